import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { type ProfileName, provincesOf } from '../procedures/index.ts';
import { choice } from '../procedures/form/questions.ts';
import { typedIn } from './cells.ts';
import { aFirmSends, wrongShown } from './firm.fixture.ts';
import { nearestOptions } from './nearest.ts';
import { asCsv, asXlsx, firmHeads, firmList } from './sheet.fixture.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
});
afterAll(() => province.close());

const heads = [...firmHeads, 'Nơi đi', 'Nơi đến', 'Điểm dừng', 'Từ ngày', 'Đến ngày'];

/** The firm's list with what each row says of its journey; a row that says nothing goes as all do. */
function journeys(...own: string[][]): string[][] {
  return firmList(own.length).map((row, i) => [...row, ...['', '', '', '', ''].map((_, j) => own[i]?.[j] ?? '')]);
}

function inLot(firm: Visitor) {
  return province.db.many<{ from: string; to: string; stops: string | null; first: string; last: string; goods: string }>(
    sql`select form #>> '{journey,from}' as "from", form #>> '{journey,to}' as "to", form #>> '{journey,stops}' as stops, form #>> '{period,from}' as "first",
        form #>> '{period,to}' as "last", form #>> '{journey,goods}' as goods
      from dossiers.dossiers d join dossiers.lots l on l.id = d.lot where l.code = ${firm.$('.big.code').text()} order by lot_row`,
  );
}

const forAll = { 'journey.from': '19', 'journey.to': '01', 'period.from': '17/8/2021', 'period.to': '20/8/2021' };

describe('a row that goes its own way', () => {
  test('has its own provinces, stops and days; an empty cell is as was said for all', async () => {
    const rows = journeys(
      [],
      ['', 'TP Hải Phòng', 'Kho Mẫu, cảng Mẫu', '18/8/2021', '22/8/2021'],
      ['Tỉnh Bắc Giang', 'tp.hcm', '', '', '21/08/2021'],
      ['22', '1'],
    );
    const firm = await aFirmSends(province, await asXlsx(rows, heads), forAll);
    expect(wrongShown(firm), firm.text).toEqual([]);
    expect(firm.text).toContain('3 dòng ghi riêng: Hải Phòng (1), TP. Hồ Chí Minh (1), Hà Nội (1)');
    await firm.press('Nộp 4 dòng đúng');
    const goods = 'Rau quả tươi';
    expect(await inLot(firm)).toEqual([
      { from: '19', to: '01', stops: null, first: '2021-08-17', last: '2021-08-20', goods },
      { from: '19', to: '31', stops: 'Kho Mẫu, cảng Mẫu', first: '2021-08-18', last: '2021-08-22', goods },
      { from: '24', to: '79', stops: null, first: '2021-08-17', last: '2021-08-21', goods },
      { from: '22', to: '01', stops: null, first: '2021-08-17', last: '2021-08-20', goods },
    ]);
  });

  test('and is wrong says what would be right, and is mended on the page', async () => {
    const rows = journeys(
      ['Bắc Giagn'],
      ['', 'Việt Yên, Bắc Giang'],
      ['', 'Sao Hỏa'],
      ['', '', '', '19/8/2021', '18/8/2021'],
      ['', '', '', '10/8/2021', '12/8/2021'],
    );
    const firm = await aFirmSends(province, await asXlsx(rows, heads), forAll);
    const said = firm
      .$('.card .error')
      .toArray()
      .map((error) => firm.$(error).text());
    expect(said).toEqual([
      expect.stringContaining('«Bắc Giagn» không có trong danh sách; có phải Bắc Giang?'),
      expect.stringContaining('có phải Bắc Giang?'),
      expect.stringContaining('«Sao Hỏa» không có trong danh sách. Ghi đúng một tên, ví dụ Hà Nội.'),
      expect.stringContaining('Ngày cuối phải từ 19/08/2021 trở đi'),
      expect.stringContaining('Ngày này đã qua. Hôm nay là 16/08/2021'),
    ]);
    expect(firm.$('[name="row.2.journey.from"] option').eq(1).text()).toBe('Bắc Giang');
    await firm.press('Ghi chỗ đã sửa', {
      'row.2.journey.from': '24',
      'row.3.journey.to': '24',
      'row.4.journey.to': '=',
      'row.5.period.to': '25/8/2021',
      'row.6.period.to': '20/8/2021',
    });
    expect(wrongShown(firm)).toEqual([]);
    await firm.press('Nộp 5 dòng đúng');
    expect((await inLot(firm)).map(({ from, to, last }) => `${from} ${to} ${last}`)).toEqual([
      '24 01 2021-08-20',
      '19 24 2021-08-20',
      '19 01 2021-08-20',
      '19 01 2021-08-25',
      '19 01 2021-08-20',
    ]);
  });

  test('when all do, nothing need be said for the whole; when some do not, the form says which', async () => {
    const nobody = { ...forAll, 'journey.to': '', 'period.from': '', 'period.to': '' };
    const all = journeys(['', 'Hà Nội', '', '17/8/2021', '18/8/2021'], ['', 'Hải Phòng', '', '18/8/2021', '19/8/2021']);
    const firm = await aFirmSends(province, asCsv(all, heads), nobody);
    expect(firm.text).toContain('Cả 2 dòng đều đúng');
    await firm.press('Nộp 2 dòng đúng');
    expect((await inLot(firm)).map(({ from, to, last }) => `${from} ${to} ${last}`)).toEqual(['19 01 2021-08-18', '19 31 2021-08-19']);
    const some = await aFirmSends(province, asCsv(journeys(['', 'Hà Nội'], [], []), heads), { ...forAll, 'journey.to': '' });
    expect(some.status).toBe(422);
    expect(some.text).toContain('Hãy chọn tỉnh, thành nơi đến. Trong bảng, dòng 3 và 1 dòng khác để trống cột này.');
  });

  test('taken home among the wrong rows and sent again, still goes it', async () => {
    const firm = await aFirmSends(province, await asXlsx(journeys(['', 'Quảng Ninh', '', '', 'mai']), heads), forAll);
    const fields = firm.$('form').last().serializeArray() as { name: string; value: string }[];
    const body = new FormData();
    for (const { name, value } of [...fields, { name: 'step', value: 'wrong-xlsx' }]) body.append(name, value);
    const address = firm.$('form').last().attr('action') ?? '';
    const response = await firm.raw(address, { method: 'POST', body, headers: { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' } });
    const again = await aFirmSends(province, new File([await response.arrayBuffer()], 'sua.xlsx'), forAll);
    await again.press('Ghi chỗ đã sửa', { 'row.2.period.to': '' });
    await again.press('Nộp 1 dòng đúng');
    expect(await inLot(again)).toMatchObject([{ to: '22', last: '2021-08-20' }]);
  });
});

describe('a province', () => {
  const read = (era: ProfileName, written: string) => {
    const options = provincesOf(era);
    const typed = typedIn(written, choice({ label: 'Tỉnh' }, options));
    return options.find(({ value }) => value === typed)?.label;
  };

  test.each([
    ['2021', 'bac giang', 'Bắc Giang'],
    ['2021', 'Tỉnh Đắk Lắk', 'Đắk Lắk'],
    ['2021', 'Daklak', 'Đắk Lắk'],
    ['2021', 'T.P Hà Nội', 'Hà Nội'],
    ['2021', 'thành phố Hồ Chí Minh', 'TP. Hồ Chí Minh'],
    ['2021', 'Huế', 'Thừa Thiên Huế'],
    ['2021', 'Bà Rịa Vũng Tàu', 'Bà Rịa - Vũng Tàu'],
    ['2021', '1', 'Hà Nội'],
    ['2026', 'Bắc Giang', 'Bắc Ninh'],
    ['2026', 'tỉnh Bà Rịa-Vũng Tàu', 'TP. Hồ Chí Minh'],
    ['2021', 'Bắc', undefined],
    ['2026', 'Bắc', undefined],
    ['2021', '99', undefined],
  ] as const)('of %s written «%s» is %s', (era, written, name) => expect(read(era, written)).toBe(name));

  test.each(['2021', '2026'] as const)('of %s is known by its name, and no two are known by the same', (era) => {
    for (const { label } of provincesOf(era)) expect(read(era, label)).toBe(label);
    const names = provincesOf(era).flatMap(({ value, label, aka = [] }) => [...new Set([label, ...aka])].map((name) => `${name}|${value}`));
    expect(new Set(names.map((name) => name.split('|')[0])).size).toBe(new Set(names).size);
  });

  test.each([
    ['Ha Nọii', ['Hà Nội']],
    ['Thanh Hoa1', ['Thanh Hóa']],
    ['KCN Quang Châu, tỉnh Bắc Giang', ['Bắc Giang']],
    ['Hà Nm', ['Hà Nam']],
    ['xyz', []],
  ])('written «%s» is perhaps %j', (written, near) => expect(nearestOptions(written, provincesOf('2021')).map(({ label }) => label)).toEqual(near));
});
