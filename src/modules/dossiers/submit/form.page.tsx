import { Button, Buttons, ErrorSummary, Field, Notice, Page } from '#design/index.ts';
import type { Unit } from '#kernel/organisations/index.ts';
import { drawForm, type Paper, type ProcedureVersion } from '../procedures/index.ts';
import { ticketField } from '../renew/ticket.ts';
import { keptSheet } from '../sheets/keep-sheet.ts';
import { sheetPlan } from '../sheets/plan.ts';
import { SheetBox } from '../sheets/sheet-box.tsx';
import type { Typing } from './filing.ts';
import { FormSections, PaperFields } from './form-sections.tsx';

export type FormPageProps = {
  procedure: ProcedureVersion;
  units: readonly Unit[];
  papers: readonly Paper[];
  typing: Typing;
  errors?: Record<string, string>;
  warnings?: Record<string, string>;
  notice?: string;
};

/** The form of a procedure: one page, everything typed so far kept, every mistake named at the top and at its place. */
export function FormPage({ procedure, units, papers, typing, errors = {}, warnings = {}, notice }: FormPageProps) {
  return (
    <Page title={`Nộp hồ sơ: ${procedure.name}`} islands={['filing-form', 'upload']}>
      <p class="crumbs">
        <a href={`/dich-vu-cong/${procedure.code}`}>{procedure.name}</a>
      </p>
      <h1>Nộp hồ sơ</h1>
      <p class="lead">{procedure.plain}</p>
      {notice && <Notice kind="warning">{notice}</Notice>}
      <ErrorSummary errors={errors} />
      <form method="post" enctype="multipart/form-data" action={formAddress(procedure)} novalidate data-filing>
        <input type="hidden" name="request" value={typing.requestId} />
        {typing.values[ticketField]?.map((ticket) => (
          <input type="hidden" name={ticketField} value={ticket} />
        ))}
        <button type="submit" name="step" value="review" class="hidden" tabindex={-1} aria-hidden="true">
          Xem lại
        </button>
        <UnitField units={units} value={typing.values.unit?.[0]} error={errors.unit} />
        <Questions procedure={procedure} typing={typing} errors={errors} warnings={warnings} />
        <PaperFields procedure={procedure} papers={papers} kept={typing.kept} errors={errors} />
        <Buttons>
          <Button name="step" value="review">
            Xem lại hồ sơ
          </Button>
          <Button kind="second" name="step" value="save">
            Lưu, làm tiếp sau
          </Button>
        </Buttons>
        <p class="help">Bấm «Xem lại» chưa gửi gì đi. «Lưu» cho bạn một mã để làm tiếp trên máy khác.</p>
      </form>
    </Page>
  );
}

function formAddress({ code }: ProcedureVersion): string {
  return `/dich-vu-cong/${code}/nop`;
}

/** The questions; where a procedure gives a result for each of many things, a sheet may answer for all of them. */
function Questions({ procedure, typing, errors, warnings }: Required<Pick<FormPageProps, 'procedure' | 'typing' | 'errors' | 'warnings'>>) {
  const sections = drawForm(procedure.form, typing.values, { errors, warnings });
  const plan = sheetPlan(procedure);
  const action = formAddress(procedure);
  if (!plan) return <FormSections sections={sections} action={action} />;
  const kept = keptSheet(typing);
  const box = <SheetBox procedure={procedure} plan={plan} kept={kept} error={errors.sheet} />;
  const [place = ''] = plan.parts;
  if (!kept) return <FormSections sections={sections} action={action} before={{ id: place, child: box }} />;
  const answered = Object.entries(typing.values).filter(([name]) => plan.parts.some((part) => name.startsWith(`${part}.`)));
  return (
    <>
      <FormSections sections={sections.filter(({ id }) => !plan.parts.includes(id))} action={action} />
      {box}
      {answered.flatMap(([name, values]) => values.filter(Boolean).map((value) => <input type="hidden" name={name} value={value} />))}
    </>
  );
}

/** Where to hand in: one unit needs no question, many are a list in Vietnamese order. */
export function UnitField({ units, value, error }: { units: readonly Unit[]; value: string | undefined; error: string | undefined }) {
  const [only] = units;
  if (units.length === 1 && only) return <input type="hidden" name="unit" value={only.id} />;
  return (
    <Field
      name="unit"
      label="Nơi nộp hồ sơ"
      input="select"
      help="Chọn xã, phường nơi bạn muốn nộp và nhận kết quả."
      options={units.map((unit) => ({ value: unit.id, label: unit.fullName }))}
      value={value}
      error={error}
    />
  );
}
