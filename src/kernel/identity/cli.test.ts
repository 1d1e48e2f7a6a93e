import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAudit } from '#kernel/audit/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { userCommand, type UserTools } from './cli.ts';
import { type Identity, identity } from './index.ts';

let base: TestDatabase;
let room: Identity;
let lines: string[];

beforeAll(async () => {
  base = await testDatabase();
  const now = () => new Date('2026-11-23T02:00:00Z');
  const secretKey = 'a secret key of at least thirty-two letters';
  room = identity(base.db, { secretKey, demo: true }, now, openAudit(base.db, { dataDir: '/nonexistent', secretKey }, now));
});
afterAll(() => base.drop());
beforeEach(() => {
  lines = [];
});

function user(...args: string[]): Promise<number> {
  const tools: UserTools = {
    identity: room,
    unitName: async (id) => (id === 'sang-moc' ? 'UBND xã Sảng Mộc' : undefined),
    print: (line) => void lines.push(line),
  };
  return userCommand(args, tools);
}

const position = ['--unit', 'sang-moc', '--title', 'Công chức', '--roles', 'desk,clerk'];

test('user add makes an account whose temporary password lets its owner in to choose another', async () => {
  expect(await user('add', 'ly.thi.dao', '--name', 'Lý Thị Đào', ...position)).toBe(0);
  const word = /Mật khẩu tạm: (\w+)/.exec(lines[0] ?? '')?.[1] ?? '';
  expect(await room.signIn({ login: 'ly.thi.dao', password: word, code: '', ip: 'x', agent: 'x' })).toMatchObject({ ok: true, stage: 'change-password' });
  await user('list', 'ly thi dao');
  expect(lines.at(-1)).toBe('ly.thi.dao\tLý Thị Đào\tCông chức\tUBND xã Sảng Mộc\tdesk,clerk\tdùng được');
});

test('user disable and unlock close and open an account', async () => {
  await user('add', 'ma.van.suu', '--name', 'Ma Văn Sửu', ...position);
  await user('disable', 'ma.van.suu', '--why', 'Chuyển công tác');
  expect((await room.accountByLogin('ma.van.suu'))?.disabledWhy).toBe('Chuyển công tác');
  await user('unlock', 'ma.van.suu');
  expect((await room.accountByLogin('ma.van.suu'))?.disabledAt).toBeNull();
});

test('user code tells the code of a demo account only', async () => {
  await room.addDemoAccounts([{ login: 'mau.desk', name: 'Mẫu', unitId: 'sang-moc', unitName: 'UBND xã Sảng Mộc', title: 'Một cửa', roles: ['desk'] }]);
  expect(await user('code', 'mau.desk')).toBe(0);
  expect(lines[0]).toMatch(/^\d{6}$/);
  await user('add', 'that', '--name', 'Người thật', ...position);
  expect(await user('code', 'that')).toBe(1);
});

test.each([
  [['add', 'ai.do', '--name', 'Ai Đó', '--unit', 'khong-co', '--title', 'x', '--roles', 'desk'], /không có đơn vị/],
  [['add', 'ai.do', '--name', 'Ai Đó', '--unit', 'sang-moc', '--title', 'x', '--roles', 'vua'], /--roles/],
  [['add', 'Ai Đó', '--name', 'Ai Đó', ...position], /Tên đăng nhập/],
  [['unlock', 'khong.co'], /Không có tài khoản/],
  [['bay'], /bin\/motcua user add/],
  [['add', '--la'], /bin\/motcua user add/],
  [[], /bin\/motcua user add/],
])('a command that cannot be done says why: %j', async (args, words) => {
  expect(await user(...args)).toBe(1);
  expect(lines.join('\n')).toMatch(words);
});
