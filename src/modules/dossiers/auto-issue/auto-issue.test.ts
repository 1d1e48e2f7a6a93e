import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { filePass } from '../batch/passes.fixture.ts';
import { receive } from '../receive/receive.ts';
import { wordsOfPdf } from '../scenarios/steps.ts';
import { autoIssueOf } from '../store/auto-issues.ts';
import { issueByRule, lookAt, ruleOf } from './auto-issue.ts';

let province: TestProvince;
let folder: string;
let plate = 30_000;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 22:40' });
  folder = mkdtempSync(join(tmpdir(), 'motcua-auto-'));
});
afterAll(async () => {
  await province.close();
  rmSync(folder, { recursive: true });
});

const page = '/can-bo/tu-dong-cap';

async function turn(to: 'Bật' | 'Tắt', why = 'Đợt cao điểm, cả đêm có xe xin'): Promise<void> {
  const leader = await province.officer('giaothong.giamdoc');
  await leader.open(page);
  await leader.press(`${to} tự động cấp`, { why });
  expect(leader.status, leader.text).toBe(200);
}

async function filed(typed: Record<string, string> = {}, of = `20C-${plate++}`): Promise<string> {
  const { id } = await filePass(province.platform, { plates: [of], typed });
  return id;
}

async function stateOf(id: string): Promise<string> {
  return (await province.db.one<{ state: string }>(sql`select state from dossiers.dossiers where id = ${id}::uuid`)).state;
}

test('until a leader switches it on nothing is issued, however clear it is', async () => {
  const id = await filed();
  await province.settle();
  expect(await stateOf(id)).toBe('submitted');
  expect(await autoIssueOf(province.db, id)).toBeUndefined();
  const specialist = await province.officer('giaothong.chuyenvien');
  await specialist.open(page);
  expect(specialist.text).toContain('Đang tắt');
  expect(specialist.text).not.toContain('Bật tự động cấp');
  expect((await specialist.send(page, { procedure: 'MC-LUONG-XANH', on: 'yes', why: 'tôi bật thử' })).status).toBe(403);
});

test('switched on, a clear pass is issued at night by the rule and by no person, and says so everywhere', async () => {
  await turn('Bật');
  const id = await filed();
  await province.settle();
  expect(await stateOf(id)).toBe('done');
  const hands = await province.db.many<{ verb: string; actorId: string; name: string }>(
    sql`select verb, actor_id as "actorId", actor_name as name from dossiers.events where dossier_id = ${id}::uuid and verb <> 'submit' order by seq`,
  );
  expect(hands.map(({ verb }) => verb)).toEqual(['receive', 'assess', 'approve', 'seal']);
  expect(new Set(hands.map(({ actorId }) => actorId))).toEqual(new Set(['rule:MC-LUONG-XANH']));
  expect(hands[0]?.name).toBe('Hệ thống, theo quy tắc «Mọi kiểm tra đều đạt thì cấp ngay»');

  const { hash } = await province.db.one<{ hash: string }>(sql`select file_hash as hash from dossiers.results where dossier_id = ${id}::uuid`);
  const pdf = (await province.platform.files.read(hash)) ?? new Uint8Array();
  writeFileSync(join(folder, 'pass.pdf'), pdf);
  const { stdout } = spawnSync('pdfsig', ['-nocert', join(folder, 'pass.pdf')], { encoding: 'utf8' });
  expect(stdout.match(/Signature is Valid/g), stdout).toHaveLength(1);
  expect(stdout).toContain('Sở Giao thông vận tải');
  expect(wordsOfPdf(pdf)).toMatch(/CẤP TỰ ĐỘNG THEO QUY TẮC.*Nguyễn Đức Thịnh \(mẫu\) cho phép từ 16\/08\/2021/);

  const officer = await province.officer('giaothong.chuyenvien');
  await officer.open(`/can-bo/ho-so/${id}`);
  expect(officer.text).toContain('đã tự động cấp');
  expect(officer.text).toContain('Mỗi xe chỉ mang một giấy');
  expect(officer.text).toContain('Phó Giám đốc Nguyễn Đức Thịnh (mẫu)');
  expect((await province.platform.audit.verify()).faults).toEqual([]);
});

test('what is not clear goes the ordinary way, and says why', async () => {
  const id = await filed({ 'drivers.0.testDate': '01/08/2021' });
  await province.settle();
  expect(await stateOf(id)).toBe('submitted');
  expect(await autoIssueOf(province.db, id)).toMatchObject({ outcome: 'left', said: 'Kiểm tra có điều cần người xem.', sample: false });
  const desk = await province.officer('giaothong.motcua');
  await desk.open(`/can-bo/ho-so/${id}`);
  await desk.press('Tiếp nhận hồ sơ');
  expect(await stateOf(id)).toBe('received');
});

test('a vehicle whose pass was taken back gets the next one from a person only', async () => {
  const of = `20C-${plate++}`;
  const first = await filed({}, of);
  await province.settle();
  const leader = await province.officer('giaothong.giamdoc');
  await leader.open(`/can-bo/ho-so/${first}`);
  await leader.press('Thu hồi kết quả', { reason: 'Cho xe khác mượn giấy', basis: 'Công văn 1015' });
  expect(leader.status, leader.text).toBe(200);
  const again = await filed({}, of);
  await province.settle();
  expect(await stateOf(again)).toBe('submitted');
  await leader.open(`/can-bo/ho-so/${again}`);
  expect(leader.text).toContain('(Cho xe khác mượn giấy). Xem lý do trước khi cấp lại.');
});

test('a vehicle whose pass was taken back is not issued another under a plate that is only spelled otherwise', async () => {
  const first = await filed({}, '20LD-012.34');
  await province.settle();
  const leader = await province.officer('giaothong.giamdoc');
  await leader.open(`/can-bo/ho-so/${first}`);
  await leader.press('Thu hồi kết quả', { reason: 'Cho xe khác mượn giấy', basis: 'Công văn 1015' });
  expect(leader.status, leader.text).toBe(200);
  for (const spelled of ['20LĐ-012.34', '20lđ 01234', '20L\u0110\u2013012.34']) {
    const again = await filed({}, spelled);
    await province.settle();
    expect(await stateOf(again), spelled).toBe('submitted');
    expect(await autoIssueOf(province.db, again), spelled).toMatchObject({ outcome: 'left' });
  }
});

test('what was clear when it was decided and is not when it would be signed goes to a person', async () => {
  const of = `20C-${plate++}`;
  const first = await filed({}, of);
  await lookAt(province.platform, first);
  // A second request for the same vehicle comes in before the first has gone on.
  await filed({}, of);
  await province.settle();
  expect(await stateOf(first)).toBe('awaiting-approval');
  expect(await autoIssueOf(province.db, first)).toMatchObject({ outcome: 'left', said: 'Kiểm tra không còn đều đạt; cần cán bộ xem.' });
});

test('no more than the rules allow in an hour; the next hour begins anew', async () => {
  const rules = province.platform.profile.rules.auto_issue;
  const most = rules.most_per_hour;
  province.clock('2021-08-17 01:00');
  rules.most_per_hour = 2;
  try {
    const ids = [await filed(), await filed(), await filed()];
    await province.settle();
    const states = await Promise.all(ids.map(stateOf));
    expect(states.filter((state) => state === 'done')).toHaveLength(2);
    const left = await Promise.all(ids.map((id) => autoIssueOf(province.db, id)));
    expect(left.find((one) => one?.outcome === 'left')?.said).toContain('Đã đủ 2 giấy tự động trong một giờ');
    province.clock('2021-08-17 02:01');
    const later = await filed();
    await province.settle();
    expect(await stateOf(later)).toBe('done');
  } finally {
    rules.most_per_hour = most;
  }
});

test('never twice: told again, or taken up after a crash, it goes on where it stood', async () => {
  const id = await filed();
  await lookAt(province.platform, id);
  const decided = await autoIssueOf(province.db, id);
  if (!decided) throw new Error('nothing was decided');
  // A crash after the first step: the dossier is received, nobody has gone on.
  await receive(province.platform, ruleOf(decided), { id, revision: 1 });
  await Promise.all([lookAt(province.platform, id), issueByRule(province.platform, id)]);
  await province.settle();
  await issueByRule(province.platform, id);
  const { events, results, numbers } = await province.db.one<{ events: number; results: number; numbers: number }>(sql`select
    (select count(*)::int from dossiers.events where dossier_id = ${id}::uuid) as events, (select count(*)::int from dossiers.results where dossier_id = ${id}::uuid) as results,
    (select count(*)::int from dossiers.permits where dossier_id = ${id}::uuid) as numbers`);
  expect({ events, results, numbers }).toEqual({ events: 5, results: 1, numbers: 1 });
  expect(await autoIssueOf(province.db, id)).toMatchObject({ outcome: 'issued' });
});

test('an officer who is faster keeps it; a switch turned off stops what is not yet signed', async () => {
  const [taken, stopped] = [await filed(), await filed()];
  await Promise.all([lookAt(province.platform, taken), lookAt(province.platform, stopped)]);
  const desk = await province.officer('giaothong.motcua');
  await desk.open(`/can-bo/ho-so/${taken}`);
  await desk.press('Từ chối tiếp nhận', { reason: 'Xe không thuộc diện', basis: 'Công văn 1015' });
  await turn('Tắt', 'Có báo cáo giấy giả');
  await province.settle();
  expect(await stateOf(taken)).toBe('intake-refused');
  expect(await stateOf(stopped)).toBe('submitted');
  expect(await autoIssueOf(province.db, stopped)).toMatchObject({ outcome: 'left', said: 'Lãnh đạo đã tắt tự động cấp khi hồ sơ đang được xử lý.' });
  await turn('Bật', 'Đã kiểm tra xong');
});

test('one in so many is looked at by an officer afterwards; one that is wrong switches the rule off', async () => {
  const specialist = await province.officer('giaothong.chuyenvien');
  await specialist.open(page);
  expect(specialist.$('form[action$="/xem-lai"]')).toHaveLength(1);
  await specialist.press('Cấp sai', { note: '' });
  expect(specialist.status).toBe(422);
  await specialist.press('Cấp sai', { note: 'Ảnh đăng kiểm của xe khác' });
  expect(specialist.url).toContain('/can-bo/ho-so/');
  expect(specialist.text).toContain('cấp sai, Hà Quang Vinh (mẫu)');
  await specialist.open(page);
  expect(specialist.text).toContain('Đang tắt');
  expect(specialist.text).toContain('bị đánh giá sai (Ảnh đăng kiểm của xe khác)');
  const id = await filed();
  await province.settle();
  expect(await stateOf(id)).toBe('submitted');
});

test('in an era that does not allow it no leader can switch it on', async () => {
  const now = await testProvince({ profile: '2026' });
  try {
    const leader = await now.officer('xaydung.giamdoc');
    await leader.open(page);
    expect(leader.text).toContain('Thời kỳ này không cho tự động cấp');
    expect((await leader.send(page, { procedure: 'MC-LUONG-XANH', on: 'yes', why: 'tôi bật thử' })).status).toBe(404);
  } finally {
    await now.close();
  }
});
