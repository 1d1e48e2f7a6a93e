import { formatDateTime, formatDay } from '#kernel/calendar/index.ts';
import { BarChart, Button, Card, ColumnPlot, EmptyState, Facts, Field, LinkButton, Page, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { stepNames } from '../board/board.page.tsx';
import { describeTimeLeft } from '../time-left.ts';
import type { Figures } from './figures.tsx';
import { count, lasting } from './sentence.ts';
import { spanKeys } from './span.ts';

export type FiguresProps = Figures & { officer: Officer; now: Date; refreshing: boolean; query: string };

/** The board of what is issued (bảng giấy phép): one sentence first, then what waits, then how it went. */
export function FiguresPage(props: FiguresProps) {
  const { officer, procedure, sentence, issued, answered, span, now, waiting } = props;
  const nothing = issued.total === 0 && answered.total === 0 && waiting.length === 0;
  return (
    <Page title={`Bảng: ${procedure.name}`} kind="officer" actor={officer} here="/can-bo/giay-phep/bang">
      <h1>Bảng giấy phép</h1>
      <p class="soft">{procedure.name}</p>
      <p class="headline">{sentence}</p>
      <Choose {...props} />
      {nothing ? (
        <EmptyState title="Chưa có gì để xem">
          <p>Không có hồ sơ nào của thủ tục này {span.words}. Chọn thủ tục hoặc khoảng ngày khác ở trên.</p>
        </EmptyState>
      ) : (
        <>
          <Waiting {...props} />
          <Speed {...props} />
          <Issued {...props} />
          <Journeys {...props} />
          <Ends {...props} />
        </>
      )}
      <p class="soft">Số liệu lúc {formatDateTime(now)}.</p>
    </Page>
  );
}

const spanWords: Record<(typeof spanKeys)[number], string> = {
  'hom-nay': 'Hôm nay',
  '2-ngay': '2 ngày qua',
  '7-ngay': '7 ngày qua',
  '30-ngay': '30 ngày qua',
  chon: 'Chọn ngày',
};

function Choose({ procedures, procedure, span, refreshing, query }: FiguresProps) {
  const { search } = new URL(query);
  const turned = new URLSearchParams(search);
  if (refreshing) turned.delete('tu-xem');
  else turned.set('tu-xem', '1');
  return (
    <form method="get" action="/can-bo/giay-phep/bang" class="bar">
      {procedures.length > 1 && (
        <Field
          name="thu-tuc"
          label="Thủ tục"
          input="select"
          value={procedure.code}
          options={procedures.map(({ code, name }) => ({ value: code, label: name }))}
        />
      )}
      <Field name="khoang" label="Khoảng" input="select" value={span.key} options={spanKeys.map((value) => ({ value, label: spanWords[value] }))} />
      <Field name="tu" label="Từ ngày" input="date" value={formatDay(span.first)} required={false} />
      <Field name="den" label="Đến ngày" input="date" value={formatDay(span.last)} required={false} />
      <Button kind="second">Xem</Button>
      <LinkButton kind="second" href={`/can-bo/giay-phep/bang.csv${search}`}>
        Tải CSV
      </LinkButton>
      <LinkButton kind="second" href={`/can-bo/giay-phep/bang?${turned}`}>
        {refreshing ? 'Thôi tự xem lại' : 'Tự xem lại mỗi phút'}
      </LinkButton>
    </form>
  );
}

/** Now, and who has waited longest: the line a head of agency acts on. */
function Waiting({ waiting, oldest, now }: FiguresProps) {
  const all = waiting.reduce((sum, one) => sum + one.count, 0);
  const late = waiting.reduce((sum, one) => sum + one.late, 0);
  return (
    <Card title="Đang chờ">
      <ul class="numbers">
        <li>
          <b>{count(all)}</b>hồ sơ đang chờ
        </li>
        <li class={late > 0 ? 'late' : undefined}>
          <b>{count(late)}</b>quá hạn
        </li>
      </ul>
      {oldest && (
        <p>
          Chờ lâu nhất:{' '}
          <a href={`/can-bo/ho-so/${oldest.id}`} class="code">
            {oldest.code}
          </a>
          , nộp {formatDateTime(oldest.submittedAt)}
          {oldest.dueAt && (
            <>
              , <Tag kind={oldest.dueAt < now ? 'bad' : 'plain'}>{describeTimeLeft(oldest.dueAt, now)}</Tag>
            </>
          )}
        </p>
      )}
      {waiting.length > 0 && (
        <BarChart
          title="Theo bước (đỏ: có hồ sơ quá hạn)"
          bars={waiting.map(({ step, count: value, late: over }) => ({ label: stepNames[step], value, over: over > 0 }))}
        />
      )}
    </Card>
  );
}

function Speed({ answered, span }: FiguresProps) {
  if (answered.total === 0) return null;
  const share = Math.floor((answered.inTime / answered.total) * 1000) / 10;
  return (
    <Card title={`Đã trả lời ${count(answered.total)} hồ sơ ${span.words}`}>
      <Facts
        rows={[
          ['Đúng hạn', `${share.toLocaleString('vi')} % (${count(answered.inTime)} hồ sơ)`],
          ['Một nửa xong trong', answered.median === null ? '' : lasting(answered.median)],
          ['95 trong 100 xong trong', answered.slowest === null ? '' : lasting(answered.slowest)],
          ['Từ chối', answered.refused > 0 ? `${count(answered.refused)} hồ sơ` : ''],
        ]}
      />
    </Card>
  );
}

function Issued({ steps, span, issued, onBehalf }: FiguresProps) {
  if (issued.total === 0) return null;
  const label = (at: string) => (span.step === 'hour' ? `${Number(at.slice(11))} giờ` : `${at.slice(8)}/${at.slice(5, 7)}`);
  return (
    <>
      <ColumnPlot
        title={span.step === 'hour' ? 'Giấy cấp theo giờ' : 'Giấy cấp theo ngày'}
        columns={steps.map(({ at, value }) => ({ label: label(at), value }))}
        every={Math.max(1, Math.ceil(steps.length / 4))}
      />
      {onBehalf.length > 0 && <BarChart title="Cấp hộ tỉnh, thành" bars={onBehalf.map(({ name, count: value }) => ({ label: name, value }))} />}
    </>
  );
}

const shownJourneys = 10;

function Journeys({ journeys }: FiguresProps) {
  const known = journeys.filter(({ from, to }) => from || to);
  if (known.length === 0) return null;
  const rest = known.slice(shownJourneys).reduce((sum, one) => sum + one.count, 0);
  const rows = known.slice(0, shownJourneys);
  return (
    <section>
      <h2>Từ đâu đến đâu</h2>
      <Table
        caption="Số giấy theo tỉnh đi và tỉnh đến"
        rows={rest > 0 ? [...rows, { from: `${known.length - shownJourneys} hành trình khác`, to: '', count: rest }] : rows}
        columns={[
          { title: 'Đi từ', cell: (row) => row.from ?? 'không ghi' },
          { title: 'Đến', cell: (row) => row.to ?? 'không ghi' },
          { title: 'Số giấy', cell: (row) => count(row.count), number: true },
        ]}
      />
    </section>
  );
}

function Ends({ issued, reasons }: FiguresProps) {
  return (
    <>
      {(issued.suspended > 0 || issued.revoked > 0) && (
        <Facts
          rows={[
            ['Đang bị đình chỉ', issued.suspended > 0 ? `${count(issued.suspended)} giấy` : ''],
            ['Đã thu hồi', issued.revoked > 0 ? `${count(issued.revoked)} giấy` : ''],
          ]}
        />
      )}
      {reasons.length > 0 && <BarChart title="Vì sao từ chối" bars={reasons.map(({ reason, count: value }) => ({ label: reason, value }))} />}
    </>
  );
}
