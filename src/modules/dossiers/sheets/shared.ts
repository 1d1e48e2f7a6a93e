import { type Form, questionsOf, type Question } from '../procedures/index.ts';
import type { Column, SheetPlan } from './plan.ts';
import type { Row, Sheet } from './sheet.ts';

/** What is answered once for all rows. A question that every row answers for itself need not be answered there. */
export function sharedForm(form: Form, plan: SheetPlan, { rows }: Sheet): Form {
  const free = new Set(ownColumns(plan).flatMap((column) => (silentRows(column, rows).length === 0 ? [column.name] : [])));
  const asked = (id: string, name: string, question: Question) => (free.has(`${id}.${name}`) ? { ...question, required: false } : question);
  return {
    sections: form.sections
      .filter(({ id }) => !plan.parts.includes(id))
      .map((section) => ({
        ...section,
        questions: Object.fromEntries(questionsOf(section).map(([name, question]) => [name, asked(section.id, name, question)])),
      })),
  };
}

/** Where some rows answer for themselves and nobody answers for the others, the error says which rows those are. */
export function namingRows(errors: Record<string, string>, plan: SheetPlan, { rows }: Sheet): Record<string, string> {
  const named = ownColumns(plan).flatMap((column): [string, string][] => {
    const silent = silentRows(column, rows);
    const words = errors[column.name];
    return words && silent.length > 0 && silent.length < rows.length ? [[column.name, `${words} ${left(silent)}`]] : [];
  });
  return { ...errors, ...Object.fromEntries(named) };
}

function left(silent: readonly Row[]): string {
  const [first] = silent;
  const more = silent.length > 1 ? ` và ${(silent.length - 1).toLocaleString('vi')} dòng khác` : '';
  return `Trong bảng, dòng ${first?.n}${more} để trống cột này.`;
}

function silentRows({ name }: Column, rows: readonly Row[]): Row[] {
  return rows.filter(({ cells }) => !cells[name]);
}

function ownColumns({ columns }: SheetPlan): readonly Column[] {
  return columns.filter(({ asShared }) => asShared);
}

/** What rows say otherwise than the whole, counted: «12 dòng ghi riêng: Bắc Giang (8), Hải Phòng (4)». */
export function otherwise(column: Column, rows: readonly Row[]): string | undefined {
  const said = rows.flatMap(({ cells }) => cells[column.name] ?? []);
  if (said.length === 0) return undefined;
  const counted = [...Map.groupBy(said, (typed) => typed)].toSorted(([, a], [, b]) => b.length - a.length);
  const shown = counted.slice(0, 6).map(([typed, { length }]) => `${labelOf(column, typed)} (${length.toLocaleString('vi')})`);
  return `${said.length.toLocaleString('vi')} dòng ghi riêng: ${[...shown, ...(counted.length > 6 ? ['…'] : [])].join(', ')}`;
}

function labelOf({ question }: Column, typed: string): string {
  return question.options?.find(({ value }) => value === typed)?.label ?? typed;
}
