import { callerAddress, clearSessionCookie, sessionToken, setSessionCookie, type SignInResult } from '#kernel/identity/index.ts';
import { type Ctx, first, queryText, readForm } from '#kernel/web/index.ts';
import { localPath, pageOf } from '../next-page.ts';
import { SignInPage } from './sign-in.page.tsx';

export async function showSignIn(c: Ctx) {
  const next = localPath(queryText(c, 'tiep'));
  const session = await c.var.platform.identity.sessionOf(sessionToken(c));
  // Somebody whose position has ended meanwhile has a session but is no officer: sent on, they would come back here for ever.
  const goesOn = session && (session.stage !== 'open' || session.officer);
  if (goesOn) return c.redirect(pageOf(session.stage, next), 303);
  return c.html(<SignInPage next={next} login="" demo={c.var.platform.config.demo} />);
}

/** Sign-in (đăng nhập); a wrong try keeps the login typed, never the password or code. */
export async function sendSignIn(c: Ctx) {
  const { values } = await readForm(c);
  const [login, password, code] = [first(values, 'login'), first(values, 'password'), first(values, 'code')];
  const page = { next: localPath(first(values, 'tiep')), login: login.slice(0, 100), demo: c.var.platform.config.demo };
  const errors = { ...(login ? {} : { login: 'Hãy gõ tên đăng nhập.' }), ...(password ? {} : { password: 'Hãy gõ mật khẩu.' }) };
  if (Object.keys(errors).length > 0) return c.html(<SignInPage {...page} errors={errors} />, 422);
  const agent = c.req.header('user-agent') ?? '';
  const result = await c.var.platform.identity.signIn({ login, password, code, agent, ip: callerAddress(c), oldToken: sessionToken(c) });
  if (!result.ok) {
    const held = result.reason === 'locked' || result.reason === 'too-many';
    return c.html(<SignInPage {...page} refusal={refusalWords(result)} />, held ? 429 : 422);
  }
  setSessionCookie(c, result.token);
  return c.redirect(pageOf(result.stage, page.next), 303);
}

function refusalWords(result: Exclude<SignInResult, { ok: true }>): string {
  switch (result.reason) {
    case 'wrong':
      return `Tên đăng nhập, mật khẩu hoặc mã 6 số chưa đúng. Hãy xem phím Caps Lock, bộ gõ tiếng Việt và mã mới nhất trên điện thoại rồi thử lại. Còn ${result.left} lần thử trước khi tạm khoá.`;
    case 'locked':
      return `Đã sai nhiều lần nên tạm khoá đến ${clockTime(result.until)}. Nếu quên mật khẩu hay mất điện thoại, hãy nhờ quản trị của cơ quan.`;
    case 'too-many':
      return `Mạng này vừa thử đăng nhập quá nhiều lần. Hãy thử lại sau ${clockTime(result.until)}.`;
    case 'no-position':
      return 'Tài khoản đúng nhưng hôm nay chưa được giao chức vụ nào. Hãy nhờ quản trị của cơ quan giao chức vụ.';
  }
}

/** Hours, minutes and seconds in Việt Nam. */
function clockTime(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(11, 19);
}

/** Sign-out (đăng xuất). */
export async function signOut(c: Ctx) {
  await c.var.platform.identity.signOut(sessionToken(c));
  clearSessionCookie(c);
  return c.redirect('/can-bo/dang-nhap', 303);
}
