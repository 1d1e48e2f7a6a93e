import { formatDateTime } from '#kernel/calendar/index.ts';
import { BarChart, Card, ColumnPlot, Facts, Table, Tag } from '#design/index.ts';
import { stepNames } from '../board/board.page.tsx';
import { describeTimeLeft } from '../time-left.ts';
import { issuedAddress, opensQueue, queueAddress } from './addresses.ts';
import type { FiguresProps } from './figures.page.tsx';
import { count, lasting, shareOf } from './sentence.ts';
import { type Named, topOf } from './tally.ts';

/** When the permits were issued: by the hour over two days, else by the day. */
export function Issued({ steps, span, issued }: FiguresProps) {
  if (issued === 0) return null;
  const hourly = span.step === 'hour';
  const label = (at: string) => (hourly ? `${Number(at.slice(11))} giờ` : dayAndMonth(at));
  return (
    <div class="board-plot">
      <ColumnPlot
        title={hourly ? 'Giấy cấp theo giờ' : 'Giấy cấp theo ngày'}
        columns={steps.map(({ at, value }) => ({ label: label(at), value }))}
        every={Math.max(1, Math.ceil(steps.length / 6))}
      />
      <details>
        <summary>Xem bằng số</summary>
        <Table
          caption={hourly ? 'Số giấy cấp trong từng giờ' : 'Số giấy cấp trong từng ngày'}
          rows={steps.filter(({ value }) => value > 0)}
          columns={[
            { title: hourly ? 'Giờ' : 'Ngày', cell: ({ at }) => (hourly ? `${Number(at.slice(11))} giờ, ${dayAndMonth(at)}` : dayAndMonth(at)) },
            { title: 'Số giấy', cell: ({ value }) => count(value), number: true },
          ]}
        />
      </details>
    </div>
  );
}

function dayAndMonth(at: string): string {
  return `${at.slice(8, 10)}/${at.slice(5, 7)}`;
}

/** What waits, step by step, and who has waited longest: the line a head of agency acts on. */
export function WaitingNow(props: FiguresProps) {
  const { waiting, oldest, now, officer } = props;
  const opens = oldest && (officer.roles.includes('auditor') || [oldest.receivingUnit, oldest.decidingUnit].includes(officer.unitId));
  return (
    <Card title="Đang chờ">
      {waiting.length === 0 && <p>Không có hồ sơ nào chờ cán bộ.</p>}
      {oldest && (
        <p>
          Chờ lâu nhất: {opens ? <a href={`/can-bo/ho-so/${oldest.id}`}>{oldest.code}</a> : <span class="code">{oldest.code}</span>}, nộp{' '}
          {formatDateTime(oldest.submittedAt)}, đang ở bước {stepNames[oldest.step].toLocaleLowerCase('vi')}.{' '}
          {oldest.dueAt && <Tag kind={oldest.dueAt < now ? 'bad' : 'plain'}>{describeTimeLeft(oldest.dueAt, now)}</Tag>}
        </p>
      )}
      {waiting.length > 0 && (
        <BarChart
          title={waiting.some(({ late }) => late > 0) ? 'Theo bước (đỏ: có hồ sơ quá hạn)' : 'Theo bước'}
          bars={waiting.map(({ step, count: value, late }) => ({
            label: stepNames[step],
            value,
            over: late > 0,
            href: opensQueue(props) ? queueAddress(step) : undefined,
          }))}
        />
      )}
    </Card>
  );
}

/** How fast and how: in time or late, yes or no, by an officer or by the rule. */
export function Answers(props: FiguresProps) {
  const { answered, span, held } = props;
  const { total, inTime, refused, stopped, byRule, byHand, median, slowest } = answered;
  const dossiers = (many: number) => (many > 0 ? `${count(many)} hồ sơ` : '');
  if (total === 0 && held.suspended + held.revoked === 0) return null;
  const back = (many: number, standing: 'suspended' | 'revoked') => many > 0 && <a href={issuedAddress(props, { standing })}>{count(many)} giấy</a>;
  return (
    <Card title={`Đã trả lời ${count(total)} hồ sơ ${span.words}`}>
      {total > 0 && <Share part={inTime} whole={total} />}
      <Facts
        rows={[
          ['Một nửa xong trong', median === null ? '' : lasting(median)],
          ['95 trong 100 xong trong', slowest === null ? '' : lasting(slowest)],
          ['Cán bộ cấp', dossiers(byHand)],
          ['Máy cấp theo quy tắc', dossiers(byRule)],
          ['Từ chối', dossiers(refused)],
          ['Dừng giải quyết', dossiers(stopped)],
          ['Giấy đang bị đình chỉ', back(held.suspended, 'suspended') || ''],
          ['Giấy đã thu hồi', back(held.revoked, 'revoked') || ''],
        ]}
      />
    </Card>
  );
}

/** One bar: what was answered in time, and the late rest in red. Told in words above it. */
function Share({ part, whole }: { part: number; whole: number }) {
  const width = (part / whole) * 100;
  const late = whole - part;
  return (
    <div class="share">
      <p>
        Đúng hạn <b>{shareOf(part, whole)} %</b> ({count(part)} hồ sơ){late > 0 && `; trễ hẹn ${count(late)} hồ sơ`}
      </p>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width={width} height="6" />
        {/* Even one late answer in ten thousand must be seen. */}
        {late > 0 && <rect class="bad-part" x={Math.min(width, 99)} width={Math.max(100 - width, 1)} height="6" />}
      </svg>
    </div>
  );
}

const mostBars = 8;

/** From where, to where, on whose behalf; nothing of it where the procedure asks for no journey. */
export function Provinces(props: FiguresProps) {
  const { origins, destinations, pairs, onBehalf, issued } = props;
  const said = (list: readonly Named[]) => list.some(({ key }) => key !== '');
  const bars = (list: readonly Named[], narrow: (key: string) => Parameters<typeof issuedAddress>[1]) => {
    const { top, others } = topOf(list, mostBars);
    const named = top.map(({ key, count: value }) => ({ label: props.provinceOf(key), value, href: issuedAddress(props, narrow(key || 'none')) }));
    return others ? [...named, { label: `${others.many} nơi khác`, value: others.count, rest: true }] : named;
  };
  if (issued === 0) return null;
  return (
    <>
      {onBehalf.length > 0 && <BarChart title="Cấp hộ tỉnh, thành" bars={bars(onBehalf, (key) => ({ onBehalf: key }))} />}
      {said(origins) && <BarChart title="Đi từ" bars={bars(origins, (key) => ({ origin: key }))} />}
      {said(destinations) && <BarChart title="Đến" bars={bars(destinations, (key) => ({ destination: key }))} />}
      {(said(origins) || said(destinations)) && <Journeys {...props} pairs={pairs} />}
    </>
  );
}

function Journeys(props: FiguresProps) {
  const { pairs, provinceOf } = props;
  const { top, others } = topOf(pairs, mostBars);
  const named = top.map(({ origin, destination, count: value }) => ({
    label: `${provinceOf(origin)} → ${provinceOf(destination)}`,
    value,
    href: issuedAddress(props, { origin: origin || 'none', destination: destination || 'none' }),
  }));
  return <BarChart title="Từ đâu đến đâu" bars={others ? [...named, { label: `${others.many} hành trình khác`, value: others.count, rest: true }] : named} />;
}

/** Why requests were refused, in the officers' own words. */
export function Reasons({ reasons }: FiguresProps) {
  if (reasons.length === 0) return null;
  const { top, others } = topOf(reasons, 6);
  const named = top.map(({ key, count: value }) => ({ label: key, value }));
  return <BarChart title="Vì sao từ chối" bars={others ? [...named, { label: `${others.many} lý do khác`, value: others.count, rest: true }] : named} />;
}

/** What the machine found wanting in the dossiers that were answered. */
export function Checks({ checks }: FiguresProps) {
  if (checks.length === 0) return null;
  return (
    <BarChart
      title={checks.some(({ failed }) => failed > 0) ? 'Máy kiểm tra thấy chưa ổn (đỏ: có hồ sơ không đạt)' : 'Máy kiểm tra thấy cần xem lại'}
      bars={checks.slice(0, mostBars).map(({ title, failed, doubted }) => ({
        label: failed > 0 ? `${title} (không đạt ${count(failed)})` : title,
        value: failed + doubted,
        over: failed > 0,
      }))}
    />
  );
}
