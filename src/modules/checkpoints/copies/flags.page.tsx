import { Button, Buttons, Card, type Column, EmptyState, ErrorSummary, Facts, Field, Page, Pager, Table, Tag } from '#design/index.ts';
import { formatDateTime } from '#kernel/calendar/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { Flag, Settled } from '../store/flags.ts';
import { plateWords } from '../words.ts';
import { speedNeeded } from './copies.ts';

type ListProps = { officer: Officer; flags: readonly Flag[]; page: number; more: boolean };

/** Papers seen at two places too far apart, unsettled first. */
export function FlagsPage({ officer, flags, page, more }: ListProps) {
  return (
    <Page title="Giấy nghi bị sao chép" kind="officer" actor={officer} here="/can-bo/chot">
      <p class="crumbs">
        <a href="/can-bo/chot">Mọi chốt</a>
      </p>
      <h1>Giấy nghi bị sao chép</h1>
      <p class="lead">Cùng một giấy được quét thấy đúng ở hai nơi, xa hơn sức xe chạy trong khoảng thời gian ấy. Máy tại chốt báo trước mỗi khi gặp lại.</p>
      {flags.length === 0 ? (
        <EmptyState title="Không có nghi vấn nào">
          <p>Khi sổ quét của các chốt gửi về mà thấy một giấy ở hai nơi quá xa nhau, giấy ấy hiện ở đây.</p>
        </EmptyState>
      ) : (
        <Table
          caption="Giấy nghi bị sao chép, chưa kết luận đứng trước"
          rows={flags}
          columns={columns}
          rowClass={({ settledAt }) => (settledAt ? undefined : 'late')}
        />
      )}
      <Pager page={page} more={more} href={(to) => `/can-bo/chot/nghi-van?trang=${to}`} />
    </Page>
  );
}

const columns: Column<Flag>[] = [
  {
    title: 'Giấy',
    cell: ({ id, subject, number }) => (
      <>
        <a href={`/can-bo/chot/nghi-van/${id}`}>
          <b class="code">{subject}</b>
        </a>
        <br />
        <span class="soft">số {number}</span>
      </>
    ),
  },
  { title: 'Thấy trước', cell: ({ first }) => `${first.checkpoint}, ${formatDateTime(new Date(first.at))}` },
  { title: 'Thấy sau', cell: ({ second }) => `${second.checkpoint}, ${formatDateTime(new Date(second.at))}` },
  { title: 'Cách nhau', cell: ({ km, minutes }) => `${Math.round(km)} km, ${describeMinutes(minutes)}` },
  { title: 'Kết luận', cell: ({ settledAs }) => <Settledness as={settledAs} /> },
];

function Settledness({ as }: { as: Settled | null }) {
  if (!as) return <Tag kind="warn">chờ kết luận</Tag>;
  return as === 'copy' ? <Tag kind="bad">bị sao chép</Tag> : <Tag kind="good">báo nhầm</Tag>;
}

type Typed = { as: string; why: string; errors: Record<string, string> };
type FlagProps = { officer: Officer; flag: Flag; dossier: string | undefined; unitName(id: string): string; keeps: boolean; typed: Typed | undefined };

/** One suspicion: where and when the paper was seen, and what was found out. */
export function FlagPage({ officer, flag, dossier, unitName, keeps, typed }: FlagProps) {
  return (
    <Page title={`Nghi sao chép: ${flag.subject}`} kind="officer" actor={officer} here="/can-bo/chot">
      <p class="crumbs">
        <a href="/can-bo/chot/nghi-van">Mọi nghi vấn</a>
      </p>
      <h1>
        {flag.subject} <Settledness as={flag.settledAs} />
      </h1>
      <ErrorSummary errors={typed?.errors ?? {}} />
      <p class="leap">
        Thấy ở hai nơi cách nhau <b>{Math.round(flag.km)} km</b> trong <b>{describeMinutes(flag.minutes)}</b>. {describeSpeed(flag)}
      </p>
      <ol class="sightings">
        <Sighting title="Thấy trước" seen={flag.first} unitName={unitName} />
        <Sighting title="Thấy sau" seen={flag.second} unitName={unitName} />
      </ol>
      <Card title="Giấy">
        <Facts
          rows={[
            ['Số', flag.number],
            ['Về', flag.subject],
            ['Nơi cấp', unitName(flag.issuerUnit)],
            ['Hồ sơ', dossier ? <a href={`/can-bo/ho-so/${dossier}`}>{flag.dossierCode}</a> : 'không mở được từ đơn vị này, chỉ xem được số giấy'],
            ['Phát hiện lúc', formatDateTime(flag.madeAt)],
          ]}
        />
      </Card>
      {flag.settledAt ? <Conclusion flag={flag} /> : keeps && <SettleForm flag={flag} typed={typed} />}
    </Page>
  );
}

function Sighting({ title, seen, unitName }: { title: string; seen: Flag['first']; unitName(id: string): string }) {
  return (
    <li>
      <p class="soft">{title}</p>
      <p class="big">{formatDateTime(new Date(seen.at))}</p>
      <p>
        <b>{seen.checkpoint}</b>
        <br />
        {unitName(seen.unitId)}, máy «{seen.device}»
      </p>
      {seen.plate && <p>Biển trên xe: {plateWords[seen.plate]}</p>}
      <p class="soft">Sổ gửi về lúc {formatDateTime(new Date(seen.receivedAt))}</p>
    </li>
  );
}

function Conclusion({ flag }: { flag: Flag }) {
  return (
    <Card title="Kết luận">
      <Facts
        rows={[
          ['Là', flag.settledAs === 'copy' ? 'giấy bị sao chép' : 'báo nhầm'],
          ['Đã kiểm tra', flag.settledWhy],
          ['Người kết luận', `${flag.settledByName}, ${flag.settledAt ? formatDateTime(flag.settledAt) : ''}`],
        ]}
      />
    </Card>
  );
}

function SettleForm({ flag, typed }: { flag: Flag; typed: Typed | undefined }) {
  return (
    <Card title="Kết luận">
      <form method="post" action={`/can-bo/chot/nghi-van/${flag.id}/ket-luan`}>
        <Field
          name="as"
          label="Sau khi kiểm tra, đây là"
          input="radio"
          value={typed?.as}
          error={typed?.errors.as}
          options={[
            { value: 'copy', label: 'Giấy bị sao chép: các chốt tiếp tục được báo' },
            { value: 'false-alarm', label: 'Báo nhầm: thôi báo giấy này' },
          ]}
        />
        <Field name="why" label="Đã kiểm tra thế nào" value={typed?.why} error={typed?.errors.why} maxLength={500} />
        <p class="soft">Kết luận ở đây không thu hồi giấy. Muốn thu hồi, mở hồ sơ của giấy.</p>
        <Buttons>
          <Button>Ghi kết luận</Button>
        </Buttons>
      </form>
    </Card>
  );
}

function describeSpeed(flag: Flag): string {
  const speed = speedNeeded(flag);
  return speed > 2000 ? 'Không xe nào kịp.' : `Muốn kịp phải chạy ${Math.round(speed)} km/giờ.`;
}

function describeMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 1) return 'chưa đầy một phút';
  return whole < 60 ? `${whole} phút` : `${Math.floor(whole / 60)} giờ ${whole % 60} phút`;
}
