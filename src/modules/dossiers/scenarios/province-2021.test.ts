import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { permitsOfDossier, permitsOfThing } from '../store/permits.ts';
import { resultsOf } from '../store/results.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  officerPresses,
  promisedOf,
  slipOf,
  stateOf,
  verbsOf,
  wordsOfPdf,
} from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
});
afterAll(() => province.close());

describe('the commune of Sảng Mộc in Võ Nhai, August 2021', () => {
  let life: Life;
  beforeAll(async () => {
    life = await aCitizenHasFiled(province, '2.000635', { unit: 'c05719' });
    await itIsReceived(life);
  });

  test('gives codes as TT 01/2018 writes them, and promises the same day before three', async () => {
    expect(life.code).toMatch(/^\d{3}\.\d{2}\.\d{2}\.H55-210816-0001$/);
    expect(await promisedOf(life)).toBe('2021-08-16 17:00');
  });

  test('issues slips under the names of the era', async () => {
    const receipt = await slipOf(life, 'receipt');
    expect(receipt).toContain('Võ Nhai'.toLocaleUpperCase('vi'));
    expect(receipt.toLocaleLowerCase('vi')).toContain('giấy tiếp nhận hồ sơ và hẹn trả kết quả');
    expect(receipt).toContain(life.code);
  });

  test('offers no stop notice, which the era does not know', async () => {
    const officer = await anOfficerOpens(life, 'sangmoc.hotich');
    expect(officer.$('form[action$="/dung"]').length).toBe(0);
    expect(officer.$('form[action$="/xin-loi"]').length).toBe(1);
  });

  test('signs, seals and gives back; the control sheet tells every hand-over and how punctual it was', async () => {
    await itIsAssessed(life);
    await itIsSignedAndSealed(life);
    await itIsPaidAndGivenBack(life);
    expect(await verbsOf(life)).toEqual(['submit', 'receive', 'assess', 'approve', 'seal', 'pay', 'giveBack']);
    const sheet = await slipOf(life, 'control');
    for (const part of ['Triệu Thị Mai', 'Nông Văn Thắng', 'Ma Đình Khải', 'trả kết quả', 'Đúng hạn']) expect(sheet).toContain(part);
    const [result] = await resultsOf(province.db, life.id);
    expect((await province.platform.credentials.judge(result?.credentialText ?? '')).claims?.dossier).toBe(life.code);
  });

  test('apologises once when it is late', async () => {
    province.clock('2021-08-17 09:00');
    const late = await aCitizenHasFiled(province, '2.000635', { unit: 'c05719' });
    await itIsReceived(late);
    province.clock('2021-08-18 09:00');
    await officerPresses(late, 'sangmoc.hotich', 'Gửi phiếu xin lỗi, hẹn lại', { reason: 'Mạng của huyện bị đứt.', newDue: '20/08/2021' });
    expect([await promisedOf(late), await slipOf(late, 'apology', 'sangmoc.hotich')]).toEqual([
      '2021-08-20 17:00',
      expect.stringContaining('Mạng của huyện bị đứt.'),
    ]);
  });
});

describe('a pass for freight vehicles in the lock-down', () => {
  const asked = {
    'vehicles.0.plate': '20C-123.45',
    'vehicles.1.plate': '20C-678.90',
    'vehicles.1.type': 'Ô tô tải Mẫu',
    'vehicles.1.owner': 'own',
    'period.from': '22/08/2021',
    'period.to': '05/09/2021',
  };
  let life: Life;
  beforeAll(async () => {
    province.clock('2021-08-21 22:00');
    life = await aCitizenHasFiled(province, 'MC-LUONG-XANH', { unit: 'so-giao-thong-van-tai', chosen: asked, add: ['Thêm xe nữa'] });
  });

  test('asked for on a Saturday at ten in the evening is due on Sunday at ten: night and week-end count', async () => {
    expect(await promisedOf(life)).toBe('2021-08-22 10:00');
  });

  test('is decided in the night and gives each vehicle a paper and a QR of its own', async () => {
    province.clock('2021-08-22 01:30');
    await itIsReceived(life, 'giaothong.motcua');
    if ((await stateOf(life)) === 'received')
      await itIsAssessed(life, 'giaothong.chuyenvien', { 'draft.conditions': 'Chỉ đi quốc lộ 3', 'draft.onBehalf': '01' });
    const leader = await anOfficerOpens(life, 'giaothong.giamdoc');
    const said = (name: string) => leader.$(`dt:contains("${name}")`).next().first().text();
    expect([said('Cấp hộ'), said('Điều kiện')], 'before the signature').toEqual(['Hà Nội', 'Chỉ đi quốc lộ 3']);
    await itIsSignedAndSealed(life, 'giaothong.giamdoc', 'giaothong.vanthu');
    const results = await resultsOf(province.db, life.id);
    const read = await Promise.all(results.map(({ credentialText }) => province.platform.credentials.judge(credentialText ?? '')));
    expect(read.map(({ verdict, claims }) => [verdict, claims?.subject, claims?.kind])).toEqual([
      ['valid', '20C-123.45', 'vehicle-pass'],
      ['valid', '20C-678.90', 'vehicle-pass'],
    ]);
    const officer = await province.officer('giaothong.motcua');
    const file = await officer.raw(`/can-bo/ho-so/${life.id}/ket-qua/${results[1]?.id}`);
    const words = wordsOfPdf(new Uint8Array(await file.arrayBuffer()));
    expect(words).toContain('20C');
    expect(words).toContain('05/09/2021');
    expect(words).toContain('Cấp hộ: Hà Nội');
    expect(words).toMatch(/Điều kiện: Chỉ đi quốc lộ 3/);
  });

  test('stands in the registry by its plate, for the days and provinces it was issued for', async () => {
    const permits = await permitsOfDossier(province.db, life.id);
    expect(permits.map(({ thing, shown, origin, destination, onBehalfOf }) => [thing, shown, origin, destination, onBehalfOf])).toEqual([
      ['20C12345', '20C-123.45', '19', '01', '01'],
      ['20C67890', '20C-678.90', '19', '01', '01'],
    ]);
    const at = new Date('2021-08-25T00:00:00Z');
    const holding = (thing: string, from: Date, to: Date | null) => permitsOfThing(province.db, { thing, procedureCode: 'MC-LUONG-XANH', from, to });
    expect(await holding('20C67890', at, at)).toHaveLength(1);
    expect(await holding('20C67890', new Date('2021-09-06T00:00:00Z'), null)).toHaveLength(0);
    expect(await holding('', at, at)).toHaveLength(0);
  });

  test('after its last day it is genuine and expired', async () => {
    province.clock('2021-09-06 00:30');
    const [result] = await resultsOf(province.db, life.id);
    expect((await province.platform.credentials.judge(result?.credentialText ?? '')).verdict).toBe('expired');
  });
});
