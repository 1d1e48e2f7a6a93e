import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import {
  aCitizenHasFiled,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  messagesTo,
  officerPresses,
  photo,
  promisedOf,
  slipOf,
  stateOf,
  theCitizenLooksItUp,
  verbsOf,
} from './steps.ts';

describe('a dossier that lacks something', () => {
  let province: TestProvince;
  let life: Life;
  beforeAll(async () => {
    province = await testProvince({ at: '2026-11-23 09:00' });
    life = await aCitizenHasFiled(province, '1.004873');
    await itIsReceived(life);
  });
  afterAll(() => province.close());

  test('given it was promised in three working days, the holiday not counted', async () => {
    expect(await promisedOf(life)).toBe('2026-11-27 17:00');
  });

  test('when the officer marks a field and a paper, the promise stands still and the citizen is told exactly those', async () => {
    province.clock('2026-11-25 10:00');
    await officerPresses(life, 'sangmoc.hotich', 'Gửi phiếu yêu cầu bổ sung', {
      item: ['field:applicant.address', 'paper:giay-to-tuy-than'],
      'why.field:applicant.address': 'Thiếu tên xóm.',
      'why.paper:giay-to-tuy-than': 'Ảnh mờ, không đọc được số.',
    });
    expect([await stateOf(life), await promisedOf(life)]).toEqual(['awaiting-supplement', 'stands still']);
    expect(await messagesTo(life)).toContain(`Hồ sơ ${life.code} cần bổ sung`);
    const citizen = await theCitizenLooksItUp(life);
    const form = citizen.$('form[action="/tra-cuu/ho-so/bo-sung"]');
    expect(
      form
        .find('input:not([type=hidden]),textarea,select')
        .get()
        .map((field) => citizen.$(field).attr('name')),
    ).toEqual(['applicant.address', 'paper.giay-to-tuy-than']);
    expect(form.text()).toContain('Thiếu tên xóm.');
    expect(form.text()).toContain('Ảnh mờ, không đọc được số.');
  });

  test('and holds a slip with the same words', async () => {
    const words = await slipOf(life, 'supplement', 'sangmoc.hotich');
    for (const part of [life.code, 'Thiếu tên xóm.', 'Ảnh mờ, không đọc được số.']) expect(words).toContain(part);
  });

  test('when she sends it a week later, three working days are counted anew', async () => {
    province.clock('2026-12-02 08:30');
    const citizen = await theCitizenLooksItUp(life);
    await citizen.press('Gửi bổ sung', { 'applicant.address': 'Xóm Tân Lập, xã Sảng Mộc', 'paper.giay-to-tuy-than': photo('ro.png') });
    expect([citizen.status, await stateOf(life), await promisedOf(life)]).toEqual([200, 'received', '2026-12-07 17:00']);
  });

  test('then it goes the rest of its way: early by the law, which counted anew; just on time by the score, which only took her week out', async () => {
    province.clock('2026-12-04 09:00');
    await itIsAssessed(life, 'sangmoc.hotich', {});
    await itIsSignedAndSealed(life);
    await itIsPaidAndGivenBack(life);
    expect(await verbsOf(life)).toEqual(expect.arrayContaining(['submit', 'receive', 'askForMore', 'supplement', 'assess', 'approve', 'seal', 'giveBack']));
    const desk = await province.officer('sangmoc.motcua');
    await desk.open('/can-bo/so-theo-doi?tu=01/11/2026&den=31/12/2026');
    expect(desk.text).toContain('1 hồ sơ: 1 trước hạn');
    await desk.open(`/can-bo/ho-so/${life.id}`);
    expect(desk.text).toMatch(/Tính điểm\s*Đúng hạn/);
    expect(desk.text).toMatch(/người dân giữ \d+ (ngày|giờ) làm việc/);
  });
});
