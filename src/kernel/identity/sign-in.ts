import { localDate } from '#kernel/calendar/index.ts';
import type { Actor } from './actor.ts';
import type { Allowance } from './rate-limit.ts';
import { type Room, recordOn } from './room.ts';
import { readRules, type SignInRules } from './rules.ts';
import { passwordIs } from './passwords.ts';
import { hashToken, newToken } from './secrets.ts';
import { officerOf, type Stage, stageOf } from './sessions.ts';
import { type Account, findByLogin, markSignedIn, requirePasswordChange, setDisabled, spendRecoveryCode, spendStep } from './store/accounts.ts';
import { type Attempt, countAttempt, forgetAttempts, lockEnd } from './store/attempts.ts';
import { deleteSession, findSession, insertSession } from './store/sessions.ts';
import { stepOfCode } from './totp.ts';

export type SignInRequest = {
  login: string;
  password: string;
  /** Six digits of the authenticator, or a recovery code; empty before the first enrolment. */
  code: string;
  ip: string;
  agent: string;
  /** The session the browser still carries: it ends here, so that none can be planted. */
  oldToken?: string;
};

/** `wrong` says nothing about which of the three was wrong, or whether the login exists; `left` tries remain before a lock. */
export type SignInResult =
  | { ok: true; token: string; actor: Actor; stage: Stage }
  | { ok: false; reason: 'wrong'; left: number }
  | { ok: false; reason: 'locked' | 'too-many'; until: Date }
  | { ok: false; reason: 'no-position' };

/** An office of thirty behind one address must get in; a guesser gets six tries a minute after the first thirty. */
const perAddress: Allowance = { burst: 30, secondsPerToken: 10 };

/** Sign-in (đăng nhập): password and one-time code together, so that neither can be guessed alone. */
export async function signIn(room: Room, request: SignInRequest): Promise<SignInResult> {
  const now = room.now();
  const address = networkOf(request.ip);
  const turn = room.limits.take('sign-in', address, perAddress, now);
  if (!turn.ok) return { ok: false, reason: 'too-many', until: new Date(now.getTime() + turn.waitSeconds * 1000) };
  const rules = await readRules(room.db, localDate(now));
  const login = normalLogin(request.login);
  const loginKey = room.secrets.mark('login', login);
  const attempt = await countAttempt(room.db, loginKey, rules, now);
  if (!attempt) return { ok: false, reason: 'locked', until: (await lockEnd(room.db, loginKey)) ?? now };
  const account = await findByLogin(room.db, login);
  const known = await passwordIs(request.password, account?.passwordHash);
  const result = await room.db.transaction(async () => {
    const admitted = known && account && (await proves(room, account, rules, request.code)) ? await admit(room, account, rules, request) : undefined;
    if (admitted) await forgetAttempts(room.db, loginKey);
    return admitted ?? refuse(room, account, rules, request, attempt);
  });
  if (result.ok) room.limits.giveBack('sign-in', address, perAddress);
  return result;
}

/** The account may be used, and the second factor is right and spent. */
async function proves(room: Room, account: Account, rules: SignInRules, code: string): Promise<boolean> {
  if (account.disabledAt || (await closedByDisuse(room, account, rules))) return false;
  if (!account.totpSecret) return true;
  const typed = code.replace(/[\s-]/g, '').toLowerCase();
  const step = stepOfCode(room.secrets.open('totp', account.totpSecret, account.id), typed, room.now());
  if (step !== undefined) return spendStep(room.db, account.id, step);
  return spendRecoveryCode(room.db, account.id, room.secrets.mark('recovery', typed), room.now());
}

async function closedByDisuse(room: Room, account: Account, rules: SignInRules): Promise<boolean> {
  const days = (room.now().getTime() - account.idleSince.getTime()) / 86_400_000;
  if (account.demo || days <= rules.idleDaysBeforeDisabled) return false;
  await setDisabled(room.db, account.id, room.now(), `Không dùng quá ${rules.idleDaysBeforeDisabled} ngày`);
  await recordOn(room, 'account.disable', { kind: 'anyone' }, account.id, { detail: { why: 'idle', days: Math.floor(days) } });
  return true;
}

async function admit(room: Room, account: Account, rules: SignInRules, { ip, agent, oldToken }: SignInRequest): Promise<SignInResult> {
  const now = room.now();
  if (oldToken) await deleteSession(room.db, hashToken(oldToken));
  await markSignedIn(room.db, account.id, now);
  const { token, hash } = newToken();
  const { idleMinutes, sessionHours } = rules;
  await insertSession(room.db, { id: crypto.randomUUID(), tokenHash: hash, accountId: account.id, at: now, idleMinutes, sessionHours, ip, agent });
  const session = await findSession(room.db, hash, now, localDate(now));
  if (!session) throw new Error('a session just opened was not found');
  const officer = officerOf(session);
  if (!officer) {
    await deleteSession(room.db, hash);
    return { ok: false, reason: 'no-position' };
  }
  const stale = officer.roles.includes('admin') && !account.demo && now.getTime() - account.passwordSetAt.getTime() > rules.adminPasswordDays * 86_400_000;
  if (stale) await requirePasswordChange(room.db, account.id);
  await recordOn(room, 'session.open', officer, account.id, { detail: { agent }, ip });
  const stage = stageOf({ ...session, mustChangePassword: session.mustChangePassword || stale });
  return { ok: true, token, stage, actor: stage === 'open' ? officer : { kind: 'anyone' } };
}

async function refuse(room: Room, account: Account | undefined, rules: SignInRules, { ip, agent }: SignInRequest, attempt: Attempt): Promise<SignInResult> {
  const { failures, lockedUntil } = attempt;
  const subject = account?.id ?? 'unknown';
  await recordOn(room, 'session.refuse', { kind: 'anyone' }, subject, { detail: { agent, failures }, ip });
  if (!lockedUntil) return { ok: false, reason: 'wrong', left: rules.failuresBeforeLock - failures };
  await recordOn(room, 'account.lock', { kind: 'anyone' }, subject, { detail: { failures, until: lockedUntil.toISOString() }, ip });
  return { ok: false, reason: 'locked', until: lockedUntil };
}

/** Logins are lower case and in one Unicode form, however they were typed. */
export function normalLogin(login: string): string {
  return login.trim().normalize('NFKC').toLowerCase().slice(0, 100);
}

/** A household or phone has a whole /64 of IPv6, so that is what counts as one address. */
export function networkOf(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return ip;
  const [head = '', tail = ''] = ip.split('::');
  const groups = head ? head.split(':') : [];
  // «::» stands for as many zeros as are missing: written short, two addresses of one household must still be one.
  const missing = ip.includes('::') ? 8 - groups.length - (tail ? tail.split(':').length : 0) : 0;
  return [...groups, ...Array.from({ length: missing }, () => '0'), ...tail.split(':')].slice(0, 4).join(':');
}
