import { formatDateTime } from '#kernel/calendar/index.ts';
import { Button, EmptyState, Field, type FieldOption, Page, Pager, Table } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { Slip } from '../store/slips.ts';

type FoundSlip = Slip & { code: string; applicantName: string };

/** The slips of a unit as a list. */
export function SlipsPage({
  officer,
  slips,
  more,
  page,
  text,
  kind,
  forms,
}: {
  officer: Officer;
  slips: readonly FoundSlip[];
  more: boolean;
  page: number;
  text: string;
  kind: string;
  forms: readonly FieldOption[];
}) {
  return (
    <Page title="Phiếu" kind="officer" actor={officer} here="/can-bo/phieu">
      <h1>Phiếu đã lập</h1>
      <form method="get" action="/can-bo/phieu" class="bar" role="search">
        <Field name="q" label="Số phiếu, mã hồ sơ hoặc họ tên" value={text} autocomplete="off" />
        <Field name="loai" label="Loại phiếu" input="select" value={kind} options={forms} />
        <Button>Tìm</Button>
      </form>
      {slips.length === 0 ? (
        <EmptyState title="Chưa có phiếu nào như vậy">
          <p>Phiếu được lập khi tiếp nhận, yêu cầu bổ sung, từ chối, hẹn lại, dừng, và khi trả kết quả.</p>
        </EmptyState>
      ) : (
        <Table
          caption="Phiếu đã lập, mới nhất trước"
          rows={slips}
          columns={[
            { title: 'Số', cell: (slip) => <a href={`/can-bo/phieu/${slip.id}`}>{String(slip.data.number)}</a> },
            { title: 'Loại', cell: (slip) => String(slip.data.title) },
            {
              title: 'Hồ sơ',
              cell: (slip) => (
                <a href={`/can-bo/ho-so/${slip.dossierId}`} class="code">
                  {slip.code}
                </a>
              ),
            },
            { title: 'Người nộp', cell: (slip) => slip.applicantName },
            { title: 'Lập lúc', cell: (slip) => formatDateTime(slip.issuedAt) },
            { title: 'Người lập', cell: (slip) => slip.issuedBy },
          ]}
        />
      )}
      <Pager page={page} more={more} href={(to) => `/can-bo/phieu?${new URLSearchParams({ q: text, loai: kind, trang: String(to) })}`} />
    </Page>
  );
}
