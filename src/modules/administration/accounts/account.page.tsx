import { Button, Buttons, ErrorSummary, Facts, Field, Page } from '#design/index.ts';
import { formatDateTime } from '#kernel/calendar/index.ts';
import type { AccountLine, Actor } from '#kernel/identity/index.ts';
import { roleNames, stateOf } from './words.ts';

type Props = { actor: Actor; account: AccountLine; own: boolean; error?: string };

/** One account: what it is, and what the administrator may do to it. */
export function AccountPage({ actor, account, own, error }: Props) {
  const address = `/quan-tri/tai-khoan/${account.id}`;
  return (
    <Page title={account.name} kind="officer" actor={actor.kind === 'officer' ? actor : undefined} here="/quan-tri">
      <p>
        <a href="/quan-tri">Mọi tài khoản</a>
      </p>
      <h1>{account.name}</h1>
      <Facts
        rows={[
          ['Tên đăng nhập', account.login],
          ['Chức vụ', account.unitName ? `${account.title}, ${account.unitName}` : 'Chưa giao chức vụ'],
          ['Vai trò', roleNames(account.roles ?? [])],
          ['Tình trạng', stateOf(account)],
          ['Đăng nhập lần cuối', account.lastSignInAt ? formatDateTime(account.lastSignInAt) : 'Chưa lần nào'],
          ['Phiên đang mở', String(account.sessions)],
        ]}
      />
      <ErrorSummary errors={error ? { why: error } : {}} />
      {(account.disabledAt || account.lockedUntil) && (
        <form method="post" action={`${address}/mo-khoa`}>
          <Button>Mở khoá</Button>
        </form>
      )}
      {account.sessions > 0 && (
        <form method="post" action={`${address}/ket-thuc-phien`}>
          <Button kind="second">Kết thúc mọi phiên</Button>
        </form>
      )}
      {!account.demo && !own && (
        <Buttons>
          <form method="post" action={`${address}/mat-khau-tam`}>
            <Button kind="second">Quên mật khẩu: cấp mật khẩu tạm</Button>
          </form>
          <form method="post" action={`${address}/ung-dung-tao-ma`}>
            <Button kind="second">Mất điện thoại: ghi danh lại</Button>
          </form>
        </Buttons>
      )}
      {!account.disabledAt && !own && (
        <form method="post" action={`${address}/khoa`}>
          <Field name="why" label="Lý do khoá" help="Ví dụ: nghỉ hưu, chuyển công tác." error={error} maxLength={300} />
          <Button kind="danger">Khoá tài khoản</Button>
        </form>
      )}
    </Page>
  );
}

/** Told once, to be handed over in person. */
export function TemporaryPasswordPage({ actor, account, password }: { actor: Actor; account: AccountLine; password: string }) {
  return (
    <Page title="Mật khẩu tạm" kind="officer" actor={actor.kind === 'officer' ? actor : undefined} here="/quan-tri">
      <h1>Mật khẩu tạm của {account.name}</h1>
      <p class="big">
        <code>{password}</code>
      </p>
      <p>Trang này chỉ hiện một lần. Hãy trao tận tay; người nhận phải đổi ngay khi đăng nhập. Mọi phiên đang mở của tài khoản đã kết thúc.</p>
      <p>
        <a href={`/quan-tri/tai-khoan/${account.id}`}>Về tài khoản</a>
      </p>
    </Page>
  );
}
