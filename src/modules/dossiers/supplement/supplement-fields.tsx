import { Field, FileField } from '#design/index.ts';
import { drawForm, type ProcedureVersion, type Typed } from '../procedures/index.ts';
import type { SupplementItem } from '../store/read.ts';
import { KeptFiles } from '../submit/form-sections.tsx';
import type { KeptPaper } from '../submit/kept-papers.ts';

export type SupplementFieldsProps = {
  procedure: ProcedureVersion;
  asked: readonly SupplementItem[];
  typed: Typed;
  kept: readonly KeptPaper[];
  errors: Readonly<Record<string, string>>;
  /** At the desk a paper may also be seen and handed back. */
  atDesk?: boolean;
};

/** The marked fields and papers, each with the officer's words, and whatever a correction has made necessary. */
export function SupplementFields({ procedure, asked, typed, kept, errors, atDesk }: SupplementFieldsProps) {
  const fields = drawForm(procedure.form, typed, { errors }).flatMap((section) => section.items.flatMap((item) => item.fields));
  const why = new Map(asked.map((item) => [item.item, item.why]));
  const papers = procedure.papers.filter(({ id }) => why.has(`paper:${id}`) || errors[`paper.${id}`]);
  return (
    <>
      {fields
        .filter(({ name, error }) => why.has(`field:${name}`) || error)
        .map((field) => (
          <Field
            name={field.name}
            label={field.label}
            help={field.question.help}
            input={field.question.input}
            options={field.question.options}
            value={field.value}
            error={field.error}
            warning={why.get(`field:${field.name}`)}
            required={field.question.required}
            autocomplete={field.question.autocomplete}
            inputMode={field.question.inputMode}
          />
        ))}
      {papers.map(({ id, name }) => (
        <FileField name={`paper.${id}`} label={name} help={said(why.get(`paper:${id}`))} error={errors[`paper.${id}`]}>
          <KeptFiles files={kept.filter(({ paper }) => paper === id)} />
          {atDesk && (
            <label class="choice">
              <input type="checkbox" name="seen" value={id} />
              <span>Đã nhận hoặc đã xem bản giấy tại bàn</span>
            </label>
          )}
        </FileField>
      ))}
    </>
  );
}

function said(why: string | undefined): string {
  return why ? `Cán bộ ghi: ${why}` : 'Cần thêm vì câu trả lời vừa sửa.';
}
