import { BarChart, Button, Buttons, Card, type Column, EmptyState, ErrorSummary, Field, LinkButton, Notice, Page, Table, Tag } from '#design/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { CheckpointLine } from '../store/checkpoints.ts';
import type { Tally } from '../store/scans.ts';
import { describeWhen, verdictWords } from '../words.ts';
import type { Typed } from './read-form.ts';

type Form = { typed: Typed; errors: Record<string, string> };
type Props = {
  officer: Officer;
  checkpoints: readonly CheckpointLine[];
  tally: readonly Tally[];
  flags: number;
  unitName(id: string): string;
  form: Form | undefined;
};

/** The checkpoints of a unit, and what was scanned there today. */
export function ListPage({ officer, checkpoints, tally, flags, unitName, form }: Props) {
  const scans = tally.reduce((total, one) => total + one.scans, 0);
  return (
    <Page title="Chốt kiểm soát" kind="officer" actor={officer} here="/can-bo/chot" islands={form ? ['position'] : []}>
      <h1>Chốt kiểm soát</h1>
      {form && <ErrorSummary errors={form.errors} />}
      <Flags flags={flags} />
      {checkpoints.length > 0 && <Numbers checkpoints={checkpoints} scans={scans} />}
      {scans > 0 && <BarChart title="Hôm nay quét thấy gì (đỏ: giấy không dùng được)" bars={tally.map(asBar)} />}
      {checkpoints.length === 0 ? (
        <EmptyState title="Chưa có chốt nào">
          <p>Lập chốt, lấy mã nối máy rồi mở trang Xác thực trên điện thoại của người trực. Quét không cần mạng; có mạng thì sổ tự gửi về đây.</p>
        </EmptyState>
      ) : (
        <Table
          caption="Các chốt, đang mở đứng trước"
          columns={officer.roles.includes('auditor') ? [...columns, unitColumn(unitName)] : columns}
          rows={checkpoints}
        />
      )}
      {form && <NewCheckpoint {...form} open={checkpoints.length === 0 || Object.keys(form.errors).length > 0} />}
    </Page>
  );
}

function Numbers({ checkpoints, scans }: Pick<Props, 'checkpoints'> & { scans: number }) {
  return (
    <ul class="numbers">
      <li>
        <b>{scans}</b>lượt quét hôm nay
      </li>
      <li>
        <b>{checkpoints.filter(({ closedAt }) => !closedAt).length}</b>chốt đang mở
      </li>
      <li>
        <b>{checkpoints.reduce((total, { devices }) => total + devices, 0)}</b>máy đã nối
      </li>
    </ul>
  );
}

function Flags({ flags }: { flags: number }) {
  if (flags === 0)
    return (
      <p>
        <a href="/can-bo/chot/nghi-van">Giấy nghi bị sao chép</a>: không có gì đang chờ kết luận.
      </p>
    );
  return (
    <Notice kind="warning" title={`${flags} giấy nghi bị sao chép`}>
      <p>Cùng một giấy được quét ở hai nơi quá xa nhau. Cần người xem và kết luận.</p>
      <LinkButton kind="second" href="/can-bo/chot/nghi-van">
        Xem nghi vấn
      </LinkButton>
    </Notice>
  );
}

function asBar({ found, scans }: Tally) {
  const { words, kind } = verdictWords(found);
  return { label: words, value: scans, over: kind !== 'good' };
}

const columns: Column<CheckpointLine>[] = [
  {
    title: 'Chốt',
    cell: ({ id, name, closedAt }) => (
      <>
        <a href={`/can-bo/chot/${id}`}>{name}</a> {closedAt && <Tag>đã đóng</Tag>}
      </>
    ),
  },
  { title: 'Quét hôm nay', number: true, cell: ({ scansToday }) => scansToday },
  { title: 'Máy', number: true, cell: ({ devices }) => devices },
  { title: 'Nghe lần cuối', cell: ({ lastHeardAt }) => describeWhen(lastHeardAt) },
];

function unitColumn(unitName: Props['unitName']): Column<CheckpointLine> {
  return { title: 'Đơn vị', cell: ({ unitId }) => unitName(unitId) };
}

function NewCheckpoint({ typed, errors, open }: Form & { open: boolean }) {
  return (
    <details open={open}>
      <summary>Lập chốt mới</summary>
      <Card>
        <form method="post" action="/can-bo/chot">
          <input type="hidden" name="id" value={typed.id} />
          <Field
            name="name"
            label="Tên chốt"
            help="Như người ta gọi, ví dụ: Chốt cầu Đa Phúc, quốc lộ 3."
            value={typed.name}
            error={errors.name}
            maxLength={100}
          />
          <div data-position>
            <Field
              name="place"
              label="Vị trí: vĩ độ, kinh độ"
              help="Ví dụ: 21.3942, 105.8731. Có vị trí thì mới biết một giấy hiện ra ở hai nơi quá xa nhau."
              value={typed.place}
              error={errors.place}
              maxLength={80}
              required={false}
            />
          </div>
          <Field name="note" label="Ghi chú" help="Ai trực, số điện thoại, giờ làm." value={typed.note} input="textarea" maxLength={500} required={false} />
          <Buttons>
            <Button>Lập chốt</Button>
          </Buttons>
        </form>
      </Card>
    </details>
  );
}
