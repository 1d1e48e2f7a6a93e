import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
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
  slipOf,
  stateOf,
  theCitizenLooksItUp,
} from './steps.ts';

let province: TestProvince;
let life: Life;
beforeAll(async () => {
  province = await testProvince();
});
/** Each life is filed on Monday the 23rd and promised for Friday the 27th. */
beforeEach(async () => {
  province.clock('2026-11-23 09:00');
  life = await aCitizenHasFiled(province, '1.004873', { chosen: { 'delivery.mode': 'desk' } });
  await itIsReceived(life);
  expect(await promisedOf(life)).toBe('2026-11-27 17:00');
});
afterAll(() => province.close());

const reason = 'Chờ xã cũ trả lời xác minh.';

/** The line of this dossier in the register of these weeks, as the desk reads it. */
async function register(): Promise<string> {
  const desk = await province.officer('sangmoc.motcua');
  await desk.open('/can-bo/so-theo-doi?tu=23/11/2026&den=31/12/2026');
  return desk
    .$('tr')
    .filter((_, row) => desk.$(row).text().includes(life.code))
    .text();
}

async function apologises(newDue: string): Promise<Visitor> {
  const officer = await anOfficerOpens(life, 'sangmoc.hotich');
  return officer.press('Gửi phiếu xin lỗi, hẹn lại', { reason, newDue });
}

describe('a dossier that nobody finished in time', () => {
  test('and for which nobody apologised is late on the board, in the register and on its control sheet', async () => {
    province.clock('2026-11-30 09:00');
    const officer = await province.officer('sangmoc.hotich');
    await officer.open('/can-bo');
    expect(officer.$('.numbers .late').text()).toMatch(/[1-9]\d*\s*quá hạn/);
    expect((await theCitizenLooksItUp(life)).text).toContain('quá hạn 3 ngày');
    expect(await register()).toContain('Quá hạn');
    await itIsAssessed(life, 'sangmoc.hotich', {});
    await itIsSignedAndSealed(life);
    await itIsPaidAndGivenBack(life);
    expect(await register()).toContain('Quá hạn');
    const sheet = await slipOf(life, 'control');
    for (const words of ['Đúng hạn', 'Quá hạn']) expect(sheet, 'received in time, the rest too late').toMatch(new RegExp(words, 'i'));
    expect((await anOfficerOpens(life, 'sangmoc.motcua')).text).toMatch(/Tính điểm\s*Quá hạn/);
  });

  test('and whose new day passes too is late again', async () => {
    province.clock('2026-11-30 09:00');
    await apologises('02/12/2026');
    province.clock('2026-12-02 16:00');
    expect(await register()).toContain('Trong hạn');
    province.clock('2026-12-02 17:01');
    expect(await register()).toContain('Quá hạn');
  });
});

describe('a result that was ready in time', () => {
  test('and fetched a week late makes nobody late', async () => {
    province.clock('2026-11-27 16:00');
    await itIsAssessed(life, 'sangmoc.hotich', {});
    await itIsSignedAndSealed(life);
    province.clock('2026-12-07 09:00');
    await itIsPaidAndGivenBack(life);
    expect(await register()).toContain('Đúng hạn');
  });
});

describe('a new day is named before the old one has passed', () => {
  test('and told to the citizen with its reason, by message, by slip and where she looks it up', async () => {
    province.clock('2026-11-26 10:00');
    const officer = await anOfficerOpens(life, 'sangmoc.hotich');
    expect(officer.text, 'the last moment for it').toContain('phiếu phải gửi trước 17:00, 26/11/2026');
    await apologises('02/12/2026');
    expect([await stateOf(life), await promisedOf(life)]).toEqual(['received', '2026-12-02 17:00']);
    expect(await messagesTo(life)).toContain(`Xin lỗi: hồ sơ ${life.code} hẹn lại 17:00, 02/12/2026`);
    const slip = await slipOf(life, 'apology', 'sangmoc.hotich');
    for (const words of [life.code, reason, '27/11/2026', '02/12/2026']) expect(slip).toContain(words);
    const citizen = await theCitizenLooksItUp(life);
    for (const words of ['Xin lỗi và hẹn lại', reason, '17:00, 02/12/2026']) expect(citizen.text).toContain(words);
    province.clock('2026-12-01 09:00');
    await itIsAssessed(life, 'sangmoc.hotich', {});
    await itIsSignedAndSealed(life);
    expect(await register(), 'by the law').toContain('Trước hạn');
    expect((await anOfficerOpens(life, 'sangmoc.motcua')).text, 'by the score, which looks at no postponement').toMatch(/Tính điểm\s*Quá hạn/);
  });

  test.each([
    ['26/11/2026', 'Ngày hẹn mới phải sau ngày đã hẹn'],
    ['27/11/2026', 'Ngày hẹn mới phải sau ngày đã hẹn'],
    ['31/02/2027', 'Ngày hẹn mới viết như 25/12/2026'],
    ['', 'Ngày hẹn mới viết như 25/12/2026'],
  ])('but not %s', async (newDue, words) => {
    province.clock('2026-11-26 10:00');
    const officer = await apologises(newDue);
    expect([officer.status, officer.text]).toEqual([409, expect.stringContaining(words)]);
    expect(officer.$('[name=reason]').filter((_, field) => officer.$(field).val() === reason).length, 'what was typed stays').toBe(1);
    expect(await promisedOf(life)).toBe('2026-11-27 17:00');
  });

  test('and a day on which nobody works becomes the next one on which somebody does', async () => {
    await apologises('05/12/2026');
    expect(await promisedOf(life)).toBe('2026-12-07 17:00');
  });

  test('without a reason there is no apology', async () => {
    const officer = await anOfficerOpens(life, 'sangmoc.hotich');
    await officer.press('Gửi phiếu xin lỗi, hẹn lại', { reason: '', newDue: '02/12/2026' });
    expect([officer.status, officer.text]).toEqual([409, expect.stringContaining('Hãy ghi lý do')]);
  });
});

test('an apology does not survive a supplement: the days are counted anew', async () => {
  await apologises('30/11/2026');
  province.clock('2026-11-25 09:00');
  await officerPresses(life, 'sangmoc.hotich', 'Gửi phiếu yêu cầu bổ sung', {
    item: 'field:applicant.address',
    'why.field:applicant.address': 'Thiếu tên xóm.',
  });
  province.clock('2026-12-01 09:00');
  await (await theCitizenLooksItUp(life)).press('Gửi bổ sung', { 'applicant.address': 'Xóm Tân Lập' });
  expect(await promisedOf(life)).toBe('2026-12-04 17:00');
});
