import readWorkbook from 'read-excel-file/node';
import { type Cell, mostRows, type Sheet, Unreadable } from './cell.ts';
import { unzip } from './unzip.ts';
import { zipOf } from './zip.ts';

const mostSheets = 8;

/** The sheets of a workbook (.xlsx, .xlsm). Macros and pictures are never unpacked; of formulas the value is read that Excel kept beside them. */
export async function readXlsx(bytes: Buffer): Promise<Sheet[]> {
  const { parts, names } = unzip(bytes);
  if (names.includes('xl/workbook.bin')) throw new Unreadable('binary-excel');
  if (names.includes('content.xml') && names.includes('mimetype')) throw new Unreadable('open-document');
  if (!parts.has('xl/workbook.xml')) throw new Unreadable('not-a-sheet');
  // The library unpacks by itself and believes the archive: it gets a new one, made of what was unpacked within bounds.
  const safe = await zipOf([...parts].map(([name, part]) => ({ name, bytes: name.startsWith('xl/worksheets/') ? withinBounds(part) : part })));
  const sheets = await readWorkbook(safe, { parseNumber: (written) => ({ number: written }) }).catch((error: Error) => {
    throw explained(error);
  });
  return sheets.slice(0, mostSheets).map(({ sheet, data }) => ({
    name: sheet,
    rows: data.slice(0, mostRows).map((row) => row.map((value) => cellOf(value))),
    cut: data.length > mostRows,
  }));
}

/** Without rows and columns that lie where only a file lies that wants to fill our memory; one row more than is read tells that it was cut. */
function withinBounds(part: Buffer): Buffer {
  const xml = part.toString('utf8');
  let cut = false;
  const rows = xml.replace(/<row\b[^>]*?\br="(\d+)"[^>]*?(?:\/>|>[^]*?<\/row>)/g, (row, number: string) => {
    if (Number(number) <= mostRows) return row;
    const first = !cut && row.includes('<v>');
    cut ||= first;
    return first ? farRow : '';
  });
  if (many('<row', rows) > 2 * mostRows) throw new Unreadable('too-heavy', 'rows without a number');
  return Buffer.from(rows.replace(/<c\b[^>]*?\br="(?:[A-Z]{3,}|[H-Z][A-Z])\d+"[^>]*?(?:\/>|>[^]*?<\/c>)/g, ''));
}

function many(sign: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0 && count <= 2 * mostRows; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

const farRow = `<row r="${mostRows + 1}"><c r="A${mostRows + 1}"><v>1</v></c></row>`;

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { day: value.toISOString().slice(0, 10) };
  if (typeof value === 'boolean') return value;
  if (typeof value === 'object' && 'number' in value) return { number: String(value.number) };
  return String(value).slice(0, 4000);
}

/** A formula that no program has computed yet has no value to read; the library names its place. */
function explained(error: Error): Unreadable {
  const [, row, column] = /row (\d+), col (\d+)/.exec(error.message) ?? [];
  if (row && column) return new Unreadable('unsaved-formula', `${columnName(Number(column))}${row}`);
  return new Unreadable('broken', error.message.slice(0, 200));
}

/** 1 is A, 27 is AA. */
export function columnName(number: number): string {
  const rest = (number - 1) % 26;
  const before = Math.floor((number - 1) / 26);
  return `${before > 0 ? columnName(before) : ''}${String.fromCharCode(65 + rest)}`;
}
