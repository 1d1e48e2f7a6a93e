import { afterAll, beforeAll, expect, test } from 'vitest';
import { hangLook } from '#design/index.ts';
import { type Audit, openAudit } from '#kernel/audit/index.ts';
import { type Actor, anyone } from '#kernel/identity/index.ts';
import { openOutbox } from '#kernel/outbox/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { get, serve } from '#kernel/web/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { Visitor } from '../../../test/support/visitor.ts';
import { openNotifications, showOutbox } from './index.ts';

const now = () => new Date('2026-11-23T01:00:00Z');
const officer = { kind: 'officer', accountId: 'a1', name: 'Hoàng Văn Sơn (mẫu)', unitId: 'u1', unitName: 'UBND xã', position: 'Công chức' } as const;
let base: TestDatabase;
let audit: Audit;

beforeAll(async () => {
  base = await testDatabase();
  hangLook({ citizenCss: '', citizenCssHash: '', url: (name) => `/${name}` });
  audit = openAudit(base.db, { dataDir: '/nonexistent', secretKey: 'x'.repeat(32) }, now);
});
afterAll(() => base.drop());

async function visitor(demo: boolean, actor: Actor): Promise<Visitor> {
  const outbox = openOutbox(base.db, { now });
  const notifications = openNotifications(base.db, outbox, { smtp: undefined }, now);
  await notifications.notify({
    to: { name: 'Nguyễn Thị Đào (mẫu)', email: 'dao@thu.example', phone: '0912345678' },
    subject: 'Hồ sơ <b>đã</b> nhận',
    text: 'Dòng một\nDòng hai',
    key: 'once',
  });
  await outbox.drain();
  const platform = { config: { demo, publicUrl: 'http://localhost' }, now, audit, notifications, log: { error: console.error } } as unknown as Platform;
  const app = serve({ platform, routes: [get('/quan-tri/hop-thu-di', 'anyone', showOutbox)], readActor: async () => actor, styleHashes: [] });
  return new Visitor((request) => app.fetch(request)).open('/quan-tri/hop-thu-di?trang=-1');
}

test('in the demo anybody reads what would have been sent, and that nothing was', async () => {
  const { status, text, body } = await visitor(true, anyone);
  expect(status).toBe(200);
  expect(text).toContain('thư điện tử không gửi đi đâu cả');
  expect(text).toContain('Mô phỏng: chỉ nằm ở đây');
  expect(text).toContain('Thư điện tử: dao@thu.example');
  expect(text).toContain('08:00, 23/11/2026');
  expect(body).toContain('Hồ sơ &lt;b&gt;đã&lt;/b&gt; nhận');
});

test('elsewhere only an administrator does, and each look is audited', async () => {
  expect((await visitor(false, anyone)).status).toBe(404);
  expect((await visitor(false, { ...officer, roles: ['desk'] })).status).toBe(404);
  expect(await audit.about({ kind: 'messages', id: 'list' })).toEqual([]);
  expect((await visitor(false, { ...officer, roles: ['admin'] })).status).toBe(200);
  expect(await audit.about({ kind: 'messages', id: 'list' })).toMatchObject([{ action: 'read', actorId: 'a1' }]);
});
