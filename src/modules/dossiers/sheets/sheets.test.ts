import { brotliCompressSync } from 'node:zlib';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import writeXlsxFile from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { openSpreadsheets } from '#kernel/spreadsheets/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Fields, Visitor } from '../../../../test/support/visitor.ts';
import { answersTo, photo } from '../scenarios/steps.ts';
import { asCsv, asXlsx, firmHeads, firmList, rightRow } from './sheet.fixture.ts';

const pass = 'MC-LUONG-XANH';
let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
});
afterAll(() => province.close());

/** What is typed once beside the sheet; the parts that the sheet answers stay empty. */
async function shared(): Promise<Fields> {
  const all = await answersTo(province, pass);
  const own = Object.entries(all).filter(([name]) => !/^(vehicles|drivers)\./.test(name));
  return { ...Object.fromEntries(own), 'business.phone': '0912 345 678', 'paper.dang-ky-xe': photo('xe.png') };
}

async function aFirmSends(sheet: File, more: Fields = {}): Promise<Visitor> {
  const firm = await province.stranger();
  await firm.open(`/dich-vu-cong/${pass}/nop`);
  return firm.press('Xem lại hồ sơ', { ...(await shared()), ...more, sheet });
}

const wrongShown = (firm: Visitor) =>
  firm
    .$('.card h2')
    .toArray()
    .map((head) => firm.$(head).text())
    .filter((text) => text.startsWith('Dòng '));
const inLot = async (code: string) =>
  (await province.db.one<{ many: number }>(sql`select count(*) as many from dossiers.dossiers d join dossiers.lots l on l.id = d.lot where l.code = ${code}`))
    .many;

describe('the template', () => {
  test.each(['xlsx', 'csv'])('%s has the columns of the form, and an example that is not counted', async (kind) => {
    const firm = await province.stranger();
    await firm.open(`/dich-vu-cong/${pass}/nop`);
    expect(brotliCompressSync(Buffer.from(firm.body)).length, 'weight of the form').toBeLessThan(14_000);
    expect(firm.$(`a[href$="bang-mau.${kind}"]`).length).toBe(1);
    const bytes = new Uint8Array(await (await firm.raw(`/dich-vu-cong/${pass}/bang-mau.${kind}`)).arrayBuffer());
    const read = await openSpreadsheets({ rootDir: join(import.meta.dirname, '../../../..') }).read(bytes);
    const [heads = [], example = []] = 'sheets' in read ? (read.sheets[0]?.rows ?? []) : [];
    expect(heads.slice(0, 3)).toEqual(['STT', 'Biển số xe *', 'Loại xe, nhãn hiệu *']);
    expect(heads).toEqual(expect.arrayContaining(['Lái xe: Họ tên *', 'Lái xe: Số định danh cá nhân *', 'Người đi cùng: Họ tên']));
    expect(example[0]).toContain('Ví dụ');
    await aFirmSends(new File([bytes], `mau.${kind}`)).then((sent) => expect(sent.text).toContain('Bảng chưa có dòng nào'));
  });

  test('filled in as it is, every row is right', async () => {
    const heads = [
      'STT',
      'Biển số xe *',
      'Loại xe, nhãn hiệu *',
      'Xe của ai? *',
      'Lái xe: Họ tên *',
      'Lái xe: Số định danh cá nhân *',
      'Lái xe: Số điện thoại *',
      'Người đi cùng: Họ tên',
      'Người đi cùng: Số định danh cá nhân',
      'Người đi cùng: Số điện thoại',
    ];
    const rows = [['1', '20C-123.45', 'Xe tải', 'Của đơn vị', 'Lý Văn Mẫu', '019085000456', '0912345678', 'Ma Thị Mẫu', '019185000457', '0912345679']];
    const firm = await aFirmSends(await asXlsx(rows, heads));
    expect(firm.text).toContain('Cả 1 dòng đều đúng');
    await firm.press('Nộp 1 dòng đúng');
    const { form } = await province.db.one<{ form: Record<string, unknown> }>(
      sql`select form from dossiers.dossiers order by submitted_at desc, lot_row limit 1`,
    );
    expect(form.drivers).toMatchObject([
      { name: 'Lý Văn Mẫu', role: 'driver', number: '019085000456', phone: '+84912345678' },
      { name: 'Ma Thị Mẫu', role: 'assistant' },
    ]);
  });
});

describe('a thousand rows of which 37 are wrong', () => {
  const kinds: [string, () => Promise<File>][] = [
    ['XLSX', () => asXlsx(firmList(1000, 37))],
    ['CSV', async () => asCsv(firmList(1000, 37))],
  ];
  test.each(kinds)('as %s: exactly 37 are shown, 963 are sent, as one lot', async (_, make) => {
    const firm = await aFirmSends(await make());
    expect(firm.status, firm.text.slice(0, 400)).toBe(200);
    expect(firm.text).toContain('37 dòng cần sửa');
    expect(firm.text).toContain('Cột không dùng đến: Đội xe.');
    expect(wrongShown(firm)).toHaveLength(37);
    expect(wrongShown(firm)[0]).toBe('Dòng 28');
    expect(brotliCompressSync(Buffer.from(firm.body)).length, 'weight of the page').toBeLessThan(14_000);
    await firm.press('Nộp 963 dòng đúng');
    expect(firm.$('h1').text()).toBe('Đã nộp 963 hồ sơ');
    expect(firm.text).toContain('37 dòng sai chưa nộp');
    const code = firm.$('.big.code').text();
    expect(await inLot(code)).toBe(963);
    await firm.press('Sửa 37 dòng còn lại');
    expect(wrongShown(firm)).toHaveLength(37);
    await firm.press('Ghi chỗ đã sửa, kiểm tra lại', { 'row.28.vehicles.0.plate': '20C-999.98' });
    await firm.press('Nộp 1 dòng đúng');
    const next = firm.$('.big.code').text();
    expect(next).not.toBe(code);
    const back = await province.stranger();
    await back.open('/tra-cuu');
    await back.press('Xem hồ sơ', { ma: code, phone: '0912345678' });
    expect(back.text).toContain(`Thành lô ${next}`);
    await back.press('Mở lô đó');
    expect(back.$('h1').text()).toContain(next);
  });

  test('each wrong row says what would be right, and is mended right there', async () => {
    const firm = await aFirmSends(await asXlsx(firmList(60, 7, 8)));
    const said = firm
      .$('.card .error')
      .toArray()
      .map((error) => firm.$(error).text());
    expect(said).toEqual([
      expect.stringContaining('Hãy điền biển số xe'),
      expect.stringContaining('Biển số gồm chữ và số'),
      expect.stringContaining('đúng 12 chữ số'),
      expect.stringContaining('Viết như 0912 345 678'),
      expect.stringContaining('Hãy điền họ tên'),
      expect.stringContaining('Ghi một trong: Của đơn vị; Thuê, mượn hoặc của thành viên'),
      expect.stringContaining('Hãy điền loại xe'),
    ]);
    await firm.press('Ghi chỗ đã sửa, kiểm tra lại', {
      'row.9.vehicles.0.plate': '20C-999.99',
      'row.33.drivers.0.phone': '0987 654 321',
      'row.25.drivers.0.number': 'không có',
    });
    expect(firm.text).toContain('Đã ghi những chỗ vừa sửa');
    expect(wrongShown(firm)).toHaveLength(5);
    expect(firm.$('[name="row.25.drivers.0.number"]').val()).toBe('không có');
    await firm.press('Nộp 55 dòng đúng');
    expect(firm.$('h1').text()).toBe('Đã nộp 55 hồ sơ');
    const { plate } = await province.db.one<{ plate: string }>(
      sql`select form #>> '{vehicles,0,plate}' as plate from dossiers.dossiers d join dossiers.lots l on l.id = d.lot where l.code = ${firm.$('.big.code').text()} and lot_row = 9`,
    );
    expect(plate).toBe('20C99999');
  });

  test('are taken home as a file with a column of errors, which is a sheet again', async () => {
    const firm = await aFirmSends(await asXlsx(firmList(60, 7, 8)));
    const fields = firm.$('form').last().serializeArray() as { name: string; value: string }[];
    for (const kind of ['xlsx', 'csv']) {
      const body = new FormData();
      for (const { name, value } of [...fields, { name: 'step', value: `wrong-${kind}` }]) body.append(name, value);
      const response = await firm.raw(`/dich-vu-cong/${pass}/nop`, {
        method: 'POST',
        body,
        headers: { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
      });
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="dong-can-sua.${kind}"`);
      const again = await aFirmSends(new File([await response.arrayBuffer()], `sua.${kind}`));
      expect(again.text, kind).toContain('Bảng «sua.');
      expect(wrongShown(again)).toHaveLength(7);
    }
  });

  test('many wrong rows come a page at a time, and what was mended on one page stays', async () => {
    const firm = await aFirmSends(await asXlsx(firmList(200, 90, 2)));
    expect(wrongShown(firm)).toHaveLength(40);
    await firm.press('Trang sau', { 'row.3.vehicles.0.plate': '20C-000.01' });
    expect(firm.text).toContain('trang 2 trên 3');
    expect(firm.text).toContain('89 dòng cần sửa');
    await firm.press('Trang sau');
    expect(wrongShown(firm)).toHaveLength(9);
  });
});

describe('sending a lot', () => {
  test('twice, or from two windows at once, makes one lot and no dossier more', async () => {
    const firm = await aFirmSends(await asXlsx(firmList(25)));
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
    expect(await inLot(codes[0] ?? '')).toBe(25);
  });

  test("under another's form id opens nothing of his", async () => {
    const firm = await aFirmSends(await asXlsx(firmList(3)));
    const id = firm.$('[name=request]').attr('value') ?? '';
    await firm.press('Nộp 3 dòng đúng');
    const other = await aFirmSends(await asXlsx(firmList(2)), { 'business.phone': '0987654321', 'applicant.phone': '0987654321' });
    await other.press('Nộp 2 dòng đúng', { request: id });
    expect(other.status).toBe(409);
    await other.open('/tra-cuu/lo');
    expect(other.$('h1').text()).toBe('Hồ sơ của tôi đang ở đâu?');
  });

  test('one set of photos serves every dossier', async () => {
    const firm = await aFirmSends(await asXlsx(firmList(4)));
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
    const { 'paper.dang-ky-xe': _, ...rest } = await shared();
    await firm.press('Xem lại hồ sơ', { ...rest, sheet: await asXlsx(firmList(3)) });
    expect(firm.status).toBe(422);
    expect(firm.text).toContain('Hãy gửi ảnh chụp: Đăng ký xe và đăng kiểm');
    expect(firm.text).toContain('Đã nhận: xe.xlsx');
    await firm.press('Xem lại hồ sơ', { 'paper.dang-ky-xe': photo() });
    expect(firm.text).toContain('Cả 3 dòng đều đúng');
  });

  test('saved for later and taken up on another phone with its sheet and its corrections', async () => {
    const firm = await aFirmSends(await asXlsx(firmList(20, 2, 8)));
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
    const firm = await aFirmSends(await asXlsx(firmList(3)));
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
    const file = join(mkdtempSync(join(tmpdir(), 'motcua-lot-')), 'lot.zip');
    writeFileSync(file, zip);
    expect(spawnSync('python3', ['-m', 'zipfile', '-l', file], { encoding: 'utf8' }).stdout).toMatch(/20C-100\.00_.*\.pdf/);
    expect(zip.includes(Buffer.from('%PDF-'))).toBe(true);
  });

  test("a stranger's dossier is not in the lot that is open", async () => {
    const [one, two] = [await aFirmSends(await asXlsx(firmList(2))), await aFirmSends(await asXlsx(firmList(2)))];
    await one.press('Nộp 2 dòng đúng');
    await two.press('Nộp 2 dòng đúng');
    await two.open('/tra-cuu/lo');
    const foreign = two.$('tbody a.code').first().attr('href') ?? '';
    expect((await one.raw(foreign)).status).toBe(404);
    expect((await (await province.stranger()).raw(foreign)).status).toBe(303);
  });
});

describe('a sheet as people really send it', () => {
  test('a title above, heads in two rows with merged groups, another order, columns of their own', async () => {
    const bytes = await writeXlsxFile([
      [{ value: 'CÔNG TY VẬN TẢI MẪU', columnSpan: 6 }],
      ['DANH SÁCH XE THÁNG 8'],
      [],
      ['TT', { value: 'LÁI XE', columnSpan: 3 }, null, null, 'Xe', null, null],
      [null, 'Số điện thoại', 'Họ tên', 'Căn cước', 'Biển số', 'Nhãn hiệu', 'Xe của ai'],
      [
        { type: Number, value: 1 },
        { type: Number, value: 912345678 },
        'Lý Văn Mẫu',
        { type: Number, value: 19085000456 },
        '20c 12345',
        'Hyundai',
        'Của đơn vị',
      ],
      [],
      [{ type: Number, value: 2 }, '0912345679', 'Ma Văn Mẫu', { type: Number, value: 1085000456 }, '20C-1', 'Kia', 'của đơn vị'],
    ]).toBuffer();
    const firm = await aFirmSends(new File([new Uint8Array(bytes)], 'xe.xlsx'));
    expect(firm.status, firm.text.slice(0, 900)).toBe(200);
    expect(wrongShown(firm)).toEqual([]);
    expect(firm.text).toContain('Dòng 8: Biển số 20C1 khác dạng thường gặp');
    await firm.press('Nộp 2 dòng đúng');
    const people = await province.db.many<{ said: string }>(
      sql`select (form #>> '{drivers,0,number}') || ' ' || (form #>> '{drivers,0,phone}') as said from dossiers.dossiers d join dossiers.lots l on l.id = d.lot
        where l.code = ${firm.$('.big.code').text()} order by lot_row`,
    );
    expect(people.map(({ said }) => said)).toEqual(['019085000456 +84912345678', '001085000456 +84912345679']);
  });

  test('the same plate twice is a doubt that stops nobody', async () => {
    const twice = firmList(5);
    if (twice[3]) twice[3][1] = '20c10000';
    const firm = await aFirmSends(await asXlsx(twice));
    expect(firm.text).toContain('Dòng 5: 20c10000 đã có ở dòng 2.');
    expect(firm.text).toContain('Nộp 5 dòng đúng');
  });

  test('figures that Excel has rounded away are asked for again', async () => {
    const rows = [rightRow(1)];
    if (rows[0]) rows[0][6] = '1,90850E+10';
    const firm = await aFirmSends(asCsv(rows));
    expect(firm.text).toContain('Excel đã rút gọn số này thành 1,90850E+10');
  });

  const refused: [string, () => Promise<File>, RegExp][] = [
    ['no row', () => asXlsx([]), /chưa có dòng nào/],
    ['1,001 rows', () => asXlsx(firmList(1001)), /Bảng có 1\.001 dòng.*nhiều nhất 1\.000/],
    ['no heads', () => asXlsx(firmList(2), rightRow(0)), /Không thấy hàng tiêu đề.*«Biển số xe»/],
    [
      'a required column missing',
      () =>
        asXlsx(
          firmList(2).map((row) => row.slice(0, 6)),
          firmHeads.slice(0, 6),
        ),
      /Bảng thiếu cột: «Lái xe: Số định danh cá nhân», «Lái xe: Số điện thoại»/,
    ],
    ['a photo', async () => photo('xe.png'), /không phải bảng tính/],
  ];
  test.each(refused)('%s: one sentence says what to do, and nothing typed is lost', async (_, make, says) => {
    const firm = await aFirmSends(await make());
    expect(firm.status).toBe(422);
    expect(firm.$('.notice.error').text()).toMatch(says);
    expect(firm.$('[name="business.phone"]').val()).toBe('0912 345 678');
    expect(firm.text).toContain('Đã nhận: xe.png');
  });

  test('a procedure that asks for one thing only takes no sheet', async () => {
    const firm = await province.stranger();
    expect((await firm.raw('/dich-vu-cong/2.000635/bang-mau.xlsx')).status).toBe(404);
    await firm.open('/dich-vu-cong/2.000635/nop');
    expect(firm.$('[name=sheet]').length).toBe(0);
  });
});
