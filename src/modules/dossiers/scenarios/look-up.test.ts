import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, itIsReceived, type Life, officerPresses, theCitizenLooksItUp } from './steps.ts';

let province: TestProvince;
let life: Life;
beforeAll(async () => {
  province = await testProvince();
  life = await aCitizenHasFiled(province, '2.000635');
  await itIsReceived(life);
  await officerPresses(life, 'sangmoc.hotich', 'Gửi phiếu yêu cầu bổ sung', { item: 'field:record.name', 'why.field:record.name': 'Sổ ghi tên khác.' });
});
afterAll(() => province.close());

const secrets = ['Sổ ghi tên khác.', 'Nông Thị Mẫu', '912345678', '019190000123'];

describe('where is my dossier', () => {
  test('the code alone tells how far it is and nothing about anybody', async () => {
    const passer = await province.stranger();
    await passer.open(`/tra-cuu?ma=${life.code}`);
    expect([passer.status, passer.text]).toEqual([200, expect.stringContaining('Tình trạng: Chờ bổ sung')]);
    for (const secret of secrets) expect(passer.body).not.toContain(secret);
  });

  test.each([
    ['as printed', (code: string) => code, '0912345678'],
    ['in small letters, with spaces and the country code', (code: string) => ` ${code.toLowerCase()} `, '+84 912 345 678'],
    ['as the address in the QR', (code: string) => `http://localhost:3000/tra-cuu?ma=${code}`, '0912.345.678'],
  ])('code and phone open it: %s', async (_, write, phone) => {
    const citizen = await province.stranger();
    await citizen.open('/tra-cuu');
    await citizen.press('Xem hồ sơ', { ma: write(life.code), phone });
    expect([citizen.status, citizen.url, citizen.text]).toEqual([200, 'http://localhost/tra-cuu/ho-so', expect.stringContaining('Sổ ghi tên khác.')]);
  });

  test('it stays open half an hour, on this telephone only', async () => {
    const citizen = await theCitizenLooksItUp(life);
    province.clock('2026-11-23 09:29');
    await citizen.open('/tra-cuu/ho-so');
    expect(citizen.url).toBe('http://localhost/tra-cuu/ho-so');
    province.clock('2026-11-23 09:31');
    await citizen.open('/tra-cuu/ho-so');
    expect([citizen.url, citizen.body.includes('Sổ ghi tên khác.')]).toEqual(['http://localhost/tra-cuu', false]);
    province.clock('2026-11-23 09:00');
  });

  test('her slips are hers to print; the office’s own control sheet and other people’s slips are not', async () => {
    const other = await aCitizenHasFiled(province, '2.000635');
    await itIsReceived(other);
    const citizen = await theCitizenLooksItUp(life);
    const slips = citizen.$('a[href*="/phieu/"]').toArray();
    expect(slips.map((slip) => citizen.$(slip).text())).toEqual(['Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ']);
    for (const slip of slips) expect((await citizen.raw(citizen.$(slip).attr('href') ?? '')).headers.get('content-type')).toBe('application/pdf');
    const stranger = await theCitizenLooksItUp(other);
    for (const slip of slips) expect((await stranger.raw(citizen.$(slip).attr('href') ?? '')).status).toBe(404);
  });

  test('who guesses the number is stopped after six tries, and told how long', async () => {
    const thief = await province.stranger();
    for (let i = 0; i < 6; i++) {
      await thief.open('/tra-cuu');
      await thief.press('Xem hồ sơ', { ma: life.code, phone: `091234567${i}` });
      expect([thief.status, thief.text]).toEqual([404, expect.stringContaining('Không có hồ sơ với mã và số điện thoại này')]);
    }
    await thief.open('/tra-cuu');
    await thief.press('Xem hồ sơ', { ma: life.code, phone: '0912345678' });
    expect([thief.status, thief.text]).toEqual([429, expect.stringContaining('Hãy chờ 5 phút')]);
    for (const secret of secrets.slice(0, 2)) expect(thief.body).not.toContain(secret);
    province.clock('2026-11-23 09:06');
    expect((await theCitizenLooksItUp(life)).status).toBe(200);
  });
});
