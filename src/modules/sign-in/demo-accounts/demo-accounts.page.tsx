import { Button, Notice, Page } from '#design/index.ts';
import type { DemoLine } from '#kernel/identity/index.ts';

/** One press signs in as a demo account; login, password and code stand there too, to be typed by hand. */
export function DemoAccountsPage({ accounts, password }: { accounts: readonly DemoLine[]; password: string }) {
  return (
    <Page title="Tài khoản mẫu">
      <h1>Tài khoản mẫu</h1>
      <Notice kind="warning">
        Tỉnh mẫu, người mẫu: chỉ để xem thử, không ai ở đây là thật. Khi chạy thật không có trang này. Mọi tài khoản dùng mật khẩu <code>{password}</code>.
        Trang tự lấy mã mới.
      </Notice>
      {byUnit(accounts).map(([unitName, members]) => (
        <section>
          <h2>{unitName || 'Chưa giao đơn vị'}</h2>
          <ul>
            {members.map((account) => (
              <li>
                <p>
                  <strong>{account.title}</strong>: {account.name}
                  <br />
                  Tên đăng nhập <code>{account.login}</code>,{' '}
                  {account.code ? (
                    <>
                      mã hiện tại <code>{account.code}</code>
                    </>
                  ) : (
                    <>mã mới sau {account.waitSeconds} giây</>
                  )}
                </p>
                {account.code && <SignInAs login={account.login} password={password} code={account.code} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

function SignInAs({ login, password, code }: { login: string; password: string; code: string }) {
  return (
    <form method="post" action="/can-bo/dang-nhap">
      <input type="hidden" name="login" value={login} />
      <input type="hidden" name="password" value={password} />
      <input type="hidden" name="code" value={code} />
      <Button kind="second">Vào bằng {login}</Button>
    </form>
  );
}

function byUnit(accounts: readonly DemoLine[]): [string, DemoLine[]][] {
  const units = new Map<string, DemoLine[]>();
  for (const account of accounts) units.set(account.unitName, [...(units.get(account.unitName) ?? []), account]);
  return [...units];
}
