import { localDate } from '#kernel/calendar/index.ts';
import { type Actor, type Officer, program, type Role } from './actor.ts';
import { hashPassword, weaknessOf } from './passwords.ts';
import { type Room, recordOn } from './room.ts';
import { readRules } from './rules.ts';
import { readableSecret } from './secrets.ts';
import { normalLogin } from './sign-in.ts';
import {
  endAssignments,
  findByLogin,
  findIdle,
  insertAccount,
  insertAssignment,
  positionOn,
  removeTotp,
  replacePassword,
  setDisabled,
  setEnabled,
} from './store/accounts.ts';
import { forgetAttempts, forgetOldAttempts, lockedAmong } from './store/attempts.ts';
import { type AccountFilter, type ListedAccount, listAccountRows } from './store/list.ts';
import { deleteEndedSessions, deleteSessions } from './store/sessions.ts';

export type AccountForm = { login: string; name: string /** Left out: a temporary one is made and must be changed. */; password?: string };

export type Created =
  | { ok: true; id: string; login: string; temporaryPassword: string | undefined }
  | { ok: false; errors: Partial<Record<'login' | 'name' | 'password', string>> };

/** A new account (tài khoản) for one person; the first sign-in enrols an authenticator. */
export async function createAccount(room: Room, form: AccountForm, by: Actor): Promise<Created> {
  const login = normalLogin(form.login);
  const name = form.name.trim().normalize('NFC');
  const temporaryPassword = form.password === undefined ? readableSecret(12) : undefined;
  const password = form.password ?? temporaryPassword ?? '';
  const { shortestPassword } = await readRules(room.db, localDate(room.now()));
  const errors = {
    ...(/^[a-z0-9][a-z0-9._-]{2,39}$/.test(login)
      ? {}
      : { login: 'Tên đăng nhập gồm 3 đến 40 chữ không dấu, số, dấu chấm hay gạch ngang; ví dụ: nguyen.van.an' }),
    ...(name.length >= 2 && name.length <= 100 ? {} : { name: 'Cần họ và tên, từ 2 đến 100 chữ.' }),
    ...passwordError(weaknessOf(password, login, shortestPassword)),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const id = crypto.randomUUID();
  const passwordHash = await hashPassword(password);
  return room.db.transaction(async () => {
    const account = { id, login, name, passwordHash, totpSecret: null, mustChangePassword: temporaryPassword !== undefined, demo: false, at: room.now() };
    if ((await insertAccount(room.db, account)) === 0) return { ok: false, errors: { login: 'Tên đăng nhập này đã có người dùng.' } };
    await recordOn(room, 'account.create', by, id, { detail: { login, name } });
    return { ok: true, id, login, temporaryPassword };
  });
}

function passwordError(weakness: string | undefined) {
  return weakness ? { password: weakness } : {};
}

export type Assignment = { unitId: string; unitName: string; title: string; roles: readonly Role[]; validFrom?: string; validTo?: string };

/** Gives a position (chức vụ) in a unit from a day on; positions held before stay unless ended. */
export async function assign(room: Room, accountId: string, assignment: Assignment, by: Actor): Promise<void> {
  const { unitId, unitName, title, roles, validFrom = localDate(room.now()), validTo = null } = assignment;
  await room.db.transaction(async () => {
    await insertAssignment(room.db, { id: crypto.randomUUID(), accountId, unitId, unitName, title, roles, validFrom, validTo });
    await recordOn(room, 'account.assign', by, accountId, { detail: { unitId, title, roles, validFrom, validTo } });
  });
}

/** Ends every position after `lastDay`. */
export async function unassign(room: Room, accountId: string, lastDay: string, by: Actor): Promise<void> {
  await room.db.transaction(async () => {
    await endAssignments(room.db, accountId, lastDay);
    await recordOn(room, 'account.unassign', by, accountId, { detail: { lastDay } });
  });
}

/** A new temporary password, told once; every session ends and the next sign-in chooses an own one. */
export async function resetPassword(room: Room, accountId: string, by: Actor): Promise<string> {
  const temporary = readableSecret(12);
  const passwordHash = await hashPassword(temporary);
  await room.db.transaction(async () => {
    await replacePassword(room.db, accountId, passwordHash, true, room.now());
    await deleteSessions(room.db, accountId);
    await recordOn(room, 'account.password', by, accountId, { detail: { temporary: true } });
  });
  return temporary;
}

/** For a lost phone: the next sign-in enrols a new authenticator. A new temporary password goes with it, told once. */
export async function resetAuthenticator(room: Room, accountId: string, by: Actor): Promise<string> {
  return room.db.transaction(async () => {
    await removeTotp(room.db, accountId);
    await recordOn(room, 'account.reset-authenticator', by, accountId);
    return resetPassword(room, accountId, by);
  });
}

/** Ends a lock of failed tries (mở khoá), and enables an account that was disabled. */
export async function unlock(room: Room, account: { id: string; login: string }, by: Actor): Promise<void> {
  await room.db.transaction(async () => {
    await forgetAttempts(room.db, room.secrets.mark('login', account.login));
    await setEnabled(room.db, account.id, room.now());
    await recordOn(room, 'account.unlock', by, account.id);
  });
}

/** Closes an account (khoá hẳn); its sessions end at once. */
export async function disable(room: Room, accountId: string, why: string, by: Actor): Promise<void> {
  await room.db.transaction(async () => {
    await setDisabled(room.db, accountId, room.now(), why);
    await deleteSessions(room.db, accountId);
    await recordOn(room, 'account.disable', by, accountId, { detail: { why } });
  });
}

export async function endSessions(room: Room, accountId: string, by: Actor): Promise<number> {
  return room.db.transaction(async () => {
    const ended = await deleteSessions(room.db, accountId);
    await recordOn(room, 'session.end-all', by, accountId, { detail: { ended } });
    return ended;
  });
}

/** An account in the administrator's list, with the end of its lock when it is locked now. */
export type AccountLine = ListedAccount & { lockedUntil: Date | undefined };

export async function listAccounts(room: Room, filter: AccountFilter = {}): Promise<AccountLine[]> {
  const now = room.now();
  const rows = await listAccountRows(room.db, filter, now, localDate(now));
  const keys = rows.map(({ login }) => room.secrets.mark('login', login));
  const locks = new Map((await lockedAmong(room.db, keys, now)).map(({ loginKey, lockedUntil }) => [loginKey.toString('hex'), lockedUntil]));
  return rows.map((row, i) => ({ ...row, lockedUntil: locks.get(keys[i]?.toString('hex') ?? '') }));
}

export async function accountByLogin(room: Room, login: string): Promise<AccountLine | undefined> {
  const account = await findByLogin(room.db, normalLogin(login));
  return account && accountById(room, account.id);
}

/** The officer behind an account as things stand now, for work that goes on after the request: position and roles may have gone since. */
export async function officerNow(room: Room, accountId: string): Promise<Officer | undefined> {
  const row = await positionOn(room.db, accountId, localDate(room.now()));
  if (!row) return undefined;
  const { title: position, ...rest } = row;
  return { kind: 'officer', position, ...rest };
}

export async function accountById(room: Room, id: string): Promise<AccountLine | undefined> {
  return (await listAccounts(room, { id }))[0];
}

/** The nightly round: accounts unused for too long are closed, ended sessions and old failures forgotten. */
export async function tidy(room: Room): Promise<{ disabled: number }> {
  const now = room.now();
  const { idleDaysBeforeDisabled: days } = await readRules(room.db, localDate(now));
  const idle = await findIdle(room.db, new Date(now.getTime() - days * 86_400_000));
  for (const { id } of idle) await disable(room, id, `Không dùng quá ${days} ngày`, program('Việc hằng đêm'));
  await deleteEndedSessions(room.db, now);
  await forgetOldAttempts(room.db, now);
  return { disabled: idle.length };
}
