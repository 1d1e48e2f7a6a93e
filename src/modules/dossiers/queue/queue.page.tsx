import { Button, EmptyState, Field, LinkButton, Notice, Page, Pager } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import { stepNames } from '../board/board.page.tsx';
import { addressOf, stepKeys, verdictKeys } from './filter.ts';
import { Choice } from './choice.tsx';
import { onPage, type QueueFilter, type QueueRow } from './rows.ts';

export type QueueProps = {
  officer: Officer;
  /** Everything that waits in the unit; `inStep` of it what the filter leaves, whatever the machine says; `rows` all that match; `shown` this page. */
  all: readonly QueueRow[];
  inStep: readonly QueueRow[];
  rows: readonly QueueRow[];
  shown: readonly QueueRow[];
  page: number;
  filter: QueueFilter;
  /** Ticked from the start: this page, or every line that matches, also those of other pages. */
  chosen: '' | 'trang' | 'het';
  /** More wait than are looked at. */
  cut: boolean;
  now: Date;
  provinceOf(code: string): string;
};

/** The queue of permits (hàng đợi giấy phép): what runs out first stands first. */
export function QueuePage(props: QueueProps) {
  const { officer, all, rows, page, filter, cut, shown } = props;
  return (
    <Page title="Hàng đợi giấy phép" kind="officer" actor={officer} here="/can-bo/giay-phep" islands={['queue']}>
      <p class="crumbs">
        <a href="/can-bo">Việc của tôi</a>
      </p>
      <h1>Hàng đợi giấy phép</h1>
      {all.length === 0 ? (
        <EmptyState title="Không có hồ sơ nào đang chờ">
          <p>Hồ sơ xin giấy đi đường và giấy phép có kiểm tra tự động hiện ở đây ngay khi đến, gấp nhất đứng trước.</p>
          <LinkButton href="/can-bo" kind="second">
            Về việc của tôi
          </LinkButton>
        </EmptyState>
      ) : (
        <>
          <Counts {...props} />
          <Filter {...props} />
          {cut && (
            <Notice kind="warning">
              <p>
                Đang chờ nhiều hơn {all.length.toLocaleString('vi')} hồ sơ; trang này xem {all.length.toLocaleString('vi')} hồ sơ gấp nhất.
              </p>
            </Notice>
          )}
          {rows.length === 0 ? (
            <EmptyState title="Không có hồ sơ nào khớp">
              <p>
                <a href={addressOf({ ...filter, verdict: '', destination: '', onBehalf: '', lot: '' })}>Bỏ bộ lọc</a>
                {filter.step === 'mine' && (
                  <>
                    {' hoặc '}
                    <a href={addressOf({ verdict: '', destination: '', onBehalf: '', lot: '', step: 'all' })}>
                      xem cả cơ quan ({all.length.toLocaleString('vi')} hồ sơ)
                    </a>
                  </>
                )}
                .
              </p>
            </EmptyState>
          ) : (
            <Choice {...props} />
          )}
          <Pager page={page} more={rows.length > (page - 1) * onPage + shown.length} href={(to) => addressOf(filter, { trang: String(to) })} />
        </>
      )}
    </Page>
  );
}

/** What waits, and what the machine says of it; each number leads to its lines. */
function Counts({ inStep, filter }: QueueProps) {
  const many = (verdict: QueueRow['verdict']) => inStep.filter((row) => row.verdict === verdict).length;
  const late = inStep.filter((row) => row.late).length;
  const tiles = [
    { verdict: '', count: inStep.length, words: filter.step === 'mine' ? 'đang chờ tôi' : 'đang chờ' },
    { verdict: 'pass', count: many('pass'), words: 'máy thấy đạt hết' },
    { verdict: 'doubt', count: many('doubt'), words: 'có chỗ cần xem' },
    { verdict: 'fail', count: many('fail'), words: 'có chỗ không đạt' },
  ] as const;
  return (
    <ul class="numbers queue-counts">
      {tiles.map(({ verdict, count, words }) => (
        <li class={verdict || undefined}>
          <a href={addressOf({ ...filter, verdict })} aria-current={filter.verdict === verdict ? 'true' : undefined}>
            <b>{count.toLocaleString('vi')}</b>
            {words}
          </a>
        </li>
      ))}
      <li class={late > 0 ? 'flat late' : 'flat'}>
        <b>{late.toLocaleString('vi')}</b>quá hạn
      </li>
    </ul>
  );
}

function Filter({ filter, all, provinceOf }: QueueProps) {
  const counted = (code: (row: QueueRow) => string) =>
    [...Map.groupBy(all, code)]
      .filter(([value]) => value !== '')
      .toSorted(([, a], [, b]) => b.length - a.length)
      .map(([value, { length }]) => ({ value, label: `${provinceOf(value)} (${length.toLocaleString('vi')})` }));
  const steps = (['receive', 'assess', 'approve', 'seal'] as const).map((step) => ({ value: stepKeys[step], label: stepNames[step] }));
  const lots = [...Map.groupBy(all, ({ lot }) => lot)]
    .filter(([code]) => code !== '')
    .map(([value, rows]) => ({ value, label: `${value}, ${rows[0]?.dossier.applicantName ?? ''} (${rows.length.toLocaleString('vi')})` }));
  const behalf = counted(({ onBehalf }) => onBehalf);
  return (
    <form method="get" action="/can-bo/giay-phep" class="bar queue-filter">
      {filter.verdict && <input type="hidden" name="kiem-tra" value={verdictKeys[filter.verdict]} />}
      <Field
        name="buoc"
        label="Bước"
        input="select"
        blank="Đang chờ tôi"
        value={filter.step === 'give-back' ? '' : stepKeys[filter.step]}
        options={[{ value: stepKeys.all, label: 'Cả cơ quan' }, ...steps]}
      />
      <Field
        name="den"
        label="Tỉnh, thành nơi đến"
        input="select"
        blank="Mọi nơi đến"
        value={filter.destination}
        options={counted(({ destination }) => destination)}
      />
      <Field
        name="ho"
        label="Cấp hộ"
        input="select"
        blank="Cấp hộ hay không"
        value={filter.onBehalf === 'none' ? 'khong' : filter.onBehalf === 'any' ? 'co' : filter.onBehalf}
        options={[{ value: 'khong', label: 'Không cấp hộ' }, ...(behalf.length > 0 ? [{ value: 'co', label: 'Mọi tỉnh nhờ cấp' }, ...behalf] : [])]}
      />
      {lots.length > 0 && <Field name="lo" label="Lô" input="select" blank="Lô nào cũng được" value={filter.lot} options={lots} />}
      <Button kind="second">Lọc</Button>
    </form>
  );
}
