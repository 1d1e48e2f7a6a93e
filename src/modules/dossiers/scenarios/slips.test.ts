import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { ProfileId } from '#config';
import { aCitizenHasFiled, itIsAssessed, itIsPaidAndGivenBack, itIsReceived, itIsSignedAndSealed, type Life, officerPresses, slipOf } from './steps.ts';

const askForMore = (life: Life) =>
  officerPresses(life, 'sangmoc.motcua', 'Gửi phiếu yêu cầu bổ sung', {
    item: ['paper:giay-to-tuy-than', 'field:record.name'],
    'why.paper:giay-to-tuy-than': 'Ảnh mờ, không đọc được số.',
    'why.field:record.name': 'Thiếu chữ đệm.',
  });
const refuse = (life: Life) => officerPresses(life, 'sangmoc.motcua', 'Từ chối tiếp nhận', { reason: 'Không thuộc xã này.', basis: 'Điều 5 Luật Hộ tịch' });
const apologise = (life: Life, newDue: string) => officerPresses(life, 'sangmoc.hotich', 'Gửi phiếu xin lỗi, hẹn lại', { reason: 'Mất điện cả ngày.', newDue });
const finish = async (life: Life) => {
  await itIsAssessed(life);
  await itIsSignedAndSealed(life);
  await itIsPaidAndGivenBack(life);
};

/** What the forms of each era are called and numbered, and what their letterhead says. */
const eras = [
  {
    profile: '2021',
    unit: 'c05719',
    head: ['HUYỆN VÕ NHAI', 'XÃ SẢNG MỘC'],
    at: '2021-08-16 09:00',
    newDue: '18/08/2021',
    forms: {
      receipt: ['Mẫu số 01', '/TNHS', 'giấy tiếp nhận hồ sơ và hẹn trả kết quả'],
      supplement: ['Mẫu số 02', '/HDHS', 'phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', 'Ảnh mờ, không đọc được số.', 'Thiếu chữ đệm.'],
      refusal: ['Mẫu số 03', '/TCHS', 'phiếu từ chối tiếp nhận giải quyết hồ sơ', 'Không thuộc xã này.', 'Điều 5 Luật Hộ tịch'],
      apology: ['Mẫu số 04', '/PXLHL', 'phiếu xin lỗi và hẹn lại ngày trả kết quả', 'Mất điện cả ngày.', '18/08/2021'],
      control: ['Mẫu số 05', '/KSHS', 'phiếu kiểm soát quá trình giải quyết hồ sơ', 'trả kết quả'],
    },
  },
  {
    profile: '2026',
    unit: 'm05719',
    head: ['TỈNH THÁI NGUYÊN', 'XÃ SẢNG MỘC'],
    at: '2026-11-23 09:00',
    newDue: '26/11/2026',
    forms: {
      receipt: ['Mẫu số 01', '/TNHS', 'giấy tiếp nhận hồ sơ và hẹn trả kết quả'],
      supplement: ['Mẫu số 02', '/HDHS', 'phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', 'Ảnh mờ, không đọc được số.', 'Thiếu chữ đệm.'],
      refusal: ['Mẫu số 03', '/TCHS', 'phiếu từ chối tiếp nhận giải quyết hồ sơ', 'Không thuộc xã này.', 'Điều 5 Luật Hộ tịch'],
      apology: ['Mẫu số 04', '/XLGH', 'văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết', 'Mất điện cả ngày.', '26/11/2026'],
      control: ['Mẫu số 06', '/KSHS', 'phiếu kiểm soát quá trình giải quyết hồ sơ', 'trả kết quả'],
    },
  },
] as const;

describe.each(eras)('the slips of $profile', ({ profile, unit, head, at, newDue, forms }) => {
  let province: TestProvince;
  let lives: Record<keyof typeof forms, Life>;
  beforeAll(async () => {
    province = await testProvince({ profile: profile satisfies ProfileId, at });
    const file = () => aCitizenHasFiled(province, '2.000635', { unit, chosen: { 'delivery.mode': 'desk' } });
    lives = { receipt: await file(), supplement: await file(), refusal: await file(), apology: await file(), control: await file() };
    await askForMore(lives.supplement);
    await refuse(lives.refusal);
    for (const life of [lives.receipt, lives.apology, lives.control]) await itIsReceived(life);
    await apologise(lives.apology, newDue);
    await finish(lives.control);
  });
  afterAll(() => province.close());

  const kinds = Object.keys(forms) as (keyof typeof forms)[];

  test.each(kinds)('%s: its number, its name, its letterhead and what was said', async (kind) => {
    const words = await slipOf(lives[kind], kind, kind === 'apology' ? 'sangmoc.hotich' : 'sangmoc.motcua');
    for (const part of [...forms[kind], ...head, lives[kind].code, 'Nông Thị Mẫu'])
      expect(words.toLocaleLowerCase('vi'), part).toContain(part.toLocaleLowerCase('vi'));
  });

  test.each(kinds)('%s is found by code, by name without accents and by kind', async (kind) => {
    const desk = await province.officer('sangmoc.motcua');
    const { code } = lives[kind];
    for (const query of [`q=${code}`, `q=nong+thi+mau&loai=${kind}`, `q=${code}&loai=${kind}`]) {
      await desk.open(`/can-bo/phieu?${query}`);
      const rows = desk.$('tbody tr').filter((_, row) => desk.$(row).text().includes(code));
      expect(rows.text().toLocaleLowerCase('vi'), query).toContain(forms[kind][2]);
    }
    await desk.open('/can-bo/phieu?q=nguoi+khac');
    expect(desk.text).toContain('Chưa có phiếu nào như vậy');
  });

  test('a slip printed twice is the same file', async () => {
    const [once, again] = [await slipOf(lives.receipt, 'receipt'), await slipOf(lives.receipt, 'receipt')];
    expect(once).toBe(again);
    const citizen = lives.receipt.citizen;
    await citizen.open('/tra-cuu/ho-so');
    const own = citizen.$('a[href*="/phieu/"]').attr('href') ?? '';
    const [hers, later] = [await citizen.raw(own), await citizen.raw(own)];
    expect(Buffer.from(await hers.arrayBuffer()).equals(Buffer.from(await later.arrayBuffer()))).toBe(true);
  });
});
