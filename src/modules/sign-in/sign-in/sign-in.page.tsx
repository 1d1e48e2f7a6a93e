import { Button, Buttons, ErrorSummary, Field, LinkButton, Notice, Page } from '#design/index.ts';

export type SignInErrors = { login?: string; password?: string };

type Props = { next: string; login: string; demo: boolean; errors?: SignInErrors; refusal?: string };

/** Login, password and code on one page: a wrong one of the three is not told apart. */
export function SignInPage({ next, login, demo, errors = {}, refusal }: Props) {
  return (
    <Page title="Đăng nhập cán bộ">
      <h1>Đăng nhập cán bộ</h1>
      {refusal && <Notice kind="error">{refusal}</Notice>}
      <ErrorSummary errors={{ ...errors }} />
      <form method="post" action="/can-bo/dang-nhap">
        <input type="hidden" name="tiep" value={next} />
        <Field name="login" label="Tên đăng nhập" value={login} error={errors.login} autocomplete="username" maxLength={100} />
        <Field name="password" label="Mật khẩu" input="password" error={errors.password} autocomplete="current-password" />
        <Field
          name="code"
          label="Mã 6 số"
          help="Mã đang hiện trong ứng dụng tạo mã trên điện thoại. Lần đầu đăng nhập thì để trống. Mất điện thoại thì gõ một mã dự phòng."
          autocomplete="one-time-code"
          maxLength={20}
          short
        />
        <Buttons>
          <Button>Đăng nhập</Button>
        </Buttons>
      </form>
      {demo && (
        <Notice title="Tỉnh mẫu để xem thử">
          <p>Không cần ứng dụng tạo mã: trang sau có sẵn tài khoản và mã.</p>
          <LinkButton kind="second" href="/can-bo/tai-khoan-mau">
            Xem tài khoản mẫu
          </LinkButton>
        </Notice>
      )}
    </Page>
  );
}
