import { Button, Buttons, Field, LinkButton, Notice, Page } from '#design/index.ts';
import type { ProcedureVersion } from '../procedures/index.ts';

/** The code of a saved form, to be written down. */
export function SavedPage({ code, until, procedure }: { code: string; until: string; procedure: ProcedureVersion }) {
  return (
    <Page title="Đã lưu, chưa gửi">
      <h1>Đã lưu, chưa gửi</h1>
      <Notice kind="warning">
        <p>Mã để làm tiếp trên máy này hoặc máy khác, cùng với số điện thoại đã khai:</p>
        <p class="big code">{code}</p>
        <p>Giữ đến hết ngày {until}; sau đó bản lưu tự xóa.</p>
      </Notice>
      <p>{procedure.name}</p>
      <Buttons>
        <LinkButton href="/dich-vu-cong/lam-tiep">Làm tiếp</LinkButton>
      </Buttons>
    </Page>
  );
}

/** Takes a saved form up again. */
export function ResumePage({ typed = { code: '', phone: '' }, error }: { typed?: { code: string; phone: string }; error?: string }) {
  return (
    <Page title="Làm tiếp hồ sơ đã lưu">
      <h1>Làm tiếp hồ sơ đã lưu</h1>
      {error && <Notice kind="error">{error}</Notice>}
      <form method="post" action="/dich-vu-cong/lam-tiep">
        <Field name="code" label="Mã bản lưu" help="8 chữ và số, ví dụ ACDE3479." value={typed.code} autocomplete="off" maxLength={12} short />
        <Field name="phone" label="Số điện thoại đã khai" input="tel" value={typed.phone} autocomplete="tel" maxLength={20} short />
        <Buttons>
          <Button>Mở bản lưu</Button>
        </Buttons>
      </form>
    </Page>
  );
}
