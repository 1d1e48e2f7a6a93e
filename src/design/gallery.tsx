import { BarChart } from './bar-chart.tsx';
import { Button, Buttons, LinkButton } from './buttons.tsx';
import { ColumnPlot } from './column-plot.tsx';
import { ErrorSummary, Field, FileField } from './field.tsx';
import { Notice } from './notice.tsx';
import { Page } from './page.tsx';
import { Card, EmptyState, Facts, Pager, Tag } from './pieces.tsx';
import { Qr } from './qr.tsx';
import { StepTrail } from './step-trail.tsx';
import { Table } from './table.tsx';
import { Verdict, type VerdictKind } from './verdict.tsx';

const clerk = { name: 'Triệu Thị Mẫu (mẫu)', position: 'Công chức một cửa', unitName: 'Ủy ban nhân dân xã Sảng Mộc', roles: ['desk', 'admin'] };

/** Every part of the design on one page, with the longest words it must bear: what the eye and axe look at. */
export function Gallery({ officer = true }: { officer?: boolean }) {
  return (
    <Page title="Mẫu giao diện" kind={officer ? 'officer' : 'citizen'} actor={officer ? clerk : undefined} here="/can-bo">
      <h1>Mẫu giao diện</h1>
      <p class="lead">Mọi phần của giao diện trên một trang, để người làm phần mềm xem và máy kiểm tra.</p>
      <Numbers />
      <Words />
      <Questions />
      <Lists />
      <Life />
      <Verdicts />
    </Page>
  );
}

function Numbers() {
  return (
    <>
      <ul class="numbers">
        <li class="late">
          <b>3</b>quá hạn
        </li>
        <li>
          <b>12</b>đến hạn trong ngày
        </li>
        <li>
          <b>28</b>đang chờ tôi
        </li>
      </ul>
      <BarChart
        title="Hồ sơ đang chờ theo bước"
        bars={[
          { label: 'Tiếp nhận', value: 14 },
          { label: 'Thẩm định', value: 9, over: true },
          { label: 'Vào số, đóng dấu', value: 0 },
        ]}
      />
      <ColumnPlot
        title="Lượt quét từng giờ"
        columns={[4, 0, 11, 7, 2, 0, 0, 9].map((value, i) => ({ label: `${i + 5} giờ`, value, bad: value > 8 ? 2 : 0 }))}
        every={2}
      />
    </>
  );
}

function Words() {
  return (
    <>
      <h2>Lời báo và nút</h2>
      <Notice title="Nên biết">
        <p>Bấm «Xem lại» chưa gửi gì đi.</p>
      </Notice>
      <Notice kind="success" title="Đã nộp hồ sơ">
        <p>Mã hồ sơ được gửi vào thư điện tử.</p>
      </Notice>
      <Notice kind="warning">Còn một giấy tờ chưa rõ chữ.</Notice>
      <Notice kind="error" title="Chưa gửi được">
        <p>Mất mạng giữa chừng. Nội dung vẫn còn trên máy.</p>
      </Notice>
      <Buttons>
        <Button>Nộp hồ sơ</Button>
        <LinkButton kind="second" href="#">
          Lưu, làm tiếp sau
        </LinkButton>
        <Button kind="danger">Rút hồ sơ này</Button>
        <Button kind="plain">Đăng xuất</Button>
      </Buttons>
      <p>
        <Tag>đang xử lý</Tag> <Tag kind="good">đã có kết quả</Tag> <Tag kind="warn">còn 2 giờ</Tag> <Tag kind="bad">quá hạn 1 ngày</Tag>
      </p>
    </>
  );
}

const kinds = [
  { value: 'birth', label: 'Khai sinh' },
  { value: 'marriage', label: 'Kết hôn' },
  { value: 'adoption', label: 'Nhận cha, mẹ, con; nhận nuôi con nuôi; và những việc hộ tịch khác đã ghi vào sổ' },
];

function Questions() {
  return (
    <form method="post" action="#" novalidate>
      <ErrorSummary errors={{ birthday: 'Ngày sinh chưa đúng: hãy ghi như 05/01/1990, hoặc chỉ năm 1990', kind: 'Hãy chọn một loại việc' }} />
      <fieldset class="block">
        <legend>Người yêu cầu</legend>
        <Field name="name" label="Họ, chữ đệm, tên" autocomplete="name" value={'Nguyễn "Thị" <Hoàng> Ngưỡng'} />
        <Field
          name="birthday"
          label="Ngày sinh"
          input="date"
          help="Không nhớ ngày thì chỉ ghi năm."
          value="31/02/1990"
          error="Ngày sinh chưa đúng: hãy ghi như 05/01/1990, hoặc chỉ năm 1990"
        />
        <Field name="phone" label="Số điện thoại" input="tel" autocomplete="tel" required={false} warning="số này thiếu một chữ số" />
        <Field name="kind" label="Loại việc hộ tịch" input="radio" options={kinds} error="Hãy chọn một loại việc" />
        <Field name="unit" label="Nơi nộp hồ sơ" input="select" options={kinds} value="marriage" />
        <Field name="note" label="Ghi thêm" input="textarea" required={false} />
        <Field name="agree" label="Tôi cam đoan những lời khai trên là đúng" input="checkbox" />
        <FileField name="paper" label="Căn cước" help="Chụp rõ chữ, đủ bốn góc." />
      </fieldset>
    </form>
  );
}

const rows = [
  { code: 'H55.368-261123-0001', name: 'Nguyễn Thị Hoàng Ngưỡng', left: 'quá hạn 1 ngày', late: true },
  { code: 'H55.368-261123-0002', name: 'Lường Văn Mẫu', left: 'còn 2 giờ', late: false },
];

function Lists() {
  return (
    <>
      <h2>Danh sách</h2>
      <Table
        caption="Hồ sơ đang chờ"
        rows={rows}
        rowClass={({ late }) => (late ? 'late' : 'soon')}
        columns={[
          { title: 'Hạn', cell: ({ left, late }) => <Tag kind={late ? 'bad' : 'warn'}>{left}</Tag> },
          { title: 'Hồ sơ', cell: ({ code }) => <a href="#">{code}</a> },
          { title: 'Người nộp', cell: ({ name }) => name },
          { title: 'Số giấy', cell: () => '3', number: true },
        ]}
      />
      <Pager page={2} more href={() => '#'} />
      <EmptyState title="Không có việc đang chờ">
        <p>Hồ sơ mới hiện ở đây ngay khi đến.</p>
      </EmptyState>
    </>
  );
}

function Life() {
  return (
    <>
      <h2>Một hồ sơ</h2>
      <div class="two">
        <Card title="Đang ở đâu">
          <StepTrail
            steps={[
              { title: 'Bạn đã nộp hồ sơ', when: '08:15, 23/11/2026', state: 'past' },
              { title: 'Đã tiếp nhận', when: '09:02, 23/11/2026', who: 'Triệu Thị Mẫu (mẫu), xã Sảng Mộc', state: 'past' },
              { title: 'Thẩm định', note: 'Hẹn trả kết quả 17:00, 23/11/2026', state: 'now' },
              { title: 'Ký duyệt', state: 'to-come' },
              { title: 'Trả kết quả', state: 'to-come' },
            ]}
          />
        </Card>
        <Card title="Biên nhận">
          <p class="big code">H55.368-261123-0001</p>
          <Facts
            rows={[
              ['Thủ tục', 'Cấp bản sao trích lục hộ tịch, bản sao giấy khai sinh'],
              ['Lệ phí', '8.000 đồng một bản'],
            ]}
          />
          <Qr text="https://motcua.invalid/tra-cuu" label="Mã QR mở trang tra cứu" />
        </Card>
      </div>
    </>
  );
}

const verdicts: Record<VerdictKind, string> = {
  valid: 'Giấy thật, còn hạn',
  expired: 'Giấy thật, đã hết hạn',
  'not-yet-valid': 'Giấy thật, chưa đến hạn',
  suspended: 'Giấy đang bị đình chỉ',
  revoked: 'Giấy đã bị thu hồi',
  replaced: 'Giấy cũ, đã được cấp lại',
  forged: 'Giấy giả hoặc đã bị sửa',
  'unknown-issuer': 'Không rõ nơi cấp',
  unreadable: 'Không đọc được mã',
  doubtful: 'Chưa kết luận được',
  'other-vehicle': 'Giấy này của xe khác',
  copied: 'Thấy ở hai nơi',
};

function Verdicts() {
  return (
    <>
      <h2>Kết quả xác thực</h2>
      {(Object.entries(verdicts) as [VerdictKind, string][]).map(([kind, title]) => (
        <Verdict kind={kind} title={title}>
          <p>Cấp cho Nguyễn Thị Hoàng Ngưỡng, sinh năm 1990</p>
        </Verdict>
      ))}
    </>
  );
}
