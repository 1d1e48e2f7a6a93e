import type { Day } from '#kernel/calendar/index.ts';
import { foldThing } from '../permits/thing.ts';
import { type Answers, checkForm, type ProcedureVersion, type Typed } from '../procedures/index.ts';
import { judgeDays } from '../submit/asked-days.ts';
import { isRounded } from './cells.ts';
import { nearestOptions } from './nearest.ts';
import { type Column, rowForm, type SheetPlan } from './plan.ts';
import type { Row, Sheet } from './sheet.ts';

export type RightRow = { row: Row; thing: string; answers: Answers };
export type WrongRow = { row: Row; thing: string; errors: { column: Column; words: string }[] };
export type Doubt = { n: number; thing: string; words: string[] };
export type CheckedRows = { right: RightRow[]; wrong: WrongRow[]; doubts: Doubt[] };

/** Checks every row as the form would check one dossier: right rows with their answers, wrong ones with what would be right, doubts apart. */
export function checkRows(procedure: ProcedureVersion, plan: SheetPlan, { rows }: Sheet, shared: Typed, today: Day): CheckedRows {
  const parts = rowForm(procedure.form, plan);
  const first = firstRows(rows, plan);
  const checked: CheckedRows = { right: [], wrong: [], doubts: [] };
  for (const row of rows) {
    const typed = typedRow(plan, row, shared);
    const { answers, ...found } = checkForm(parts, typed);
    const days = judgeOwnDays(procedure, plan, row, typed, today);
    const errors = answers && Object.keys(days.errors).length === 0 ? undefined : { ...days.errors, ...found.errors };
    const warnings = { ...found.warnings, ...days.warnings };
    const thing = thingIn(row, plan);
    if (answers && !errors) checked.right.push({ row, thing, answers });
    else checked.wrong.push({ row, thing, errors: errorsOf(plan, row, errors ?? {}) });
    const before = first.get(foldThing(thing));
    const doubts = errors ? [] : [...(before !== undefined && before < row.n ? [`${thing} đã có ở dòng ${before}.`] : []), ...Object.values(warnings)];
    if (doubts.length > 0) checked.doubts.push({ n: row.n, thing, words: doubts });
  }
  return checked;
}

/** What a row says, as if typed in the form; a place that the row fills also says what stands at this place. */
function typedRow(plan: SheetPlan, { cells }: Row, shared: Typed): Typed {
  const typed: Typed = Object.fromEntries(Object.entries(shared).filter(([name]) => !plan.parts.some((part) => name.startsWith(`${part}.`))));
  for (const { name, item } of plan.columns) {
    const said = cells[name];
    if (!said) continue;
    typed[name] = [said];
    for (const [question, value] of Object.entries(item?.fixed ?? {})) typed[`${item?.prefix}.${question}`] = [value];
  }
  return typed;
}

/** Days that are the same for all are judged once, where they were typed. */
function judgeOwnDays(procedure: ProcedureVersion, plan: SheetPlan, { cells }: Row, typed: Typed, today: Day): ReturnType<typeof judgeDays> {
  const { from = '', until = '' } = procedure.result;
  if (!cells[from] && !cells[until]) return { errors: {}, warnings: {} };
  const { errors, warnings } = judgeDays(procedure, typed, today);
  const place = plan.columns.some(({ name }) => name === until) ? until : from;
  return { errors: Object.fromEntries(Object.values(errors).map((words) => [place, words])), warnings };
}

export function thingIn({ cells }: Row, { thing }: SheetPlan): string {
  return cells[thing.replace('.', '.0.')] ?? '';
}

/** In which row each thing first stands; the same plate is the same however its dots are set. */
function firstRows(rows: readonly Row[], plan: SheetPlan): Map<string, number> {
  const first = new Map<string, number>();
  for (const row of rows) {
    const thing = foldThing(thingIn(row, plan));
    if (thing && !first.has(thing)) first.set(thing, row.n);
  }
  return first;
}

function errorsOf(plan: SheetPlan, row: Row, errors: Record<string, string>): WrongRow['errors'] {
  return plan.columns.flatMap((column) => {
    const words = errors[column.name];
    return words ? [{ column, words: explained(column, row.cells[column.name] ?? '', words) }] : [];
  });
}

function explained({ question }: Column, typed: string, words: string): string {
  if (isRounded(typed)) return `Excel đã rút gọn số này thành ${typed}. Hãy gõ lại đủ các chữ số.`;
  if (question.options && typed) return notInList(typed, question);
  return words;
}

function notInList(typed: string, { options = [], input, sample }: Column['question']): string {
  if (input === 'radio') return `«${typed}» không có trong danh sách. Ghi một trong: ${options.map(({ label }) => label).join('; ')}.`;
  const near = nearestOptions(typed, options).map(({ label }) => label);
  const usual = options.find(({ value }) => value === sample)?.label ?? options[0]?.label;
  return near.length > 0
    ? `«${typed}» không có trong danh sách; có phải ${near.join(' hay ')}?`
    : `«${typed}» không có trong danh sách. Ghi đúng một tên, ví dụ ${usual}.`;
}

/** Chosen where a cell is mended: the row has what was answered for all. */
export const asShared = '=';

/** The same sheet with what was typed anew for some of its rows. */
export function corrected(sheet: Sheet, plan: SheetPlan, typed: Typed): Sheet {
  const columns = new Map(plan.columns.map((column) => [column.name, column]));
  const fixes = Map.groupBy(
    Object.entries(typed).flatMap(([field, [value = '']]) => {
      const [, n, name = ''] = /^row\.(\d+)\.(.+)$/.exec(field) ?? [];
      return n && columns.has(name) ? [{ n: Number(n), name, value: value.trim() }] : [];
    }),
    ({ n }) => n,
  );
  if (fixes.size === 0) return sheet;
  const rows = sheet.rows.map((row) => {
    const cells = { ...row.cells };
    for (const { name, value } of fixes.get(row.n) ?? []) {
      if (value === asShared && columns.get(name)?.asShared) delete cells[name];
      else if (value) cells[name] = value;
      // A list that does not know what stood in the cell shows nothing chosen; left so, it corrects nothing.
      else if (!columns.get(name)?.question.options) delete cells[name];
    }
    return { ...row, cells };
  });
  return { ...sheet, rows };
}
