import { parse } from 'csv-parse/sync';
import { mostColumns, mostRows, type Sheet, Unreadable } from './cell.ts';

/** A text file of rows, however it was saved: UTF-8, UTF-16 or the old Vietnamese code page; commas, semicolons or tabs between the cells. */
export function readCsv(bytes: Buffer): Sheet[] {
  const text = decode(bytes).replace(/^\ufeff/, '');
  if (/^\s*<(!doctype|html|\?xml|table|meta)/i.test(text)) throw new Unreadable('web-page');
  if (text.includes('\0')) throw new Unreadable('not-a-sheet');
  const [, said, rest = text] = /^sep=(.)\r?\n([^]*)$/i.exec(text) ?? [];
  const rows = split(rest, said ?? delimiterOf(rest));
  return [{ name: '', rows: rows.slice(0, mostRows).map((row) => row.slice(0, mostColumns).map(plain)), cut: rows.length > mostRows }];
}

/** What is no UTF-8 was saved by an old Excel with the machine's own letters, in which a tone mark stands behind its vowel. */
function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  }
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).replaceAll(/"[^"]*"/g, '');
  const many = (sign: string) => head.split(sign).length;
  return [';', '\t'].reduce((best, sign) => (many(sign) > many(best) ? sign : best), ',');
}

function split(text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
      to: mostRows + 1,
    }) as string[][];
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') throw new Unreadable('open-quote', String(lines ?? ''));
    throw new Unreadable('broken', code);
  }
}

/** An apostrophe before a sign that Excel would compute is no part of what was written. */
function plain(cell: string): string | null {
  const text = cell.replace(/^'(?=[=+@-])/, '');
  return text === '' ? null : text.slice(0, 4000);
}
