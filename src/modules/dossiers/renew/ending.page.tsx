import { formatDate, localDate } from '#kernel/calendar/index.ts';
import { type Column, EmptyState, Page, Pager, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { mask } from '../open/masking.ts';
import type { EndingLine } from '../store/reminders.ts';

type Props = {
  officer: Officer;
  counts: { all: number; waiting: number };
  lines: readonly EndingLine[];
  more: boolean;
  page: number;
  now: Date;
  ahead: number;
};

/** What ends soon: how many, which have asked to go on, and whom the reminder could not reach. */
export function EndingListPage({ officer, counts, lines, more, page, now, ahead }: Props) {
  const address = '/can-bo/giay-phep/sap-het-han';
  return (
    <Page title="Giấy phép sắp hết hạn" kind="officer" actor={officer} here={address}>
      <h1>Giấy phép sắp hết hạn</h1>
      <ul class="numbers">
        <li>
          <b>{counts.all}</b>hết hạn trong {ahead} ngày tới
        </li>
        <li>
          <b>{counts.waiting}</b>chưa xin gia hạn
        </li>
      </ul>
      {lines.length === 0 ? (
        <EmptyState title="Không có giấy nào sắp hết hạn">
          <p>Giấy sắp hết hạn hiện ở đây; hệ thống tự nhắc người được cấp.</p>
        </EmptyState>
      ) : (
        <Table caption="Hết hạn trước đứng trên" columns={columns(now)} rows={lines} />
      )}
      <Pager page={page} more={more} href={(to) => `${address}?trang=${to}`} />
    </Page>
  );
}

function columns(now: Date): Column<EndingLine>[] {
  return [
    {
      title: 'Giấy',
      cell: ({ dossierId, shown, numberText, procedureName }) => (
        <>
          <a href={`/can-bo/ho-so/${dossierId}`}>
            <b>{shown || `Số ${numberText}`}</b>
          </a>
          <div class="soft">{procedureName}</div>
        </>
      ),
    },
    { title: 'Cấp cho', cell: ({ holder, holderPhone }) => [holder, holderPhone && mask(holderPhone)].filter(Boolean).join(', ') },
    { title: 'Hết hạn', cell: ({ validUntil }) => validUntil && `${formatDate(validUntil)} (${left(validUntil, now)})` },
    { title: 'Tình hình', cell: (line) => <Standing line={line} /> },
  ];
}

function left(until: Date, now: Date): string {
  const days = Math.round((Date.parse(localDate(until)) - Date.parse(localDate(now))) / 86_400_000);
  return days === 0 ? 'hôm nay' : `còn ${days} ngày`;
}

function Standing({ line: { pending, successor, remindedAt, holderPhone } }: { line: EndingLine }) {
  if (successor) return <Tag kind="good">đã có giấy mới {successor}</Tag>;
  if (pending) return <Tag kind="good">đang gia hạn, {pending}</Tag>;
  if (remindedAt) return <Tag>đã nhắc {formatDate(remindedAt)}</Tag>;
  return holderPhone ? <Tag>chưa đến ngày nhắc</Tag> : <Tag kind="warn">không có điện thoại để nhắc</Tag>;
}
