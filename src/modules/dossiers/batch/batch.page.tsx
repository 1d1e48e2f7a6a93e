import { formatDateTime } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, type Column, EmptyState, LinkButton, Notice, Page, Pager, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { verbNames } from '../dossier.ts';
import type { Batch, BatchLine, Counts, ItemLine } from '../store/batches.ts';
import { batchKinds } from './words.ts';

export const here = '/can-bo/hang-loat';

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

type BatchProps = { officer: Officer; batch: Batch; counts: Counts; undone: readonly ItemLine[]; left: readonly ItemLine[]; now: Date };

/** How far a batch is, what went wrong, and what can still be done about it. */
export function BatchPage({ officer, batch, counts, undone, left, now }: BatchProps) {
  const { title } = batchKinds[batch.verb];
  return (
    <Page title={`${title}: ${inNumbers(counts.done)} trên ${inNumbers(total(counts))}`} kind="officer" actor={officer} here={here}>
      <p class="crumbs">
        <a href="/can-bo">Việc của tôi</a> › <a href={here}>Các đợt của tôi</a>
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

export function DossierLink({ line }: { line: ItemLine }) {
  return (
    <a href={`/can-bo/ho-so/${line.dossierId}`} class="code">
      {line.code}
    </a>
  );
}
