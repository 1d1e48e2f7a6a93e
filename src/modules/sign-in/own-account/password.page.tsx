import { Button, ErrorSummary, Field, Notice, Page } from '#design/index.ts';
import type { Actor, Session } from '#kernel/identity/index.ts';

export type PasswordErrors = { current?: string; next?: string; again?: string };

type Props = { session: Session; actor: Actor; next: string; errors?: PasswordErrors };

export function PasswordPage({ session, actor, next, errors = {} }: Props) {
  return (
    <Page title="Đổi mật khẩu" kind="officer" actor={actor.kind === 'officer' ? actor : undefined} here="/can-bo/thiet-bi">
      <h1>Đổi mật khẩu</h1>
      {session.stage === 'change-password' && (
        <Notice>Mật khẩu hiện nay là mật khẩu tạm hoặc đã quá hạn. Hãy đặt mật khẩu của riêng bạn rồi làm việc tiếp.</Notice>
      )}
      {session.demo && <Notice kind="warning">Đây là tài khoản mẫu dùng chung nên không đổi mật khẩu được.</Notice>}
      <ErrorSummary errors={{ ...errors }} />
      <form method="post" action="/can-bo/mat-khau">
        <input type="hidden" name="tiep" value={next} />
        <input type="hidden" value={session.login} autocomplete="username" />
        <Field name="current" label="Mật khẩu đang dùng" input="password" error={errors.current} autocomplete="current-password" />
        <Field
          name="next"
          label="Mật khẩu mới"
          input="password"
          help="Không chứa tên đăng nhập. Vài từ không liên quan ghép lại thì dễ nhớ và khó đoán."
          error={errors.next}
          autocomplete="new-password"
        />
        <Field name="again" label="Gõ lại mật khẩu mới" input="password" error={errors.again} autocomplete="new-password" />
        <Button>Đổi mật khẩu</Button>
      </form>
    </Page>
  );
}
