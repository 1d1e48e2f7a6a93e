import { formatDateTime } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, ErrorSummary, Facts, Field, Notice, Page, StepTrail, type TrailStep } from '#design/index.ts';
import type { StateNames } from '../board/board.page.tsx';
import { isOver, type Step, stateNames as plainStates, type Verb } from '../dossier.ts';
import { feeInWords, limitOf, type ProcedureVersion, type Typed } from '../procedures/index.ts';
import type { Dossier, Event, SupplementItem } from '../store/read.ts';
import type { Renewing } from '../renew/may-renew.ts';
import type { Permit } from '../store/permits.ts';
import type { Result } from '../store/results.ts';
import type { Slip } from '../store/slips.ts';
import type { KeptPaper } from '../submit/kept-papers.ts';
import { SupplementFields } from '../supplement/supplement-fields.tsx';
import { describeTimeLeft } from '../time-left.ts';
import { Barred, barredInWords, Results } from './issued.tsx';

/** Asks for the code on the receipt and the phone number given. */
export function AskPage({ code = '', phone = '', error }: { code?: string; phone?: string; error?: string }) {
  return (
    <Page title="Tra cứu hồ sơ">
      <h1>Hồ sơ của tôi đang ở đâu?</h1>
      {error && <Notice kind="error">{error}</Notice>}
      <form method="post" action="/tra-cuu">
        <Field name="ma" label="Mã hồ sơ hoặc mã lô" help="Có trên giấy hẹn, ví dụ H55.368-261123-0001." value={code} autocomplete="off" maxLength={60} />
        <Field name="phone" label="Số điện thoại đã khai khi nộp" input="tel" value={phone} autocomplete="tel" maxLength={20} short />
        <Buttons>
          <Button>Xem hồ sơ</Button>
        </Buttons>
      </form>
      <p class="help">Không nhớ mã hoặc không có điện thoại: ra bộ phận một cửa, đọc họ tên, cán bộ tìm giúp.</p>
    </Page>
  );
}

/** With the code alone: only how far it is. */
export function ProgressPage({ code, state, lot = false }: { code: string; state: string; lot?: boolean }) {
  const thing = lot ? 'Lô hồ sơ' : 'Hồ sơ';
  return (
    <Page title={`${thing} ${code}`}>
      <h1>
        {thing} <span class="code">{code}</span>
      </h1>
      <Notice>
        <p>
          Tình trạng: <b>{state}</b>
        </p>
      </Notice>
      <form method="post" action="/tra-cuu">
        <input type="hidden" name="ma" value={code} />
        <Field
          name="phone"
          label="Số điện thoại đã khai khi nộp"
          help="Để xem chi tiết, bổ sung giấy tờ hoặc tải kết quả."
          input="tel"
          autocomplete="tel"
          maxLength={20}
          short
        />
        <Buttons>
          <Button>Xem chi tiết</Button>
        </Buttons>
      </form>
    </Page>
  );
}

export type TrackProps = {
  dossier: Dossier;
  procedure: ProcedureVersion;
  events: readonly Event[];
  slips: readonly Slip[];
  results: readonly Result[];
  permits: readonly Permit[];
  renewing: ReadonlyMap<string, Renewing>;
  asked: readonly SupplementItem[];
  typed: Typed;
  kept: readonly KeptPaper[];
  errors: Record<string, string>;
  error?: string;
  done?: string;
  unitName(id: string | null): string;
  stateNames: StateNames;
  slipNames: Record<string, string>;
  now: Date;
};

/** The citizen's own view: what to do now first, then where it is, then everything else. */
export function TrackPage(props: TrackProps) {
  const { dossier, error, errors, unitName } = props;
  return (
    <Page title={`Hồ sơ ${dossier.code}`} islands={props.asked.length > 0 ? ['upload'] : []}>
      <h1>
        Hồ sơ <span class="code">{dossier.code}</span>
      </h1>
      <p class="lead">{dossier.procedureName}</p>
      {error && <Notice kind="error">{error}</Notice>}
      <ErrorSummary errors={errors} />
      <Now {...props} />
      <Results {...props} />
      <Facts
        rows={[
          ['Nơi nhận', unitName(dossier.receivingUnit)],
          ['Nộp lúc', formatDateTime(dossier.submittedAt)],
          ['Hẹn trả', due(props)],
          ['Lệ phí', `${feeInWords(dossier.fee)}${dossier.feePaidAt ? ' (đã nộp)' : ''}`],
        ]}
      />
      <h2>Hồ sơ đã đi đến đâu</h2>
      <StepTrail steps={trail(props)} />
      <Slips {...props} />
      <Withdraw {...props} />
    </Page>
  );
}

function due({ dossier, now }: TrackProps): string {
  if (!dossier.dueAt) return dossier.state === 'awaiting-supplement' ? 'tính lại từ khi bạn bổ sung đủ' : '';
  const left = dossier.finishedAt ? '' : ` (${describeTimeLeft(dossier.dueAt, now)})`;
  return `${formatDateTime(dossier.dueAt)}${left}`;
}

function Now(props: TrackProps) {
  const { dossier, stateNames, asked } = props;
  if (asked.length > 0) return <Supplement {...props} />;
  const barred = barredInWords(props);
  if (barred.length > 0) return <Barred words={barred} office={props.unitName(dossier.decidingUnit)} />;
  const kind = ['intake-refused', 'refused', 'stopped'].includes(dossier.state)
    ? 'warning'
    : dossier.state === 'done' || dossier.state === 'given-back'
      ? 'success'
      : 'info';
  return (
    <Notice kind={kind} title={stateNames[dossier.state] ?? plainStates[dossier.state]}>
      <p>{whatNow(props)}</p>
    </Notice>
  );
}

function whatNow({ dossier, events, procedure, unitName }: TrackProps): string {
  const last = events.at(-1);
  switch (dossier.state) {
    case 'submitted':
      return `${unitName(dossier.receivingUnit)} sẽ xem hồ sơ${limitOf(procedure, dossier.channel).unit === 'hour' ? ', cả ban đêm và ngày nghỉ' : ' trong giờ làm việc'}. Bạn không phải làm gì thêm.`;
    case 'done':
      return dossier.returnMode === 'online'
        ? 'Tải bản điện tử ở ngay dưới đây; bản này có giá trị như bản giấy.'
        : 'Mời đến bộ phận một cửa nhận bản giấy; bản điện tử tải được ở ngay dưới đây.';
    case 'given-back':
      return 'Đã trả kết quả. Bản điện tử vẫn tải lại được.';
    case 'intake-refused':
    case 'refused':
    case 'stopped':
    case 'withdrawn':
      return last?.note ?? '';
    default:
      return `Đang ở ${unitName(dossier.holderUnit)}. Bạn không phải làm gì thêm.`;
  }
}

/** The marked fields and papers, and nothing else: each with the officer's reason above it. */
function Supplement(props: TrackProps) {
  return (
    <Card title="Cần bạn bổ sung">
      <p>Cán bộ đã xem và cần bạn sửa đúng những mục dưới đây. Thời hạn tính lại từ khi bạn bổ sung xong.</p>
      <form method="post" action="/tra-cuu/ho-so/bo-sung" enctype="multipart/form-data" novalidate>
        <SupplementFields {...props} />
        <Buttons>
          <Button>Gửi bổ sung</Button>
        </Buttons>
      </form>
    </Card>
  );
}

const told: Partial<Record<Verb, string>> = {
  submit: 'Bạn đã nộp hồ sơ',
  enter: 'Cán bộ nhập hồ sơ tại bàn',
  receive: 'Đã tiếp nhận',
  refuseIntake: 'Không được tiếp nhận',
  askForMore: 'Cán bộ yêu cầu bổ sung',
  supplement: 'Bạn đã bổ sung',
  assess: 'Đã thẩm định, trình lãnh đạo',
  approve: 'Lãnh đạo đã ký',
  seal: 'Đã vào số, đóng dấu',
  giveBack: 'Đã trả kết quả',
  revoke: 'Kết quả bị thu hồi',
  suspend: 'Kết quả tạm bị đình chỉ',
  reinstate: 'Kết quả dùng lại được',
  reissue: 'Giấy có mã mới, hãy in lại',
  refuse: 'Bị từ chối giải quyết',
  withdraw: 'Đã rút hồ sơ',
  stop: 'Dừng giải quyết',
  apologise: 'Xin lỗi và hẹn lại',
  pay: 'Đã thu lệ phí',
};

const toCome: Record<Step, string> = { receive: 'Tiếp nhận', assess: 'Thẩm định', approve: 'Ký duyệt', seal: 'Vào số, đóng dấu', 'give-back': 'Trả kết quả' };

/** What happened, where it is, what is still to come: agency, person and time, as NĐ 224/2026 Đ15 asks. */
function trail({ dossier, events, procedure, unitName }: TrackProps): TrailStep[] {
  const past: TrailStep[] = events
    .filter(({ verb }) => verb in told)
    .map((event) => ({
      title: told[event.verb as Verb] ?? event.verb,
      when: formatDateTime(event.at),
      who: event.unitId ? `${event.actorName}, ${unitName(event.unitId)}` : '',
      note: event.note ?? undefined,
      state: 'past',
    }));
  if (isOver(dossier.state)) return past;
  const ahead = procedure.route.slice(procedure.route.findIndex(({ step }) => step === dossier.step));
  return [
    ...past,
    ...ahead.map(
      ({ step }, i): TrailStep => ({
        title: i === 0 && dossier.state === 'awaiting-supplement' ? 'Chờ bạn bổ sung' : toCome[step],
        state: i === 0 ? 'now' : 'to-come',
      }),
    ),
  ];
}

function Slips({ slips, slipNames }: TrackProps) {
  const forCitizen = slips.filter(({ kind }) => kind !== 'control');
  if (forCitizen.length === 0) return null;
  return (
    <>
      <h2>Phiếu của hồ sơ</h2>
      <ul>
        {forCitizen.map((slip) => (
          <li>
            <a href={`/tra-cuu/ho-so/phieu/${slip.id}`}>{slipNames[slip.kind] ?? slip.kind}</a> <span class="soft">số {String(slip.data.number)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Withdraw({ dossier }: TrackProps) {
  if (!['submitted', 'received', 'assessing', 'awaiting-supplement', 'awaiting-approval'].includes(dossier.state)) return null;
  return (
    <details>
      <summary>Rút hồ sơ</summary>
      <form method="post" action="/tra-cuu/ho-so/rut">
        <Field name="reason" label="Lý do" required={false} maxLength={1000} />
        <Buttons>
          <Button kind="danger">Rút hồ sơ này</Button>
        </Buttons>
      </form>
    </details>
  );
}
