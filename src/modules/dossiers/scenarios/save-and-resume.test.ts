import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { papersOf } from '../store/read.ts';
import { answersTo, photo } from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

const typed = { unit: 'm05719', 'applicant.name': 'Nông Thị Mẫu', 'applicant.phone': '0912 345 678', 'record.name': 'Lý Văn Mẫu' };

/** Half a form and a photo, kept for later; answers the code to go on with. */
async function saved(fields: Record<string, string> = typed): Promise<string> {
  const citizen = await province.stranger();
  await citizen.open('/dich-vu-cong/2.000635/nop');
  await citizen.press('Lưu, làm tiếp sau', { ...fields, 'paper.giay-to-tuy-than': photo('the.png') });
  expect([citizen.status, citizen.$('h1').text()]).toEqual([200, 'Đã lưu, chưa gửi']);
  return citizen.$('.code').text().trim();
}

async function resumed(code: string, phone: string, visitor?: Visitor): Promise<Visitor> {
  const other = visitor ?? (await province.stranger());
  await other.open('/dich-vu-cong/lam-tiep');
  return other.press('Mở bản lưu', { code, phone });
}

describe('a form begun on one telephone', () => {
  test('is finished on another: nothing typed is lost, the photo is there, the dossier is one', async () => {
    const code = await saved();
    const other = await resumed(`${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`, '+84 912 345 678');
    expect(other.text).toContain('Đã mở bản lưu ngày 23/11/2026');
    expect(other.$('[name="record.name"]').val()).toBe('Lý Văn Mẫu');
    expect(other.$('[name=unit] option[selected]').val()).toBe('m05719');
    expect(other.text).toContain('Đã nhận: the.png');
    await other.press('Xem lại hồ sơ', { ...(await answersTo(province, '2.000635')), 'record.name': 'Lý Văn Mẫu' });
    await other.press('Gửi hồ sơ');
    const dossier = other.$('.big').first().text().trim();
    expect(dossier).toMatch(/^H55\.368-261123-\d{4}$/);
    const { id } = await province.db.one<{ id: string }>(sql`select id from dossiers.dossiers where code = ${dossier}`);
    expect((await papersOf(province.db, id)).map(({ paper, fileHash }) => [paper, fileHash !== null])).toEqual([['giay-to-tuy-than', true]]);
  });

  test('keeps its code when it is saved again', async () => {
    const code = await saved();
    const other = await resumed(code, '0912345678');
    await other.press('Lưu, làm tiếp sau', { 'record.name': 'Lý Văn Khác' });
    expect(other.$('.code').text().trim()).toBe(code);
    expect((await resumed(code, '0912345678')).$('[name="record.name"]').val()).toBe('Lý Văn Khác');
  });

  test('is not kept without a telephone number to open it by', async () => {
    const citizen = await province.stranger();
    await citizen.open('/dich-vu-cong/2.000635/nop');
    await citizen.press('Lưu, làm tiếp sau', { ...typed, 'applicant.phone': '' });
    expect([citizen.status, citizen.text]).toEqual([422, expect.stringContaining('Muốn lưu để làm tiếp, hãy ghi số điện thoại di động')]);
    expect(citizen.$('[name="record.name"]').val()).toBe('Lý Văn Mẫu');
  });

  test('is gone after thirty days', async () => {
    const code = await saved();
    province.clock('2026-12-23 08:59');
    expect((await resumed(code, '0912345678')).status).toBe(200);
    province.clock('2026-12-23 09:01');
    expect((await resumed(code, '0912345678')).status).toBe(404);
    province.clock('2026-11-23 09:00');
  });
});

describe('somebody who guesses', () => {
  test('is not let in with another number, and after six tries not even with the right one, until a while has passed', async () => {
    const code = await saved();
    for (let i = 0; i < 6; i++) {
      const guess = await resumed(code, `091234567${i}`);
      expect([guess.status, guess.text.includes('Lý Văn Mẫu')]).toEqual([404, false]);
    }
    const [wrong, right] = [await resumed(code, '0912345670'), await resumed(code, '0912345678')];
    expect([wrong.status, right.status]).toEqual([429, 429]);
    expect(right.text).toMatch(/Hãy chờ \d+ phút/);
    province.clock('2026-11-23 09:06');
    expect((await resumed(code, '0912345678')).status).toBe(200);
    province.clock('2026-11-23 09:00');
  });
});
