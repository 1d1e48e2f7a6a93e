import { localDate } from '#kernel/calendar/index.ts';
import type { Actor, Officer } from './actor.ts';
import { type Room, recordOn } from './room.ts';
import { readRules } from './rules.ts';
import { hashToken, newToken } from './secrets.ts';
import {
  deleteOwnSession,
  deleteSession,
  findSession,
  insertSession,
  listSessions,
  type OpenSession,
  replaceToken,
  type SessionRow,
  touchSession,
} from './store/sessions.ts';

/** How far a session is: it opens the platform only when the password is the person's own and an authenticator is enrolled. */
export type Stage = 'change-password' | 'enrol' | 'open';

export type Session = { id: string; accountId: string; login: string; name: string; demo: boolean; stage: Stage; officer: Officer | undefined };

const touchEvery = 60_000;

/** The live session of a cookie, in any stage; one indexed query, and one write a minute. */
export async function sessionOf(room: Room, token: string | undefined): Promise<Session | undefined> {
  if (!token || !/^[\w-]{43}$/.test(token)) return undefined;
  const now = room.now();
  const hash = hashToken(token);
  const row = await findSession(room.db, hash, now, localDate(now));
  if (!row) return undefined;
  if (now.getTime() - row.lastSeenAt.getTime() >= touchEvery) {
    const { idleMinutes } = await readRules(room.db, localDate(now));
    await touchSession(room.db, hash, now, idleMinutes);
  }
  const { sessionId: id, accountId, login, name, demo } = row;
  return { id, accountId, login, name, demo, stage: stageOf(row), officer: officerOf(row) };
}

/** Who is asking, by the session cookie; anyone without a session that is fully open. */
export async function actorOf(room: Room, token: string | undefined): Promise<Actor> {
  const session = await sessionOf(room, token);
  return session?.stage === 'open' && session.officer ? session.officer : { kind: 'anyone' };
}

export function stageOf(row: Pick<SessionRow, 'mustChangePassword' | 'enrolled'>): Stage {
  if (row.mustChangePassword) return 'change-password';
  return row.enrolled ? 'open' : 'enrol';
}

export function officerOf(row: SessionRow): Officer | undefined {
  if (row.unitId === null) return undefined;
  const { accountId, name, unitId, unitName, title, roles } = row;
  return { kind: 'officer', accountId, name, unitId, unitName: unitName ?? '', position: title ?? '', roles: roles ?? [] };
}

/** Sign-out (đăng xuất): the session is gone, not only the cookie. */
export async function signOut(room: Room, token: string | undefined): Promise<void> {
  const session = await sessionOf(room, token);
  if (!session || !token) return;
  await room.db.transaction(async () => {
    await deleteSession(room.db, hashToken(token));
    await recordOn(room, 'session.end', session.officer ?? { kind: 'anyone' }, session.accountId);
  });
}

/** Opens a session without a password: for scripts and tests that hold the database already; no route leads here. */
export async function openSession(room: Room, accountId: string): Promise<string> {
  const now = room.now();
  const { token, hash } = newToken();
  const { idleMinutes, sessionHours } = await readRules(room.db, localDate(now));
  await insertSession(room.db, { id: crypto.randomUUID(), tokenHash: hash, accountId, at: now, idleMinutes, sessionHours, ip: 'local', agent: 'openSession' });
  return token;
}

/** Gives the session a fresh token after a change of what it may do. */
export async function rotate(room: Room, token: string): Promise<string> {
  const fresh = newToken();
  await replaceToken(room.db, hashToken(token), fresh.hash, room.now());
  return fresh.token;
}

/** The person's own open sessions (thiết bị đang đăng nhập). */
export function sessionsOf(room: Room, accountId: string, token?: string): Promise<OpenSession[]> {
  return listSessions(room.db, accountId, token ? hashToken(token) : null, room.now());
}

/** Ends one of the person's own sessions; somebody else's id ends nothing. */
export async function endOwnSession(room: Room, officer: Officer, sessionId: string): Promise<boolean> {
  return room.db.transaction(async () => {
    const ended = await deleteOwnSession(room.db, officer.accountId, sessionId);
    if (ended > 0) await recordOn(room, 'session.end', officer, officer.accountId, { detail: { session: sessionId } });
    return ended > 0;
  });
}
