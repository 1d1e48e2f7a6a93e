import { formatDate, formatDateTime } from '#kernel/calendar/index.ts';
import { EmptyState, Page, Pager, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { IssuedLine, Wanted } from '../store/issued.ts';
import { boardAddress, issuedAddress } from './addresses.ts';
import type { Asked } from './figures.tsx';

type IssuedProps = Asked & {
  officer: Officer;
  now: Date;
  filter: Wanted;
  lines: readonly IssuedLine[];
  more: boolean;
  page: number;
  provinceOf(code: string): string;
};

/** The permits behind a number of the board. */
export function IssuedPage(props: IssuedProps) {
  const { officer, procedure, span, filter, lines, more, page, provinceOf } = props;
  const narrowed = narrowedTo(filter, provinceOf);
  const narrow = Object.values(filter).some((value) => value !== '');
  return (
    <Page title="Giấy đã cấp" kind="officer" actor={officer} here="/can-bo/giay-phep/bang">
      <nav class="crumbs" aria-label="Đang ở">
        <a href={boardAddress(props)}>Bảng giấy phép</a> › Giấy đã cấp
      </nav>
      <h1>Giấy đã cấp {span.words}</h1>
      <p class="soft">{procedure.name}</p>
      {narrow && (
        <p>
          Chỉ xem: <b>{narrowed.join('; ')}</b>. <a href={issuedAddress(props)}>Xem tất cả</a>
        </p>
      )}
      {lines.length === 0 ? (
        <EmptyState title="Không có giấy nào">
          <p>Không có giấy nào như vậy {span.words}.</p>
        </EmptyState>
      ) : (
        <div class="issued">
          <Lines {...props} />
        </div>
      )}
      <Pager page={page} more={more} href={(other) => issuedAddress(props, filter, other)} />
    </Page>
  );
}

function narrowedTo({ origin, destination, onBehalf, standing }: Wanted, provinceOf: (code: string) => string): string[] {
  const named = (code: string) => (code === 'none' ? 'không ghi' : provinceOf(code));
  return [
    origin && `đi từ ${named(origin)}`,
    destination && `đến ${named(destination)}`,
    onBehalf && `cấp hộ ${named(onBehalf)}`,
    standing && (standing === 'revoked' ? 'đã thu hồi' : 'đang bị đình chỉ'),
  ].filter((words) => words !== '');
}

function Lines({ lines, officer, provinceOf, now }: IssuedProps) {
  const opens = (line: IssuedLine) => officer.roles.includes('auditor') || [line.receivingUnit, line.decidingUnit].includes(officer.unitId);
  return (
    <Table
      caption="Giấy đã cấp, mới nhất ở trên"
      rows={lines}
      columns={[
        {
          title: 'Cấp cho',
          cell: (line) => (
            <>
              <b class="plate">
                {opens(line) ? <a href={`/can-bo/ho-so/${line.dossierId}`}>{line.shown || line.numberText}</a> : line.shown || line.numberText}
              </b>
              <span class="soft line">{line.holder}</span>
            </>
          ),
        },
        { title: 'Số', cell: ({ numberText }) => <span class="code">{numberText}</span> },
        {
          title: 'Hành trình',
          cell: (line) => (
            <>
              {journey(line, provinceOf)}
              {line.onBehalfOf && <span class="soft line">Cấp hộ {provinceOf(line.onBehalfOf)}</span>}
            </>
          ),
        },
        { title: 'Cấp lúc', cell: ({ issuedAt }) => formatDateTime(issuedAt) },
        { title: 'Dùng đến hết', cell: ({ validUntil }) => (validUntil ? formatDate(validUntil) : 'không thời hạn') },
        { title: 'Tình trạng', cell: (line) => <Standing {...line} now={now} /> },
      ]}
    />
  );
}

function journey({ origin, destination }: IssuedLine, provinceOf: (code: string) => string): string {
  if (!origin && !destination) return 'không ghi';
  return `${origin ? provinceOf(origin) : 'không ghi'} → ${destination ? provinceOf(destination) : 'không ghi'}`;
}

function Standing({ revoked, suspended, validUntil, now }: IssuedLine & { now: Date }) {
  if (revoked) return <Tag kind="bad">Đã thu hồi</Tag>;
  if (suspended) return <Tag kind="warn">Đang bị đình chỉ</Tag>;
  return validUntil && validUntil < now ? <span class="soft">Hết hạn</span> : 'Còn hạn';
}
