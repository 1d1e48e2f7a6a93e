import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import writeXlsxFile from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { openSpreadsheets } from '#kernel/spreadsheets/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { photo } from '../scenarios/steps.ts';
import { aFirmSends, dossiersInLot, pass, wrongShown } from './firm.fixture.ts';
import { asCsv, asXlsx, firmHeads, firmList, rightRow } from './sheet.fixture.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
});
afterAll(() => province.close());

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
    expect(heads).toEqual(
      expect.arrayContaining(['Lái xe: Họ tên *', 'Lái xe: Số định danh cá nhân *', 'Người đi cùng: Họ tên', 'Tỉnh, thành nơi đến', 'Đi từ ngày']),
    );
    expect(example[0]).toContain('Ví dụ');
    await aFirmSends(province, new File([bytes], `mau.${kind}`)).then((sent) => expect(sent.text).toContain('Bảng chưa có dòng nào'));
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
    const firm = await aFirmSends(province, await asXlsx(rows, heads));
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
    const firm = await aFirmSends(province, await make());
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
    expect(await dossiersInLot(province, code)).toBe(963);
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
    const firm = await aFirmSends(province, await asXlsx(firmList(60, 7, 8)));
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
      expect.stringContaining('Ghi một trong: Của đơn vị, của mình; Thuê, mượn hoặc của thành viên'),
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
    const firm = await aFirmSends(province, await asXlsx(firmList(60, 7, 8)));
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
      const again = await aFirmSends(province, new File([await response.arrayBuffer()], `sua.${kind}`));
      expect(again.text, kind).toContain('Bảng «sua.');
      expect(wrongShown(again)).toHaveLength(7);
    }
  });

  test('many wrong rows come a page at a time, and what was mended on one page stays', async () => {
    const firm = await aFirmSends(province, await asXlsx(firmList(200, 90, 2)));
    expect(wrongShown(firm)).toHaveLength(40);
    await firm.press('Trang sau', { 'row.3.vehicles.0.plate': '20C-000.01' });
    expect(firm.text).toContain('trang 2 trên 3');
    expect(firm.text).toContain('89 dòng cần sửa');
    await firm.press('Trang sau');
    expect(wrongShown(firm)).toHaveLength(9);
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
    const firm = await aFirmSends(province, new File([new Uint8Array(bytes)], 'xe.xlsx'));
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
    const firm = await aFirmSends(province, await asXlsx(twice));
    expect(firm.text).toContain('Dòng 5: 20c10000 đã có ở dòng 2.');
    expect(firm.text).toContain('Nộp 5 dòng đúng');
  });

  test('figures that Excel has rounded away are asked for again', async () => {
    const rows = [rightRow(1)];
    if (rows[0]) rows[0][6] = '1,90850E+10';
    const firm = await aFirmSends(province, asCsv(rows));
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
    const firm = await aFirmSends(province, await make());
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
