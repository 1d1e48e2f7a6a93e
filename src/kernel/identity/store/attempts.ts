import { type Db, sql } from '#kernel/db/index.ts';
import type { SignInRules } from '../rules.ts';

export type Attempt = { failures: number; lockedUntil: Date | null };

/**
 * Counts a try before it is checked, so that many at once cannot outrun the lock; undefined while the login is locked.
 * From `failuresBeforeLock` on, each further failure doubles the lock.
 */
export function countAttempt(db: Db, loginKey: Buffer, rules: SignInRules, now: Date): Promise<Attempt | undefined> {
  return db.maybe<Attempt>(sql`
    insert into kernel.sign_in_attempts as t (login_key, failures, last_at) values (${loginKey}, 1, ${now}::timestamptz)
    on conflict (login_key) do update set last_at = excluded.last_at, failures = t.failures + 1,
      locked_until = case when t.failures + 1 >= ${rules.failuresBeforeLock}::int then excluded.last_at + make_interval(secs =>
        least(${rules.longestLockSeconds}::float8, ${rules.firstLockSeconds}::float8 * 2 ^ least(t.failures + 1 - ${rules.failuresBeforeLock}::int, 20))) end
      where t.locked_until is null or t.locked_until <= excluded.last_at
    returning failures, locked_until as "lockedUntil"`);
}

export async function lockEnd(db: Db, loginKey: Buffer): Promise<Date | undefined> {
  const row = await db.maybe<{ lockedUntil: Date | null }>(
    sql`select locked_until as "lockedUntil" from kernel.sign_in_attempts where login_key = ${loginKey}`,
  );
  return row?.lockedUntil ?? undefined;
}

export function forgetAttempts(db: Db, loginKey: Buffer): Promise<number> {
  return db.run(sql`delete from kernel.sign_in_attempts where login_key = ${loginKey}`);
}

/** Failures are forgotten after a quiet day. */
export function forgetOldAttempts(db: Db, now: Date): Promise<number> {
  return db.run(
    sql`delete from kernel.sign_in_attempts where last_at < ${now}::timestamptz - interval '1 day' and coalesce(locked_until, last_at) < ${now}::timestamptz`,
  );
}

export function lockedAmong(db: Db, loginKeys: readonly Buffer[], now: Date): Promise<{ loginKey: Buffer; lockedUntil: Date }[]> {
  return db.many(sql`select login_key as "loginKey", locked_until as "lockedUntil" from kernel.sign_in_attempts
    where login_key = any(${loginKeys}::bytea[]) and locked_until > ${now}::timestamptz`);
}
