import { type Db, sql } from '#kernel/db/index.ts';
import type { Role } from '../actor.ts';

export type Account = {
  id: string;
  login: string;
  name: string;
  passwordHash: string;
  passwordSetAt: Date;
  mustChangePassword: boolean;
  totpSecret: Buffer | null;
  totpPending: Buffer | null;
  totpLastStep: number | null;
  idleSince: Date;
  disabledAt: Date | null;
  demo: boolean;
};

const columns = sql`id, login, name, password_hash as "passwordHash", password_set_at as "passwordSetAt", must_change_password as "mustChangePassword",
  totp_secret as "totpSecret", totp_pending as "totpPending", totp_last_step as "totpLastStep", idle_since as "idleSince", disabled_at as "disabledAt", demo`;

export function findByLogin(db: Db, login: string): Promise<Account | undefined> {
  return db.maybe<Account>(sql`select ${columns} from kernel.accounts where login = ${login}`);
}

export function findAccount(db: Db, id: string): Promise<Account | undefined> {
  return db.maybe<Account>(sql`select ${columns} from kernel.accounts where id = ${id}::uuid`);
}

/** Waits for other changes of the same account, so that two codes or two passwords cannot cross. */
export function lockAccount(db: Db, id: string): Promise<Account | undefined> {
  return db.maybe<Account>(sql`select ${columns} from kernel.accounts where id = ${id}::uuid for update`);
}

export type NewAccount = {
  id: string;
  login: string;
  name: string;
  passwordHash: string;
  totpSecret: Buffer | null;
  mustChangePassword: boolean;
  demo: boolean;
  at: Date;
};

/** Answers 0 when the login is taken. */
export function insertAccount(db: Db, a: NewAccount): Promise<number> {
  return db.run(sql`
    insert into kernel.accounts (id, login, name, password_hash, password_set_at, must_change_password, totp_secret, created_at, idle_since, demo)
    values (${a.id}::uuid, ${a.login}, ${a.name}, ${a.passwordHash}, ${a.at}::timestamptz, ${a.mustChangePassword}, ${a.totpSecret},
      ${a.at}::timestamptz, ${a.at}::timestamptz, ${a.demo})
    on conflict (login) do nothing`);
}

/** The position an account holds on a day; none for one that is closed. The position that began last is the one acted in. */
export function positionOn(db: Db, accountId: string, day: string): Promise<PositionRow | undefined> {
  return db.maybe<PositionRow>(sql`select a.id as "accountId", a.name, p.unit_id as "unitId", p.unit_name as "unitName", p.title, p.roles
    from kernel.accounts a join kernel.assignments p on p.account_id = a.id
    where a.id = ${accountId}::uuid and a.disabled_at is null and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to >= ${day}::date)
    order by p.valid_from desc, p.id limit 1`);
}

export type PositionRow = { accountId: string; name: string; unitId: string; unitName: string; title: string; roles: Role[] };

export type NewAssignment = {
  id: string;
  accountId: string;
  unitId: string;
  unitName: string;
  title: string;
  roles: readonly Role[];
  validFrom: string;
  validTo: string | null;
};

export function insertAssignment(db: Db, a: NewAssignment): Promise<number> {
  return db.run(sql`
    insert into kernel.assignments (id, account_id, unit_id, unit_name, title, roles, valid_from, valid_to)
    values (${a.id}::uuid, ${a.accountId}::uuid, ${a.unitId}, ${a.unitName}, ${a.title}, ${[...a.roles]}::text[], ${a.validFrom}::date, ${a.validTo}::date)`);
}

/** The last day of every position still held; one that had not begun is dropped. */
export async function endAssignments(db: Db, accountId: string, lastDay: string): Promise<number> {
  const dropped = await db.run(sql`delete from kernel.assignments where account_id = ${accountId}::uuid and valid_from > ${lastDay}::date`);
  const ended = await db.run(sql`update kernel.assignments set valid_to = ${lastDay}::date
    where account_id = ${accountId}::uuid and (valid_to is null or valid_to > ${lastDay}::date)`);
  return dropped + ended;
}

export async function markSignedIn(db: Db, id: string, at: Date): Promise<void> {
  await db.run(sql`update kernel.accounts set last_sign_in_at = ${at}::timestamptz, idle_since = ${at}::timestamptz where id = ${id}::uuid`);
}

/** Spends a time step; false when it, or a later one, was spent before. */
export async function spendStep(db: Db, id: string, step: number): Promise<boolean> {
  return (
    (await db.run(
      sql`update kernel.accounts set totp_last_step = ${step}::bigint where id = ${id}::uuid and coalesce(totp_last_step, 0) < ${step}::bigint`,
    )) === 1
  );
}

export async function spendRecoveryCode(db: Db, id: string, codeHash: Buffer, at: Date): Promise<boolean> {
  return (
    (await db.run(
      sql`update kernel.recovery_codes set used_at = ${at}::timestamptz where account_id = ${id}::uuid and code_hash = ${codeHash} and used_at is null`,
    )) === 1
  );
}

export async function replaceRecoveryCodes(db: Db, id: string, codeHashes: readonly Buffer[]): Promise<void> {
  await db.run(sql`delete from kernel.recovery_codes where account_id = ${id}::uuid`);
  await db.run(sql`insert into kernel.recovery_codes (account_id, code_hash) select ${id}::uuid, unnest(${codeHashes}::bytea[])`);
}

export async function setPendingTotp(db: Db, id: string, sealed: Buffer): Promise<void> {
  await db.run(sql`update kernel.accounts set totp_pending = ${sealed} where id = ${id}::uuid`);
}

/** The proved secret becomes the account's; the code that proved it is spent. */
export async function adoptTotp(db: Db, id: string, step: number): Promise<void> {
  await db.run(sql`update kernel.accounts set totp_secret = totp_pending, totp_pending = null, totp_last_step = ${step}::bigint where id = ${id}::uuid`);
}

/** The next sign-in enrols a new authenticator. */
export async function removeTotp(db: Db, id: string): Promise<void> {
  await db.run(sql`update kernel.accounts set totp_secret = null, totp_pending = null, totp_last_step = null where id = ${id}::uuid`);
  await db.run(sql`delete from kernel.recovery_codes where account_id = ${id}::uuid`);
}

export function formerPasswords(db: Db, id: string, most: number): Promise<{ passwordHash: string }[]> {
  return db.many(
    sql`select password_hash as "passwordHash" from kernel.former_passwords where account_id = ${id}::uuid order by set_at desc limit ${most}::int`,
  );
}

/** Keeps the password that goes as a former one. */
export async function replacePassword(db: Db, id: string, passwordHash: string, mustChange: boolean, at: Date): Promise<void> {
  await db.run(sql`insert into kernel.former_passwords (account_id, set_at, password_hash)
    select id, password_set_at, password_hash from kernel.accounts where id = ${id}::uuid on conflict do nothing`);
  await db.run(
    sql`update kernel.accounts set password_hash = ${passwordHash}, password_set_at = ${at}::timestamptz, must_change_password = ${mustChange} where id = ${id}::uuid`,
  );
}

export async function requirePasswordChange(db: Db, id: string): Promise<void> {
  await db.run(sql`update kernel.accounts set must_change_password = true where id = ${id}::uuid`);
}

export async function setDisabled(db: Db, id: string, at: Date | null, why: string | null): Promise<void> {
  await db.run(sql`update kernel.accounts set disabled_at = ${at}::timestamptz, disabled_why = ${why} where id = ${id}::uuid`);
}

/** Enabled again: the days of disuse count from now. */
export async function setEnabled(db: Db, id: string, at: Date): Promise<void> {
  await db.run(sql`update kernel.accounts set disabled_at = null, disabled_why = null, idle_since = ${at}::timestamptz where id = ${id}::uuid`);
}

export function findIdle(db: Db, before: Date): Promise<{ id: string }[]> {
  return db.many(sql`select id from kernel.accounts where disabled_at is null and not demo and idle_since < ${before}::timestamptz`);
}
