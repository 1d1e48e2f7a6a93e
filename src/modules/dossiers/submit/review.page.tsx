import { formatDateTime } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, Facts, Notice, Page } from '#design/index.ts';
import type { Unit } from '#kernel/organisations/index.ts';
import type { FormValues } from '#kernel/web/index.ts';
import { type Fee, fieldLines } from '../procedures/index.ts';
import type { KeptPaper } from './kept-papers.ts';
import type { Filing } from './submit.ts';

/** What is about to be sent, as the officer will read it. Nothing is stored yet: the answers travel in this page. */
export function ReviewPage({
  filing,
  unit,
  fee,
  due,
  warnings,
  values,
  kept,
}: {
  filing: Filing;
  unit: Unit;
  fee: Fee;
  due: Date;
  warnings: Record<string, string>;
  values: FormValues;
  kept: readonly KeptPaper[];
}) {
  const { procedure } = filing;
  return (
    <Page title="Xem lại trước khi gửi">
      <h1>Xem lại trước khi gửi</h1>
      <Facts
        rows={[
          ['Thủ tục', procedure.name],
          ['Nơi nộp', unit.fullName],
          ['Lệ phí', fee.why ? `${fee.words} (${fee.why})` : fee.words],
          ['Nếu gửi bây giờ, hẹn trả', formatDateTime(due)],
        ]}
      />
      <Doubts warnings={warnings} />
      <Answers filing={filing} kept={kept} />
      <form method="post" action={`/dich-vu-cong/${procedure.code}/nop`}>
        <Carried values={values} kept={kept} requestId={filing.requestId} />
        <Buttons>
          <Button name="step" value="send">
            Gửi hồ sơ
          </Button>
          <Button kind="second" name="step" value="edit">
            Sửa lại
          </Button>
        </Buttons>
        <p class="help">Bấm gửi một lần là đủ. Mạng chập chờn mà bấm lại, hệ thống vẫn chỉ nhận một hồ sơ.</p>
      </form>
    </Page>
  );
}

function Doubts({ warnings }: { warnings: Record<string, string> }) {
  const words = Object.values(warnings);
  if (words.length === 0) return null;
  return (
    <Notice kind="warning" title="Xin xem lại, nếu đúng thì cứ gửi">
      <ul>
        {words.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Answers({ filing, kept }: { filing: Filing; kept: readonly KeptPaper[] }) {
  const sections = Map.groupBy(fieldLines(filing.procedure.form, filing.answers), (line) => line.section);
  return (
    <>
      {[...sections].map(([title, lines]) => (
        <Card title={title}>
          <Facts rows={lines.map((line) => [line.label, line.shown] as const)} />
        </Card>
      ))}
      {kept.length > 0 && (
        <Card title="Giấy tờ gửi kèm">
          <Facts rows={kept.map((file) => [filing.procedure.papers.find(({ id }) => id === file.paper)?.name ?? file.paper, file.name] as const)} />
        </Card>
      )}
    </>
  );
}

/** Everything typed and kept so far, unseen, so that nothing of it is lost on the way. */
export function Carried({ values, kept, requestId }: { values: FormValues; kept: readonly KeptPaper[]; requestId: string }) {
  // An upload's ticket has become a kept paper; carried along as well it would be taken a second time.
  const answers = Object.entries(values).filter(([name]) => name === 'unit' || (name.includes('.') && !name.startsWith('upload.')));
  return (
    <>
      <input type="hidden" name="request" value={requestId} />
      {answers.flatMap(([name, list]) => list.filter(Boolean).map((value) => <input type="hidden" name={name} value={value} />))}
      {kept.map((file) => (
        <input type="hidden" name="kept" value={file.ticket} />
      ))}
    </>
  );
}
