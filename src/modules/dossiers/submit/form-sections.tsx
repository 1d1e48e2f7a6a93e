import type { Child } from 'hono/jsx';
import { Button, Field, FileField } from '#design/index.ts';
import { addButton, type FieldView, type Paper, paperCondition, type ProcedureVersion, type SectionView } from '../procedures/index.ts';
import type { KeptPaper } from './kept-papers.ts';

/** The questions of a form, section by section; the same for the citizen's phone and the officer's desk. */
export function FormSections({
  sections,
  action,
  before,
}: {
  sections: readonly SectionView[];
  /** Where the form is sent. */
  action: string;
  /** Stands above the section of this id. */
  before?: { id: string; child: Child };
}) {
  return (
    <>
      {sections.map((section) => (
        <>
          {before?.id === section.id && before.child}
          <Section section={section} action={action} />
        </>
      ))}
    </>
  );
}

function Section({ section, action }: { section: SectionView; action: string }) {
  return (
    <fieldset class="block" hidden={!section.visible} data-when={section.showWhen?.field} data-is={section.showWhen?.is.join(' ')}>
      <legend>{section.title}</legend>
      {section.intro && <p class="help">{section.intro}</p>}
      {section.items.map((item, i) => (
        <>
          {item.title && <h3 id={i > 0 && i === section.items.length - 1 ? lastOf(section.id) : undefined}>{item.title}</h3>}
          {item.fields.map((field) => (
            <Question field={field} />
          ))}
        </>
      ))}
      {section.add && (
        <Button kind="second" name={addButton} value={section.id} action={`${action}#${lastOf(section.id)}`}>
          Thêm {section.add.toLowerCase()} nữa
        </Button>
      )}
    </fieldset>
  );
}

/** The page that brings one more item opens at that item. */
function lastOf(section: string): string {
  return `them-${section}`;
}

function Question({ field }: { field: FieldView }) {
  const { question } = field;
  // A question that is not asked yet is left out without script; the server shows it as soon as an answer asks for it.
  // Of a part that is not asked yet only the part itself is hidden: the browser that shows it again knows nothing of its questions.
  return (
    <div hidden={field.showWhen !== undefined && !field.visible} data-when={field.showWhen?.field} data-is={field.showWhen?.is.join(' ')}>
      <Field
        name={field.name}
        label={field.label}
        input={question.input}
        help={question.help}
        value={field.value}
        error={field.error}
        warning={field.warning}
        required={question.required}
        options={question.options}
        autocomplete={question.autocomplete}
        inputMode={question.inputMode}
        maxLength={question.maxLength}
      />
    </div>
  );
}

type PaperProps = { procedure: ProcedureVersion; papers: readonly Paper[]; kept: readonly KeptPaper[]; errors: Readonly<Record<string, string>> };

/** One place to send a photo for each paper; what was sent before stays, as a hidden ticket that only we can have written. */
export function PaperFields({ procedure, papers, kept, errors }: PaperProps) {
  if (papers.length === 0) return null;
  return (
    <fieldset class="block">
      <legend>Giấy tờ gửi kèm</legend>
      <p class="help">Chụp bằng điện thoại, rõ chữ, đủ bốn góc. Mạng yếu vẫn gửi được: ảnh được thu nhỏ và gửi từng phần.</p>
      {papers.map((paper) => (
        <PaperField procedure={procedure} paper={paper} kept={kept} error={errors[`paper.${paper.id}`]} />
      ))}
    </fieldset>
  );
}

function PaperField({ procedure, paper, kept, error }: { procedure: ProcedureVersion; paper: Paper; kept: readonly KeptPaper[]; error: string | undefined }) {
  const condition = paperCondition(procedure, paper);
  // Not hidden here: without script nothing could show it again. The island hides it while its answer is not chosen.
  return (
    <div data-when={paper.when?.field} data-is={paper.when?.is.join(' ')}>
      <FileField
        name={`paper.${paper.id}`}
        label={paper.name}
        help={[paper.note, condition && `Chỉ cần khi «${condition}».`].filter(Boolean).join(' ')}
        error={error}
        required={!paper.optional && paper.kind !== 'present'}
      >
        <KeptFiles files={kept.filter((file) => file.paper === paper.id)} />
      </FileField>
    </div>
  );
}

/** Files already stored, as tickets that travel with the form. */
export function KeptFiles({ files }: { files: readonly KeptPaper[] }) {
  if (files.length === 0) return null;
  return (
    <ul>
      {files.map((file) => (
        <li>
          Đã nhận: {file.name} ({Math.ceil(file.size / 1024)} kB)
          <input type="hidden" name="kept" value={file.ticket} />
        </li>
      ))}
    </ul>
  );
}
