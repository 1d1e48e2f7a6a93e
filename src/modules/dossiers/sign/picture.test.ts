import { afterAll, beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, itIsAssessed, itIsReceived, itIsSignedAndSealed, type Life, messagesTo, readQr, stateOf, verbsOf } from '../scenarios/steps.ts';
import { resultsOf } from '../store/results.ts';

let province: TestProvince;
let life: Life;
beforeAll(async () => {
  province = await testProvince({ profile: '2021' });
  life = await aCitizenHasFiled(province, 'MC-LUONG-XANH', { unit: 'so-giao-thong-van-tai', chosen: { 'period.from': '16/8/2021', 'period.to': '5/9/2021' } });
});
afterAll(() => province.close());

test('a pass on the phone is a picture whose code says what the paper says; before the seal there is none', async () => {
  const { citizen } = life;
  await itIsReceived(life, 'giaothong.motcua');
  await itIsAssessed(life, 'giaothong.chuyenvien', { 'draft.conditions': 'Chỉ đi quốc lộ 3, không dừng trong nội thành', 'draft.onBehalf': '01' });
  const [draft] = await resultsOf(province.db, life.id);
  expect((await citizen.raw(`/tra-cuu/ho-so/ket-qua/${draft?.id}/anh`)).status).toBe(404);
  await itIsSignedAndSealed(life, 'giaothong.giamdoc', 'giaothong.vanthu');

  await citizen.open('/tra-cuu/ho-so');
  expect(citizen.text).toContain('Lưu ảnh vào điện thoại');
  const [result] = await resultsOf(province.db, life.id);
  const answer = await citizen.raw(`/tra-cuu/ho-so/ket-qua/${result?.id}/anh`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  const png = Buffer.from(await answer.arrayBuffer());
  expect(await sharp(png).metadata()).toMatchObject({ width: 1080, height: 1920 });
  expect(png.length).toBeLessThan(120_000);
  expect(readQr(png)).toBe(result?.credentialText);

  expect(await verbsOf(life), 'fetched is given back').toEqual(['submit', 'receive', 'assess', 'approve', 'seal', 'giveBack']);
  expect((await citizen.raw(`/tra-cuu/ho-so/ket-qua/${result?.id}`)).status, 'and can be fetched again').toBe(200);
  expect(await stateOf(life)).toBe('given-back');
  expect((await messagesTo(life)).filter((words) => words.includes('trả kết quả'))).toEqual([]);

  const other = await province.stranger();
  expect((await other.raw(`/tra-cuu/ho-so/ket-qua/${result?.id}/anh`)).status).toBe(303);
});
