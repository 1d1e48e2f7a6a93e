import { formatDate, formatDateTime } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, ErrorSummary, Facts, Field, LinkButton, Notice, Page } from '#design/index.ts';
import type { Unit } from '#kernel/organisations/index.ts';
import { type Fee, fieldLines, type Paper, type ProcedureVersion } from '../procedures/index.ts';
import type { Permit } from '../store/permits.ts';
import type { Filing } from '../submit/submit.ts';
import { PaperFields } from '../submit/form-sections.tsx';
import { Carried } from '../submit/review.page.tsx';
import type { Renewing } from './may-renew.ts';
import type { Proposal } from './propose.ts';

type RenewProps = { procedure: ProcedureVersion; proposal: Proposal; filing: Filing; unit: Unit; fee: Fee; due: Date; lot: boolean };

/** The renewal as it will be sent: what is extended, until when, what goes along, what must be new. One press sends it. */
export function RenewPage({ procedure, proposal, filing, unit, fee, due, lot }: RenewProps) {
  const { permits, carried, anew, typing } = proposal;
  // Why they are asked for stands above them: nothing on this page can change it.
  const paper = anew.map((one) => ({ ...one.paper, when: undefined }));
  return (
    <Page title={`Gia hạn: ${procedure.name}`} islands={paper.length > 0 ? ['upload'] : []}>
      <h1>Gia hạn {permits.length > 1 ? `${permits.length} giấy` : ''}</h1>
      <p class="lead">{procedure.name}</p>
      <Facts
        rows={[
          [permits.length > 1 ? 'Cho' : 'Giấy', <Named permits={permits} />],
          ['Hết hạn', ends(permits)],
          ['Xin gia hạn', wanted(procedure, proposal, lot)],
          ['Nơi nộp', unit.fullName],
          ['Lệ phí', fee.words],
          ['Nếu gửi bây giờ, hẹn trả', formatDateTime(due)],
        ]}
      />
      <form method="post" enctype="multipart/form-data" action={lot ? '/gia-han/lo' : `/dich-vu-cong/${procedure.code}/nop`}>
        <Papers procedure={procedure} carried={carried} anew={anew} paper={paper} />
        <Carried values={lot ? { 'renewal.ticket': typing.values['renewal.ticket'] ?? [] } : typing.values} kept={typing.kept} requestId={typing.requestId} />
        <Buttons>
          <Button name="step" value="send">
            Gửi hồ sơ
          </Button>
          {!lot && (
            <Button kind="second" name="step" value="edit">
              Sửa trước khi gửi
            </Button>
          )}
        </Buttons>
        <p class="help">Gửi rồi vẫn rút lại được cho đến khi lãnh đạo ký. Giấy cũ dùng đến hết hạn như thường.</p>
      </form>
      <AllAnswers filing={filing} shown={permits.length <= 5} />
    </Page>
  );
}

function Named({ permits }: { permits: readonly Permit[] }) {
  const names = permits.map(({ shown, numberText }) => shown || `số ${numberText}`);
  return <b>{names.length > 12 ? `${names.slice(0, 12).join(', ')} và ${names.length - 12} giấy nữa` : names.join(', ')}</b>;
}

function ends(permits: readonly Permit[]): string {
  const days = [...new Set(permits.flatMap(({ validUntil }) => (validUntil ? [formatDate(validUntil)] : [])))];
  return days.length > 3 ? `từ ${days[0]} đến ${days.at(-1)}` : days.join(', ');
}

function wanted({ result }: ProcedureVersion, { period }: Proposal, lot: boolean): string {
  if (lot && period) return 'mỗi giấy từ sau ngày hết hạn của nó, lâu như lần trước';
  if (period) return `từ ${day(period.from)} đến hết ${day(period.to)}`;
  return result.valid ? 'tính từ ngày ký giấy mới' : '';
}

function day(iso: string): string {
  return iso.split('-').reverse().join('/');
}

type PapersProps = Pick<Proposal, 'carried' | 'anew'> & { procedure: ProcedureVersion; paper: readonly Paper[] };

function Papers({ procedure, carried, anew, paper }: PapersProps) {
  if (carried.length + anew.length === 0) return null;
  return (
    <>
      {carried.length > 0 && (
        <Card title="Giấy tờ dùng lại, không phải gửi nữa">
          <Facts rows={carried.map(({ name, since }) => [name, `đã có từ ${formatDate(since)}`] as const)} />
        </Card>
      )}
      {anew.length > 0 && (
        <Notice kind="warning" title="Giấy tờ cần bản mới">
          <ul>
            {anew.map((one) => (
              <li>
                {one.paper.name}: {one.why}
                {one.paper.optional && ' (không bắt buộc)'}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {paper.length > 0 && <PaperFields procedure={procedure} papers={paper} kept={[]} errors={{}} />}
    </>
  );
}

/** What the officer will read; on a small phone it stays folded, for nothing in it is new. */
function AllAnswers({ filing, shown }: { filing: Filing; shown: boolean }) {
  if (!shown) return null;
  const sections = Map.groupBy(fieldLines(filing.procedure.form, filing.answers), (line) => line.section);
  return (
    <details>
      <summary>Xem mọi điều đã khai lần trước</summary>
      {[...sections].map(([title, lines]) => (
        <Card title={title}>
          <Facts rows={lines.map((line) => [line.label, line.shown] as const)} />
        </Card>
      ))}
    </details>
  );
}

/** Permits of one holder and kind that may be renewed together. */
export type Group = { title: string; holder: string; permits: readonly (Permit & { renewing: Renewing })[] };

/** What ends soon, all of it chosen: one press goes to the filled-in renewal. */
export function EndingPage({ groups, action }: { groups: readonly Group[]; action: string }) {
  return (
    <Page title="Gia hạn giấy">
      <h1>Gia hạn giấy</h1>
      {groups.length === 0 && <Notice kind="success">Không có giấy nào cần gia hạn lúc này.</Notice>}
      {groups.length > 0 && !groups.some(({ permits }) => permits.some(({ renewing }) => renewing.kind === 'may')) && (
        <Notice>Lúc này chưa giấy nào gia hạn được; tình hình ghi ở từng giấy. Đến ngày, hệ thống nhắn cho người được cấp.</Notice>
      )}
      {groups.map((group) => (
        <GroupForm group={group} action={action} />
      ))}
    </Page>
  );
}

export function GroupForm({ group: { title, holder, permits }, action }: { group: Group; action: string }) {
  const open = permits.filter(({ renewing }) => renewing.kind === 'may').length;
  return (
    <form method="post" action={action}>
      <fieldset class="block">
        <legend>
          {title} – {holder}
        </legend>
        {permits.map((permit) => (
          <PermitLine permit={permit} />
        ))}
      </fieldset>
      {open > 0 && (
        <Buttons>
          <Button>{open > 1 ? 'Gia hạn những giấy đã chọn' : 'Gia hạn'}</Button>
        </Buttons>
      )}
    </form>
  );
}

function PermitLine({ permit: { id, shown, numberText, validUntil, renewing } }: { permit: Group['permits'][number] }) {
  const name = shown || `Số ${numberText}`;
  const until = validUntil ? `đến hết ${formatDate(validUntil)}` : '';
  if (renewing.kind !== 'may')
    return (
      <p>
        <b>{name}</b> <span class="soft">{[until, renewingInWords(renewing)].filter(Boolean).join(' · ')}</span>
      </p>
    );
  return (
    <label class="choice">
      <input type="checkbox" name="giay" value={id} checked />
      <span>
        <b>{name}</b> <span class="soft">{until}</span>
      </span>
    </label>
  );
}

/** Why a permit cannot be chosen. */
export function renewingInWords(renewing: Renewing): string {
  switch (renewing.kind) {
    case 'pending':
      return `đang xin gia hạn, mã ${renewing.code}`;
    case 'renewed':
      return `đã có giấy mới số ${renewing.number}`;
    case 'elsewhere':
      return `gia hạn tại ${renewing.where}`;
    case 'suspended':
      return 'đang bị đình chỉ, chưa gia hạn được';
    case 'not-yet':
      return renewing.from ? `gia hạn được từ ${day(renewing.from)}` : 'chưa đến lúc gia hạn';
    default:
      return '';
  }
}

/** The link of a reminder opens to who knows the phone number, or the mail address, it was sent to. */
export function WhoPage({ action, by, typed = '', error }: { action: string; by: 'phone' | 'email'; typed?: string; error?: string }) {
  return (
    <Page title="Gia hạn giấy sắp hết hạn">
      <h1>Gia hạn giấy sắp hết hạn</h1>
      {error && <ErrorSummary errors={{ who: error }} />}
      <form method="post" action={action}>
        {by === 'phone' ? (
          <Field name="who" label="Số điện thoại đã nhận tin nhắc" input="tel" value={typed} autocomplete="tel" maxLength={20} error={error} short />
        ) : (
          <Field name="who" label="Địa chỉ e-mail đã nhận tin nhắc" input="email" value={typed} autocomplete="email" maxLength={200} error={error} />
        )}
        <Buttons>
          <Button>Xem giấy sắp hết hạn</Button>
        </Buttons>
      </form>
    </Page>
  );
}

/** Nothing can be renewed here: why, and the way back. */
export function NotNowPage({ words, back }: { words: string; back: string }) {
  return (
    <Page title="Chưa gia hạn được">
      <h1>Chưa gia hạn được</h1>
      <Notice kind="warning">
        <p>{words}</p>
      </Notice>
      <Buttons>
        <LinkButton href={back}>Quay lại</LinkButton>
      </Buttons>
    </Page>
  );
}
