import type { Child } from 'hono/jsx';
import { formatDateTime } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, Facts, Field, Notice, Page } from '#design/index.ts';
import type { Unit } from '#kernel/organisations/index.ts';
import { type Answers, feeInWords, fieldLines, type Form, type ProcedureVersion, questionsOf } from '../procedures/index.ts';
import type { Typing } from '../submit/filing.ts';
import { Carried } from '../submit/review.page.tsx';
import { asShared, type CheckedRows, type Doubt, type WrongRow } from './check-rows.ts';
import { nearestOptions } from './nearest.ts';
import type { Column, SheetPlan } from './plan.ts';
import { otherwise } from './shared.ts';
import type { Sheet } from './sheet.ts';

/** So many wrong rows that a page of them stays light on a bad line. */
const mostWrong = 40;
const mostDoubts = 60;

export type WrongPage = { rows: readonly WrongRow[]; page: number; pages: number };

export function wrongOnPage(wrong: readonly WrongRow[], page: number): WrongPage {
  const pages = Math.max(1, Math.ceil(wrong.length / mostWrong));
  const shown = Math.min(Math.max(1, page), pages);
  return { rows: wrong.slice((shown - 1) * mostWrong, shown * mostWrong), page: shown, pages };
}

export type SheetProps = {
  procedure: ProcedureVersion;
  plan: SheetPlan;
  typing: Typing;
  sheet: Sheet;
  checked: CheckedRows;
  wrong: WrongPage;
  /** Corrections have just been taken in. */
  changed: boolean;
  shared: { form: Form; answers: Answers; warnings: readonly string[] };
  unit: Unit;
  fee: number | null;
  due: Date;
};

/** A sheet before it is sent: how many rows are right, what is wrong with the others, and everything that is the same for all. */
export function SheetPage(props: SheetProps) {
  const { procedure, typing, checked } = props;
  const { right, wrong } = checked;
  return (
    <Page title="Xem lại bảng trước khi nộp">
      <p class="crumbs">
        <a href={`/dich-vu-cong/${procedure.code}`}>{procedure.name}</a>
      </p>
      <h1>Xem lại bảng trước khi nộp</h1>
      <form method="post" action={`/dich-vu-cong/${procedure.code}/nop`} novalidate>
        <button type="submit" name="step" value="fix" class="hidden" tabindex={-1} aria-hidden="true">
          Kiểm tra lại
        </button>
        <Carried values={typing.values} kept={typing.kept} requestId={typing.requestId} />
        <Standing {...props} />
        {right.length > 0 && (
          <Buttons>
            <Button name="step" value="send">
              Nộp {inNumbers(right.length)} dòng đúng
            </Button>
          </Buttons>
        )}
        {right.length > 0 && (
          <p class="help">
            Mỗi dòng thành một hồ sơ, cả bảng chung một mã lô. Bấm một lần là đủ; mạng chập chờn mà bấm lại vẫn chỉ nhận một lần.
            {wrong.length > 0 && ' Dòng sai không mất: sửa ngay dưới đây, hoặc tải về sửa rồi nộp sau.'}
          </p>
        )}
        {wrong.length > 0 && <Wrong {...props} />}
        <Doubts doubts={checked.doubts} />
        <Common {...props} />
        <Buttons>
          <Button kind="second" name="step" value="edit">
            Sửa phần chung
          </Button>
          <Button kind="second" name="step" value="drop-sheet">
            Bỏ bảng này
          </Button>
        </Buttons>
      </form>
    </Page>
  );
}

function Standing({ checked: { right, wrong }, sheet, changed }: SheetProps) {
  const all = right.length + wrong.length;
  return (
    <Notice
      kind={wrong.length === 0 ? 'success' : 'warning'}
      title={wrong.length === 0 ? `Cả ${inNumbers(all)} dòng đều đúng` : `${inNumbers(wrong.length)} dòng cần sửa`}
    >
      {changed && <p>Đã ghi những chỗ vừa sửa và kiểm tra lại.</p>}
      <p>
        Bảng «{sheet.name}» có {inNumbers(all)} dòng: <b>{inNumbers(right.length)} dòng đúng</b>
        {wrong.length > 0 && `, ${inNumbers(wrong.length)} dòng cần sửa`}.
      </p>
      {sheet.unused.length > 0 && <p>Cột không dùng đến: {sheet.unused.join(', ')}.</p>}
    </Notice>
  );
}

function Wrong({ wrong: { rows, page, pages }, checked, plan }: SheetProps) {
  return (
    <>
      <h2>Dòng cần sửa{pages > 1 && ` (trang ${page} trên ${pages})`}</h2>
      <p class="help">Số dòng là số dòng trong tệp của bạn.</p>
      {rows.map((row) => (
        <Card title={`Dòng ${row.row.n}${row.thing ? ` · ${row.thing}` : ''}`}>
          {row.errors.map(({ column, words }) => (
            <Mend n={row.row.n} column={column} typed={row.row.cells[column.name]} words={words} />
          ))}
        </Card>
      ))}
      <Buttons>
        <Button name="step" value="fix">
          Ghi chỗ đã sửa, kiểm tra lại
        </Button>
        {page > 1 && <PageButton to={page - 1} words="Trang trước" />}
        {page < pages && <PageButton to={page + 1} words="Trang sau" />}
      </Buttons>
      <p class="help">
        Hoặc tải {inNumbers(checked.wrong.length)} dòng này về: có thêm cột «Lỗi» nói mỗi {plan.item.toLowerCase()} sai ở đâu. Sửa xong gửi tệp đó như một bảng
        mới.
      </p>
      <Buttons>
        <Button kind="second" name="step" value="wrong-xlsx">
          Tải dòng cần sửa (Excel)
        </Button>
        <Button kind="plain" name="step" value="wrong-csv">
          Tải dạng CSV
        </Button>
      </Buttons>
    </>
  );
}

/** A wrong cell, to be typed anew; of a long list what was probably meant stands first. */
function Mend({ n, column, typed = '', words }: { n: number; column: Column; typed: string | undefined; words: string }) {
  const { question, title, name } = column;
  const near = question.options && typed ? nearestOptions(typed, question.options) : [];
  const back = column.asShared && typed ? [{ value: asShared, label: 'Như đã khai cho cả danh sách' }] : [];
  return (
    <Field
      name={`row.${n}.${name}`}
      label={title}
      input={question.options ? 'select' : question.input === 'textarea' ? 'text' : question.input}
      options={question.options && [...near, ...back, ...question.options.filter((option) => !near.includes(option))]}
      help={column.asShared && !question.options ? 'Để trống là như đã khai cho cả danh sách.' : undefined}
      value={typed}
      error={words}
      inputMode={question.inputMode}
      maxLength={question.maxLength}
    />
  );
}

function PageButton({ to, words }: { to: number; words: string }) {
  return (
    <Button kind="second" name="step" value={`page-${to}`}>
      {words}
    </Button>
  );
}

/** What may be wrong and stops nobody; folded away, for there may be many. */
function Doubts({ doubts }: { doubts: readonly Doubt[] }) {
  if (doubts.length === 0) return null;
  return (
    <details>
      <summary>{inNumbers(doubts.length)} dòng nên xem lại; nếu đúng thì cứ nộp</summary>
      <ul>
        {doubts.slice(0, mostDoubts).map(({ n, words }) => (
          <li>
            Dòng {n}: {words.join(' ')}
          </li>
        ))}
        {doubts.length > mostDoubts && <li>và {inNumbers(doubts.length - mostDoubts)} dòng nữa.</li>}
      </ul>
    </details>
  );
}

/** What is the same for every dossier of the lot. */
function Common(props: SheetProps) {
  const { procedure, typing, shared, unit, fee, due } = props;
  const papers = typing.kept.flatMap((file) => {
    const name = procedure.papers.find(({ id }) => id === file.paper)?.name;
    return name ? [[name, file.name] as const] : [];
  });
  return (
    <>
      <h2>Chung cho mọi dòng</h2>
      <Facts
        rows={[
          ['Thủ tục', procedure.name],
          ['Nơi nộp', unit.fullName],
          ['Lệ phí cả bảng', feeInWords(fee)],
          ['Nếu gửi bây giờ, hẹn trả', formatDateTime(due)],
        ]}
      />
      {shared.warnings.length > 0 && (
        <Notice kind="warning" title="Xin xem lại, nếu đúng thì cứ gửi">
          <ul>
            {shared.warnings.map((words) => (
              <li>{words}</li>
            ))}
          </ul>
        </Notice>
      )}
      {commonFacts(props).map(({ title, rows }) => (
        <Card title={title}>
          <Facts rows={rows} />
        </Card>
      ))}
      {papers.length > 0 && (
        <Card title="Giấy tờ gửi kèm, dùng chung cho cả lô">
          <Facts rows={papers} />
        </Card>
      )}
    </>
  );
}

/** The shared answers by section, each with what rows say otherwise. */
function commonFacts({ shared: { form, answers }, plan, checked }: SheetProps): { title: string; rows: (readonly [string, Child])[] }[] {
  const lines = fieldLines(form, answers);
  const rows = checked.right.map(({ row }) => row);
  const own = new Map(plan.columns.flatMap((column) => (column.asShared ? [[column.name, otherwise(column, rows)] as const] : [])));
  return form.sections.flatMap((section) => {
    const facts = questionsOf(section).flatMap(([id, question]): (readonly [string, Child])[] => {
      const said = lines.filter(({ name }) => name === `${section.id}.${id}`);
      const other = own.get(`${section.id}.${id}`);
      if (!other) return said.map(({ label, shown }) => [label, shown]);
      return [
        [
          question.label,
          <>
            {said[0] ? (
              <>
                {said[0].shown}
                <br />
                {other}
              </>
            ) : (
              other
            )}
          </>,
        ],
      ];
    });
    return facts.length > 0 ? [{ title: section.title, rows: facts }] : [];
  });
}

function inNumbers(many: number): string {
  return many.toLocaleString('vi');
}
