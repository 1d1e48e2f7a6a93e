import { Button, Buttons, Card, type Column, ColumnPlot, EmptyState, Facts, LinkButton, Notice, Page, Pager, Table, Tag } from '#design/index.ts';
import { formatDateTime, localParts } from '#kernel/calendar/index.ts';
import type { Officer } from '#kernel/identity/index.ts';
import type { Checkpoint, DeviceLine } from '../store/checkpoints.ts';
import type { Scan } from '../store/scans.ts';
import { describePlace, describeRefusals, describeSkew, describeWhen, plateWords, verdictWords } from '../words.ts';

type Props = {
  officer: Officer;
  checkpoint: Checkpoint;
  unitName: string;
  devices: readonly DeviceLine[];
  hours: readonly { at: Date; scans: number; bad: number }[];
  scans: readonly Scan[];
  /** Of the dossiers named, those this officer may open, by code. */
  dossiers: ReadonlyMap<string, string>;
  page: number;
  more: boolean;
  keeps: boolean;
};

/** One checkpoint: its phones, its hours, and what was scanned. */
export function CheckpointPage(props: Props) {
  const { officer, checkpoint, unitName, devices, hours, scans, dossiers, page, more, keeps } = props;
  const address = `/can-bo/chot/${checkpoint.id}`;
  const wrong = devices.filter(({ refusals }) => refusals.some(({ why }) => why !== 'ended'));
  return (
    <Page title={checkpoint.name} kind="officer" actor={officer} here="/can-bo/chot">
      <p class="crumbs">
        <a href="/can-bo/chot">Mọi chốt</a>
      </p>
      <h1>
        {checkpoint.name} {checkpoint.closedAt && <Tag>đã đóng</Tag>}
      </h1>
      {scans.length > 3 && (
        <p>
          <a href="#may">Máy tại chốt, mã nối máy</a>
        </p>
      )}
      {wrong.map((device) => (
        <Notice kind="error" title={`Sổ quét của máy «${device.name}» không khớp`}>
          <p>{describeRefusals(device.refusals)}. Sổ có thể đã bị sửa. Hãy giữ máy lại, ngừng máy ở đây rồi nối lại bằng mã mới.</p>
        </Notice>
      ))}
      <div class="two">
        <div>
          {hours.some((one) => one.scans > 0) && (
            <ColumnPlot title="Lượt quét từng giờ, 24 giờ qua" columns={hours.map(asColumn)} badWords="không còn giá trị hoặc giả" />
          )}
          <h2>Đã quét</h2>
          <Scans scans={scans} dossiers={dossiers} />
          <Pager page={page} more={more} href={(to) => `${address}?trang=${to}`} />
        </div>
        <div id="may">
          <Devices devices={devices} address={address} keeps={keeps} open={!checkpoint.closedAt} />
          <About checkpoint={checkpoint} unitName={unitName} />
          {keeps && !checkpoint.closedAt && (
            <form method="post" action={`${address}/dong`}>
              <Button kind="danger">Đóng chốt</Button>
            </form>
          )}
        </div>
      </div>
    </Page>
  );
}

function asColumn({ at, scans, bad }: Props['hours'][number]) {
  return { label: `${localParts(at).hour} giờ`, value: scans, bad };
}

function Scans({ scans, dossiers }: Pick<Props, 'scans' | 'dossiers'>) {
  if (scans.length === 0)
    return (
      <EmptyState title="Chưa có lượt quét nào">
        <p>Máy tại chốt quét không cần mạng; khi có mạng, sổ tự gửi về và hiện ở đây.</p>
      </EmptyState>
    );
  const phones = new Set(scans.map(({ deviceId }) => deviceId)).size;
  return (
    <Table
      caption="Các lượt quét, mới nhất trước"
      rows={scans}
      rowClass={({ found, plate }) => (verdictWords(found).kind === 'bad' || plate === 'differs' ? 'late' : undefined)}
      columns={phones > 1 ? [...columns(dossiers), { title: 'Máy', cell: ({ deviceName }) => deviceName }] : columns(dossiers)}
    />
  );
}

function columns(dossiers: Props['dossiers']): Column<Scan>[] {
  return [
    { title: 'Lúc', cell: (scan) => <When {...scan} /> },
    { title: 'Giấy', cell: (scan) => <Paper {...scan} dossier={dossiers.get(scan.dossierCode ?? '')} /> },
    { title: 'Kết luận', cell: (scan) => <Found {...scan} /> },
    { title: 'Biển trên xe', cell: ({ plate }) => (plate === 'differs' ? <b>{plateWords.differs}</b> : (plateWords[plate ?? ''] ?? '')) },
  ];
}

/** The hour first: a day's list is read by it. */
function When({ correctedAt, timeKnown }: Scan) {
  const [clock = '', day = ''] = formatDateTime(correctedAt).split(', ');
  return (
    <>
      <span class="code">
        <b>{clock}</b> <span class="soft">{day.slice(0, 5)}</span>
      </span>
      {!timeKnown && (
        <>
          {' '}
          <Tag kind="warn">giờ máy không chắc</Tag>
        </>
      )}
    </>
  );
}

function Paper({ number, subject, dossier }: Scan & { dossier: string | undefined }) {
  if (number === null) return <span class="soft">không rõ</span>;
  return (
    <>
      <b class="code">{subject}</b> {dossier ? <a href={`/can-bo/ho-so/${dossier}`}>số {number}</a> : <span class="soft">số {number}</span>}
    </>
  );
}

/** The phone judged by what it had then; where we find something else, both are said. */
function Found({ found, said }: Scan) {
  const { words, kind } = verdictWords(found);
  return (
    <>
      <Tag kind={kind}>{words}</Tag>
      {said !== found && (
        <>
          <br />
          <small class="soft">máy báo: {verdictWords(said).words}</small>
        </>
      )}
    </>
  );
}

function Devices({ devices, address, keeps, open }: { devices: readonly DeviceLine[]; address: string; keeps: boolean; open: boolean }) {
  return (
    <Card title="Máy tại chốt">
      {devices.length === 0 && <p>Chưa có máy nào.{keeps && open && ' Lấy mã rồi mở trang Xác thực trên điện thoại của người trực.'}</p>}
      <ul class="list">
        {devices.map((device) => (
          <li>
            <h3>
              {device.name} {device.endedAt && <Tag>đã ngừng</Tag>}
            </h3>
            <Facts rows={factsOf(device)} />
            {keeps && !device.endedAt && (
              <form method="post" action={`${address}/may/${device.id}/ngung`}>
                <Button kind="plain">Ngừng máy này</Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {keeps && open && (
        <form method="post" action={`${address}/ma`}>
          <Button kind={devices.length === 0 ? 'first' : 'second'}>Lấy mã nối máy</Button>
        </form>
      )}
    </Card>
  );
}

function factsOf(device: DeviceLine): [string, string][] {
  const { enrolledAt, enrolledByName, lastHeardAt, skewMs, seen, upTo, scans, endedAt, endedByName } = device;
  return [
    ['Nối lúc', `${formatDateTime(enrolledAt)}, mã của ${enrolledByName}`],
    ['Nghe lần cuối', [describeWhen(lastHeardAt), describeSkew(skewMs)].filter(Boolean).join(', ')],
    ['Đang giữ', `${scans} lượt quét`],
    ['Còn trên máy', seen > upTo ? `thiếu ít nhất ${seen - upTo} mục, đang chờ gửi lại` : 'không rõ cho tới lần gửi sau'],
    ['Ngừng', endedAt ? `${formatDateTime(endedAt)}, ${endedByName}` : ''],
  ];
}

function About({ checkpoint, unitName }: { checkpoint: Checkpoint; unitName: string }) {
  const { madeAt, madeByName, closedAt, closedByName, note } = checkpoint;
  return (
    <Card title="Về chốt này">
      <Facts
        rows={[
          ['Của', unitName],
          ['Vị trí', describePlace(checkpoint) || 'chưa ghi'],
          ['Ghi chú', note],
          ['Lập', `${formatDateTime(madeAt)}, ${madeByName}`],
          ['Đóng', closedAt ? `${formatDateTime(closedAt)}, ${closedByName}` : ''],
        ]}
      />
    </Card>
  );
}

type CodeProps = { officer: Officer; checkpoint: Checkpoint; code: string; link: string; qr: Parameters<typeof Card>[0]['children']; hours: number };

/** Shown once: the code that lets one phone in. */
export function CodePage({ officer, checkpoint, code, link, qr, hours }: CodeProps) {
  return (
    <Page title="Mã nối máy" kind="officer" actor={officer} here="/can-bo/chot">
      <h1>Mã nối máy vào {checkpoint.name}</h1>
      <div class="two">
        <Card>
          <p class="big code">{code}</p>
          <ol>
            <li>Trên điện thoại của người trực, quét mã QR bên cạnh, hoặc mở trang Xác thực và gõ mã này.</li>
            <li>Cho phép dùng máy ảnh và vị trí khi điện thoại hỏi.</li>
            <li>Từ đó máy quét được cả khi không có mạng; có mạng thì sổ tự gửi về.</li>
          </ol>
          <p>
            Hoặc gửi đường dẫn: <a href={link}>{link}</a>
          </p>
        </Card>
        <Card>
          {qr}
          <p>Mã dùng được một lần, trong {hours} giờ. Trang này chỉ hiện một lần: đừng gửi mã vào nhóm đông người.</p>
        </Card>
      </div>
      <Buttons>
        <LinkButton kind="second" href={`/can-bo/chot/${checkpoint.id}`}>
          Về chốt
        </LinkButton>
      </Buttons>
    </Page>
  );
}
