import { formatDateTime } from '#kernel/calendar/index.ts';
import { Card, Facts, Notice, Page, StepTrail, Tag, type TrailStep } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { FormValues } from '#kernel/web/index.ts';
import { type StateNames, stepNames } from '../board/board.page.tsx';
import { ChecksCard, checksOf, countsInWords, type ShownChecks } from '../checks/index.ts';
import { punctualityNames, type Score } from '../clocks.ts';
import { type State, stateNames as plainStates, type Verb, verbNames } from '../dossier.ts';
import { feeInWords, type FieldLine, limitOf, type ProcedureVersion } from '../procedures/index.ts';
import type { Dossier, Event, Paper, SupplementItem } from '../store/read.ts';
import type { Permit } from '../store/permits.ts';
import type { Result } from '../store/results.ts';
import { AutoIssueCard } from '../auto-issue/card.tsx';
import type { AutoIssue } from '../store/auto-issues.ts';
import type { Slip } from '../store/slips.ts';
import type { Unfinished } from '../supplement/read-supplement.ts';
import { describeTimeLeft } from '../time-left.ts';
import { Actions } from './actions.tsx';
import { hidden, mask } from './masking.ts';
import { Results } from './results.tsx';

export type DossierProps = {
  officer: Officer;
  dossier: Dossier;
  /** The code of the lot it came in. */
  lotCode: string | undefined;
  procedure: ProcedureVersion;
  lines: readonly FieldLine[];
  /** Questions that were asked and left empty. */
  empty: readonly FieldLine[];
  papers: readonly Paper[];
  events: readonly Event[];
  items: readonly SupplementItem[];
  slips: readonly Slip[];
  /** What a rule did with it; nothing for most dossiers. */
  auto: AutoIssue | undefined;
  results: readonly Result[];
  permits: readonly Permit[];
  /** Where the desk enters the renewal of a permit. */
  renewals: ReadonlyMap<string, string>;
  /** What the machine found. */
  checks: ShownChecks;
  unitNames: { receiving: string; deciding: string; of(id: string | null): string };
  /** What this officer may do now. */
  may: readonly Verb[];
  /** Personal numbers and phones in full; each showing is recorded. */
  revealed: boolean;
  draft: Record<string, string>;
  /** What was marked as wrong and is awaited now. */
  asked: readonly SupplementItem[];
  unfinished: Unfinished;
  /** The verb that could not be done, and what was sent with it. */
  failed: Verb | undefined;
  sent: FormValues;
  now: Date;
  /** The scoring clock; the legal one is the dossier's `dueAt`. */
  score: Score | null;
  /** Until when more may be asked for. */
  supplementBy: Date;
  /** By when what was sent must be with who processes it. */
  transferBy: Date;
  /** By when an apology must be out if the day cannot be kept. */
  apologyBy: Date | null;
  stateNames: StateNames;
  slipNames: Record<string, string>;
  done?: string;
  error?: string;
};

/** A dossier as the officer opens it: what is asked, what was handed in, what happened, and what to do now. */
export function DossierPage(props: DossierProps) {
  const { officer, dossier, done, error } = props;
  return (
    <Page title={`Hồ sơ ${dossier.code}`} kind="officer" actor={officer} islands={props.may.includes('supplement') ? ['upload'] : []}>
      <p class="crumbs">
        <a href="/can-bo">Việc của tôi</a>
        {props.procedure.checks.length > 0 && (
          <>
            {' '}
            › <a href="/can-bo/giay-phep">Hàng đợi giấy phép</a>
          </>
        )}
      </p>
      <h1>
        <span class="code">{dossier.code}</span>
      </h1>
      <p class="lead">
        {dossier.applicantName} · {dossier.procedureName}
      </p>
      {done && <Notice kind="success">{done}</Notice>}
      {error && (
        <Notice kind="error" title="Chưa làm được">
          <p>{error}</p>
        </Notice>
      )}
      <div class="two">
        <div>
          <ChecksCard {...props.checks} officer={officer} />
          <Actions {...props} />
          <Answers {...props} />
          <Papers {...props} />
          <Results {...props} />
        </div>
        <div>
          <Standing {...props} />
          <AutoIssueCard auto={props.auto} />
          <Slips {...props} />
          <History {...props} />
        </div>
      </div>
    </Page>
  );
}

function Standing({ dossier, lotCode, procedure, unitNames, now, stateNames, officer, score, transferBy }: DossierProps) {
  const open = !dossier.finishedAt && dossier.dueAt;
  const late = open && dossier.dueAt && dossier.dueAt < now;
  return (
    <Card title="Tình trạng">
      <Facts
        rows={[
          ['Trạng thái', <b>{stateNames[dossier.state] ?? plainStates[dossier.state]}</b>],
          ['Bước', dossier.step ? `${stepNames[dossier.step]}${dossier.holderUnit === officer.unitId ? '' : ` tại ${unitNames.of(dossier.holderUnit)}`}` : ''],
          ['Phải nhận, chuyển trước', dossier.state === 'submitted' && dossier.dueAt && transferBy < dossier.dueAt ? formatDateTime(transferBy) : ''],
          ['Hẹn trả', promise(dossier)],
          ['Còn lại', open && dossier.dueAt ? <Tag kind={late ? 'bad' : 'plain'}>{describeTimeLeft(dossier.dueAt, now)}</Tag> : ''],
          ['Đã hẹn lại', dossier.postponedAt ? `có, hẹn đầu là ${dossier.firstDueAt ? formatDateTime(dossier.firstDueAt) : ''}` : ''],
          ['Tính điểm', score && isCounted(dossier, score) ? scoreInWords(score, limitOf(procedure, dossier.channel).unit !== 'hour') : ''],
          ['Nơi nhận', unitNames.receiving],
          ['Nơi giải quyết', dossier.decidingUnit === dossier.receivingUnit ? '' : unitNames.deciding],
          ['Kênh nộp', channelNames[dossier.channel]],
          [
            'Nộp theo lô',
            lotCode && (
              <>
                dòng {dossier.lotRow} trong bảng của người nộp, <a href={`/can-bo/lo/${dossier.lot}`}>xem cả lô</a>
              </>
            ),
          ],
          ['Lệ phí', `${feeInWords(dossier.fee)}${dossier.feePaidAt ? ', đã thu' : ''}`],
        ]}
      />
    </Card>
  );
}

function promise({ dueAt, state }: Dossier): string {
  if (dueAt) return formatDateTime(dueAt);
  return state === 'awaiting-supplement' ? 'đang dừng, tính lại từ đầu khi bổ sung đủ' : '';
}

/** Nothing to tell in the first hour, and nothing is counted of what the office never had to decide. */
function isCounted({ state, finishedAt }: Dossier, { minutesUsed, minutesWaited }: Score): boolean {
  return !['withdrawn', 'intake-refused'].includes(state) && (finishedAt !== null || minutesUsed >= 60 || minutesWaited >= 60);
}

/** Where nights count, office hours tell nothing of how long it took. */
function scoreInWords({ punctuality, minutesUsed, minutesWaited, askedTooOften }: Score, inOfficeHours: boolean): string {
  const waited = inOfficeHours && minutesWaited >= 60 && `người dân giữ ${officeTime(minutesWaited)}`;
  const why = askedTooOften && 'vì yêu cầu bổ sung quá số lần';
  return [punctualityNames[punctuality], why, inOfficeHours && `đã dùng ${officeTime(minutesUsed)}`, waited].filter(Boolean).join(', ');
}

/** Eight office hours are a working day. */
function officeTime(minutes: number): string {
  if (minutes < 60) return `${Math.max(0, Math.round(minutes))} phút làm việc`;
  return minutes < 960 ? `${Math.round(minutes / 60)} giờ làm việc` : `${Math.round(minutes / 480)} ngày làm việc`;
}

const channelNames = { online: 'Trực tuyến', desk: 'Tại bàn', post: 'Bưu chính', portal: 'Cổng quốc gia' };

function Answers({ lines, dossier, revealed, officer }: DossierProps) {
  const sections = Map.groupBy(lines, (line) => line.section);
  const mayReveal = lines.some(hidden) && !officer.roles.includes('auditor');
  return (
    <Card title="Tờ khai">
      {[...sections].map(([title, fields]) => (
        <>
          <h3>{title}</h3>
          <Facts rows={fields.map((field) => [field.label, hidden(field) && !revealed ? mask(field.shown) : field.shown] as const)} />
        </>
      ))}
      {mayReveal && !revealed && (
        <p>
          <a href={`/can-bo/ho-so/${dossier.id}?hien=1`}>Hiện số định danh, điện thoại</a> <span class="soft">(mỗi lần xem đều được ghi lại)</span>
        </p>
      )}
    </Card>
  );
}

function Papers({ papers, dossier }: DossierProps) {
  if (papers.length === 0) return null;
  return (
    <Card title="Giấy tờ">
      <ul>
        {papers.map((paper) => (
          <li>
            {paper.fileHash ? <a href={`/can-bo/ho-so/${dossier.id}/giay-to/${paper.fileHash}`}>{paper.name}</a> : `${paper.name} (bản giấy tại bàn)`}
            {paper.round > 0 && <Tag>bổ sung lần {paper.round}</Tag>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Slips({ slips, slipNames }: DossierProps) {
  if (slips.length === 0) return null;
  return (
    <Card title="Phiếu đã lập">
      <ul>
        {slips.map((slip) => (
          <li>
            <a href={`/can-bo/phieu/${slip.id}`}>{slipNames[slip.kind] ?? slip.kind}</a> <span class="soft">số {String(slip.data.number)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What happened, and the step that waits now; a life that is over has none. */
function History({ dossier, events, items, unitNames }: DossierProps) {
  const past = events.map(
    (event): TrailStep => ({
      title: sentence(event),
      when: formatDateTime(event.at),
      who: [event.actorName, event.unitId ? unitNames.of(event.unitId) : ''].filter(Boolean).join(', '),
      note: event.note ?? noteOf(event, items),
      state: 'past',
    }),
  );
  const waits = dossier.state === 'awaiting-supplement' ? 'Chờ người dân bổ sung' : dossier.step && `Chờ: ${stepNames[dossier.step]}`;
  const now: TrailStep[] = waits && !isFinal(dossier.state) ? [{ title: waits, who: unitNames.of(dossier.holderUnit), state: 'now' }] : [];
  return (
    <Card title="Quá trình">
      <StepTrail steps={[...past, ...now]} />
    </Card>
  );
}

function sentence(event: Event): string {
  if (event.verb === 'approve' && event.actorId?.startsWith('rule:')) return 'Duyệt theo quy tắc, không có chữ ký cá nhân';
  const words = verbNames[event.verb as Verb] ?? event.verb;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the office has to know of each step; the opinion and who took the paper are for officers only. */
function noteOf(event: Event, items: readonly SupplementItem[]): string | undefined {
  const { verb, detail } = event;
  const checked = checksOf(event);
  const said = (name: string, words: string) => (detail[name] ? [`${words}${String(detail[name])}`] : []);
  const asked = items.filter(({ round }) => verb === 'askForMore' && round === detail.round).map(({ label, why }) => `${label}: ${why}`);
  const parts = [
    ...asked,
    ...said('why', ''),
    ...said('opinion', 'Ý kiến: '),
    ...(checked.length > 0 ? [`Máy kiểm tra: ${countsInWords(checked)}`] : []),
    ...said('receiptNumber', 'Biên lai số '),
    ...said('receiver', 'Người nhận: '),
    ...said('shown', 'đã xem '),
  ];
  return parts.length > 0 ? parts.map((part, i) => (i < parts.length - 1 ? part.replace(/\.$/, '') : part)).join('; ') : undefined;
}

export function isFinal(state: State): boolean {
  return ['given-back', 'intake-refused', 'refused', 'withdrawn', 'stopped'].includes(state);
}
