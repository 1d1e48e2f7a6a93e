import { clearSessionCookie, sessionToken } from '#kernel/identity/index.ts';
import { type Ctx, first, notFound, readForm } from '#kernel/web/index.ts';
import { SessionsPage } from './sessions.page.tsx';

/** The officer's own open sessions (thiết bị đang đăng nhập). */
export async function showSessions(c: Ctx) {
  const { actor, platform } = c.var;
  if (actor.kind !== 'officer') return notFound(c);
  return c.html(<SessionsPage actor={actor} sessions={await platform.identity.sessionsOf(actor.accountId, sessionToken(c))} />);
}

export async function endSession(c: Ctx) {
  const { actor, platform } = c.var;
  const id = first((await readForm(c)).values, 'session');
  const isOne = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id);
  if (actor.kind !== 'officer' || !isOne || !(await platform.identity.endOwnSession(actor, id))) return notFound(c);
  const still = await platform.identity.sessionOf(sessionToken(c));
  if (!still) clearSessionCookie(c);
  return c.redirect(still ? '/can-bo/thiet-bi' : '/can-bo/dang-nhap', 303);
}
