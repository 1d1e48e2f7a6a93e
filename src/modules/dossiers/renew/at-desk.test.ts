import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, anOfficerOpens, aPersonIsEntered, itIsAssessed, itIsReceived, itIsSignedAndSealed, type Life, stateOf } from '../scenarios/steps.ts';
import { permitsOfDossier } from '../store/permits.ts';
import { papersOf } from '../store/read.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ at: '2026-11-23 09:00' });
});
afterAll(() => province.close());

const month = { 'period.from': '23/11/2026', 'period.to': '22/12/2026' };

async function decided(life: Life): Promise<Life> {
  if ((await stateOf(life)) === 'submitted') await itIsReceived(life, 'xaydung.motcua');
  await itIsAssessed(life, 'xaydung.chuyenvien', {});
  await itIsSignedAndSealed(life, 'xaydung.giamdoc', 'xaydung.vanthu');
  return life;
}

async function permitForLaos(): Promise<Life> {
  province.clock('2026-11-23 09:00');
  return decided(await aCitizenHasFiled(province, '1.002856', { unit: 'so-xay-dung', chosen: { ...month, 'period.purpose': 'trade' } }));
}

const atDesk = 'Nhập hồ sơ gia hạn';

async function renewedAtDesk(life: Life): Promise<Life> {
  const desk = await anOfficerOpens(life, 'xaydung.motcua');
  await desk.follow(atDesk);
  expect(desk.text).toContain('Đã điền từ hồ sơ trước');
  await desk.press('Tiếp nhận và lập giấy hẹn');
  expect(desk.status, desk.text.slice(0, 800)).toBe(200);
  const id = desk.url.match(/ho-so\/([\w-]+)/)?.[1] ?? '';
  const { code } = await province.db.one<{ code: string }>(sql`select code from dossiers.dossiers where id = ${id}::uuid`);
  return { ...life, id, code };
}

test('a holder who comes with the old paper has it renewed at the desk: filled in as before, papers and all, and the old permit named', async () => {
  const life = await permitForLaos();
  province.clock('2026-12-20 09:00');
  const renewal = await renewedAtDesk(life);
  const { channel } = await province.db.one<{ channel: string }>(sql`select channel from dossiers.dossiers where id = ${renewal.id}::uuid`);
  expect([channel, await stateOf(renewal)]).toEqual(['desk', 'received']);
  await decided(renewal);
  const [[old], [next]] = [await permitsOfDossier(province.db, life.id), await permitsOfDossier(province.db, renewal.id)];
  expect([next?.renews, next?.thing, next?.validUntil?.toISOString()]).toEqual([old?.id, old?.thing, '2027-01-21T16:59:00.000Z']);
  const [before, after] = [await papersOf(province.db, life.id), await papersOf(province.db, renewal.id)];
  expect(after.map(({ fileHash }) => fileHash)).toContain(before.find(({ paper }) => paper === 'dang-ky-xe')?.fileHash);
  expect((await anOfficerOpens(life, 'xaydung.motcua')).text, 'renewed once').not.toContain(atDesk);
});

test('a permit that is taken at the desk only is renewed there too', async () => {
  province.clock('2026-11-23 09:00');
  const life = await decided(await aPersonIsEntered(province, '2.001034', { login: 'xaydung.motcua', chosen: month, seen: ['de-nghi', 'dang-ky-xe'] }));
  province.clock('2026-12-20 09:00');
  expect(await stateOf(await renewedAtDesk(life))).toBe('received');
});

test('two officers who begin the same renewal make one dossier; the other is told which', async () => {
  const life = await permitForLaos();
  province.clock('2026-12-20 09:00');
  const [one, two] = [await anOfficerOpens(life, 'xaydung.motcua'), await anOfficerOpens(life, 'xaydung.motcua')];
  for (const desk of [one, two]) await desk.follow(atDesk);
  await one.press('Tiếp nhận và lập giấy hẹn');
  await two.press('Tiếp nhận và lập giấy hẹn');
  expect([one.status, two.status]).toEqual([200, 409]);
  expect(two.text).toMatch(/Giấy này đang được xin gia hạn trong hồ sơ \S+/);
});

test('before its time, by who takes nothing in, and from another office it is not offered', async () => {
  const life = await permitForLaos();
  const [permit] = await permitsOfDossier(province.db, life.id);
  const address = `/can-bo/nhap/1.002856?gia-han=${permit?.id}`;
  const desk = await anOfficerOpens(life, 'xaydung.motcua');
  expect(desk.text).not.toContain(atDesk);
  await desk.open(address);
  expect([desk.status, desk.text.includes('gia hạn được từ')]).toEqual([409, true]);
  province.clock('2026-12-20 09:00');
  expect((await anOfficerOpens(life, 'xaydung.chuyenvien')).text).not.toContain(atDesk);
  expect((await (await province.officer('xaydung.chuyenvien')).open(address)).status).toBe(403);
  expect((await (await province.officer('sangmoc.motcua')).open(address)).status).toBe(404);
  for (const wrong of ['1.001023', '2.000635'])
    expect((await (await province.officer('xaydung.motcua')).open(`/can-bo/nhap/${wrong}?gia-han=${permit?.id}`)).status).toBe(404);
  for (const wrong of ['x', '00000000-0000-7000-8000-000000000000'])
    expect((await (await province.officer('xaydung.motcua')).open(`/can-bo/nhap/1.002856?gia-han=${wrong}`)).status).toBe(404);
});
