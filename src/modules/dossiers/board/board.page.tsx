import { describeTimeLeft } from '../time-left.ts';
import { formatDateTime } from '#kernel/calendar/index.ts';
import { BarChart, Button, type Column, EmptyState, Field, LinkButton, Notice, Page, Pager, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { State, Step } from '../dossier.ts';
import { states } from '../dossier.ts';
import { hoursAndMinutes } from '../queue/clock.ts';
import type { QueueHead } from '../store/queue.ts';
import type { Line, Load } from '../store/lists.ts';

export type StateNames = Partial<Record<State, string>>;

export const stepNames: Record<Step, string> = {
  receive: 'Tiếp nhận',
  assess: 'Thẩm định',
  approve: 'Ký duyệt',
  seal: 'Vào số, đóng dấu',
  'give-back': 'Trả kết quả',
};

type BoardProps = {
  officer: Officer;
  lines: readonly Line[];
  more: boolean;
  page: number;
  load: readonly Load[];
  queue: QueueHead;
  now: Date;
  stateNames: StateNames;
};

/** The officer's morning: what is late, what is due today, what waits. */
export function BoardPage({ officer, lines, more, page, load, queue, now, stateNames }: BoardProps) {
  const mine = load.filter(({ step }) => lines.some((line) => line.step === step));
  const sum = (key: 'waiting' | 'late' | 'today') => mine.reduce((total, one) => total + one[key], 0);
  return (
    <Page title="Việc của tôi" kind="officer" actor={officer} here="/can-bo">
      <h1>Việc của tôi</h1>
      <ul class="numbers">
        <li class={sum('late') > 0 ? 'late' : undefined}>
          <b>{sum('late')}</b>quá hạn
        </li>
        <li>
          <b>{sum('today')}</b>đến hạn trong ngày
        </li>
        <li>
          <b>{sum('waiting')}</b>đang chờ tôi
        </li>
      </ul>
      <QueueLink queue={queue} now={now} />
      {lines.length === 0 ? (
        <EmptyState title="Không có việc đang chờ">
          <p>Mọi hồ sơ đã chuyển đi. Hồ sơ mới hiện ở đây ngay khi đến.</p>
          {officer.roles.includes('desk') && <LinkButton href="/can-bo/nhap">Nhập hồ sơ tại bàn</LinkButton>}
        </EmptyState>
      ) : (
        <Lines lines={lines} now={now} stateNames={stateNames} caption="Hồ sơ đang chờ tôi, gấp nhất trước" />
      )}
      <Pager page={page} more={more} href={(to) => `/can-bo?trang=${to}`} />
      {load.length > 0 && (
        <section>
          <h2>Cả cơ quan đang ở đâu</h2>
          <BarChart
            title="Hồ sơ đang chờ theo bước (đỏ: có hồ sơ quá hạn)"
            bars={load.map(({ step, waiting, late }) => ({ label: stepNames[step], value: waiting, over: late > 0 }))}
          />
        </section>
      )}
    </Page>
  );
}

/** Permits under a running clock have a queue of their own, where many are decided at once. */
function QueueLink({ queue: { waiting, late, oldest }, now }: { queue: QueueHead; now: Date }) {
  if (waiting === 0 || !oldest) return null;
  const minutes = Math.max(0, Math.floor((now.getTime() - oldest.getTime()) / 60_000));
  return (
    <Notice kind={late > 0 ? 'warning' : 'info'} title={`${waiting.toLocaleString('vi')} hồ sơ xin giấy phép đang chờ`}>
      <p>
        Cũ nhất nộp {hoursAndMinutes(minutes)} trước{late > 0 && <b>, {late.toLocaleString('vi')} hồ sơ đã quá hạn</b>}.
      </p>
      <p>
        <LinkButton href="/can-bo/giay-phep">Mở hàng đợi giấy phép</LinkButton>
      </p>
    </Notice>
  );
}

type SearchProps = { officer: Officer; lines: readonly Line[]; more: boolean; page: number; text: string; state: string; now: Date; stateNames: StateNames };

/** All dossiers of the unit, found by what people say at the desk. */
export function SearchPage({ officer, lines, more, page, text, state, now, stateNames }: SearchProps) {
  return (
    <Page title="Tìm hồ sơ" kind="officer" actor={officer} here="/can-bo/ho-so">
      <h1>Tìm hồ sơ</h1>
      <form method="get" action="/can-bo/ho-so" class="bar" role="search">
        <Field name="q" label="Mã hồ sơ hay mã lô, họ tên, điện thoại, số định danh hoặc biển số" value={text} autocomplete="off" />
        <Field
          name="trang-thai"
          label="Trạng thái"
          input="select"
          value={state}
          options={states.map((value) => ({ value, label: stateNames[value] ?? value }))}
        />
        <Button>Tìm</Button>
      </form>
      {lines.length === 0 ? (
        <EmptyState title="Không thấy hồ sơ nào">
          <p>Thử gõ ít chữ hơn, không cần dấu: «trieu mai». Bạn chỉ thấy hồ sơ của cơ quan mình.</p>
        </EmptyState>
      ) : (
        <Lines lines={lines} now={now} stateNames={stateNames} caption="Hồ sơ tìm thấy, mới nhất trước" />
      )}
      <Pager page={page} more={more} href={(to) => `/can-bo/ho-so?${new URLSearchParams({ q: text, 'trang-thai': state, trang: String(to) })}`} />
    </Page>
  );
}

function Lines({ lines, now, stateNames, caption }: { lines: readonly Line[]; now: Date; stateNames: StateNames; caption: string }) {
  return <Table caption={caption} rows={lines} rowClass={(row) => urgency(row, now)} columns={columns(now, stateNames)} />;
}

function columns(now: Date, stateNames: StateNames): Column<Line>[] {
  return [
    { title: 'Hạn', cell: (row) => <Due line={row} now={now} /> },
    {
      title: 'Hồ sơ',
      cell: (row) => (
        <a href={`/can-bo/ho-so/${row.id}`} class="code">
          {row.code}
        </a>
      ),
    },
    { title: 'Người nộp', cell: (row) => row.applicantName },
    { title: 'Thủ tục', cell: (row) => row.procedureName },
    { title: 'Trạng thái', cell: (row) => stateNames[row.state] ?? row.state },
    { title: 'Nộp lúc', cell: (row) => formatDateTime(row.submittedAt) },
  ];
}

function Due({ line, now }: { line: Line; now: Date }) {
  if (line.finishedAt || !line.dueAt) return <span class="soft">{line.finishedAt ? 'đã xong' : ''}</span>;
  const kind = { late: 'bad', soon: 'warn', '': 'plain' } as const;
  return <Tag kind={kind[urgency(line, now) ?? '']}>{describeTimeLeft(line.dueAt, now)}</Tag>;
}

const soon = 4 * 3_600_000;

function urgency(line: Line, now: Date): 'late' | 'soon' | undefined {
  if (line.finishedAt || !line.dueAt) return undefined;
  const left = line.dueAt.getTime() - now.getTime();
  return left < 0 ? 'late' : left < soon ? 'soon' : undefined;
}
