import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { resultsOf } from '../store/results.ts';
import { aCitizenHasFiled, anOfficerOpens, itIsAssessed, itIsReceived, itIsSignedAndSealed, type Life, stateOf, wordsOfPdf } from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ at: '2026-11-20 09:00' });
});
afterAll(() => province.close());

type Office = { desk: string; officer: string; leader: string; clerk: string };
const commune: Office = { desk: 'sangmoc.motcua', officer: 'sangmoc.hotich', leader: 'sangmoc.chutich', clerk: 'sangmoc.vanthu' };
const department: Office = { desk: 'xaydung.motcua', officer: 'xaydung.chuyenvien', leader: 'xaydung.giamdoc', clerk: 'xaydung.vanthu' };

/** From the form to the sealed results, by whichever steps the procedure's route has. */
async function livesThrough(code: string, unit: string, office: Office): Promise<Life> {
  const chosen = { 'period.from': '20/11/2026', 'period.to': '20/12/2026' };
  const life = await aCitizenHasFiled(province, code, { unit, chosen: code === '1.002856' ? chosen : {} });
  await itIsReceived(life, office.desk);
  if ((await stateOf(life)) === 'received') await itIsAssessed(life, office.officer, {});
  await itIsSignedAndSealed(life, office.leader, office.clerk);
  return life;
}

/** What a stranger's phone reads from each QR of the dossier. */
async function judged(life: Life) {
  const results = await resultsOf(province.db, life.id);
  return Promise.all(results.map(({ credentialText }) => province.platform.credentials.judge(credentialText ?? '')));
}

describe('a result says whom it is about, not who asked for it', () => {
  test.each([
    ['1.001193', 'm05719', commune, 'Hoàng Văn Mẫu'],
    ['1.000656', 'm05719', commune, 'Triệu Văn Mẫu'],
    ['1.004873', 'm05719', commune, 'Nông Thị Mẫu'],
    ['2.002288', 'so-xay-dung', department, '20C-123.45'],
    ['1.002856', 'so-xay-dung', department, '20C-123.45'],
  ] as const)('%s at %s', async (code, unit, office, about) => {
    const life = await livesThrough(code, unit, office);
    const verdicts = await judged(life);
    expect(verdicts.length).toBeGreaterThan(0);
    for (const { verdict, claims } of verdicts) expect([verdict, claims?.subject]).toEqual(['valid', about]);
  });
});

test('a paper signed on Friday and sealed on Monday names one end of its validity, and its QR the same', async () => {
  province.clock('2026-11-20 15:30');
  const life = await aCitizenHasFiled(province, '1.004873');
  await itIsReceived(life);
  await itIsAssessed(life, commune.officer, {});
  await (await anOfficerOpens(life, commune.leader)).press('Ký duyệt');
  province.clock('2026-11-23 08:00');
  await (await anOfficerOpens(life, commune.clerk)).press('Vào số và đóng dấu');
  const [result] = await resultsOf(province.db, life.id);
  expect(result?.validUntil?.toISOString()).toBe('2027-05-20T16:59:00.000Z');
  const [verdict] = await judged(life);
  expect(verdict?.claims?.expires).toEqual(result?.validUntil);
  const file = await (await province.officer(commune.desk)).raw(`/can-bo/ho-so/${life.id}/ket-qua/${result?.id}`);
  expect(wordsOfPdf(new Uint8Array(await file.arrayBuffer()))).toContain('Có giá trị đến hết ngày 20/05/2027');
});

test('what would be expired when it is signed is not signed', async () => {
  province.clock('2026-10-30 09:00');
  const life = await aCitizenHasFiled(province, '1.002856', { unit: 'so-xay-dung', chosen: { 'period.from': '01/10/2026', 'period.to': '31/10/2026' } });
  await itIsReceived(life, department.desk);
  await itIsAssessed(life, department.officer, {});
  province.clock('2026-11-23 08:00');
  const leader = await anOfficerOpens(life, department.leader);
  await leader.press('Ký duyệt');
  expect([leader.status, leader.text]).toEqual([409, expect.stringContaining('không ký giấy đã hết hạn')]);
});

test('a credential past its day is genuine and expired, one that is taken back is revoked', async () => {
  province.clock('2026-11-20 09:00');
  const life = await livesThrough('1.004873', 'm05719', commune);
  province.clock('2027-05-21 00:30');
  expect((await judged(life)).map(({ verdict }) => verdict)).toEqual(['expired']);
  province.clock('2026-11-20 10:00');
  const leader = await anOfficerOpens(life, commune.leader);
  await leader.press('Thu hồi kết quả', { reason: 'Người khai không trung thực.', basis: 'Điều 12 Luật Hộ tịch' });
  expect((await judged(life)).map(({ verdict }) => verdict)).toEqual(['revoked']);
  const verifier = await province.stranger();
  await verifier.open('/xac-thuc');
  await verifier.press('Kiểm tra', { code: (await resultsOf(province.db, life.id))[0]?.credentialText ?? '' });
  expect(verifier.text).toContain('Giấy đã bị thu hồi');
});
