import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { filePass } from './passes.fixture.ts';
import { runBatch } from './run.ts';

let province: TestProvince;
let plate = 10_000;
const [desk, specialist, leader, clerk] = ['motcua', 'chuyenvien', 'giamdoc', 'vanthu'].map((one) => `giaothong.${one}`) as [string, string, string, string];
beforeAll(async () => {
  province = await testProvince({ profile: '2021' });
});
afterAll(() => province.close());

async function filed(many: number): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < many; i++) ids.push((await filePass(province.platform, { plates: [`20C-${plate++}`] })).id);
  return ids;
}

/** Marks these dossiers as they stand now, as the boxes of a list do, and asks for one verb. */
async function choose(login: string, verb: string, ids: readonly string[], revisions: Record<string, number> = {}): Promise<Visitor> {
  const rows = await province.db.many<{ id: string; revision: number }>(sql`select id, revision from dossiers.dossiers where id = any(${[...ids]}::uuid[])`);
  const officer = await province.officer(login);
  return officer.send('/can-bo/hang-loat', { verb, ids: rows.map(({ id, revision }) => `${id}:${revisions[id] ?? revision}`) });
}

async function doneInBulk(login: string, verb: string, ids: readonly string[]): Promise<Visitor> {
  const officer = await choose(login, verb, ids);
  await officer.press(' hồ sơ');
  await province.settle();
  return officer.open(officer.url);
}

async function statesOf(ids: readonly string[]): Promise<Record<string, number>> {
  const rows = await province.db.many<{ state: string; many: number }>(
    sql`select state, count(*)::int as many from dossiers.dossiers where id = any(${[...ids]}::uuid[]) group by state`,
  );
  return Object.fromEntries(rows.map(({ state, many }) => [state, many]));
}

test('forty passes go through four hands in bulk; each hand is recorded on each dossier as if done one by one', async () => {
  const ids = await filed(40);
  const page = await doneInBulk(desk, 'receive', ids);
  expect(page.text).toContain('Tiếp nhận 40 hồ sơ');
  expect(page.text).toContain('Xong cả đợt');
  await doneInBulk(specialist, 'assess', ids);
  await doneInBulk(leader, 'approve', ids);
  await doneInBulk(clerk, 'seal', ids);
  expect(await statesOf(ids)).toEqual({ done: 40 });
  const hands = await province.db.many<{
    verb: string;
    name: string;
    many: number;
  }>(sql`select e.verb, e.actor_name as name, count(*)::int as many from dossiers.events e
    where e.dossier_id = any(${ids}::uuid[]) and e.verb <> 'submit' group by 1, 2 order by min(e.seq)`);
  expect(hands).toEqual([
    { verb: 'receive', name: 'Bùi Thị Hoa (mẫu)', many: 40 },
    { verb: 'assess', name: 'Hà Quang Vinh (mẫu)', many: 40 },
    { verb: 'approve', name: 'Nguyễn Đức Thịnh (mẫu)', many: 40 },
    { verb: 'seal', name: 'Lê Thị Bích (mẫu)', many: 40 },
  ]);
  const { numbers } = await province.db.one<{ numbers: number[] }>(
    sql`select array_agg(number order by number) as numbers from dossiers.results where dossier_id = any(${ids}::uuid[])`,
  );
  expect(numbers, 'the clerk gave each a number, none twice, none left out').toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  const { faults } = await province.platform.audit.verify();
  expect(faults).toEqual([]);
}, 60_000);

test('of forty three are not done, each with its reason; done again they are no longer stale', async () => {
  const ids = await filed(40);
  await doneInBulk(desk, 'receive', ids.slice(0, 39));
  const [changed = '', elsewhere = '', notReceived = ''] = [ids[0], ids[1], ids[39]];
  const before = await choose(specialist, 'assess', ids);
  // Meanwhile a colleague is faster with two of them, and one was never received.
  const colleague = await province.officer(specialist);
  await colleague.open(`/can-bo/ho-so/${changed}`);
  await colleague.press('Trình ký');
  await colleague.open(`/can-bo/ho-so/${elsewhere}`);
  await colleague.press('Từ chối giải quyết', { reason: 'Xe không thuộc diện', basis: 'Chỉ thị 16' });
  await before.press('Trình ký 40 hồ sơ');
  await province.settle();
  await before.open(before.url);
  expect(before.text).toContain('Không làm được: 3 hồ sơ');
  const reasons = await province.db.many<{
    id: string;
    said: string;
  }>(sql`select i.dossier_id as id, i.said from dossiers.batch_items i join dossiers.batches b on b.id = i.batch_id
    where b.id = ${before.url.split('/').at(-1)}::uuid and i.state = 'undone'`);
  expect(new Map(reasons.map(({ id, said }) => [id, said]))).toEqual(
    new Map([
      [changed, 'Người khác đã xử lý hồ sơ này.'],
      [elsewhere, 'Người khác đã xử lý hồ sơ này.'],
      [notReceived, 'Hồ sơ đang ở trạng thái «Mới nộp, chờ tiếp nhận», không thẩm định được nữa.'],
    ]),
  );
  expect(before.$('a[href*="/can-bo/ho-so/"]').length).toBeGreaterThanOrEqual(3);
  await doneInBulk(desk, 'receive', [notReceived]);
  await before.press('Làm lại 3 hồ sơ chưa xong');
  await before.press('Trình ký 3 hồ sơ');
  await province.settle();
  await before.open(before.url);
  expect(before.text).toContain('Không làm được: 2 hồ sơ');
  expect(before.text).toContain('không thẩm định được nữa');
  expect(await statesOf(ids)).toEqual({ 'awaiting-approval': 39, refused: 1 });
}, 60_000);

test('two officers over the same dossiers: each dossier is done once, the slower one is told', async () => {
  const ids = await filed(12);
  const [one, other] = [await choose(desk, 'receive', ids), await choose(desk, 'receive', ids)];
  await one.press('Tiếp nhận 12 hồ sơ');
  await other.press('Tiếp nhận 12 hồ sơ');
  const batches = [one, other].map(({ url }) => url.split('/').at(-1) ?? '');
  await Promise.all(batches.map((id) => runBatch(province.platform, id, () => false)));
  await province.settle();
  const { done, undone } = await province.db.one<{ done: number; undone: number }>(sql`select count(*) filter (where state = 'done')::int as done,
    count(*) filter (where state = 'undone')::int as undone from dossiers.batch_items where batch_id = any(${batches}::uuid[])`);
  expect({ done, undone }).toEqual({ done: 12, undone: 12 });
  const { events } = await province.db.one<{ events: number }>(
    sql`select count(*)::int as events from dossiers.events where dossier_id = any(${ids}::uuid[]) and verb = 'receive'`,
  );
  expect(events).toBe(12);
});

test('two workers with the same batch never do the same dossier', async () => {
  const ids = await filed(10);
  const officer = await choose(desk, 'receive', ids);
  await officer.press('Tiếp nhận 10 hồ sơ');
  const id = officer.url.split('/').at(-1) ?? '';
  await Promise.allSettled([runBatch(province.platform, id, () => false), runBatch(province.platform, id, () => false)]);
  await province.settle();
  await officer.open(officer.url);
  expect(officer.text).toContain('Xong cả đợt');
  expect(await statesOf(ids)).toEqual({ received: 10 });
});

describe('authority', () => {
  test('is asked again for every dossier: who loses his role in the middle does no more', async () => {
    const ids = await filed(8);
    const officer = await choose(desk, 'receive', ids);
    await officer.press('Tiếp nhận 8 hồ sơ');
    const id = officer.url.split('/').at(-1) ?? '';
    let done = 0;
    await runBatch(province.platform, id, () => ++done > 3);
    const account = await province.platform.identity.accountByLogin(desk);
    const assignment = sql`update kernel.assignments set roles = '{clerk}' where account_id = ${account?.id}::uuid`;
    await province.db.run(assignment);
    await province.settle();
    await province.db.run(sql`update kernel.assignments set roles = '{desk}' where account_id = ${account?.id}::uuid`);
    const { received = 0, submitted = 0 } = await statesOf(ids);
    expect(received).toBeGreaterThan(0);
    expect(submitted).toBeGreaterThan(0);
    expect(received + submitted).toBe(8);
    await officer.open(officer.url);
    expect(officer.text).toContain('đang thuộc người khác giữ hồ sơ');
  });

  test("a batch is its officer's own; dossiers of another unit are not taken in; a stranger is asked to sign in", async () => {
    const ids = await filed(2);
    const officer = await choose(desk, 'receive', ids);
    const path = new URL(officer.url).pathname;
    for (const login of [specialist, 'sangmoc.motcua', 'dongbam.motcua']) {
      const other = await province.officer(login).catch(() => undefined);
      if (!other) continue;
      expect((await other.open(path)).status, login).toBe(404);
      expect((await other.send(`${path}/bat-dau`, {})).status, login).toBe(404);
    }
    const foreign = await province.officerWith('civil-status');
    expect((await foreign.send('/can-bo/hang-loat', { verb: 'receive', ids: ids.map((id) => `${id}:1`) })).status).toBe(404);
    expect(await statesOf(ids)).toEqual({ submitted: 2 });
  });
});

test('one reason for all: a supplement asked for, an intake refused; without a reason nothing begins', async () => {
  const [asked, refused] = [await filed(3), await filed(3)];
  const officer = await choose(desk, 'askForMore', asked);
  await officer.press('Yêu cầu bổ sung 3 hồ sơ', { item: 'paper:dang-ky-xe' });
  expect(officer.status).toBe(422);
  expect(officer.text).toContain('Hãy ghi lý do');
  await officer.press('Yêu cầu bổ sung 3 hồ sơ', { item: 'paper:dang-ky-xe', reason: 'Ảnh đăng kiểm bị mờ' });
  const other = await choose(desk, 'refuseIntake', refused);
  await other.press('Từ chối tiếp nhận 3 hồ sơ', { reason: 'Xe không thuộc diện', basis: 'Công văn 1015' });
  await province.settle();
  expect(await statesOf(asked)).toEqual({ 'awaiting-supplement': 3 });
  expect(await statesOf(refused)).toEqual({ 'intake-refused': 3 });
  const { whys } = await province.db.one<{ whys: string[] }>(
    sql`select array_agg(distinct why) as whys from dossiers.supplement_items where dossier_id = any(${asked}::uuid[])`,
  );
  expect(whys).toEqual(['Ảnh đăng kiểm bị mờ']);
});

test('stopped: what is in hand is finished, the rest stays, and both are told', async () => {
  const ids = await filed(8);
  const officer = await choose(desk, 'receive', ids);
  await officer.press('Tiếp nhận 8 hồ sơ');
  const running = await officer.raw(officer.url);
  expect(running.headers.get('refresh'), 'the page comes again by itself').toBe('2');
  let looked = 0;
  await runBatch(province.platform, officer.url.split('/').at(-1) ?? '', () => ++looked > 3);
  await officer.open(officer.url);
  await officer.press('Dừng đợt này');
  await province.settle();
  await officer.open(officer.url);
  expect(officer.text).toContain('Đã dừng giữa chừng');
  expect(officer.text).toContain('Bạn đã dừng đợt này trước khi đến lượt hồ sơ.');
  expect((await officer.raw(officer.url)).headers.get('refresh')).toBeNull();
  const { received = 0, submitted = 0 } = await statesOf(ids);
  expect([received > 0, submitted > 0, received + submitted]).toEqual([true, true, 8]);
});

test('«agree» takes each dossier as far as this officer may, whatever step it stands at', async () => {
  const ids = await filed(4);
  const account = await province.platform.identity.accountByLogin(desk);
  await province.db.run(sql`update kernel.assignments set roles = '{desk,specialist}' where account_id = ${account?.id}::uuid`);
  await doneInBulk(desk, 'receive', ids.slice(0, 2));
  const page = await doneInBulk(desk, 'agree', ids);
  await province.db.run(sql`update kernel.assignments set roles = '{desk}' where account_id = ${account?.id}::uuid`);
  expect(page.text).toContain('Xong cả đợt');
  expect(await statesOf(ids)).toEqual({ 'awaiting-approval': 4 });
});

test('a dossier of thirty vehicles is signed and sealed in the background, and nobody waits for it in front of a page', async () => {
  const { id } = await filePass(province.platform, { plates: Array.from({ length: 30 }, (_, i) => `20H-${20_000 + i}`) });
  await doneInBulk(desk, 'receive', [id]);
  await doneInBulk(specialist, 'assess', [id]);
  for (const [login, button] of [
    [leader, 'Ký duyệt'],
    [clerk, 'Vào số và đóng dấu'],
  ] as const) {
    const officer = await province.officer(login);
    await officer.open(`/can-bo/ho-so/${id}`);
    await officer.press(button);
    expect(officer.url).toContain('/can-bo/hang-loat/');
    await province.settle();
  }
  expect(await statesOf([id])).toEqual({ done: 1 });
  const { sealed } = await province.db.one<{ sealed: number }>(
    sql`select count(*)::int as sealed from dossiers.results where dossier_id = ${id}::uuid and sealed_at is not null`,
  );
  expect(sealed).toBe(30);
}, 60_000);

test('nothing chosen, an unknown verb, lines that are no dossiers: a page that says so', async () => {
  const officer = await province.officer(desk);
  for (const sent of [
    { verb: 'receive', ids: [] },
    { verb: 'receive', ids: ['x', 'a:b', `${'0'.repeat(36)}:1`] },
    { verb: 'destroy', ids: ['019:1'] },
  ]) {
    expect((await officer.send('/can-bo/hang-loat', sent)).status).toBe(422);
  }
  expect((await officer.open('/can-bo/hang-loat')).status).toBe(200);
});
