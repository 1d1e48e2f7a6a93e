import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { resultsOf } from '../store/results.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  aPersonIsEntered,
  itIsAssessed,
  itIsPaidAndGivenBack,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  promisedOf,
  theCitizenLooksItUp,
  verbsOf,
  wordsOfPdf,
} from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

/** What a stranger reads from each QR the dossier has given. */
async function verified(life: Life): Promise<unknown[]> {
  const results = await resultsOf(province.db, life.id);
  const judged = await Promise.all(results.map(({ credentialText }) => province.platform.credentials.judge(credentialText ?? '')));
  return judged.map(({ verdict, claims }) => [verdict, claims?.kind, claims?.subject, claims?.dossier === life.code]);
}

/** The words on the first result, as the citizen downloads it by code and phone. */
async function theCitizenDownloads(life: Life): Promise<string> {
  const citizen = await theCitizenLooksItUp(life);
  const file = await citizen.raw(citizen.$('a[href*="/ket-qua/"]').first().attr('href') ?? '');
  expect(file.headers.get('content-type')).toBe('application/pdf');
  return wordsOfPdf(new Uint8Array(await file.arrayBuffer()));
}

/** The lines of the register on which the dossier stands. */
async function inTheRegister(life: Life): Promise<string> {
  const desk = await province.officer('sangmoc.motcua');
  await desk.open('/can-bo/so-theo-doi?tu=23/11/2026&den=23/11/2026');
  const lines = desk.$('tr').filter((_, row) => desk.$(row).text().includes(life.code));
  return lines.text();
}

test('two people marry: filed on a phone, signed and handed over the same day, free of charge', async () => {
  const life = await aCitizenHasFiled(province, '1.000894');
  expect(await promisedOf(life)).toBe('2026-11-23 17:00');
  await itIsReceived(life);
  await itIsAssessed(life, 'sangmoc.hotich', {});
  await itIsSignedAndSealed(life);
  await itIsPaidAndGivenBack(life);
  expect(await verbsOf(life), 'nothing to pay').toEqual(['submit', 'receive', 'assess', 'approve', 'seal', 'giveBack']);
  expect(await verified(life)).toEqual([['valid', 'result', 'Bàn Văn Mẫu và Đặng Thị Mẫu', true]]);
  const paper = await theCitizenDownloads(life);
  for (const words of ['XÃ SẢNG MỘC', 'GIẤY CHỨNG NHẬN KẾT HÔN', 'Bàn Văn Mẫu', 'Đặng Thị Mẫu', 'Ma Đình Khải']) expect(paper).toContain(words);
  expect(await inTheRegister(life)).toContain('Đúng hạn');
});

test('a copy is certified while its owner waits: two pages at 2.000, two more at 1.000, three copies', async () => {
  const nowhere = await province.stranger();
  await nowhere.open('/dich-vu-cong/2.000815/nop');
  expect(nowhere.$('form[action$="/nop"]').length, 'not by phone: the original has to be seen').toBe(0);
  const life = await aPersonIsEntered(province, '2.000815', { seen: ['ban-chinh'], chosen: { 'document.pages': '4', 'copies.number': '3' } });
  expect((await anOfficerOpens(life, 'sangmoc.motcua')).text).toContain('18.000 đồng');
  await itIsAssessed(life, 'sangmoc.hotich', {});
  await itIsSignedAndSealed(life);
  await itIsPaidAndGivenBack(life);
  expect(await verbsOf(life)).toEqual(['enter', 'assess', 'approve', 'seal', 'pay', 'giveBack']);
  expect(await verified(life)).toEqual([['valid', 'result', 'Bằng tốt nghiệp THPT', true]]);
});

describe('a boat on the lake, registered by the department through the nearest commune', () => {
  let life: Life;
  beforeAll(async () => {
    life = await aCitizenHasFiled(province, '1.004088', { chosen: { 'delivery.mode': 'desk' } });
    await itIsReceived(life);
  });

  test('given it is promised in two working days, the holiday between them not counted', async () => {
    expect(await promisedOf(life)).toBe('2026-11-26 17:00');
  });

  test('when the commune has received it, it lies before the department, and the commune can do no more than look', async () => {
    const specialist = await province.officer('xaydung.chuyenvien');
    await specialist.open('/can-bo');
    expect(specialist.text).toContain(life.code);
    expect((await anOfficerOpens(life, 'sangmoc.chuyenvien')).$('form[action$="/tham-dinh"]').length).toBe(0);
  });

  test('then the department signs, and the paper comes back to the commune, which takes the fee', async () => {
    await itIsAssessed(life, 'xaydung.chuyenvien', { 'draft.registration': 'TN-0123' });
    await itIsSignedAndSealed(life, 'xaydung.giamdoc', 'xaydung.vanthu');
    expect((await anOfficerOpens(life, 'xaydung.vanthu')).$('form[action$="/tra-ket-qua"]').length).toBe(0);
    await itIsPaidAndGivenBack(life);
    expect(await verified(life)).toEqual([['valid', 'result', 'TN-0123', true]]);
    const paper = await theCitizenDownloads(life);
    for (const words of ['SỞ XÂY DỰNG', 'KT. GIÁM ĐỐC', 'TN-0123', 'Thuyền Mẫu 01']) expect(paper).toContain(words);
    expect(await inTheRegister(life)).toContain('Trước hạn');
  });
});

test('a household opens a shop: three working days, the fee as the provincial council decides', async () => {
  const life = await aCitizenHasFiled(province, '1.001612');
  expect(await promisedOf(life)).toBe('2026-11-27 17:00');
  await itIsReceived(life);
  await itIsAssessed(life, 'sangmoc.chuyenvien', {});
  await itIsSignedAndSealed(life);
  await itIsPaidAndGivenBack(life);
  expect(await verified(life)).toEqual([['valid', 'result', 'Hộ kinh doanh Chè Mẫu', true]]);
  expect(await theCitizenDownloads(life)).toContain('Vốn (đồng): 50.000.000');
});
