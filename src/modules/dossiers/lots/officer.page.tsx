import { formatDateTime } from '#kernel/calendar/index.ts';
import { Buttons, Facts, LinkButton, Notice, Page, Pager, Table } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { StateNames } from '../board/board.page.tsx';
import { type State, stateNames as plainStates, states } from '../dossier.ts';
import { addressOf } from '../queue/filter.ts';
import type { Lot, LotClock, LotLine } from '../store/lots.ts';
import { describeTimeLeft } from '../time-left.ts';
import { lotColumns, ToPrint } from './lot.page.tsx';

type Props = {
  officer: Officer;
  lot: Lot;
  unit: string;
  counts: Partial<Record<State, number>>;
  clock: LotClock;
  toPrint: number;
  lines: readonly LotLine[];
  more: boolean;
  page: number;
  state: State | undefined;
  now: Date;
  stateNames: StateNames;
};

/** A lot before an officer: the oldest clock first, then what to do with all of it, then its rows. */
export function OfficerLotPage({ officer, lot, unit, counts, clock, toPrint, lines, more, page, state, now, stateNames }: Props) {
  const nameOf = (one: State) => stateNames[one] ?? plainStates[one];
  return (
    <Page title={`Lô ${lot.code}`} kind="officer" actor={officer} here="/can-bo/giay-phep">
      <p class="crumbs">
        <a href="/can-bo/giay-phep">Hàng đợi giấy phép</a>
      </p>
      <h1>
        Lô <span class="code">{lot.code}</span>
      </h1>
      <p class="lead">
        {lot.applicantName}: {inNumbers(lot.dossiers)} hồ sơ «{lot.procedureName}»
      </p>
      <Clock clock={clock} now={now} />
      <Buttons>
        {clock.mine > 0 && (
          <LinkButton href={addressOf({ verdict: '', destination: '', onBehalf: '', lot: lot.code, step: 'mine' }, { chon: 'het' })}>
            Xử lý {inNumbers(clock.mine)} hồ sơ đang chờ tôi
          </LinkButton>
        )}
        {toPrint > 0 && (
          <LinkButton kind="second" href={`/can-bo/lo/${lot.id}/ket-qua.zip`}>
            Tải mọi giấy có chữ ký số (ZIP)
          </LinkButton>
        )}
      </Buttons>
      <Facts
        rows={[
          ['Người nộp', lot.applicantName],
          ['Gửi lúc', formatDateTime(lot.submittedAt)],
          ['Nơi nhận', unit],
          ['Bảng đã gửi', lot.sheetName],
          ['Dòng sai chưa nộp', lot.leftOut > 0 ? inNumbers(lot.leftOut) : ''],
        ]}
      />
      <ToPrint many={toPrint} of={lot.dossiers} at={`/can-bo/lo/${lot.id}`} />
      <h2>Từng hồ sơ</h2>
      <p>
        {[undefined, ...states.filter((one) => counts[one])].map((one, i) => (
          <>
            {i > 0 && ' · '}
            <Kind
              words={one ? `${inNumbers(counts[one] ?? 0)} ${nameOf(one)}` : `Tất cả ${inNumbers(lot.dossiers)}`}
              href={address(lot, one)}
              here={one === state}
            />
          </>
        ))}
      </p>
      <Table caption={`Hồ sơ của lô ${lot.code}`} rows={lines} columns={lotColumns(stateNames, (id) => `/can-bo/ho-so/${id}`)} />
      <Pager page={page} more={more} href={(to) => address(lot, state, to)} />
    </Page>
  );
}

function Clock({ clock: { dueAt, late }, now }: { clock: LotClock; now: Date }) {
  if (!dueAt)
    return (
      <Notice kind="success" title="Không còn hồ sơ nào đang chạy đồng hồ">
        <p>Cả lô đã có kết quả, đã dừng, hoặc đang chờ người nộp bổ sung.</p>
      </Notice>
    );
  return (
    <Notice kind={late > 0 ? 'warning' : 'info'} title={`Hồ sơ gấp nhất: ${describeTimeLeft(dueAt, now)}`}>
      <p>
        Hẹn trả {formatDateTime(dueAt)}.{late > 0 && ` ${inNumbers(late)} hồ sơ đã quá hạn.`}
      </p>
    </Notice>
  );
}

function Kind({ words, href, here }: { words: string; href: string; here: boolean }) {
  return here ? <b>{words}</b> : <a href={href}>{words}</a>;
}

function address({ id }: Lot, state: State | undefined, page = 1): string {
  const asked = new URLSearchParams({ ...(state ? { 'trang-thai': state } : {}), ...(page > 1 ? { trang: String(page) } : {}) }).toString();
  return asked ? `/can-bo/lo/${id}?${asked}` : `/can-bo/lo/${id}`;
}

function inNumbers(many: number): string {
  return many.toLocaleString('vi');
}
