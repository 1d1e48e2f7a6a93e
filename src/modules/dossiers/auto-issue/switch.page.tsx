import { formatDateTime } from '#kernel/calendar/index.ts';
import { Button, Buttons, Card, EmptyState, Facts, Field, LinkButton, Notice, Page, StepTrail, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { Rules } from '#kernel/organisations/index.ts';
import type { ProcedureVersion } from '../procedures/index.ts';
import type { AutoCounts, AutoLine, Switch } from '../store/auto-issues.ts';

export type OfProcedure = { procedure: ProcedureVersion; turned: Switch | undefined; history: readonly Switch[]; counts: AutoCounts };

type SwitchProps = {
  officer: Officer;
  limits: Rules['auto_issue'];
  of: readonly OfProcedure[];
  samples: readonly AutoLine[];
  left: readonly AutoLine[];
  error: string | undefined;
};

/** What the unit issues by rule, without an officer: on or off, how many, and what people look at afterwards. */
export function SwitchPage(props: SwitchProps) {
  const { officer, limits, of, error } = props;
  return (
    <Page title="Tự động cấp" kind="officer" actor={officer} here="/can-bo/tu-dong-cap">
      <h1>Tự động cấp theo quy tắc</h1>
      {error && <Notice kind="error">{error}</Notice>}
      {!limits.allowed && (
        <Notice kind="info" title="Thời kỳ này không cho tự động cấp">
          <p>Căn cứ: {limits.basis}. Mọi hồ sơ do cán bộ xử lý.</p>
        </Notice>
      )}
      {of.length === 0 ? (
        <EmptyState title="Cơ quan bạn không có thủ tục nào được tự động cấp">
          <p>Thủ tục nào được tự động cấp thì ghi trong gói thủ tục, kèm quy tắc và các kiểm tra phải đạt.</p>
        </EmptyState>
      ) : (
        of.map((one) => <OneProcedure {...props} one={one} />)
      )}
      <Samples {...props} />
      <Left {...props} />
    </Page>
  );
}

function OneProcedure({ officer, limits, one: { procedure, turned, history, counts } }: SwitchProps & { one: OfProcedure }) {
  const on = limits.allowed && turned?.on === true;
  return (
    <Card title={procedure.name}>
      <p>
        {on ? <Tag kind="good">Đang bật</Tag> : <Tag kind="warn">Đang tắt</Tag>}{' '}
        <span class="soft">{turned ? `${turned.byPosition} ${turned.byName}, ${formatDateTime(turned.at)}: ${turned.why}` : 'Chưa ai bật.'}</span>
      </p>
      <ul class="numbers">
        <li>
          <b>{counts.issued.toLocaleString('vi')}</b>tự động cấp hôm nay
        </li>
        <li>
          <b>{counts.left.toLocaleString('vi')}</b>để cán bộ xử lý
        </li>
        <li>
          <b>
            {counts.lastHour.toLocaleString('vi')}/{limits.most_per_hour.toLocaleString('vi')}
          </b>
          trong một giờ qua
        </li>
        <li class={counts.toReview > 0 ? 'late' : undefined}>
          <b>{counts.toReview.toLocaleString('vi')}</b>giấy mẫu chờ xem lại
        </li>
      </ul>
      <Facts
        rows={[
          ['Quy tắc', procedure.auto_issue?.rule],
          ['Phải đạt hết', procedure.checks.map(({ rule }) => rule).join(' ')],
          ['Ai cho phép', `${limits.by} (${limits.basis})`],
          ['Xem lại', `cứ ${limits.sample_one_in} giấy thì cán bộ xem lại một giấy`],
        ]}
      />
      {limits.allowed && officer.roles.includes('leader') && <Turn code={procedure.code} on={on} />}
      {history.length > 1 && (
        <details>
          <summary>Những lần bật, tắt</summary>
          <StepTrail
            steps={history.map((one) => ({
              title: one.on ? 'Bật' : 'Tắt',
              when: formatDateTime(one.at),
              who: `${one.byPosition} ${one.byName}`,
              note: one.why,
              state: 'past' as const,
            }))}
          />
        </details>
      )}
    </Card>
  );
}

function Turn({ code, on }: { code: string; on: boolean }) {
  return (
    <form method="post" action="/can-bo/tu-dong-cap">
      <input type="hidden" name="procedure" value={code} />
      <input type="hidden" name="on" value={on ? 'no' : 'yes'} />
      <Field
        name="why"
        label={on ? 'Vì sao tắt' : 'Vì sao bật'}
        help={on ? undefined : 'Bật là bạn cho phép máy cấp giấy thay người khi mọi kiểm tra đều đạt; tên bạn đứng trên từng giấy. Tắt được bất cứ lúc nào.'}
        maxLength={500}
      />
      <Buttons>
        <Button kind={on ? 'danger' : 'first'}>{on ? 'Tắt tự động cấp' : 'Bật tự động cấp'}</Button>
      </Buttons>
    </form>
  );
}

function Samples({ samples }: SwitchProps) {
  if (samples.length === 0) return null;
  return (
    <Card title="Giấy mẫu chờ xem lại">
      <p>Mở từng hồ sơ, so giấy tờ với tờ khai. Thấy sai thì tự động cấp tắt ngay, chờ lãnh đạo xem.</p>
      {samples.map((sample) => (
        <form method="post" action={`/can-bo/tu-dong-cap/${sample.dossierId}/xem-lai`} class="bar">
          <p>
            <a class="code" href={`/can-bo/ho-so/${sample.dossierId}`}>
              {sample.code}
            </a>
            <br />
            {sample.applicantName} <span class="soft">cấp {formatDateTime(sample.decidedAt)}</span>
          </p>
          <Field name="note" label="Ghi chú (sai ở đâu)" required={false} maxLength={500} />
          <Button kind="second" name="review" value="right">
            Đúng
          </Button>
          <Button kind="danger" name="review" value="wrong">
            Cấp sai
          </Button>
        </form>
      ))}
    </Card>
  );
}

function Left({ left }: SwitchProps) {
  if (left.length === 0) return null;
  return (
    <Card title="Hôm nay để cán bộ xử lý">
      <ul>
        {left.map(({ dossierId, code, applicantName, said }) => (
          <li>
            <a class="code" href={`/can-bo/ho-so/${dossierId}`}>
              {code}
            </a>{' '}
            {applicantName} <span class="soft">{said}</span>
          </li>
        ))}
      </ul>
      <LinkButton kind="second" href="/can-bo/giay-phep">
        Đến hàng đợi
      </LinkButton>
    </Card>
  );
}
