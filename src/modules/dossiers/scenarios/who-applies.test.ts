import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, answersTo } from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021' });
});
afterAll(() => province.close());

const askedBy = async (kind: string, standing: string) => {
  const life = await aCitizenHasFiled(province, 'MC-LUONG-XANH', {
    unit: 'so-giao-thong-van-tai',
    chosen: { 'asker.kind': kind, 'asker.standing': standing, 'applicant.name': 'Nông Thị Mẫu', 'business.name': 'Hợp tác xã Vận tải Mẫu' },
  });
  return province.db.one<{ name: string; business: boolean }>(
    sql`select applicant_name as name, form ? 'business' as business from dossiers.dossiers where id = ${life.id}::uuid`,
  );
};

test('a unit asks in its own name, a driver or an owner of goods in his', async () => {
  expect(await askedBy('owner', 'unit')).toEqual({ name: 'Hợp tác xã Vận tải Mẫu', business: true });
  expect(await askedBy('driver', 'person')).toEqual({ name: 'Nông Thị Mẫu', business: false });
  expect(await askedBy('goods-owner', 'person')).toEqual({ name: 'Nông Thị Mẫu', business: false });
});

test('the part of a unit stays unseen until a unit asks', async () => {
  const person = await province.stranger();
  await person.open('/dich-vu-cong/MC-LUONG-XANH/nop');
  await person.press('Xem lại hồ sơ', { ...(await answersTo(province, 'MC-LUONG-XANH')), 'asker.standing': 'person', 'applicant.name': '' });
  expect(person.$('fieldset:has([name="business.name"])').last().is('[hidden]')).toBe(true);
});
