import writeXlsxFile from 'write-excel-file/node';
import { writeCsv } from '#kernel/spreadsheets/index.ts';

/** The list of a transport firm as its clerk keeps it: one row for each vehicle, under heads of her own. */
export const firmHeads = ['STT', 'Biển kiểm soát', 'Loại xe', 'Tải trọng', 'Xe của ai?', 'Họ và tên lái xe', 'Số CCCD lái xe', 'SĐT lái xe', 'Đội xe'];

const families = ['Nông', 'Triệu', 'Hoàng', 'Lý', 'Ma', 'Đặng', 'Bàn', 'Dương', 'Lường', 'Hà'];

/** The i-th right row, from 0. */
export function rightRow(i: number): string[] {
  return [
    String(i + 1),
    `20C-${String(100 + Math.floor(i / 100)).slice(-3)}.${String(i % 100).padStart(2, '0')}`,
    'Ô tô tải Mẫu',
    '5 tấn',
    i % 4 === 0 ? 'thuê' : 'Của đơn vị',
    `${families[i % families.length]} Văn Mẫu`,
    `0190850${String(i).padStart(5, '0')}`,
    `0912${String(i).padStart(6, '0')}`,
    `Đội ${1 + (i % 3)}`,
  ];
}

/** What is done to a row that is to be wrong: each of the ways in which clerks err. */
const spoil: ((row: string[]) => void)[] = [
  (row) => (row[1] = ''),
  (row) => (row[1] = '20C-123.45 và 20C-123.46 hai xe'),
  (row) => (row[6] = '01908500'),
  (row) => (row[7] = '12345'),
  (row) => (row[5] = ''),
  (row) => (row[4] = 'của ông Tư'),
  (row) => (row[2] = ''),
];

/** A list of so many rows, of which every `every`-th is wrong, at most `wrong` of them. */
export function firmList(many: number, wrong = 0, every = 27): string[][] {
  let spoiled = 0;
  return Array.from({ length: many }, (_, i) => {
    const row = rightRow(i);
    if (row[4] === 'thuê') row[4] = 'Của đơn vị';
    if (spoiled < wrong && i % every === every - 1) spoil[spoiled++ % spoil.length]?.(row);
    return row;
  });
}

export async function asXlsx(rows: readonly (readonly string[])[], heads: readonly string[] = firmHeads, name = 'xe.xlsx'): Promise<File> {
  const text = (value: string) => ({ type: String, value: value || undefined });
  const bytes = await writeXlsxFile([heads.map(text), ...rows.map((row) => row.map(text))]).toBuffer();
  return new File([new Uint8Array(bytes)], name, { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}

export function asCsv(rows: readonly (readonly string[])[], heads: readonly string[] = firmHeads, name = 'xe.csv'): File {
  return new File([writeCsv([heads, ...rows])], name, { type: 'text/csv' });
}
