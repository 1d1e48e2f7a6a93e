import { Button, Buttons, Card, type Column, Field, LinkButton, Notice, Page, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { first, type FormValues } from '#kernel/web/index.ts';
import { stepNames } from '../board/board.page.tsx';
import type { Step } from '../dossier.ts';
import type { Batch, CheckVerdict, ItemLine } from '../store/batches.ts';
import { DossierLink, here, inNumbers } from './batch.page.tsx';
import { batchKinds, issues } from './words.ts';

type ConfirmProps = {
  officer: Officer;
  batch: Batch;
  verdicts: Record<CheckVerdict | 'none', number>;
  /** Rows with doubts or faults: each is taken in or left out by its own box. */
  flagged: readonly ItemLine[];
  sample: readonly ItemLine[];
  /** Where the dossiers stand: what «agree» will do with them. */
  steps: readonly { step: Step; many: number }[];
  items: readonly { value: string; label: string }[];
  sent: FormValues;
  error: string | undefined;
};

/** Before anything is done: how many, what the checks say, and what cannot be taken back. */
export function ConfirmPage(props: ConfirmProps) {
  const { officer, batch, verdicts, sample, flagged, steps, error } = props;
  const { title, button } = batchKinds[batch.verb];
  const many = verdicts.clear + verdicts.doubt + verdicts.fail + verdicts.none;
  return (
    <Page title={`${title} ${inNumbers(many)} hồ sơ`} kind="officer" actor={officer} here={here}>
      <p class="crumbs">
        <a href="/can-bo">Việc của tôi</a>
      </p>
      <h1>
        {title} {inNumbers(many)} hồ sơ?
      </h1>
      {error && <Notice kind="error">{error}</Notice>}
      {batch.verb === 'agree' && (
        <p class="lead">Sẽ làm: {steps.map(({ step, many: at }) => `${stepNames[step].toLowerCase()} ${inNumbers(at)} hồ sơ`).join(', ')}.</p>
      )}
      {warnings(batch, steps).map((warn) => (
        <Notice kind="warning">{warn}</Notice>
      ))}
      {issues(batch.verb) && <Checks verdicts={verdicts} />}
      <form method="post" action={`${here}/${batch.id}/bat-dau`}>
        <Needs {...props} />
        {flagged.length > 0 ? <Flagged lines={flagged} all={verdicts.doubt + verdicts.fail} /> : <Sample lines={sample} many={many} />}
        <Buttons>
          <Button>{flagged.length > 0 ? `${button} các hồ sơ đã chọn` : `${button} ${inNumbers(many)} hồ sơ`}</Button>
          <LinkButton kind="second" href="/can-bo">
            Không làm nữa
          </LinkButton>
        </Buttons>
        <p class="help">Máy làm phía sau: bạn có thể đóng trang này, tiến độ luôn xem lại được. Mỗi hồ sơ ghi tên bạn như khi làm từng cái.</p>
      </form>
    </Page>
  );
}

/** «Agree» warns of the steps it will really take here, and of no others. */
function warnings({ verb }: Batch, steps: ConfirmProps['steps']): string[] {
  const verbs = verb === 'agree' ? steps.map(({ step }) => step).filter((step) => step === 'approve' || step === 'seal') : [verb];
  return verbs.flatMap((one) => batchKinds[one].warn ?? []);
}

function Checks({ verdicts }: Pick<ConfirmProps, 'verdicts'>) {
  if (verdicts.clear + verdicts.doubt + verdicts.fail === 0) return null;
  return (
    <ul class="numbers">
      <li>
        <b>{inNumbers(verdicts.clear)}</b>kiểm tra đều đạt
      </li>
      <li>
        <b>{inNumbers(verdicts.doubt)}</b>có điều cần xem
      </li>
      <li class={verdicts.fail > 0 ? 'late' : undefined}>
        <b>{inNumbers(verdicts.fail)}</b>không đạt
      </li>
      {verdicts.none > 0 && (
        <li>
          <b>{inNumbers(verdicts.none)}</b>không có kiểm tra
        </li>
      )}
    </ul>
  );
}

function Needs({ batch, items, sent }: ConfirmProps) {
  const needs = batchKinds[batch.verb].needs ?? [];
  return (
    <>
      {needs.includes('item') && <Field name="item" label="Giấy tờ hoặc mục cần bổ sung" input="select" options={items} value={first(sent, 'item')} />}
      {needs.includes('reason') && (
        <Field name="reason" label="Lý do, gửi cho mọi hồ sơ của đợt này" input="textarea" value={first(sent, 'reason')} maxLength={1000} />
      )}
      {needs.includes('basis') && <Field name="basis" label="Căn cứ pháp lý" value={first(sent, 'basis')} maxLength={300} />}
    </>
  );
}

/** Doubts are taken in, faults are left out, and a box changes either. */
function Flagged({ lines, all }: { lines: readonly ItemLine[]; all: number }) {
  const columns: Column<ItemLine>[] = [
    {
      title: 'Làm',
      cell: ({ dossierId, verdict, code }) => (
        <label class="choice">
          <input type="checkbox" name="include" value={dossierId} checked={verdict === 'doubt'} />
          <span class="hidden">{code}</span>
        </label>
      ),
    },
    { title: 'Hồ sơ', cell: (line) => <DossierLink line={line} /> },
    { title: 'Người nộp', cell: ({ applicantName }) => applicantName },
    { title: 'Kiểm tra', cell: ({ verdict }) => (verdict === 'fail' ? <Tag kind="bad">không đạt</Tag> : <Tag kind="warn">cần xem</Tag>) },
    { title: 'Vì sao', cell: ({ said }) => said },
  ];
  return (
    <Card title="Xem kỹ các hồ sơ này">
      <p>Hồ sơ không đạt được để lại, trừ khi bạn đánh dấu. Hồ sơ kiểm tra đều đạt không cần xem từng cái.</p>
      <Table caption="Hồ sơ có điều cần xem" rows={lines} columns={columns} rowClass={({ verdict }) => (verdict === 'fail' ? 'late' : 'soon')} />
      {all > lines.length && <p>Còn {inNumbers(all - lines.length)} hồ sơ như vậy nữa không hiện ở đây và đều được để lại.</p>}
    </Card>
  );
}

function Sample({ lines, many }: { lines: readonly ItemLine[]; many: number }) {
  return (
    <p class="soft">
      {lines.map((line, i) => (
        <>
          {i > 0 && ', '}
          <DossierLink line={line} /> {line.applicantName}
        </>
      ))}
      {many > lines.length && ` và ${inNumbers(many - lines.length)} hồ sơ nữa.`}
    </p>
  );
}
