import { formatDateTime } from '#kernel/calendar/index.ts';
import { Buttons, Facts, LinkButton, Notice, Page, Qr } from '#design/index.ts';
import { feeInWords } from '../procedures/index.ts';
import type { Dossier } from '../store/read.ts';

/** What the citizen keeps: the code, the promised day, and a QR to look it up again. */
export function ReceiptPage({
  dossier,
  unit,
  trackUrl,
  mailed,
}: {
  dossier: Dossier;
  unit: string;
  trackUrl: string;
  mailed: 'mail' | 'demo-outbox' | 'none';
}) {
  return (
    <Page title={`Đã gửi hồ sơ ${dossier.code}`}>
      <h1>Đã gửi hồ sơ</h1>
      <Notice kind="success">
        <p>Hãy ghi lại hoặc chụp màn hình mã này:</p>
        <p class="big code">{dossier.code}</p>
      </Notice>
      <Facts
        rows={[
          ['Thủ tục', dossier.procedureName],
          ['Nơi nhận', unit],
          ['Gửi lúc', formatDateTime(dossier.submittedAt)],
          ['Hẹn trả kết quả', dossier.dueAt ? formatDateTime(dossier.dueAt) : ''],
          ['Lệ phí', feeInWords(dossier.fee)],
        ]}
      />
      <p>{told[mailed]}</p>
      <Qr text={trackUrl} label={`Mã QR mở trang tra cứu hồ sơ ${dossier.code}`} />
      <p class="help">Quét mã này, hoặc vào mục Tra cứu, gõ mã hồ sơ và số điện thoại đã khai.</p>
      <Buttons>
        <LinkButton href="/tra-cuu/ho-so">Xem hồ sơ đang ở đâu</LinkButton>
        <LinkButton kind="second" href="/dich-vu-cong">
          Làm thủ tục khác
        </LinkButton>
      </Buttons>
    </Page>
  );
}

const told = {
  mail: 'Thư báo đã được xếp gửi đến địa chỉ e-mail của bạn.',
  'demo-outbox': 'Bản trình diễn này chưa nối máy chủ thư: thư báo nằm ở hộp thư đi của bản mẫu, không đến hộp thư thật.',
  none: 'Bạn không để lại e-mail: hãy giữ mã hồ sơ để tra cứu.',
};
