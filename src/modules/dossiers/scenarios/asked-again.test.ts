import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  messagesTo,
  officerPresses,
  promisedOf,
  stateOf,
  theCitizenLooksItUp,
  verbsOf,
} from './steps.ts';

/** An officer marks one field; the words are those the citizen will read. */
function asksFor(life: Life, login: string, field: string, why: string) {
  return officerPresses(life, login, 'Gửi phiếu yêu cầu bổ sung', { item: `field:${field}`, [`why.field:${field}`]: why });
}

async function answers(life: Life, field: string, value: string): Promise<void> {
  const citizen = await theCitizenLooksItUp(life);
  await citizen.press('Gửi bổ sung', { [field]: value });
  expect(citizen.status, citizen.text.slice(0, 500)).toBe(200);
}

describe('asked for more', () => {
  let province: TestProvince;
  beforeAll(async () => {
    province = await testProvince();
  });
  afterAll(() => province.close());

  test('before it is received: it waits, comes back to the desk, and its days count from the answer', async () => {
    province.clock('2026-11-23 09:00');
    const life = await aCitizenHasFiled(province, '1.004873', { chosen: { 'delivery.mode': 'desk' } });
    await asksFor(life, 'sangmoc.motcua', 'applicant.address', 'Thiếu tên xóm.');
    const desk = await anOfficerOpens(life, 'sangmoc.motcua');
    expect(desk.$('form[action$="/tiep-nhan"]').length, 'nothing to receive before the answer').toBe(0);
    province.clock('2026-11-26 14:00');
    await answers(life, 'applicant.address', 'Xóm Tân Lập');
    expect([await stateOf(life), await promisedOf(life)]).toEqual(['submitted', '2026-12-01 17:00']);
    await itIsReceived(life);
    expect(await promisedOf(life)).toBe('2026-12-01 17:00');
    expect(await messagesTo(life)).toContain(`Hồ sơ ${life.code} đã được tiếp nhận, hẹn trả 17:00, 01/12/2026`);
  });

  test('a second time: the citizen sees only the new marks, and the office counts as late although it was not', async () => {
    province.clock('2026-11-23 09:00');
    const life = await aCitizenHasFiled(province, '1.004873', { chosen: { 'delivery.mode': 'desk' } });
    await itIsReceived(life);
    await asksFor(life, 'sangmoc.hotich', 'applicant.address', 'Thiếu tên xóm.');
    await answers(life, 'applicant.address', 'Xóm Tân Lập');
    province.clock('2026-11-25 09:00');
    await asksFor(life, 'sangmoc.hotich', 'applicant.birthDate', 'Thẻ ghi ngày khác.');
    const citizen = await theCitizenLooksItUp(life);
    expect(citizen.text).toContain('Thẻ ghi ngày khác.');
    expect(citizen.text).not.toContain('Thiếu tên xóm.');
    province.clock('2026-11-25 14:00');
    await answers(life, 'applicant.birthDate', '26/03/1990');
    expect(await promisedOf(life)).toBe('2026-11-30 17:00');
    await itIsAssessed(life, 'sangmoc.hotich', {});
    await itIsSignedAndSealed(life);
    await itIsPaidAndGivenBack(life);
    const desk = await anOfficerOpens(life, 'sangmoc.motcua');
    expect(desk.text).toMatch(/Tính điểm\s*Quá hạn, vì yêu cầu bổ sung quá số lần/);
    await desk.open('/can-bo/so-theo-doi?tu=23/11/2026&den=23/11/2026');
    const line = desk.$('tr').filter((_, row) => desk.$(row).text().includes(life.code));
    expect(line.text(), 'by the law it is early').toContain('Trước hạn');
    expect((await verbsOf(life)).filter((verb) => verb === 'askForMore')).toHaveLength(2);
  });

  test('only the office that holds it asks, and never for what is not in the dossier', async () => {
    province.clock('2026-11-23 09:00');
    const life = await aCitizenHasFiled(province, '1.004873');
    await itIsReceived(life);
    expect((await anOfficerOpens(life, 'sangmoc.motcua')).$('form[action$="/yeu-cau-bo-sung"]').length).toBe(0);
    const officer = await anOfficerOpens(life, 'sangmoc.hotich');
    const revision = officer.$('input[name=revision]').first().attr('value') ?? '';
    await officer.send(`/can-bo/ho-so/${life.id}/yeu-cau-bo-sung`, { revision, item: 'paper:khong-co', 'why.paper:khong-co': 'Cần thêm.' });
    expect([officer.status, officer.text]).toEqual([409, expect.stringContaining('Có mục không thuộc hồ sơ này')]);
    await officer.send(`/can-bo/ho-so/${life.id}/yeu-cau-bo-sung`, { revision });
    expect([officer.status, officer.text]).toEqual([409, expect.stringContaining('Hãy đánh dấu ít nhất một mục')]);
    expect([await stateOf(life), await promisedOf(life)]).toEqual(['received', '2026-11-27 17:00']);
  });
});

test('a pass for a lorry asked about in the night: its twelve hours begin again with the answer', async () => {
  const province = await testProvince({ profile: '2021', at: '2021-08-21 22:00' });
  const chosen = { 'period.from': '22/08/2021', 'period.to': '05/09/2021' };
  const life = await aCitizenHasFiled(province, 'MC-LUONG-XANH', { unit: 'so-giao-thong-van-tai', chosen });
  expect(await promisedOf(life)).toBe('2021-08-22 10:00');
  province.clock('2021-08-22 01:00');
  await asksFor(life, 'giaothong.motcua', 'vehicles.0.plate', 'Biển số không đúng với giấy đăng ký.');
  expect(await promisedOf(life)).toBe('stands still');
  province.clock('2021-08-22 03:30');
  const driver = await province.stranger();
  await driver.open('/tra-cuu');
  const { phone } = await province.db.one<{ phone: string }>(sql`select applicant_phone as phone from dossiers.dossiers where id = ${life.id}::uuid`);
  await driver.press('Xem hồ sơ', { ma: life.code, phone });
  await driver.press('Gửi bổ sung', { 'vehicles.0.plate': '20C-999.99' });
  expect([driver.status, await stateOf(life), await promisedOf(life)]).toEqual([200, 'submitted', '2021-08-22 15:30']);
  await province.close();
});
