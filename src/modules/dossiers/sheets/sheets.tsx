import { dueAt, localDate } from '#kernel/calendar/index.ts';
import { openLotFor } from '#kernel/identity/index.ts';
import { writeCsv } from '#kernel/spreadsheets/index.ts';
import { type Ctx, first, notFound } from '#kernel/web/index.ts';
import { takesOnline } from '../filing-place.ts';
import { sendLot } from '../lots/send-lot.ts';
import { checkForm, feeOf, limitOf, papersFor, type ProcedureVersion, publishedProcedure } from '../procedures/index.ts';
import { judgeDays } from '../submit/asked-days.ts';
import { makeFiling, missingPapers, receivingUnits, type Typing } from '../submit/filing.ts';
import { formProps } from '../submit/form-props.ts';
import { FormPage } from '../submit/form.page.tsx';
import { type CheckedRows, checkRows } from './check-rows.ts';
import { takeSheet } from './keep-sheet.ts';
import { type SheetPlan, sheetPlan } from './plan.ts';
import { rowId } from './row-id.ts';
import { namingRows, sharedForm } from './shared.ts';
import type { Sheet } from './sheet.ts';
import { SheetPage, wrongOnPage } from './sheet.page.tsx';
import { templateCsv, templateXlsx, wrongRows, wrongXlsx } from './template.ts';

const citizen = { kind: 'anyone' } as const;

/** GET /dich-vu-cong/:procedure/bang-mau.xlsx */
export function downloadTemplateXlsx(c: Ctx): Promise<Response> {
  return template(c, 'xlsx', (procedure, plan) => templateXlsx(procedure, plan));
}

/** GET /dich-vu-cong/:procedure/bang-mau.csv */
export function downloadTemplateCsv(c: Ctx): Promise<Response> {
  return template(c, 'csv', async (_, plan) => templateCsv(plan));
}

async function template(c: Ctx, kind: FileKind, make: (procedure: ProcedureVersion, plan: SheetPlan) => Promise<Uint8Array | string>): Promise<Response> {
  const { platform } = c.var;
  const procedure = await publishedProcedure(platform.db, c.req.param('procedure') ?? '', platform.now());
  const plan = procedure && takesOnline(platform, procedure) ? sheetPlan(procedure) : undefined;
  if (!procedure || !plan) return notFound(c);
  return download(await make(procedure, plan), kind, `mau-${procedure.code.toLowerCase()}`);
}

type FileKind = 'xlsx' | 'csv';
const types: Record<FileKind, string> = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' };

/** A file to take home; never shown inside the browser, kept by no cache. */
export function download(body: Uint8Array | string, kind: FileKind, name: string): Response {
  return new Response(body as BodyInit, {
    headers: { 'content-type': types[kind], 'content-disposition': `attachment; filename="${name}.${kind}"`, 'cache-control': 'private, no-store' },
  });
}

/** What the pages of a sheet work on: the sheet with its corrections, its rows checked, and the answers that are the same for all of them. */
type Work = { procedure: ProcedureVersion; plan: SheetPlan; typing: Typing; sheet: Sheet; changed: boolean; hash: string };

/** POST /dich-vu-cong/:procedure/nop with a sheet: look at its rows, correct some, take the wrong ones home, or send the right ones. */
export async function sendSheet(c: Ctx, procedure: ProcedureVersion, plan: SheetPlan, typing: Typing, step: string): Promise<Response> {
  const { platform } = c.var;
  const taken = await takeSheet(platform, plan, typing);
  if (!taken) return c.html(<FormPage {...formProps(platform, procedure, typing)} errors={{ sheet: 'Không thấy bảng đã gửi. Hãy chọn lại tệp.' }} />, 422);
  const work = { procedure, plan, typing, sheet: taken.sheet, changed: taken.changed, hash: taken.kept.hash };
  const checked = checkRows(procedure, plan, taken.sheet, typing.values, localDate(platform.now()));
  if (step === 'wrong-xlsx') return download(await wrongXlsx(plan, checked.wrong), 'xlsx', 'dong-can-sua');
  if (step === 'wrong-csv') return download(wrongAsCsv(plan, checked), 'csv', 'dong-can-sua');
  const shared = readShared(c, work, checked);
  if ('errors' in shared) return c.html(<FormPage {...formProps(platform, procedure, typing)} {...shared} />, 422);
  // A correction just typed may make more rows right than the button had said: the new number is shown before anything is sent.
  if (step === 'send' && !taken.changed && checked.right.length > 0) return send(c, work, checked, shared);
  return show(c, work, checked, shared, step);
}

export function wrongAsCsv(plan: SheetPlan, { wrong }: CheckedRows): string {
  const { heads, rows } = wrongRows(plan, wrong);
  return writeCsv([heads, ...rows]);
}

type Shared = {
  unit: ReturnType<typeof receivingUnits>[number];
  answers: NonNullable<ReturnType<typeof checkForm>['answers']>;
  warnings: Record<string, string>;
};

/** What is asked once for all rows: who applies, from where to where, which papers. */
function readShared(
  c: Ctx,
  { procedure, plan, typing, sheet }: Work,
  { right }: CheckedRows,
): Shared | { errors: Record<string, string>; warnings: Record<string, string> } {
  const checked = checkForm(sharedForm(procedure.form, plan, sheet), typing.values);
  const days = judgeDays(procedure, typing.values, localDate(c.var.platform.now()));
  const unit = receivingUnits(c.var.platform, procedure).find(({ id }) => id === first(typing.values, 'unit'));
  const errors: Record<string, string> = {
    ...days.errors,
    ...namingRows(checked.errors ?? {}, plan, sheet),
    ...(unit ? {} : { unit: 'Hãy chọn nơi nộp hồ sơ.' }),
  };
  if (checked.answers)
    Object.assign(errors, missingPapers(papersFor(procedure, { ...checked.answers, ...right[0]?.answers }, 'online'), typing.kept, 'online'));
  if (!checked.answers || !unit || Object.keys(errors).length > 0) return { errors, warnings: checked.warnings };
  return { unit, answers: checked.answers, warnings: { ...checked.warnings, ...days.warnings } };
}

function show(c: Ctx, work: Work, checked: CheckedRows, shared: Shared, step: string): Response | Promise<Response> {
  const { platform } = c.var;
  const { procedure, plan, typing, sheet, changed } = work;
  const page = Number(/^page-(\d{1,3})$/.exec(step)?.[1] ?? 1);
  const wrong = wrongOnPage(checked.wrong, page);
  const fees = checked.right.map(({ answers }) => feeOf(procedure, { ...shared.answers, ...answers }).amount);
  const props = {
    procedure,
    plan,
    typing,
    sheet,
    checked,
    wrong,
    changed,
    shared: { form: sharedForm(procedure.form, plan, sheet), answers: shared.answers, warnings: Object.values(shared.warnings) },
    unit: shared.unit,
    fee: fees.some((fee) => fee === null) ? null : fees.reduce<number>((sum, fee) => sum + (fee ?? 0), 0),
    due: dueAt(platform.now(), limitOf(procedure, 'online', { answers: { ...shared.answers, ...checked.right[0]?.answers } }), platform.calendar),
  };
  return c.html(<SheetPage {...props} />, checked.right.length > 0 || step === 'review' ? 200 : 422);
}

async function send(c: Ctx, work: Work, checked: CheckedRows, { unit, answers }: Shared): Promise<Response> {
  const { platform } = c.var;
  const { procedure, plan, typing, sheet, hash } = work;
  const wanted = papersFor(procedure, { ...answers, ...checked.right[0]?.answers }, 'online');
  const rows = await Promise.all(
    checked.right.map(async ({ row, thing, answers: own }) => {
      const requestId = await rowId(typing.requestId, row.n);
      return { row: row.n, thing, filing: { ...makeFiling(procedure, { ...answers, ...own }, typing, 'online', unit, wanted), requestId } };
    }),
  );
  const formValues = Object.fromEntries(
    Object.entries(typing.values).filter(([name]) => name === 'unit' || (name.includes('.') && !name.startsWith('upload.'))),
  );
  formValues.kept = typing.kept.map(({ ticket }) => ticket);
  const lot = { id: typing.requestId, sheetName: sheet.name, sheetHash: hash, thing: plan.thing, leftOut: checked.wrong.length, formValues, rows };
  const written = await sendLot(platform, citizen, lot);
  // The id of a form is no secret: whoever sends another's id again must also know the phone it was sent with.
  if (!written.fresh && written.phone !== rows[0]?.filing.applicant.phone)
    return c.html(
      <FormPage {...formProps(platform, procedure, { ...typing, requestId: '' })} notice="Biểu mẫu này đã được gửi. Hãy xem lại rồi gửi lần nữa." />,
      409,
    );
  openLotFor(c, written.id);
  return c.redirect('/tra-cuu/lo/bien-nhan', 303);
}
