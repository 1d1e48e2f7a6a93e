import { formatDate } from '#kernel/calendar/index.ts';
import { Button, EmptyState, LinkButton, Page, Table } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { StateNames } from '../board/board.page.tsx';
import type { RegisterLine } from '../store/lists.ts';
import type { Span } from './register.tsx';

/** The register (sổ theo dõi hồ sơ) on screen, in the order of receipt. */
export function RegisterPage({
  officer,
  lines,
  span,
  title,
  stateNames,
}: {
  officer: Officer;
  lines: readonly RegisterLine[];
  span: Span;
  title: string;
  stateNames: StateNames;
}) {
  const day = (at: Date | null) => (at ? formatDate(at) : '');
  return (
    <Page title={title} kind="officer" actor={officer} here="/can-bo/so-theo-doi">
      <h1>{title}</h1>
      <form method="get" action="/can-bo/so-theo-doi" class="bar">
        <div class="field">
          <label for="tu">Từ ngày</label>
          <input id="tu" name="tu" type="date" value={span.from} />
        </div>
        <div class="field">
          <label for="den">Đến ngày</label>
          <input id="den" name="den" type="date" value={span.to} />
        </div>
        <Button kind="second">Xem</Button>
        <LinkButton href={`/can-bo/so-theo-doi/in?${new URLSearchParams({ tu: span.from, den: span.to })}`}>In sổ (A4)</LinkButton>
      </form>
      {lines.length === 0 ? (
        <EmptyState title="Không có hồ sơ trong khoảng ngày này">
          <p>Chọn khoảng ngày khác ở trên.</p>
        </EmptyState>
      ) : (
        <Table
          caption={`${title}, ${lines.length} hồ sơ`}
          rows={lines.map((line, i) => ({ ...line, ordinal: i + 1 }))}
          columns={[
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
            { title: 'Trạng thái', cell: (line) => stateNames[line.state] ?? line.state },
          ]}
        />
      )}
    </Page>
  );
}
