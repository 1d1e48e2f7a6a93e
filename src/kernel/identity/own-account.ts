import { localDate } from '#kernel/calendar/index.ts';
import QRCode from 'qrcode';
import { hashPassword, passwordIs, weaknessOf } from './passwords.ts';
import type { Allowance } from './rate-limit.ts';
import { type Room, recordOn } from './room.ts';
import { readRules } from './rules.ts';
import { hashToken, readableSecret } from './secrets.ts';
import { rotate, type Session, sessionOf } from './sessions.ts';
import { adoptTotp, findAccount, formerPasswords, lockAccount, replacePassword, replaceRecoveryCodes, setPendingTotp } from './store/accounts.ts';
import { deleteSessions } from './store/sessions.ts';
import { enrolmentUri, newTotpSecret, stepOfCode } from './totp.ts';

/** Tries of the current password, or of an enrolment code, by somebody already signed in. */
const ownTries: Allowance = { burst: 8, secondsPerToken: 30 };

export type PasswordChange = { ok: true; token: string } | { ok: false; errors: { current?: string; next?: string } };

/** Change of one's own password (đổi mật khẩu): other sessions end, this one gets a new token. */
export async function changeOwnPassword(room: Room, token: string, typed: { current: string; next: string }): Promise<PasswordChange> {
  const session = await sessionOf(room, token);
  if (!session) return { ok: false, errors: { current: 'Phiên làm việc đã hết. Hãy đăng nhập lại.' } };
  if (session.demo) return { ok: false, errors: { next: 'Tài khoản mẫu dùng chung, không đổi mật khẩu được.' } };
  const turn = room.limits.take('own-password', session.accountId, ownTries, room.now());
  if (!turn.ok) return { ok: false, errors: { current: `Đã thử quá nhiều lần. Hãy đợi ${turn.waitSeconds} giây rồi thử lại.` } };
  const account = await findAccount(room.db, session.accountId);
  if (!(await passwordIs(typed.current, account?.passwordHash))) return { ok: false, errors: { current: 'Mật khẩu đang dùng chưa đúng.' } };
  const weakness = await refusalOf(room, session, typed);
  if (weakness) return { ok: false, errors: { next: weakness } };
  const passwordHash = await hashPassword(typed.next);
  return room.db.transaction(async () => {
    await replacePassword(room.db, session.accountId, passwordHash, false, room.now());
    await deleteSessions(room.db, session.accountId, hashToken(token));
    await recordOn(room, 'account.password', session.officer ?? { kind: 'anyone' }, session.accountId, { detail: { temporary: false } });
    return { ok: true, token: await rotate(room, token) };
  });
}

async function refusalOf(room: Room, session: Session, { current, next }: { current: string; next: string }): Promise<string | undefined> {
  const rules = await readRules(room.db, localDate(room.now()));
  const weakness = weaknessOf(next, session.login, rules.shortestPassword);
  if (weakness) return weakness;
  if (next === current) return 'Mật khẩu mới phải khác mật khẩu đang dùng.';
  for (const { passwordHash } of await formerPasswords(room.db, session.accountId, rules.passwordsRemembered)) {
    if (await passwordIs(next, passwordHash)) return `Mật khẩu này đã dùng trước đây. Hãy chọn mật khẩu khác ${rules.passwordsRemembered} mật khẩu gần nhất.`;
  }
  return undefined;
}

/** What the enrolment page shows; reloading it shows the same secret, so that a QR already scanned stays good. */
export type Enrolment = { secret: string; uri: string; qrSvg: string };

/** First enrolment of an authenticator (xác thực hai lớp); undefined when one is enrolled already or the session has ended. */
export async function beginEnrolment(room: Room, token: string | undefined): Promise<Enrolment | undefined> {
  const session = await sessionOf(room, token);
  if (session?.stage !== 'enrol') return undefined;
  const secret = await room.db.transaction(async () => {
    const account = await lockAccount(room.db, session.accountId);
    if (account?.totpPending) return room.secrets.open('totp', account.totpPending, session.accountId);
    const fresh = newTotpSecret();
    await setPendingTotp(room.db, session.accountId, room.secrets.seal('totp', fresh, session.accountId));
    return fresh;
  });
  const uri = enrolmentUri(secret, session.login);
  return { secret, uri, qrSvg: await QRCode.toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'L' }) };
}

export type EnrolmentResult = { ok: true; token: string; recoveryCodes: string[] } | { ok: false; error: string };

/** The first right code enrols; the ten recovery codes are shown this once. */
export async function finishEnrolment(room: Room, token: string, code: string): Promise<EnrolmentResult> {
  const session = await sessionOf(room, token);
  if (session?.stage !== 'enrol') return { ok: false, error: 'Phiên làm việc đã hết. Hãy đăng nhập lại.' };
  const turn = room.limits.take('enrolment', session.accountId, ownTries, room.now());
  if (!turn.ok) return { ok: false, error: `Đã thử quá nhiều lần. Hãy đợi ${turn.waitSeconds} giây rồi thử lại.` };
  return room.db.transaction(async () => {
    const account = await lockAccount(room.db, session.accountId);
    const secret = account?.totpPending && room.secrets.open('totp', account.totpPending, session.accountId);
    const step = secret ? stepOfCode(secret, code.replace(/\s/g, ''), room.now()) : undefined;
    if (step === undefined) return { ok: false, error: 'Mã chưa đúng. Hãy gõ mã 6 số đang hiện trong ứng dụng, và xem đồng hồ điện thoại có đúng giờ không.' };
    await adoptTotp(room.db, session.accountId, step);
    const recoveryCodes = Array.from({ length: 10 }, () => readableSecret(10));
    await replaceRecoveryCodes(
      room.db,
      session.accountId,
      recoveryCodes.map((plain) => room.secrets.mark('recovery', plain)),
    );
    await recordOn(room, 'account.enrol', session.officer ?? { kind: 'anyone' }, session.accountId);
    return { ok: true, token: await rotate(room, token), recoveryCodes: recoveryCodes.map((plain) => `${plain.slice(0, 5)}-${plain.slice(5)}`) };
  });
}
