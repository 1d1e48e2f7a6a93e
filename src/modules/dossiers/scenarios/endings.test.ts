import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Verb } from '../dossier.ts';
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
  verbsOf,
} from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

/** Nobody is offered anything but to look, whoever opens it. */
async function nothingCanBeDoneTo(life: Life): Promise<void> {
  for (const login of ['sangmoc.motcua', 'sangmoc.hotich', 'sangmoc.chutich', 'sangmoc.vanthu'])
    expect((await anOfficerOpens(life, login)).$('main form[method=post]').length, login).toBe(0);
}

const grounds = { reason: 'Nơi đăng ký trước đây không thuộc tỉnh.', basis: 'Điều 5 Luật Hộ tịch' };

describe('refused', () => {
  test('at the desk: reason and basis on the slip, the citizen told, nothing more to do', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    await officerPresses(life, 'sangmoc.motcua', 'Từ chối tiếp nhận', grounds);
    expect(await stateOf(life)).toBe('intake-refused');
    expect(await slipOf(life, 'refusal')).toContain('Nơi đăng ký trước đây không thuộc tỉnh.');
    expect(await messagesTo(life)).toContain(`Hồ sơ ${life.code} không được tiếp nhận`);
    expect((await theCitizenLooksItUp(life)).text).toContain('Nơi đăng ký trước đây không thuộc tỉnh.');
    await nothingCanBeDoneTo(life);
  });

  test('after the assessment, by the officer who holds it', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    await itIsReceived(life);
    await officerPresses(life, 'sangmoc.hotich', 'Từ chối giải quyết', grounds);
    expect(await stateOf(life)).toBe('refused');
    expect(await slipOf(life, 'refusal', 'sangmoc.hotich')).toContain('Điều 5 Luật Hộ tịch');
    await nothingCanBeDoneTo(life);
  });

  test('without a legal basis it is not possible', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    const officer = await anOfficerOpens(life, 'sangmoc.motcua');
    await officer.press('Từ chối tiếp nhận', { ...grounds, basis: '' });
    expect(officer.text).toContain('Hãy ghi căn cứ pháp lý');
    expect(await stateOf(life)).toBe('submitted');
  });
});

describe('withdrawn', () => {
  test('by the citizen on her phone, before the signature', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    await itIsReceived(life);
    const citizen = await theCitizenLooksItUp(life);
    await citizen.press('Rút hồ sơ này', { reason: 'Tìm thấy bản cũ rồi.' });
    expect([citizen.status, await stateOf(life)]).toEqual([200, 'withdrawn']);
    expect(await messagesTo(life)).toContain(`Đã rút hồ sơ ${life.code}`);
    await nothingCanBeDoneTo(life);
  });

  test('not after it is signed', async () => {
    const life = await aCitizenHasFiled(province, '2.000635');
    await itIsReceived(life);
    await itIsAssessed(life);
    await itIsSignedAndSealed(life);
    const citizen = await theCitizenLooksItUp(life);
    expect(citizen.$('form[action="/tra-cuu/ho-so/rut"]').length).toBe(0);
    await citizen.send('/tra-cuu/ho-so/rut', { reason: 'đổi ý' });
    expect([citizen.status, await stateOf(life)]).toEqual([422, 'done']);
  });
});

test('stopped by the office, with its notice', async () => {
  const life = await aCitizenHasFiled(province, '2.000635');
  await itIsReceived(life);
  await officerPresses(life, 'sangmoc.hotich', 'Dừng và gửi thông báo', { reason: 'Người yêu cầu đã mất, gia đình báo.', basis: 'Điều 12 Luật Hộ tịch' });
  expect(await stateOf(life)).toBe('stopped');
  expect(await slipOf(life, 'stop', 'sangmoc.hotich')).toContain('Người yêu cầu đã mất, gia đình báo.');
  expect(await messagesTo(life)).toContain(`Hồ sơ ${life.code} dừng giải quyết`);
  await nothingCanBeDoneTo(life);
});

describe('late', () => {
  let life: Life;
  beforeAll(async () => {
    province.clock('2026-11-23 09:00');
    life = await aCitizenHasFiled(province, '1.004873');
    await itIsReceived(life);
  });

  test('once its day is past the board says so', async () => {
    province.clock('2026-11-30 09:00');
    const officer = await province.officer('sangmoc.hotich');
    await officer.open('/can-bo');
    expect(officer.$('tr.late').text()).toContain(life.code);
    expect(officer.$('tr.late').text()).toContain('quá hạn');
  });

  test('the officer apologises and names a new day: slip, message, and a promise that the citizen sees', async () => {
    await officerPresses(life, 'sangmoc.hotich', 'Gửi phiếu xin lỗi, hẹn lại', { reason: 'Chờ xã cũ trả lời xác minh.', newDue: '03/12/2026' });
    expect(await promisedOf(life)).toBe('2026-12-03 17:00');
    expect(await slipOf(life, 'apology', 'sangmoc.hotich')).toContain('Chờ xã cũ trả lời xác minh.');
    expect(await messagesTo(life)).toEqual(
      expect.arrayContaining([`Hồ sơ ${life.code} đã được tiếp nhận, hẹn trả 17:00, 27/11/2026`, `Xin lỗi: hồ sơ ${life.code} hẹn lại 17:00, 03/12/2026`]),
    );
    expect((await theCitizenLooksItUp(life)).text).toContain('03/12/2026');
  });

  test('a second time is refused by the rules, whoever asks', async () => {
    const officer = await anOfficerOpens(life, 'sangmoc.hotich');
    expect(officer.$('form[action$="/xin-loi"]').length).toBe(0);
    const revision = officer.$('input[name=revision]').first().attr('value') ?? '';
    await officer.send(`/can-bo/ho-so/${life.id}/xin-loi`, { revision, reason: 'Vẫn chưa xong.', newDue: '10/12/2026' });
    expect([officer.status, await promisedOf(life)]).toEqual([409, '2026-12-03 17:00']);
  });

  test('finished by the new day it is on time for the law, and late for the score', async () => {
    province.clock('2026-12-03 10:00');
    await itIsAssessed(life, 'sangmoc.hotich', {});
    await itIsSignedAndSealed(life);
    await itIsPaidAndGivenBack(life);
    const desk = await anOfficerOpens(life, 'sangmoc.motcua');
    expect(desk.text).toMatch(/Tính điểm\s*Quá hạn/);
    await desk.open('/can-bo/so-theo-doi?tu=23/11/2026&den=03/12/2026');
    expect(
      desk
        .$('tr')
        .filter((_, row) => desk.$(row).text().includes(life.code))
        .text(),
    ).toContain('Đúng hạn');
    const verbs: Verb[] = ['submit', 'receive', 'apologise', 'assess', 'approve', 'seal'];
    expect(await verbsOf(life)).toEqual(expect.arrayContaining(verbs));
  });
});
