import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, aPersonIsEntered, itIsReceived, messagesTo, promisedOf, slipOf } from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

/** A birth-certificate copy, promised the same day when it is sent before three (NĐ 61/2018 Đ18). */
test.each([
  ['a minute before three', '2026-11-25 14:59', '2026-11-25 17:00', '261125'],
  ['a minute after three', '2026-11-25 15:01', '2026-11-26 17:00', '261125'],
  ['at three', '2026-11-25 15:00', '2026-11-26 17:00', '261125'],
  ['before the office opens', '2026-11-25 05:30', '2026-11-25 17:00', '261125'],
  ['in the lunch break', '2026-11-25 12:15', '2026-11-25 17:00', '261125'],
  ['late in the evening', '2026-11-25 23:59', '2026-11-26 17:00', '261125'],
  ['on a Saturday', '2026-11-28 09:00', '2026-11-30 17:00', '261128'],
  ['on a Friday after three', '2026-11-27 16:00', '2026-11-30 17:00', '261127'],
  ['on a holiday, and the day after it is a working day', '2026-11-24 09:00', '2026-11-25 17:00', '261124'],
  ['on the day before a holiday, after three', '2026-11-23 16:00', '2026-11-25 17:00', '261123'],
  ['on a Saturday that is worked for another day', '2026-08-22 09:00', '2026-08-22 17:00', '260822'],
  ['on the Monday that was swapped away', '2026-08-31 09:00', '2026-09-03 17:00', '260831'],
])('sent %s (%s), promised for %s', async (_, sent, promised, day) => {
  province.clock(sent);
  const life = await aCitizenHasFiled(province, '2.000635');
  expect([await promisedOf(life), life.code.split('-')[1]]).toEqual([promised, day]);
  const receipt = promised.replace(/(\d+)-(\d+)-(\d+) (.*)/, '$4, $3/$2/$1');
  await life.citizen.open('/tra-cuu/ho-so/bien-nhan');
  expect(life.citizen.text).toContain(receipt);
  await itIsReceived(life);
  expect(await promisedOf(life), 'the desk pressing its button moves nothing').toBe(promised);
  expect(await slipOf(life, 'receipt')).toContain(receipt);
  expect(await messagesTo(life)).toContain(`Hồ sơ ${life.code} đã được tiếp nhận, hẹn trả ${receipt}`);
});

test('the same holds at the desk', async () => {
  province.clock('2026-11-25 15:01');
  expect(await promisedOf(await aPersonIsEntered(province, '2.000635'))).toBe('2026-11-26 17:00');
  province.clock('2026-11-25 14:59');
  expect(await promisedOf(await aPersonIsEntered(province, '2.000635'))).toBe('2026-11-25 17:00');
});
