import { type Day, formatDateTime, formatDay } from '#kernel/calendar/index.ts';
import { Button, Buttons, Facts, LinkButton, Notice, Page, Pager, Qr, Table, Tag } from '#design/index.ts';
import { mostInOneFile } from '#kernel/printing/index.ts';
import type { StateNames } from '../board/board.page.tsx';
import { stateNames as plainStates } from '../dossier.ts';
import type { Lot, LotLine } from '../store/lots.ts';
import { showThing } from './show-thing.ts';
import { type Counts, countsInWords, type Group, groupNames, groups, groupWords, statesIn } from './standing.ts';

export type LotProps = { lot: Lot /** The code of the lot that the rows left out became. */; next: string | undefined; unit: string; counts: Counts };

/** What is kept of a lot just sent: its code, how many dossiers, the promise. */
export function LotReceiptPage({ lot, next, unit, trackUrl, mailed }: LotProps & { trackUrl: string; mailed: string }) {
  return (
    <Page title={`Đã nộp lô ${lot.code}`}>
      <h1>Đã nộp {inNumbers(lot.dossiers)} hồ sơ</h1>
      <Notice kind="success">
        <p>Một mã cho cả lô; hãy ghi lại hoặc chụp màn hình:</p>
        <p class="big code">{lot.code}</p>
      </Notice>
      <Facts
        rows={[
          ['Thủ tục', lot.procedureName],
          ['Bảng đã gửi', lot.sheetName],
          ['Số hồ sơ', inNumbers(lot.dossiers)],
          ['Nơi nhận', unit],
          ['Gửi lúc', formatDateTime(lot.submittedAt)],
          ['Hẹn trả kết quả', lot.dueAt ? formatDateTime(lot.dueAt) : ''],
        ]}
      />
      <LeftOut lot={lot} next={next} />
      <p>{mailed} Khi có giấy, hệ thống báo gộp cho cả lô, không báo từng hồ sơ.</p>
      <Qr text={trackUrl} label={`Mã QR mở trang tra cứu lô ${lot.code}`} />
      <p class="help">Quét mã này, hoặc vào mục Tra cứu, gõ mã lô và số điện thoại đã khai.</p>
      <Buttons>
        <LinkButton href="/tra-cuu/lo">Xem cả lô</LinkButton>
        <LinkButton kind="second" href="/tra-cuu/lo/danh-sach.csv">
          Tải danh sách (CSV)
        </LinkButton>
      </Buttons>
    </Page>
  );
}

function LeftOut({ lot, next }: Pick<LotProps, 'lot' | 'next'>) {
  if (lot.leftOut === 0) return null;
  if (next)
    return (
      <Notice title="Những dòng sai đã nộp tiếp">
        <p>
          Thành lô <span class="code">{next}</span>.
        </p>
        <form method="post" action="/tra-cuu/lo/con-lai">
          <Button kind="second">Mở lô đó</Button>
        </form>
      </Notice>
    );
  return (
    <Notice kind="warning" title={`${inNumbers(lot.leftOut)} dòng sai chưa nộp`}>
      <p>Những dòng này vẫn còn: sửa rồi nộp thành một lô nữa, không phải khai lại phần chung.</p>
      <form method="post" action="/tra-cuu/lo/con-lai">
        <Button kind="second">Sửa {inNumbers(lot.leftOut)} dòng còn lại</Button>
      </form>
    </Notice>
  );
}

export type LotPageProps = LotProps & {
  toPrint: number;
  renewing: 'now' | 'never' | { from: Day };
  lines: readonly LotLine[];
  more: boolean;
  page: number;
  group: Group | undefined;
  stateNames: StateNames;
};

/** The whole lot: how many wait, are ready, are refused; everything ready in one file; each dossier behind its line. */
export function LotPage({ lot, next, unit, counts, toPrint, renewing, lines, more, page, group, stateNames }: LotPageProps) {
  return (
    <Page title={`Lô ${lot.code}`}>
      <h1>
        Lô <span class="code">{lot.code}</span>
      </h1>
      <p class="lead">
        {lot.procedureName}: {inNumbers(lot.dossiers)} hồ sơ
      </p>
      <Notice kind={counts.wanted > 0 ? 'warning' : counts.waiting === 0 ? 'success' : 'info'} title={countsInWords(counts)}>
        {counts.wanted > 0 && <p>Mở từng hồ sơ cần bổ sung ở danh sách dưới để sửa đúng chỗ cán bộ đánh dấu.</p>}
        {counts.waiting > 0 && lot.dueAt && <p>Hẹn trả: {formatDateTime(lot.dueAt)}.</p>}
      </Notice>
      <Buttons>
        {counts.ready > 0 && <LinkButton href="/tra-cuu/lo/ket-qua.zip">Tải {inNumbers(counts.ready)} giấy đã có (ZIP)</LinkButton>}
        <LinkButton kind="second" href="/tra-cuu/lo/danh-sach.csv">
          Tải danh sách (CSV)
        </LinkButton>
        {renewing === 'now' && (
          <LinkButton kind="second" href="/tra-cuu/lo/gia-han">
            Gia hạn
          </LinkButton>
        )}
      </Buttons>
      <ToPrint many={toPrint} of={lot.dossiers} />
      <Facts
        rows={[
          ['Nơi nhận', unit],
          ['Bảng đã gửi', lot.sheetName],
          ['Gửi lúc', formatDateTime(lot.submittedAt)],
          ['Gia hạn', typeof renewing === 'object' ? `được từ ngày ${formatDay(renewing.from)}` : ''],
        ]}
      />
      <LeftOut lot={lot} next={next} />
      <h2>Từng hồ sơ</h2>
      <Filter counts={counts} group={group} all={lot.dossiers} />
      <Table caption={`Hồ sơ của lô ${lot.code}`} rows={lines} columns={lotColumns(stateNames, (id) => `/tra-cuu/lo/ho-so/${id}`)} />
      <Pager page={page} more={more} href={(to) => address(group, to)} />
    </Page>
  );
}

/** All papers as few files as can be: nobody opens two hundred files to print them. */
export function ToPrint({ many, of, at = '/tra-cuu/lo' }: { many: number; of: number; at?: string }) {
  if (many < 2) return null;
  const files = Array.from({ length: Math.ceil(many / mostInOneFile) }, (_, i) => ({
    from: i * mostInOneFile + 1,
    to: Math.min(many, (i + 1) * mostInOneFile),
  }));
  return (
    <section aria-labelledby="in-ca-lo">
      <h2 id="in-ca-lo">In cả lô</h2>
      <p class="help">
        Theo thứ tự trong bảng, mỗi giấy một tờ. Tệp này chỉ để in: mã QR trên từng giấy vẫn kiểm tra được, còn bản có chữ ký số nằm trong tệp ZIP.{' '}
      </p>
      {many < of && (
        <p>
          Không có trong đó: <b>{inNumbers(of - many)} hồ sơ</b> chưa có giấy, không được giải quyết, hoặc giấy đang bị đình chỉ hay đã thu hồi.
        </p>
      )}
      <Buttons>
        {files.map(({ from, to }) => (
          <LinkButton kind="second" href={`${at}/in.pdf?tu=${from}`}>
            {files.length === 1 ? `Mở một tệp để in, ${inNumbers(many)} giấy (PDF)` : `Giấy ${inNumbers(from)}–${inNumbers(to)} (PDF)`}
          </LinkButton>
        ))}
      </Buttons>
    </section>
  );
}

function Filter({ counts, group, all }: { counts: Counts; group: Group | undefined; all: number }) {
  const shown = groups.filter((one) => counts[one] > 0);
  if (shown.length < 2) return null;
  return (
    <p>
      {group ? <a href={address(undefined)}>Tất cả {inNumbers(all)}</a> : <b>Tất cả {inNumbers(all)}</b>}
      {shown.map((one) => (
        <>
          {' · '}
          {one === group ? (
            <b>
              {inNumbers(counts[one])} {groupNames[one]}
            </b>
          ) : (
            <a href={address(one)}>
              {inNumbers(counts[one])} {groupNames[one]}
            </a>
          )}
        </>
      ))}
    </p>
  );
}

function address(group: Group | undefined, page = 1): string {
  const asked = new URLSearchParams({ ...(group ? { loc: groupWords[group] } : {}), ...(page > 1 ? { trang: String(page) } : {}) }).toString();
  return asked ? `/tra-cuu/lo?${asked}` : '/tra-cuu/lo';
}

/** A dossier as a line of its lot; `hrefOf` is where this reader opens it. */
export function lotColumns(names: StateNames, hrefOf: (id: string) => string) {
  return [
    { title: 'Dòng', cell: (line: LotLine) => line.row, number: true },
    { title: 'Biển số', cell: (line: LotLine) => <b class="whole">{showThing(line.thing)}</b> },
    {
      title: 'Mã hồ sơ',
      cell: (line: LotLine) => (
        <a href={hrefOf(line.id)} class="code">
          {line.code}
        </a>
      ),
    },
    {
      title: 'Tình trạng',
      cell: (line: LotLine) => (
        <>
          <Tag kind={looks[groups.find((group) => statesIn[group].includes(line.state)) ?? 'waiting']}>{names[line.state] ?? plainStates[line.state]}</Tag>
          {line.note && <div class="soft">{line.note}</div>}
        </>
      ),
    },
    { title: 'Số giấy', cell: (line: LotLine) => line.numberText ?? '' },
  ];
}

const looks: Record<Group, 'plain' | 'good' | 'warn' | 'bad'> = { wanted: 'warn', waiting: 'plain', ready: 'good', over: 'bad' };

function inNumbers(many: number): string {
  return many.toLocaleString('vi');
}
