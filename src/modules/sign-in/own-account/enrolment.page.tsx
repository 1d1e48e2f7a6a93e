import { raw } from 'hono/html';
import { Button, ErrorSummary, Field, LinkButton, Page } from '#design/index.ts';
import type { Enrolment } from '#kernel/identity/index.ts';

/** First enrolment of an authenticator: scan, or type the secret, and prove it with one code. */
export function EnrolmentPage({ enrolment, next, error }: { enrolment: Enrolment; next: string; error?: string }) {
  return (
    <Page title="Ghi danh ứng dụng tạo mã">
      <h1>Ghi danh ứng dụng tạo mã</h1>
      <ErrorSummary errors={error ? { code: error } : {}} />
      <p>Từ lần sau, khi đăng nhập bạn gõ thêm một mã 6 số do điện thoại của bạn tạo ra. Người khác biết mật khẩu cũng không vào được.</p>
      <ol>
        <li>Mở ứng dụng tạo mã trên điện thoại (Google Authenticator, Microsoft Authenticator, Aegis hay ứng dụng tương tự).</li>
        <li>Chọn thêm tài khoản và quét hình dưới đây.</li>
        <li>Gõ mã 6 số đang hiện trong ứng dụng.</li>
      </ol>
      <div class="qr" role="img" aria-label="Hình QR để quét bằng ứng dụng tạo mã">
        {raw(enrolment.qrSvg)}
      </div>
      <p>
        Không quét được thì gõ tay khoá này vào ứng dụng: <code>{enrolment.secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <form method="post" action="/can-bo/xac-thuc-hai-lop">
        <input type="hidden" name="tiep" value={next} />
        <Field name="code" label="Mã 6 số" error={error} autocomplete="one-time-code" inputMode="numeric" maxLength={10} short />
        <Button>Ghi danh</Button>
      </form>
    </Page>
  );
}

/** Shown once, right after enrolment. */
export function RecoveryCodesPage({ codes, next }: { codes: readonly string[]; next: string }) {
  return (
    <Page title="Mã dự phòng">
      <h1>Đã ghi danh. Hãy cất mười mã dự phòng này</h1>
      <p>
        Mất điện thoại thì gõ một mã dự phòng thay cho mã 6 số. Mỗi mã dùng một lần. Trang này chỉ hiện một lần: hãy chép ra giấy hoặc in, cất nơi khoá kín.
      </p>
      <ol>
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <LinkButton href={next}>Tôi đã cất mã, vào làm việc</LinkButton>
    </Page>
  );
}
