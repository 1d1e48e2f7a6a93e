import { getConnInfo } from '@hono/node-server/conninfo';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Ctx } from '#kernel/web/routes.ts';
import type { Actor } from './actor.ts';
import { accessMinutes } from './citizen-access.ts';

const sessionCookie = 'motcua';
const accessCookie = 'motcua-ho-so';
const lotCookie = 'motcua-lo';
const reminderCookie = 'motcua-gia-han';

/** Who is asking, from the session cookie; the guard of every route calls this. */
export function readActor(c: Ctx): Promise<Actor> {
  return c.var.platform.identity.actorOf(sessionToken(c));
}

export function sessionToken(c: Ctx): string | undefined {
  return read(c, sessionCookie);
}

/** Without an age the cookie goes when the browser closes; the database ends the session anyway. */
export function setSessionCookie(c: Ctx, token: string): void {
  write(c, sessionCookie, token);
}

export function clearSessionCookie(c: Ctx): void {
  deleteCookie(c, nameOf(c, sessionCookie), { path: '/', secure: isSecure(c) });
}

/** After a right code and phone: this browser may see this one dossier for half an hour. */
export function openDossierFor(c: Ctx, dossierId: string): void {
  write(c, accessCookie, c.var.platform.identity.grantAccess(dossierId), accessMinutes * 60);
}

/** The dossier this browser may see, if any. */
export function dossierOpenFor(c: Ctx): string | undefined {
  return c.var.platform.identity.accessTo(read(c, accessCookie));
}

/** The same for a bundle of dossiers that was sent together, beside the one dossier that may be open. */
export function openLotFor(c: Ctx, lotId: string): void {
  write(c, lotCookie, c.var.platform.identity.grantAccess(lotId), accessMinutes * 60);
}

export function lotOpenFor(c: Ctx): string | undefined {
  return c.var.platform.identity.accessTo(read(c, lotCookie));
}

/** The same for what a reminder told of. */
export function openReminderFor(c: Ctx, reminderId: string): void {
  write(c, reminderCookie, c.var.platform.identity.grantAccess(reminderId), accessMinutes * 60);
}

export function reminderOpenFor(c: Ctx): string | undefined {
  return c.var.platform.identity.accessTo(read(c, reminderCookie));
}

/** The caller's address; behind a proxy the one the proxy itself added last, never what the caller claims. */
export function callerAddress(c: Ctx): string {
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  if (c.var.platform.config.trustProxy && forwarded) return forwarded.slice(0, 45);
  // Without a socket (a test, a service worker) there is one caller.
  return typeof c.env === 'object' && c.env && 'incoming' in c.env ? (getConnInfo(c).remote.address ?? 'unknown') : 'unknown';
}

function read(c: Ctx, name: string): string | undefined {
  return getCookie(c, nameOf(c, name));
}

function write(c: Ctx, name: string, value: string, maxAge?: number): void {
  setCookie(c, nameOf(c, name), value, { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure(c), ...(maxAge === undefined ? {} : { maxAge }) });
}

/** Over https no other host of the domain can set or shadow a cookie with this prefix. */
function nameOf(c: Ctx, name: string): string {
  return isSecure(c) ? `__Host-${name}` : name;
}

function isSecure(c: Ctx): boolean {
  return c.var.platform.config.publicUrl.startsWith('https:');
}
