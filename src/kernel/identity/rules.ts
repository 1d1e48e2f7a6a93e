import { type Db, sql } from '#kernel/db/index.ts';

/** The rules of sign-in in force on a day; rows of kernel.sign_in_rules, each with its legal note. */
export type SignInRules = {
  idleMinutes: number;
  sessionHours: number;
  failuresBeforeLock: number;
  firstLockSeconds: number;
  longestLockSeconds: number;
  idleDaysBeforeDisabled: number;
  shortestPassword: number;
  passwordsRemembered: number;
  adminPasswordDays: number;
};

/** Reads the rules of the day; a change by the province takes effect at the next sign-in. */
export function readRules(db: Db, day: string): Promise<SignInRules> {
  return db.one<SignInRules>(sql`
    select idle_minutes as "idleMinutes", session_hours as "sessionHours", failures_before_lock as "failuresBeforeLock",
      first_lock_seconds as "firstLockSeconds", longest_lock_seconds as "longestLockSeconds",
      idle_days_before_disabled as "idleDaysBeforeDisabled", shortest_password as "shortestPassword",
      passwords_remembered as "passwordsRemembered", admin_password_days as "adminPasswordDays"
    from kernel.sign_in_rules where valid_from <= ${day}::date order by valid_from desc limit 1`);
}
