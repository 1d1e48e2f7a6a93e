import { sessionToken, setSessionCookie } from '#kernel/identity/index.ts';
import { type Ctx, first, queryText, readForm } from '#kernel/web/index.ts';
import { localPath, pageOf } from '../next-page.ts';
import { PasswordPage } from './password.page.tsx';

export async function showPassword(c: Ctx) {
  const next = localPath(queryText(c, 'tiep'));
  const session = await c.var.platform.identity.sessionOf(sessionToken(c));
  if (!session) return c.redirect('/can-bo/dang-nhap?tiep=/can-bo/mat-khau', 303);
  return c.html(<PasswordPage session={session} actor={c.var.actor} next={next} />);
}

/** Change of one's own password (đổi mật khẩu). */
export async function changePassword(c: Ctx) {
  const { identity } = c.var.platform;
  const token = sessionToken(c);
  const session = await identity.sessionOf(token);
  if (!session || !token) return c.redirect('/can-bo/dang-nhap?tiep=/can-bo/mat-khau', 303);
  const { values } = await readForm(c);
  const typed = { current: first(values, 'current'), next: first(values, 'next') };
  const next = localPath(first(values, 'tiep'));
  const differs = typed.next !== first(values, 'again');
  const result = differs
    ? { ok: false as const, errors: { again: 'Hai lần gõ mật khẩu mới không giống nhau.' } }
    : await identity.changeOwnPassword(token, typed);
  if (!result.ok) return c.html(<PasswordPage session={session} actor={c.var.actor} next={next} errors={result.errors} />, 422);
  setSessionCookie(c, result.token);
  const changed = await identity.sessionOf(result.token);
  return c.redirect(pageOf(changed?.stage ?? 'open', next), 303);
}
