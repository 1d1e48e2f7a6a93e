import type { Cell } from '#kernel/spreadsheets/index.ts';
import { fold } from '../procedures/index.ts';
import type { Column, SheetPlan } from './plan.ts';

/** Where the rows begin, which column of the file answers which question, and which heads nobody asked for. */
export type Heads = { row: number; columns: Map<number, Column>; unused: string[] };

/** A title, a date and a few lines of a firm's letterhead may stand above the heads. */
const furthest = 20;

/** What every list has and nobody needs told that it is not read. */
const plain = new Set(['stt', 'tt', 'so tt', 'ghi chu', 'loi', 'dong', '']);

/** Finds the row of heads: the one in which most columns are recognised. Undefined when none names what the rows are about. */
export function findHeads(rows: readonly Cell[][], plan: SheetPlan): Heads | undefined {
  let best: Heads | undefined;
  for (let i = 0; i < Math.min(furthest, rows.length); i++) {
    const found = match(rows, i, plan);
    const names = [...found.columns.values()].map(({ name }) => name);
    if (names.includes(plan.thing.replace('.', '.0.')) && found.columns.size > (best?.columns.size ?? 0)) best = found;
  }
  return best;
}

function match(rows: readonly Cell[][], at: number, plan: SheetPlan): Heads {
  const own = (rows[at] ?? []).map(words);
  const above = carried(rows[at - 1] ?? [], own.length);
  const pairs = own.flatMap((head, place) => {
    // A head may stretch over two rows, or stand below one that names a group: «Lái xe» over «Họ tên», «Số CCCD».
    const ways = [`${above[place] ?? ''} ${head}`.trim(), head, ...(head ? [] : [above[place] ?? ''])].filter(Boolean);
    return plan.columns.map((column) => ({ place, column, score: Math.max(0, ...ways.map((way, i) => scoreOf(way, column) - i * 0.2)) }));
  });
  const columns = new Map<number, Column>();
  const taken = new Set<string>();
  for (const { place, column } of pairs.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score)) {
    if (columns.has(place) || taken.has(column.name)) continue;
    columns.set(place, column);
    taken.add(column.name);
  }
  const unused = (rows[at] ?? []).flatMap((cell, place) => (columns.has(place) || plain.has(words(cell)) ? [] : [String(cell)]));
  return { row: at, columns, unused };
}

/** In a row of groups only the first cell of each has its words. */
function carried(row: readonly Cell[], length: number): string[] {
  let last = '';
  return Array.from({ length }, (_, i) => (last = words(row[i] ?? null) || last));
}

function words(cell: Cell): string {
  return typeof cell === 'string' ? fold(cell.replace(/\((bắt buộc|không bắt buộc)\)/i, '')) : '';
}

/** How surely a head means a column: the same words 4, in another order 3, with a few more words 2, with one missing 1. */
function scoreOf(head: string, { heads }: Column): number {
  return Math.max(
    0,
    ...heads.map((known) => alike(head.split(' '), known.words.split(' ')) + (alike(head.split(' '), known.words.split(' ')) > 0 ? known.sure : 0)),
  );
}

function alike(head: string[], known: string[]): number {
  if (head.join(' ') === known.join(' ')) return 4;
  const missing = known.filter((word) => !head.includes(word)).length;
  const extra = head.filter((word) => !known.includes(word)).length;
  if (missing === 0 && extra === 0) return 3;
  if (missing === 0 && extra <= 3) return 2.4 - extra * 0.3 + known.length * 0.05;
  return missing === 1 && extra === 0 && head.length > 1 ? 1 : 0;
}
