import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import {
  aCitizenHasFiled,
  anOfficerOpens,
  itIsAssessed,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  messagesTo,
  stateOf,
  verbsOf,
} from '../scenarios/steps.ts';
import { resultsOf } from '../store/results.ts';
import { liftSuspensionsOver } from './suspend.ts';

let province: TestProvince;
let life: Life;
beforeAll(async () => {
  province = await testProvince({ profile: '2021' });
});
afterAll(() => province.close());

beforeEach(async () => {
  province.clock('2021-08-16 09:00');
  const chosen = {
    'period.from': '17/8/2021',
    'period.to': '5/9/2021',
    'vehicles.1.plate': '20C-678.90',
    'vehicles.1.type': 'Ô tô tải Mẫu',
    'vehicles.1.owner': 'own',
  };
  life = await aCitizenHasFiled(province, 'MC-LUONG-XANH', { unit: 'so-giao-thong-van-tai', chosen, add: ['Thêm xe nữa'] });
  await itIsReceived(life, 'giaothong.motcua');
  await itIsAssessed(life, 'giaothong.chuyenvien', {});
  await itIsSignedAndSealed(life, 'giaothong.giamdoc', 'giaothong.vanthu');
  province.clock('2021-08-18 09:00');
});

async function verdicts(): Promise<string[]> {
  const results = await resultsOf(province.db, life.id);
  return Promise.all(results.map(async ({ credentialText }) => (await province.platform.credentials.judge(credentialText ?? '')).verdict));
}

const words = { reason: 'Xe đi sai tuyến ngày 17/8, chờ giải trình.', basis: 'Quyết định mẫu về giấy đi đường' };

test('a pass that starts tomorrow is not yet valid today', async () => {
  expect(await verdicts()).toEqual(['valid', 'valid']);
  province.clock('2021-08-16 20:00');
  expect(await verdicts()).toEqual(['not-yet-valid', 'not-yet-valid']);
});

test('one of two passes is suspended with a reason and lifted again: verifiers, the holder and the history know', async () => {
  for (const login of ['giaothong.motcua', 'giaothong.chuyenvien', 'giaothong.vanthu'])
    expect((await anOfficerOpens(life, login)).$('form[action$="/dinh-chi"]').length, login).toBe(0);
  const leader = await anOfficerOpens(life, 'giaothong.giamdoc');
  expect(leader.$('form[action$="/dinh-chi"]').length).toBe(2);
  await leader.press('Đình chỉ kết quả', { ...words, basis: '' });
  expect([leader.status, leader.text]).toEqual([409, expect.stringContaining('Hãy ghi căn cứ pháp lý')]);
  await leader.press('Đình chỉ kết quả', words);
  expect(leader.status, leader.text.slice(0, 400)).toBe(200);
  expect(await verdicts()).toEqual(['suspended', 'valid']);
  expect(await stateOf(life)).toBe('done');
  expect(await messagesTo(life)).toContainEqual(expect.stringContaining('đình chỉ'));
  await life.citizen.open('/tra-cuu');
  await life.citizen.press('Xem hồ sơ', { ma: life.code, phone: '0912345678' });
  expect(life.citizen.text).toContain('Xe đi sai tuyến');
  expect(life.citizen.$('.notice').first().text()).toMatch(/không được dùng lúc này.*20C-123.45: đang bị đình chỉ/s);
  expect(leader.$('form[action$="/dinh-chi"]').length, 'not twice').toBe(1);

  await leader.press('Cho dùng lại kết quả', { reason: 'Đã giải trình, có ảnh hành trình.' });
  expect(leader.status, leader.text.slice(0, 400)).toBe(200);
  expect(await verdicts()).toEqual(['valid', 'valid']);
  expect((await verbsOf(life)).slice(-2)).toEqual(['suspend', 'reinstate']);
  expect(await messagesTo(life)).toContainEqual(expect.stringContaining('dùng lại được'));
});

test('a suspension with a last day ends by the clock, once', async () => {
  const leader = await anOfficerOpens(life, 'giaothong.giamdoc');
  await leader.press('Đình chỉ kết quả', { ...words, until: '17/8/2021' });
  expect(leader.text).toContain('phải ở phía trước');
  await leader.press('Đình chỉ kết quả', { ...words, until: '20/8/2021' });
  province.clock('2021-08-20 23:00');
  await liftSuspensionsOver(province.platform);
  expect(await verdicts()).toEqual(['suspended', 'valid']);
  province.clock('2021-08-21 00:05');
  await Promise.all([liftSuspensionsOver(province.platform), liftSuspensionsOver(province.platform)]);
  expect(await verdicts()).toEqual(['valid', 'valid']);
  expect((await verbsOf(life)).filter((verb) => verb === 'reinstate')).toHaveLength(1);
});

test('what is taken back stays so: it can be neither suspended nor used again', async () => {
  const leader = await anOfficerOpens(life, 'giaothong.giamdoc');
  await leader.press('Đình chỉ kết quả', words);
  await leader.press('Thu hồi kết quả', words);
  expect(await verdicts()).toEqual(['revoked', 'valid']);
  expect(leader.$('form[action$="/dung-lai"]').length).toBe(0);
});
