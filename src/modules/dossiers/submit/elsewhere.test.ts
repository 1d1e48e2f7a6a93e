import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { answersTo } from '../scenarios/steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ ownOnlineFiling: false });
});
afterAll(() => province.close());

test('where the province takes nothing online itself, the form is a way to the National Portal, and nothing is promised of it', async () => {
  const citizen = await province.stranger();
  await citizen.open('/dich-vu-cong/2.000635/nop');
  expect(citizen.$('a[href="https://dichvucong.gov.vn"]').text()).toContain('Cổng Dịch vụ công quốc gia');
  expect(citizen.text).toContain('chưa nối với Cổng Dịch vụ công quốc gia');
  expect(citizen.$('form').length).toBe(0);
  await citizen.open('/dich-vu-cong/2.000635');
  expect(citizen.$('a[href$="/nop"]').text()).not.toContain('Nộp hồ sơ');
});

test('a form drawn before the switch was turned is not taken', async () => {
  const citizen = await province.stranger();
  await citizen.send('/dich-vu-cong/2.000635/nop', { ...(await answersTo(province, '2.000635')), unit: 'm05719', step: 'send' });
  expect(citizen.status).toBe(409);
  expect(await province.db.one(sql`select count(*)::int as dossiers from dossiers.dossiers`)).toEqual({ dossiers: 0 });
});

test('the desk goes on as before', async () => {
  const desk = await province.officer('sangmoc.motcua');
  await desk.open('/can-bo/nhap/2.000635');
  expect(desk.status).toBe(200);
});
