import { type Db, sql } from '#kernel/db/index.ts';
import type { Role } from '../actor.ts';

export type NewSession = { id: string; tokenHash: Buffer; accountId: string; at: Date; idleMinutes: number; sessionHours: number; ip: string; agent: string };

export function insertSession(db: Db, s: NewSession): Promise<number> {
  return db.run(sql`
    insert into kernel.sessions (token_hash, id, account_id, created_at, rotated_at, last_seen_at, idle_until, expires_at, ip, agent)
    values (${s.tokenHash}, ${s.id}::uuid, ${s.accountId}::uuid, ${s.at}::timestamptz, ${s.at}::timestamptz, ${s.at}::timestamptz,
      ${s.at}::timestamptz + make_interval(mins => ${s.idleMinutes}::int), ${s.at}::timestamptz + make_interval(hours => ${s.sessionHours}::int),
      ${s.ip.slice(0, 100)}, ${s.agent.slice(0, 300)})`);
}

/** Everything a request needs to know about who is asking. `unitId` is null for an account that holds no position today. */
export type SessionRow = {
  sessionId: string;
  accountId: string;
  login: string;
  name: string;
  demo: boolean;
  enrolled: boolean;
  mustChangePassword: boolean;
  lastSeenAt: Date;
  unitId: string | null;
  unitName: string | null;
  title: string | null;
  roles: Role[] | null;
};

/** One query by primary key; the position that began last is the one acted in. */
export function findSession(db: Db, tokenHash: Buffer, now: Date, day: string): Promise<SessionRow | undefined> {
  return db.maybe<SessionRow>(sql`
    select s.id as "sessionId", s.account_id as "accountId", a.login, a.name, a.demo, a.totp_secret is not null as enrolled,
      a.must_change_password as "mustChangePassword", s.last_seen_at as "lastSeenAt",
      p.unit_id as "unitId", p.unit_name as "unitName", p.title, p.roles
    from kernel.sessions s
    join kernel.accounts a on a.id = s.account_id and a.disabled_at is null
    left join lateral (
      select unit_id, unit_name, title, roles from kernel.assignments
      where account_id = a.id and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)
      order by valid_from desc, id limit 1
    ) p on true
    where s.token_hash = ${tokenHash} and s.idle_until > ${now}::timestamptz and s.expires_at > ${now}::timestamptz`);
}

/** Moves the idle time-out on; called at most once a minute for a session. */
export function touchSession(db: Db, tokenHash: Buffer, now: Date, idleMinutes: number): Promise<number> {
  return db.run(sql`update kernel.sessions set last_seen_at = ${now}::timestamptz,
    idle_until = ${now}::timestamptz + make_interval(mins => ${idleMinutes}::int) where token_hash = ${tokenHash} and last_seen_at < ${now}::timestamptz`);
}

/** Gives the session a new token: whoever knew the old one knows nothing now. */
export function replaceToken(db: Db, oldHash: Buffer, newHash: Buffer, now: Date): Promise<number> {
  return db.run(sql`update kernel.sessions set token_hash = ${newHash}, rotated_at = ${now}::timestamptz where token_hash = ${oldHash}`);
}

export async function deleteSession(db: Db, tokenHash: Buffer): Promise<{ accountId: string } | undefined> {
  return db.maybe<{ accountId: string }>(sql`delete from kernel.sessions where token_hash = ${tokenHash} returning account_id as "accountId"`);
}

export function deleteOwnSession(db: Db, accountId: string, sessionId: string): Promise<number> {
  return db.run(sql`delete from kernel.sessions where account_id = ${accountId}::uuid and id = ${sessionId}::uuid`);
}

/** Ends every session of an account, except perhaps the one that asks. */
export function deleteSessions(db: Db, accountId: string, exceptHash: Buffer | null = null): Promise<number> {
  return db.run(sql`delete from kernel.sessions where account_id = ${accountId}::uuid and token_hash is distinct from ${exceptHash}::bytea`);
}

export function deleteEndedSessions(db: Db, now: Date): Promise<number> {
  return db.run(sql`delete from kernel.sessions where expires_at <= ${now}::timestamptz or idle_until <= ${now}::timestamptz`);
}

export type OpenSession = { id: string; createdAt: Date; lastSeenAt: Date; ip: string; agent: string; current: boolean };

export function listSessions(db: Db, accountId: string, currentHash: Buffer | null, now: Date): Promise<OpenSession[]> {
  return db.many<OpenSession>(sql`
    select id, created_at as "createdAt", last_seen_at as "lastSeenAt", ip, agent, coalesce(token_hash = ${currentHash}::bytea, false) as current
    from kernel.sessions where account_id = ${accountId}::uuid and idle_until > ${now}::timestamptz and expires_at > ${now}::timestamptz
    order by last_seen_at desc limit 50`);
}
