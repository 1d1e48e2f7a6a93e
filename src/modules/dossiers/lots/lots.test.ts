import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { photo } from '../scenarios/steps.ts';
import { aFirmSends, beside, dossiersInLot, pass, wrongShown } from '../sheets/firm.fixture.ts';
import { asXlsx, firmList } from '../sheets/sheet.fixture.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
});
afterAll(() => province.close());

describe('sending a lot', () => {
  test('twice, or from two windows at once, makes one lot and no dossier more', async () => {
    const firm = await aFirmSends(province, await asXlsx(firmList(25)));
    const fields = Object.fromEntries((firm.$('form').last().serializeArray() as { name: string; value: string }[]).map(({ name, value }) => [name, value]));
    const others = [await province.stranger(), await province.stranger()];
    const kept = firm
      .$('form')
      .last()
      .find('[name=kept]')
      .toArray()
      .map((field) => firm.$(field).attr('value') ?? '');
    await Promise.all(others.map((one) => one.send(`/dich-vu-cong/${pass}/nop`, { ...fields, kept, step: 'send' })));
    const codes = others.map((one) => one.$('.big.code').text());
    expect(codes[0]).toMatch(/-210816-\d{4}$/);
    expect(codes[1]).toBe(codes[0]);
    await firm.press('Nộp 25 dòng đúng');
    expect(firm.$('.big.code').text()).toBe(codes[0]);
    expect(await dossiersInLot(province, codes[0] ?? '')).toBe(25);
  });

  test("under another's form id opens nothing of his", async () => {
    const firm = await aFirmSends(province, await asXlsx(firmList(3)));
    const id = firm.$('[name=request]').attr('value') ?? '';
    await firm.press('Nộp 3 dòng đúng');
    const other = await aFirmSends(province, await asXlsx(firmList(2)), { 'business.phone': '0987654321', 'applicant.phone': '0987654321' });
    await other.press('Nộp 2 dòng đúng', { request: id });
    expect(other.status).toBe(409);
    await other.open('/tra-cuu/lo');
    expect(other.$('h1').text()).toBe('Hồ sơ của tôi đang ở đâu?');
  });

  test('one set of photos serves every dossier', async () => {
    const firm = await aFirmSends(province, await asXlsx(firmList(4)));
    await firm.press('Nộp 4 dòng đúng');
    const papers = await province.db.many<{ hash: string; many: number }>(
      sql`select p.file_hash as hash, count(*) as many from dossiers.papers p join dossiers.dossiers d on d.id = p.dossier_id join dossiers.lots l on l.id = d.lot
        where l.code = ${firm.$('.big.code').text()} group by 1`,
    );
    expect(papers.map(({ many }) => many)).toEqual([4]);
  });

  test('without the paper that must come along: said once, above the form, with the sheet still there', async () => {
    const firm = await province.stranger();
    await firm.open(`/dich-vu-cong/${pass}/nop`);
    const { 'paper.dang-ky-xe': _, ...rest } = await beside(province);
    await firm.press('Xem lại hồ sơ', { ...rest, sheet: await asXlsx(firmList(3)) });
    expect(firm.status).toBe(422);
    expect(firm.text).toContain('Hãy gửi ảnh chụp: Đăng ký xe và đăng kiểm');
    expect(firm.text).toContain('Đã nhận: xe.xlsx');
    await firm.press('Xem lại hồ sơ', { 'paper.dang-ky-xe': photo() });
    expect(firm.text).toContain('Cả 3 dòng đều đúng');
  });

  test('saved for later and taken up on another phone with its sheet and its corrections', async () => {
    const firm = await aFirmSends(province, await asXlsx(firmList(20, 2, 8)));
    await firm.press('Sửa phần chung', { 'row.9.vehicles.0.plate': '20C-555.55' });
    await firm.press('Lưu, làm tiếp sau');
    const code = firm.$('.code').text().trim();
    const other = await province.stranger();
    await other.open('/dich-vu-cong/lam-tiep');
    await other.press('Mở bản lưu', { code, phone: '0912345678' });
    expect(other.text).toContain('Đã nhận: xe.xlsx');
    await other.press('Xem lại hồ sơ');
    expect(wrongShown(other)).toEqual(['Dòng 17 · 20C-123.45 và 20C-123.46 hai xe']);
    await other.press('Bỏ bảng này');
    expect(other.$('[name="vehicles.0.plate"]').length).toBe(1);
  });
});

describe('looking a lot up', () => {
  test('by its code and the phone: counts, each dossier, the list, and all papers in one archive', async () => {
    const firm = await aFirmSends(province, await asXlsx(firmList(3)));
    await firm.press('Nộp 3 dòng đúng');
    const code = firm.$('.big.code').text();
    const other = await province.stranger();
    await other.open(`/tra-cuu?ma=${code}`);
    expect(other.text).toContain('Lô hồ sơ');
    expect(other.text).toContain('3 đang chờ xử lý');
    await other.press('Xem chi tiết', { phone: '0911111111' });
    expect(other.status).toBe(404);
    await other.open('/tra-cuu');
    await other.press('Xem hồ sơ', { ma: code, phone: '0912345678' });
    expect(other.$('tbody tr').length).toBe(3);
    const list = await (await other.raw('/tra-cuu/lo/danh-sach.csv')).text();
    expect(list).toContain('20C-100.00');
    expect((await other.raw('/tra-cuu/lo/ket-qua.zip')).status).toBe(404);
    await other.follow(other.$('tbody a.code').first().text());
    expect(other.$('h1').text()).toMatch(/^\s*Hồ sơ/);
    const [first] = await province.db.many<{ id: string }>(
      sql`select d.id from dossiers.dossiers d join dossiers.lots l on l.id = d.lot where l.code = ${code} order by lot_row`,
    );
    for (const [login, button] of [
      ['giaothong.motcua', 'Tiếp nhận hồ sơ'],
      ['giaothong.chuyenvien', 'Trình ký'],
      ['giaothong.giamdoc', 'Ký duyệt'],
      ['giaothong.vanthu', 'Vào số và đóng dấu'],
    ] as const) {
      const officer = await province.officer(login);
      await officer.open(`/can-bo/ho-so/${first?.id}`);
      await officer.press(button);
      expect(officer.status, officer.text.slice(0, 500)).toBe(200);
    }
    await other.open('/tra-cuu/lo');
    expect(other.text).toContain('Tải 1 giấy đã có');
    const zip = Buffer.from(await (await other.raw('/tra-cuu/lo/ket-qua.zip')).arrayBuffer());
    const folder = mkdtempSync(join(tmpdir(), 'motcua-lot-'));
    const file = join(folder, 'lot.zip');
    writeFileSync(file, zip);
    expect(spawnSync('python3', ['-m', 'zipfile', '-l', file], { encoding: 'utf8' }).stdout).toMatch(/20C-100\.00_.*\.pdf/);
    expect(zip.includes(Buffer.from('%PDF-'))).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test("a stranger's dossier is not in the lot that is open", async () => {
    const [one, two] = [await aFirmSends(province, await asXlsx(firmList(2))), await aFirmSends(province, await asXlsx(firmList(2)))];
    await one.press('Nộp 2 dòng đúng');
    await two.press('Nộp 2 dòng đúng');
    await two.open('/tra-cuu/lo');
    const foreign = two.$('tbody a.code').first().attr('href') ?? '';
    expect((await one.raw(foreign)).status).toBe(404);
    expect((await (await province.stranger()).raw(foreign)).status).toBe(303);
  });
});
