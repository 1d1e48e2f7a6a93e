import type { Platform } from '#kernel/platform.ts';
import type { Cell, Sheet as FileSheet } from '#kernel/spreadsheets/index.ts';
import { z } from 'zod';
import { fold } from '../procedures/index.ts';
import { typedIn } from './cells.ts';
import { findHeads, type Heads } from './heads.ts';
import type { SheetPlan } from './plan.ts';

/** A row of the person's file that is not empty: its number there, and what it says, as typed in the form of one dossier. */
const row = z.object({ n: z.number().int(), cells: z.record(z.string(), z.string()) });
export type Row = z.output<typeof row>;

const sheet = z.object({ name: z.string(), file: z.string(), unused: z.array(z.string()), rows: z.array(row) });
/** A sheet as it was read (bảng đã đọc): kept as a file of our own, so that corrections need not read the spreadsheet again. */
export type Sheet = z.output<typeof sheet>;

export const mostRowsSent = 1000;

/** Reads a stored spreadsheet by the plan of a procedure, or says in one sentence what to do. */
export async function readSheet(platform: Platform, plan: SheetPlan, file: { hash: string; name: string }): Promise<{ sheet: Sheet } | { refusal: string }> {
  const bytes = await platform.files.read(file.hash);
  const read = bytes ? await platform.spreadsheets.read(bytes) : { refusal: 'Không thấy tệp đã gửi. Hãy chọn lại.' };
  if ('refusal' in read) return read;
  const found = bestOf(read.sheets, plan);
  if (!found) return { refusal: noHeads(plan, read.sheets) };
  const missing = plan.columns.filter(({ required, name }) => required && ![...found.heads.columns.values()].some((column) => column.name === name));
  if (missing.length > 0) return { refusal: `Bảng thiếu cột: ${missing.map(({ title }) => `«${title}»`).join(', ')}. Hãy thêm cột, hoặc điền vào tệp mẫu.` };
  const rows = rowsOf(found.sheet, found.heads);
  const many = found.sheet.cut ? `hơn ${mostRowsSent.toLocaleString('vi')}` : rows.length.toLocaleString('vi');
  if (found.sheet.cut || rows.length > mostRowsSent)
    return { refusal: `Bảng có ${many} dòng; mỗi lần gửi được nhiều nhất ${mostRowsSent.toLocaleString('vi')} dòng. Hãy chia thành nhiều tệp.` };
  if (rows.length === 0) return { refusal: 'Bảng chưa có dòng nào dưới hàng tiêu đề. Hãy điền mỗi xe một dòng rồi gửi lại.' };
  return { sheet: { name: file.name, file: file.hash, unused: found.heads.unused.slice(0, 30), rows } };
}

function bestOf(sheets: readonly FileSheet[], plan: SheetPlan): { sheet: FileSheet; heads: Heads } | undefined {
  const found = sheets.flatMap((one) => {
    const heads = findHeads(one.rows, plan);
    return heads ? [{ sheet: one, heads }] : [];
  });
  return found.sort((a, b) => b.heads.columns.size - a.heads.columns.size)[0];
}

function noHeads(plan: SheetPlan, sheets: readonly FileSheet[]): string {
  const first = sheets.flatMap(({ rows }) => rows).find((cells) => cells.some((cell) => cell !== null));
  const seen = (first ?? []).filter((cell): cell is string => typeof cell === 'string' && cell !== '').slice(0, 6);
  const saw = seen.length > 0 ? ` Hàng đầu tiên đọc được là: ${seen.map((text) => `«${text.slice(0, 40)}»`).join(', ')}.` : '';
  const wanted = plan.columns.filter(({ required }) => required).map(({ title }) => `«${title}»`);
  return `Không thấy hàng tiêu đề trong bảng.${saw} Cần một hàng tiêu đề có các cột: ${wanted.join(', ')}. Dễ nhất là điền vào tệp mẫu.`;
}

function rowsOf({ rows }: FileSheet, heads: Heads): Row[] {
  return rows.slice(heads.row + 1).flatMap((cells, i): Row[] => {
    if (isExample(cells)) return [];
    const said = [...heads.columns].flatMap(([place, { name, question }]): [string, string][] => {
      const typed = typedIn(cells[place] ?? null, question);
      return typed ? [[name, typed]] : [];
    });
    return said.length > 0 ? [{ n: heads.row + 2 + i, cells: Object.fromEntries(said) }] : [];
  });
}

/** The row of the template that shows how to fill it in. */
function isExample(cells: readonly Cell[]): boolean {
  return cells.slice(0, 3).some((cell) => typeof cell === 'string' && fold(cell).startsWith('vi du'));
}

/** Keeps a sheet as a file of our own; its hash is what travels in the form. */
export async function storeSheet(platform: Platform, one: Sheet): Promise<{ hash: string; size: number }> {
  return platform.files.put(new TextEncoder().encode(JSON.stringify(one)), { type: 'application/json' });
}

export async function loadSheet(platform: Platform, hash: string): Promise<Sheet | undefined> {
  const bytes = await platform.files.read(hash);
  return bytes && sheet.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
