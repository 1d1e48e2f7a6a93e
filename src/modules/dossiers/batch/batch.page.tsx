import { formatDateTime } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, type Column, EmptyState, Field, LinkButton, Notice, Page, Pager, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { first, type FormValues } from '#kernel/web/index.ts';
import { stepNames } from '../board/board.page.tsx';
import { type Step, verbNames } from '../dossier.ts';
import type { Batch, BatchLine, CheckVerdict, Counts, ItemLine } from '../store/batches.ts';
import { batchKinds, issues } from './words.ts';

const here = '/can-bo/hang-loat';

export function inNumbers(many: number): string {
  return many.toLocaleString('vi');
}

/** What was sent cannot be a batch: says why, and the way back. */
export function NothingChosenPage({ officer, words }: { officer: Officer; words: string }) {
  return (
    <Page title="Xử lý hàng loạt" kind="officer" actor={officer} here={here}>
      <h1>Chưa chọn được</h1>
      <Notice kind="error">{words}</Notice>
      <LinkButton kind="second" href="/can-bo">
        Về việc của tôi
      </LinkButton>
    </Page>
  );
}

type ListProps = { officer: Officer; lines: readonly BatchLine[]; more: boolean; page: number };

/** The officer's own batches. */
export function ListPage({ officer, lines, more, page }: ListProps) {
  const columns: Column<BatchLine>[] = [
    {
      title: 'Việc',
      cell: (line) => (
        <a href={`${here}/${line.id}`}>
          {batchKinds[line.verb].title} {inNumbers(total(line))} hồ sơ
        </a>
      ),
    },
    { title: 'Bắt đầu', cell: ({ begunAt }) => begunAt && formatDateTime(begunAt) },
    { title: 'Kết quả', cell: (line) => <Standing batch={line} counts={line} /> },
    { title: 'Xong', number: true, cell: ({ done }) => inNumbers(done) },
    { title: 'Không làm được', number: true, cell: ({ undone }) => inNumbers(undone) },
  ];
  return (
    <Page title="Xử lý hàng loạt" kind="officer" actor={officer} here={here}>
      <h1>Các đợt xử lý hàng loạt của tôi</h1>
      {lines.length === 0 ? (
        <EmptyState title="Chưa có đợt nào">
          <p>Ở danh sách hồ sơ chờ, đánh dấu nhiều hồ sơ rồi chọn việc cần làm cho tất cả. Đợt đó hiện ở đây.</p>
        </EmptyState>
      ) : (
        <Table caption="Các đợt, mới nhất trước" rows={lines} columns={columns} />
      )}
      <Pager page={page} more={more} href={(to) => `${here}?trang=${to}`} />
    </Page>
  );
}

function total({ waiting, done, undone, left }: Counts): number {
  return waiting + done + undone + left;
}

function Standing({ batch, counts }: { batch: Batch; counts: Counts }) {
  if (!batch.finishedAt) return <Tag kind="warn">{batch.stoppedAt ? 'Đang dừng' : 'Đang làm'}</Tag>;
  if (batch.stoppedAt) return <Tag kind="warn">Đã dừng giữa chừng</Tag>;
  return counts.undone > 0 ? <Tag kind="bad">Xong, còn {inNumbers(counts.undone)} hồ sơ</Tag> : <Tag kind="good">Xong cả đợt</Tag>;
}

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
  const { title, warn, button } = batchKinds[batch.verb];
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
      {warn && <Notice kind="warning">{warn}</Notice>}
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

function DossierLink({ line }: { line: ItemLine }) {
  return (
    <a href={`/can-bo/ho-so/${line.dossierId}`} class="code">
      {line.code}
    </a>
  );
}

type BatchProps = { officer: Officer; batch: Batch; counts: Counts; undone: readonly ItemLine[]; left: readonly ItemLine[]; now: Date };

/** How far a batch is, what went wrong, and what can still be done about it. */
export function BatchPage({ officer, batch, counts, undone, left, now }: BatchProps) {
  const { title } = batchKinds[batch.verb];
  return (
    <Page title={`${title}: ${inNumbers(counts.done)} trên ${inNumbers(total(counts))}`} kind="officer" actor={officer} here={here}>
      <p class="crumbs">
        <a href={here}>Các đợt của tôi</a>
      </p>
      <h1>
        {title} {inNumbers(total(counts))} hồ sơ
      </h1>
      <p>
        <Standing batch={batch} counts={counts} /> <span class="soft">{batch.begunAt && `Bắt đầu ${formatDateTime(batch.begunAt)}`}</span>
      </p>
      <Progress batch={batch} counts={counts} now={now} />
      {!batch.finishedAt && !batch.stoppedAt && (
        <form method="post" action={`${here}/${batch.id}/dung`}>
          <Buttons>
            <LinkButton kind="second" href={`${here}/${batch.id}`}>
              Xem lại tiến độ
            </LinkButton>
            <Button kind="danger">Dừng đợt này</Button>
          </Buttons>
          <p class="help">Trang tự làm mới vài giây một lần. Dừng thì hồ sơ đang làm dở được làm nốt, số còn lại giữ nguyên.</p>
        </form>
      )}
      <Rows title="Không làm được" lines={undone} all={counts.undone} />
      <Rows title="Để lại" lines={left} all={counts.left} />
      {batch.finishedAt && <After officer={officer} batch={batch} counts={counts} />}
    </Page>
  );
}

function Progress({ batch, counts, now }: Pick<BatchProps, 'batch' | 'counts' | 'now'>) {
  const handled = counts.done + counts.undone;
  const all = Math.max(1, total(counts) - counts.left);
  return (
    <>
      <ul class="numbers">
        <li>
          <b>{inNumbers(counts.done)}</b>xong
        </li>
        <li>
          <b>{inNumbers(counts.waiting)}</b>còn chờ
        </li>
        <li class={counts.undone > 0 ? 'late' : undefined}>
          <b>{inNumbers(counts.undone)}</b>không làm được
        </li>
        {counts.left > 0 && (
          <li>
            <b>{inNumbers(counts.left)}</b>để lại
          </li>
        )}
      </ul>
      <progress class="batch" max={all} value={handled} aria-label="Tiến độ">
        {Math.round((handled * 100) / all)} %
      </progress>
      <p class="soft">{speedInWords(batch, counts, now)}</p>
    </>
  );
}

/** How fast it went, and how long it will still take at that pace. */
function speedInWords({ begunAt, finishedAt }: Batch, { done, undone, waiting }: Counts, now: Date): string {
  const seconds = begunAt ? Math.max(1, ((finishedAt ?? now).getTime() - begunAt.getTime()) / 1000) : 1;
  const handled = done + undone;
  if (handled === 0) return finishedAt ? '' : 'Vừa nhận, sắp bắt đầu.';
  const pace = handled / seconds;
  const speed = pace >= 1 ? `${pace.toLocaleString('vi', { maximumFractionDigits: 0 })} hồ sơ mỗi giây` : `${Math.round(pace * 60)} hồ sơ mỗi phút`;
  if (finishedAt) return `Hết ${duration(seconds)}, ${speed}.`;
  return `${speed}, còn chừng ${duration(waiting / pace)}.`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} giây`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} phút` : `${Math.floor(minutes / 60)} giờ ${minutes % 60} phút`;
}

function Rows({ title, lines, all }: { title: string; lines: readonly ItemLine[]; all: number }) {
  if (all === 0) return null;
  const columns: Column<ItemLine>[] = [
    { title: 'Hồ sơ', cell: (line) => <DossierLink line={line} /> },
    { title: 'Người nộp', cell: ({ applicantName }) => applicantName },
    { title: 'Vì sao', cell: ({ said }) => said },
    ...(lines.some(({ steps }) => steps.length > 0)
      ? [{ title: 'Đã làm', cell: ({ steps }: ItemLine) => steps.map((verb) => verbNames[verb]).join(', ') }]
      : []),
  ];
  return (
    <Card title={`${title}: ${inNumbers(all)} hồ sơ`}>
      <Table caption={title} rows={lines} columns={columns} />
      {all > lines.length && <p class="soft">Hiện {inNumbers(lines.length)} hồ sơ đầu.</p>}
    </Card>
  );
}

/** What can be done about it afterwards, or that nothing can. */
function After({ officer, batch, counts }: Pick<BatchProps, 'officer' | 'batch' | 'counts'>) {
  const again = counts.undone + counts.left;
  const mayUndo = batch.verb === 'assess' && officer.roles.includes('leader') && counts.done > 0;
  return (
    <Card title="Sau đợt này">
      <p>{batchKinds[batch.verb].after}</p>
      {again > 0 && (
        <form method="post" action={`${here}/${batch.id}/lam-lai`}>
          <Button>Làm lại {inNumbers(again)} hồ sơ chưa xong</Button>
        </form>
      )}
      {mayUndo && (
        <form method="post" action={`${here}/${batch.id}/tra-lai`}>
          <Button kind="second">Trả lại để sửa cả đợt</Button>
        </form>
      )}
    </Card>
  );
}
