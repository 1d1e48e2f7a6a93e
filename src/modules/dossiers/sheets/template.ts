import { type OutCell, writeCsv, writeXlsx } from '#kernel/spreadsheets/index.ts';
import { type ProcedureVersion, type Question } from '../procedures/index.ts';
import type { WrongRow } from './check-rows.ts';
import type { Column, SheetPlan } from './plan.ts';
import { mostRowsSent } from './sheet.ts';

const example = 'Ví dụ (dòng này không tính)';

/** The template of a procedure's sheet: heads, one row that shows how, and a second sheet that explains each column. */
export function templateXlsx(procedure: ProcedureVersion, plan: SheetPlan): Promise<Uint8Array> {
  const heads = ['STT', ...plan.columns.map(headOf)];
  return writeXlsx([
    {
      name: 'Danh sách',
      widths: [26, ...plan.columns.map(widthOf)],
      sticky: 1,
      rows: [
        heads.map((text): OutCell => ({ text, look: 'head' })),
        [example, ...plan.columns.map(sampleOf)].map((text): OutCell => ({ text, look: 'help' })),
        heads.map(() => ''),
      ],
    },
    { name: 'Cách điền', widths: [34, 14, 80], rows: guide(procedure, plan) },
  ]);
}

export function templateCsv(plan: SheetPlan): string {
  return writeCsv([
    ['STT', ...plan.columns.map(headOf)],
    [example, ...plan.columns.map(sampleOf)],
  ]);
}

/** Rows that are wrong, as the person wrote them, with a column that says what is wrong; corrected, the file can be sent as it is. */
export function wrongRows(plan: SheetPlan, wrong: readonly WrongRow[]): { heads: string[]; rows: string[][] } {
  return {
    heads: ['Lỗi', 'Dòng', ...plan.columns.map(headOf)],
    rows: wrong.map(({ row, errors }) => [
      errors.map(({ column, words }) => `${column.title}: ${words}`).join('\n'),
      String(row.n),
      ...plan.columns.map(({ name, question }) => shown(question, row.cells[name] ?? '')),
    ]),
  };
}

export function wrongXlsx(plan: SheetPlan, wrong: readonly WrongRow[]): Promise<Uint8Array> {
  const { heads, rows } = wrongRows(plan, wrong);
  const cells = rows.map(([error = '', ...rest]): OutCell[] => [{ text: error, look: 'wrong' }, ...rest]);
  return writeXlsx([
    {
      name: 'Dòng cần sửa',
      widths: [60, 8, ...plan.columns.map(widthOf)],
      sticky: 1,
      rows: [heads.map((text): OutCell => ({ text, look: 'head' })), ...cells],
    },
  ]);
}

/** Required columns carry a star; the guide says so. */
function headOf({ title, required }: Column): string {
  return required ? `${title} *` : title;
}

function sampleOf({ question, item, required }: Column): string {
  return item && !required && !item.prefix.endsWith('.0') ? '' : shown(question, question.sample);
}

function shown({ options }: Question, typed: string): string {
  return options?.find(({ value }) => value === typed)?.label ?? typed;
}

function widthOf({ title }: Column): number {
  return Math.max(16, Math.min(34, title.length + 4));
}

function guide(procedure: ProcedureVersion, plan: SheetPlan): OutCell[][] {
  const item = plan.item.toLowerCase();
  return [
    [
      { text: procedure.name, look: 'head' },
      { text: '', look: 'head' },
      { text: '', look: 'head' },
    ],
    [`Mỗi ${item} một dòng ở trang «Danh sách», nhiều nhất ${mostRowsSent.toLocaleString('vi')} dòng một tệp. Dòng ví dụ để lại cũng được.`],
    ['Không cần đúng thứ tự cột; thêm cột của mình cũng được, hệ thống sẽ báo cột nào không dùng.'],
    [],
    ['Cột', 'Phải điền?', 'Ghi thế nào'].map((text): OutCell => ({ text, look: 'head' })),
    ...plan.columns.map(({ title, required, question, asShared }) => [
      title,
      required ? 'có' : 'không',
      [
        asShared && 'Để trống là như đã khai cho cả danh sách.',
        question.options && `Ghi một trong: ${question.options.map(({ label }) => label).join('; ')}.`,
        question.help,
      ]
        .filter(Boolean)
        .join(' ') || 'Ghi như trên giấy tờ.',
    ]),
  ];
}
