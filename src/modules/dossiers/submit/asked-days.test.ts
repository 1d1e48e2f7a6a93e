import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { answersTo } from '../scenarios/steps.ts';

let province: TestProvince;
let driver: Visitor;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 23:30' });
  driver = await province.stranger();
});
afterAll(() => province.close());

async function asks(from: string, to: string): Promise<Visitor> {
  await driver.open('/dich-vu-cong/MC-LUONG-XANH/nop');
  return driver.press('Xem lại hồ sơ', { ...(await answersTo(province, 'MC-LUONG-XANH')), 'period.from': from, 'period.to': to });
}

describe('days asked for are looked at before the night is lost', () => {
  test.each([
    ['1/8/2021', '15/8/2021', 'Ngày này đã qua. Hôm nay là 16/08/2021.'],
    ['25/8/2021', '20/8/2021', 'Ngày cuối phải từ 25/08/2021 trở đi.'],
    ['17/8/2021', '16/9/2021', 'Xin 31 ngày; mỗi lần nhiều nhất 15 ngày, tức đến hết 31/08/2021.'],
  ])('from %s to %s', async (from, to, words) => {
    expect((await asks(from, to)).text).toContain(words);
  });

  test('today is early enough', async () => {
    expect((await asks('16/8/2021', '16/8/2021')).text).not.toContain('đã qua');
  });
});

test('what nearly everybody answers is chosen, and its questions are there without script', async () => {
  await driver.open('/dich-vu-cong/MC-LUONG-XANH/nop');
  const chosen = driver.$('input:radio:checked').toArray();
  expect(chosen.map((radio) => [driver.$(radio).attr('name'), driver.$(radio).val()])).toEqual([
    ['applicant.idKind', 'personal-number'],
    ['delivery.mode', 'online'],
  ]);
  expect(driver.$('[name="applicant.number"]').closest('[hidden]').length).toBe(0);
});

test('one more vehicle: the page opens at it, not at its top', async () => {
  await driver.open('/dich-vu-cong/MC-LUONG-XANH/nop');
  const [, place] = (driver.$('button:contains("Thêm xe nữa")').attr('formaction') ?? '').split('#');
  await driver.press('Thêm xe nữa');
  expect(driver.$(`#${place}`).text()).toBe('Xe 2');
});
