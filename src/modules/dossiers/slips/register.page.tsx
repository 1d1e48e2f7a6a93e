import { formatDate, formatDay } from '#kernel/calendar/index.ts';
import { Button, type Column, EmptyState, Field, LinkButton, Notice, Page, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { StateNames } from '../board/board.page.tsx';
import { type Punctuality, punctualityNames } from '../clocks.ts';
import { mostRegisterLines, type RegisterLine } from '../store/lists.ts';
import { keptPromise } from './kept-promise.ts';
import type { Span } from './register.tsx';

export type RegisterProps = { officer: Officer; lines: readonly RegisterLine[]; span: Span; title: string; stateNames: StateNames; now: Date };

/** The register (sổ theo dõi hồ sơ) on screen. */
export function RegisterPage({ officer, lines, span, title, stateNames, now }: RegisterProps) {
  return (
    <Page title={title} kind="officer" actor={officer} here="/can-bo/so-theo-doi">
      <h1>{title}</h1>
      <form method="get" action="/can-bo/so-theo-doi" class="bar">
        <Field name="tu" label="Từ ngày" input="date" value={formatDay(span.from)} />
        <Field name="den" label="Đến ngày" input="date" value={formatDay(span.to)} />
        <Button kind="second">Xem</Button>
        <LinkButton href={`/can-bo/so-theo-doi/in?${new URLSearchParams({ tu: span.from, den: span.to })}`}>In sổ (A4)</LinkButton>
      </form>
      {lines.length === mostRegisterLines && (
        <Notice kind="warning">
          Sổ có hơn {mostRegisterLines.toLocaleString('vi')} dòng; ở đây chỉ có bấy nhiêu dòng đầu. Hãy chọn khoảng ngày ngắn hơn rồi in từng phần.
        </Notice>
      )}
      {lines.length === 0 ? (
        <EmptyState title="Không có hồ sơ trong khoảng ngày này">
          <p>Chọn khoảng ngày khác ở trên.</p>
        </EmptyState>
      ) : (
        <Table caption={summary(title, lines, now)} rows={lines.map((line, i) => ({ ...line, ordinal: i + 1 }))} columns={columns(stateNames, now)} />
      )}
    </Page>
  );
}

function columns(stateNames: StateNames, now: Date): Column<RegisterLine & { ordinal: number }>[] {
  return [
    { title: 'STT', cell: (line) => line.ordinal, number: true },
    {
      title: 'Mã hồ sơ',
      cell: (line) => (
        <a href={`/can-bo/ho-so/${line.id}`} class="code">
          {line.code}
        </a>
      ),
    },
    { title: 'Thủ tục', cell: (line) => line.procedureName },
    { title: 'Người nộp', cell: (line) => line.applicantName },
    { title: 'Nhận', cell: (line) => day(line.receivedAt ?? line.submittedAt) },
    { title: 'Hẹn trả', cell: (line) => day(line.dueAt) },
    { title: 'Trả kết quả', cell: (line) => day(line.givenBackAt) },
    { title: 'Thời hạn', cell: (line) => <Kept by={keptPromise(line, now)} /> },
    { title: 'Trạng thái', cell: (line) => stateNames[line.state] ?? line.state },
  ];
}

function day(at: Date | null): string {
  return at ? formatDate(at) : '';
}

const tags: Record<Punctuality, 'good' | 'bad' | 'plain'> = { early: 'good', 'on-time': 'good', overdue: 'bad', running: 'plain' };

function Kept({ by }: { by: Punctuality | undefined }) {
  return by ? <Tag kind={tags[by]}>{punctualityNames[by]}</Tag> : null;
}

/** «Sổ theo dõi hồ sơ, 12 hồ sơ: 8 trước hạn, 3 đúng hạn, 1 quá hạn». */
function summary(title: string, lines: readonly RegisterLine[], now: Date): string {
  const kept = Map.groupBy(lines, (line) => keptPromise(line, now));
  const parts = (['early', 'on-time', 'overdue', 'running'] as const).flatMap((by) => {
    const count = kept.get(by)?.length ?? 0;
    return count > 0 ? [`${count} ${punctualityNames[by].toLowerCase()}`] : [];
  });
  return `${title}, ${lines.length} hồ sơ${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}
