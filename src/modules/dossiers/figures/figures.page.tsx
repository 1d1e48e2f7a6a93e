import { formatDateTime, formatDay } from '#kernel/calendar/index.ts';
import { Button, EmptyState, Field, Page } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { boardAddress, csvAddress, issuedAddress, opensQueue, queueAddress } from './addresses.ts';
import type { Figures } from './figures.tsx';
import { Answers, Checks, Issued, Provinces, Reasons, WaitingNow } from './parts.tsx';
import { count, roughly, shareOf } from './sentence.ts';
import { type Span, type SpanKey, spanKeys } from './span.ts';

export type FiguresProps = Figures & { officer: Officer; now: Date; refreshing: boolean };

/** The board of what is issued (bảng giấy phép): one sentence first, then what waits, then how it went. */
export function FiguresPage(props: FiguresProps) {
  const { officer, procedure, sentence, issued, answered, span, waiting } = props;
  const nothing = issued === 0 && answered.total === 0 && waiting.length === 0;
  return (
    <Page title={`Bảng: ${procedure.name}`} kind="officer" actor={officer} here="/can-bo/giay-phep/bang">
      <h1>Bảng giấy phép</h1>
      <p class="soft">{procedure.name}</p>
      <p class="headline">{sentence}</p>
      <Spans {...props} />
      {nothing ? (
        <EmptyState title="Chưa có gì để xem">
          <p>Không có hồ sơ nào của thủ tục này {span.words}. Chọn khoảng ngày hoặc thủ tục khác ở trên.</p>
        </EmptyState>
      ) : (
        <>
          <Numbers {...props} />
          <Issued {...props} />
          <div class="board">
            <WaitingNow {...props} />
            <Answers {...props} />
            <Provinces {...props} />
            <Reasons {...props} />
            <Checks {...props} />
          </div>
        </>
      )}
      <Foot {...props} />
    </Page>
  );
}

const spanWords: Record<Exclude<SpanKey, 'chon'>, string> = {
  'hom-nay': 'Hôm nay',
  '2-ngay': '2 ngày',
  '7-ngay': '7 ngày',
  '30-ngay': '30 ngày',
  'ca-dot': 'Cả đợt',
};

/** One press for the spans that are asked for most; procedures and other days lie behind a second one. */
function Spans({ procedures, procedure, span, refreshing }: FiguresProps) {
  const keys = spanKeys.filter((key): key is Exclude<SpanKey, 'chon'> => key !== 'chon');
  return (
    <>
      <nav class="spans" aria-label="Khoảng ngày">
        {keys.map((key) => (
          <a
            href={boardAddress({ procedure, span: { ...span, key } }, { 'tu-xem': refreshing ? '1' : '' })}
            aria-current={key === span.key ? 'page' : undefined}
          >
            {spanWords[key]}
          </a>
        ))}
      </nav>
      <details class="spans-more" open={span.key === 'chon'}>
        <summary>Chọn ngày{procedures.length > 1 && ', thủ tục khác'}</summary>
        <form method="get" action="/can-bo/giay-phep/bang" class="bar">
          {procedures.length > 1 ? (
            <Field
              name="thu-tuc"
              label="Thủ tục"
              input="select"
              value={procedure.code}
              options={procedures.map(({ code, name }) => ({ value: code, label: name }))}
            />
          ) : (
            <input type="hidden" name="thu-tuc" value={procedure.code} />
          )}
          <input type="hidden" name="khoang" value="chon" />
          <Field name="tu" label="Từ ngày" input="date" value={formatDay(span.first)} />
          <Field name="den" label="Đến ngày" input="date" value={formatDay(span.last)} />
          <Button kind="second">Xem</Button>
        </form>
      </details>
    </>
  );
}

/** The five numbers a head of agency reads before anything else; each leads to the list behind it, where there is one. */
function Numbers(props: FiguresProps) {
  const { issued, answered, waiting } = props;
  const all = waiting.reduce((sum, one) => sum + one.count, 0);
  const late = waiting.reduce((sum, one) => sum + one.late, 0);
  const queue = opensQueue(props) && all > 0 ? queueAddress() : undefined;
  return (
    <ul class="numbers board-numbers">
      <Big value={count(issued)} words="giấy đã cấp" href={issued > 0 ? issuedAddress(props) : undefined} />
      <Big value={count(all)} words="hồ sơ đang chờ" href={queue} />
      <Big value={count(late)} words="đang quá hạn" bad={late > 0} href={late > 0 ? queue : undefined} />
      {answered.total > 0 && <Big value={`${shareOf(answered.inTime, answered.total)} %`} words="trả lời đúng hạn" />}
      {answered.median !== null && <Big value={roughly(answered.median)} words="đủ để xong một nửa" />}
    </ul>
  );
}

function Big({ value, words, href, bad }: { value: string; words: string; href?: string | undefined; bad?: boolean }) {
  const told = (
    <>
      <b>{value}</b> {words}
    </>
  );
  return <li class={bad ? 'late' : undefined}>{href ? <a href={href}>{told}</a> : <div>{told}</div>}</li>;
}

function Foot(props: FiguresProps) {
  const { now, refreshing, span } = props;
  return (
    <p class="soft board-foot">
      Số liệu {daysOf(span)}, lúc {formatDateTime(now)}.{' '}
      <span class="board-links">
        <a href={csvAddress(props)}>Tải về bảng tính</a>
        <a href={boardAddress(props, { 'tu-xem': refreshing ? '' : '1' })}>{refreshing ? 'Thôi tự xem lại' : 'Tự xem lại mỗi phút'}</a>
        <span class="how">In: một tờ A4, bấm Ctrl và P</span>
      </span>
    </p>
  );
}

function daysOf({ first, last }: Span): string {
  return first === last ? `ngày ${formatDay(first)}` : `từ ${formatDay(first)} đến hết ${formatDay(last)}`;
}

/** For a unit that issues nothing of the kind. */
export function NothingIssuedPage({ officer }: { officer: Officer }) {
  return (
    <Page title="Bảng giấy phép" kind="officer" actor={officer} here="/can-bo/giay-phep/bang">
      <h1>Bảng giấy phép</h1>
      <EmptyState title="Đơn vị này không cấp loại giấy nào có bảng">
        <p>Bảng này đếm giấy cấp cho xe, tàu, máy. Việc của đơn vị bạn ở «Việc của tôi» và «Sổ theo dõi».</p>
      </EmptyState>
    </Page>
  );
}
