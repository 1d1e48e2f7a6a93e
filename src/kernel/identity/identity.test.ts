import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Audit, openAudit } from '#kernel/audit/index.ts';
import { sql } from '#kernel/db/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { demoPassword, type Identity, identity, type SignInResult } from './index.ts';
import { codeOfStep, stepAt } from './totp.ts';

const secretKey = 'a secret key of at least thirty-two letters';
const password = 'ba con trau qua cau';
const nobody = { kind: 'anyone' } as const;
const minute = 60_000;
const day = 24 * 60 * minute;

let base: TestDatabase;
let room: Identity;
let clock: Date;
let audit: Audit;
let count = 0;

beforeAll(async () => {
  base = await testDatabase();
  audit = openAudit(base.db, { dataDir: '/nonexistent', secretKey }, () => clock);
});
afterAll(() => base.drop());
beforeEach(() => {
  clock = new Date('2026-11-23T02:00:00Z');
  room = roomAs({ demo: true });
});

function roomAs({ demo }: { demo: boolean }) {
  return identity(base.db, { secretKey, demo }, () => clock, audit);
}

/** The newest audit record about an account. */
async function written(id: string) {
  return (await audit.about({ kind: 'account', id }))[0];
}

function pass(ms: number) {
  clock = new Date(clock.getTime() + ms);
}

const position = { unitId: 'sang-moc', unitName: 'UBND xã Sảng Mộc', title: 'Công chức một cửa', roles: ['desk'] as const };

/** A person with a password and an enrolled authenticator. */
async function person(roles: readonly ('desk' | 'admin')[] = ['desk']) {
  const login = `can.bo.${++count}`;
  const made = await room.createAccount({ login, name: 'Hoàng Thị Mẫu', password }, nobody);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  await room.assign(made.id, { ...position, roles, validFrom: '2026-01-01' }, nobody);
  const first = await room.signIn({ login, password, code: '', ip: '10.0.0.1', agent: 'test' });
  if (!first.ok) throw new Error(first.reason);
  const { secret = '' } = (await room.beginEnrolment(first.token)) ?? {};
  const enrolled = await room.finishEnrolment(first.token, codeOfStep(secret, stepAt(clock)));
  if (!enrolled.ok) throw new Error(enrolled.error);
  pass(minute);
  return { id: made.id, login, secret, token: enrolled.token, firstToken: first.token, recoveryCodes: enrolled.recoveryCodes };
}

function attempt(
  login: string,
  { word = password, code = '', ip = '10.0.0.1', oldToken }: { word?: string; code?: string; ip?: string; oldToken?: string } = {},
) {
  return room.signIn({ login, password: word, code, ip, agent: 'Firefox', oldToken });
}

const codeNow = (secret: string) => codeOfStep(secret, stepAt(clock));

async function signedIn(login: string, secret: string): Promise<string> {
  const result = await attempt(login, { code: codeNow(secret) });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

describe('sign-in', () => {
  test('password and code together open a session as the position held today', async () => {
    const { login, secret, id } = await person();
    const result = await attempt(login.toUpperCase(), { code: codeNow(secret) });
    expect(result).toMatchObject({
      ok: true,
      stage: 'open',
      actor: { kind: 'officer', accountId: id, unitId: 'sang-moc', position: 'Công chức một cửa', roles: ['desk'] },
    });
    expect(await written(id)).toMatchObject({
      action: 'session.open',
      actorName: 'Hoàng Thị Mẫu',
      unitId: 'sang-moc',
      ip: '10.0.0.1',
      detail: { agent: 'Firefox' },
    });
  });

  test('a wrong password, a wrong code, a missing code and an unknown login get the same answer', async () => {
    const answers: SignInResult[] = [];
    for (const wrong of ['word', 'code', 'none', 'login'] as const) {
      const { login, secret } = await person();
      const code = wrong === 'code' ? '000000' : wrong === 'none' ? '' : codeNow(secret);
      answers.push(await attempt(wrong === 'login' ? `${login}.khac` : login, { code, word: wrong === 'word' ? 'sai' : password }));
    }
    expect(answers).toEqual(Array.from({ length: 4 }, () => ({ ok: false, reason: 'wrong', left: 4 })));
  });

  test('a code is good once, also when sent twice at the same moment', async () => {
    const { login, secret } = await person();
    const code = codeNow(secret);
    const both = await Promise.all([attempt(login, { code }), attempt(login, { code })]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    pass(25_000);
    expect(await attempt(login, { code })).toMatchObject({ ok: false, reason: 'wrong' });
  });

  test('the code of the half minute before is accepted, an older one is not', async () => {
    const { login, secret } = await person();
    pass(10 * minute);
    expect(await attempt(login, { code: codeOfStep(secret, stepAt(clock) - 2) })).toMatchObject({ ok: false });
    expect(await attempt(login, { code: codeOfStep(secret, stepAt(clock) - 1) })).toMatchObject({ ok: true });
  });

  test('a recovery code stands in for the authenticator once', async () => {
    const { login, recoveryCodes } = await person();
    expect(recoveryCodes).toHaveLength(10);
    expect(await attempt(login, { code: recoveryCodes[0]! })).toMatchObject({ ok: true });
    expect(await attempt(login, { code: recoveryCodes[0]! })).toMatchObject({ ok: false, reason: 'wrong' });
  });

  test('the secret of an authenticator is not readable in the database', async () => {
    const { id, secret } = await person();
    const { stored } = await base.db.one<{ stored: Buffer }>(sql`select totp_secret as stored from kernel.accounts where id = ${id}`);
    expect(stored.includes(secret)).toBe(false);
  });
});

describe('locks', () => {
  test('five failures lock, each later failure doubles the lock, and a right password does not open it early', async () => {
    const { login, secret, id } = await person();
    for (let left = 4; left > 0; left--) expect(await attempt(login, { word: 'sai' })).toEqual({ ok: false, reason: 'wrong', left });
    expect(await attempt(login, { word: 'sai' })).toEqual({ ok: false, reason: 'locked', until: new Date(clock.getTime() + minute) });
    expect((await audit.about({ kind: 'account', id })).slice(0, 6).map(({ action }) => action)).toEqual([
      'account.lock',
      ...Array.from({ length: 5 }, () => 'session.refuse'),
    ]);
    expect(await attempt(login, { code: codeNow(secret) })).toMatchObject({ reason: 'locked' });
    pass(minute);
    expect(await attempt(login, { word: 'sai' })).toEqual({ ok: false, reason: 'locked', until: new Date(clock.getTime() + 2 * minute) });
    pass(2 * minute);
    expect(await attempt(login, { code: codeNow(secret) })).toMatchObject({ ok: true });
    expect(await attempt(login, { word: 'sai' })).toMatchObject({ reason: 'wrong', left: 4 });
  });

  test('a login that does not exist locks like one that does', async () => {
    const results: SignInResult[] = [];
    for (let i = 0; i < 6; i++) results.push(await attempt('khong.co.ai', { word: 'sai' }));
    expect(results.map((result) => !result.ok && result.reason)).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'locked', 'locked']);
  });

  test('many guesses at the same moment do not outrun the lock', async () => {
    const { login } = await person();
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => attempt(login, { word: `sai ${i}`, ip: `10.1.0.${i}` })));
    expect(results.filter((result) => !result.ok && result.reason === 'wrong')).toHaveLength(4);
  });

  test('an address that keeps failing over many logins has to wait, and others do not', async () => {
    let last: SignInResult | undefined;
    for (let i = 0; i < 31; i++) last = await attempt(`ai.do.${i}`, { word: 'sai', ip: '10.9.9.9' });
    expect(last).toMatchObject({ ok: false, reason: 'too-many' });
    expect(await attempt('ai.do.99', { word: 'sai', ip: '10.9.9.8' })).toMatchObject({ reason: 'wrong' });
  });

  test('the administrator unlocks, and it is written down', async () => {
    const { login, secret, id } = await person();
    for (let i = 0; i < 5; i++) await attempt(login, { word: 'sai' });
    expect((await room.accountById(id))?.lockedUntil).toBeInstanceOf(Date);
    await room.unlock({ id, login }, nobody);
    expect(await written(id)).toMatchObject({ action: 'account.unlock' });
    expect(await attempt(login, { code: codeNow(secret) })).toMatchObject({ ok: true });
  });
});

describe('sessions', () => {
  test('end after thirty idle minutes, and use keeps them open', async () => {
    const { login, secret } = await person();
    const token = await signedIn(login, secret);
    for (let i = 0; i < 3; i++) {
      pass(29 * minute);
      expect(await room.actorOf(token)).toMatchObject({ kind: 'officer' });
    }
    pass(30 * minute);
    expect(await room.actorOf(token)).toEqual(nobody);
  });

  test('end twelve hours after sign-in, however busy', async () => {
    const { login, secret } = await person();
    const token = await signedIn(login, secret);
    for (let i = 0; i < 35; i++) {
      pass(20 * minute);
      expect(await room.actorOf(token)).toMatchObject({ kind: 'officer' });
    }
    pass(20 * minute);
    expect(await room.actorOf(token)).toEqual(nobody);
  });

  test('are written at most once a minute while read', async () => {
    const { login, secret } = await person();
    const token = await signedIn(login, secret);
    const seen = () =>
      base.db.one(sql`select max(last_seen_at) as at from kernel.sessions s join kernel.accounts a on a.id = s.account_id where a.login = ${login}`);
    const before = await seen();
    pass(59_000);
    await room.actorOf(token);
    expect(await seen()).toEqual(before);
    pass(1000);
    await room.actorOf(token);
    expect(await seen()).toEqual({ at: clock });
  });

  test('a session planted in the browser ends at sign-in and never becomes the new one', async () => {
    const [attacker, victim] = [await person(), await person()];
    const planted = await signedIn(attacker.login, attacker.secret);
    const result = await attempt(victim.login, { code: codeNow(victim.secret), oldToken: planted });
    expect(result.ok && result.token).not.toBe(planted);
    expect(await room.actorOf(planted)).toEqual(nobody);
  });

  test('a token read before enrolment is worth nothing after it', async () => {
    const { firstToken, token } = await person();
    expect(await room.sessionOf(firstToken)).toBeUndefined();
    expect(await room.actorOf(token)).toMatchObject({ kind: 'officer' });
  });

  test('sign-out ends the session itself', async () => {
    const { login, secret, id } = await person();
    const token = await signedIn(login, secret);
    await room.signOut(token);
    expect(await room.actorOf(token)).toEqual(nobody);
    expect(await written(id)).toMatchObject({ action: 'session.end' });
  });

  test('the database holds no token that would open a session', async () => {
    const { login, secret } = await person();
    const token = await signedIn(login, secret);
    const { all } = await base.db.one<{ all: string }>(sql`select string_agg(s::text, ' ') as all from kernel.sessions s`);
    expect(all).not.toContain(token);
    expect(all).not.toContain(Buffer.from(token).toString('hex'));
  });

  test('one can be ended by its owner, not by another officer', async () => {
    const [mine, other] = [await person(), await person()];
    const token = await signedIn(mine.login, mine.secret);
    const actor = await room.actorOf(token);
    const stranger = await room.actorOf(await signedIn(other.login, other.secret));
    if (actor.kind !== 'officer' || stranger.kind !== 'officer') throw new Error('not signed in');
    const [session] = (await room.sessionsOf(mine.id, token)).filter(({ current }) => current);
    expect(await room.endOwnSession(stranger, session!.id)).toBe(false);
    expect(await room.endOwnSession(actor, session!.id)).toBe(true);
    expect(await room.actorOf(token)).toEqual(nobody);
  });

  test('any text in the cookie is answered with nobody', async () => {
    for (const text of ['', 'x', "' or 1=1 --", 'a'.repeat(43), 'ă'.repeat(43), 'a'.repeat(5000)]) expect(await room.actorOf(text)).toEqual(nobody);
  });
});

describe('accounts', () => {
  test('a disabled account is out at once and cannot come back in', async () => {
    const { login, secret, id } = await person();
    const token = await signedIn(login, secret);
    await room.disable(id, 'Nghỉ hưu', nobody);
    expect(await room.actorOf(token)).toEqual(nobody);
    pass(minute);
    expect(await attempt(login, { code: codeNow(secret) })).toEqual({ ok: false, reason: 'wrong', left: 4 });
  });

  test('a session still open when its account is closed behind the back of this room is worth nothing', async () => {
    const { id, token } = await person();
    await base.db.run(sql`update kernel.accounts set disabled_at = ${clock} where id = ${id}`);
    expect(await room.actorOf(token)).toEqual(nobody);
  });

  test('forty-five days without use close an account, by the nightly round or at the door', async () => {
    const [early, late] = [await person(), await person()];
    pass(46 * day);
    expect(await attempt(early.login, { code: codeNow(early.secret) })).toMatchObject({ ok: false, reason: 'wrong' });
    expect((await room.accountById(early.id))?.disabledWhy).toBe('Không dùng quá 45 ngày');
    await room.tidy();
    expect((await room.accountById(late.id))?.disabledAt).toEqual(clock);
    await room.unlock(late, nobody);
    expect(await attempt(late.login, { code: codeNow(late.secret) })).toMatchObject({ ok: true });
  });

  test('a temporary password opens nothing but its own change', async () => {
    const { id, login, secret } = await person();
    const temporary = await room.resetPassword(id, nobody);
    const result = await attempt(login, { word: temporary, code: codeNow(secret) });
    expect(result).toMatchObject({ ok: true, stage: 'change-password', actor: nobody });
    const token = result.ok ? result.token : '';
    expect(await room.actorOf(token)).toEqual(nobody);
    const changed = await room.changeOwnPassword(token, { current: temporary, next: 'nam qua mit chin' });
    expect(await room.actorOf(token)).toEqual(nobody);
    expect(changed.ok && (await room.actorOf(changed.token))).toMatchObject({ kind: 'officer' });
  });

  test('an account without authenticator opens nothing but its enrolment', async () => {
    const made = await room.createAccount({ login: `moi.${++count}`, name: 'Người mới', password }, nobody);
    if (!made.ok) throw new Error('refused');
    await room.assign(made.id, position, nobody);
    const result = await attempt(made.login);
    expect(result).toMatchObject({ ok: true, stage: 'enrol', actor: nobody });
    const token = result.ok ? result.token : '';
    expect(await room.finishEnrolment(token, '000000')).toMatchObject({ ok: false });
    const first = await room.beginEnrolment(token);
    expect(first?.qrSvg).toContain('<svg');
    expect((await room.beginEnrolment(token))?.secret).toBe(first?.secret);
  });

  test('an account without a position today is told so only after it has proved itself', async () => {
    const { id, login, secret } = await person();
    await room.unassign(id, '2026-11-22', nobody);
    expect(await attempt(login, { word: 'sai' })).toMatchObject({ reason: 'wrong' });
    expect(await attempt(login, { code: codeNow(secret) })).toEqual({ ok: false, reason: 'no-position' });
  });

  test('an administrator changes the password every two months', async () => {
    const { login, secret } = await person(['admin']);
    for (let i = 0; i < 3; i++) {
      pass(20 * day);
      await attempt(login, { code: codeNow(secret) });
    }
    pass(day);
    expect(await attempt(login, { code: codeNow(secret) })).toMatchObject({ ok: true, stage: 'change-password' });
  });

  test.each([
    ['ngan', /ít nhất 8/],
    ['12345678', /dễ đoán/],
    ['Mật khẩu 1'.replaceAll(' ', ''), /dễ đoán/],
    ['aaaaaaaaaa', /dễ đoán/],
    ['hoang.van.thu 9', /tên đăng nhập/],
    ['x'.repeat(129), /dài nhất/],
  ])('the password «%s» is refused with a reason', async (word, reason) => {
    const made = await room.createAccount({ login: 'hoang.van.thu', name: 'Hoàng Văn Thụ', password: word }, nobody);
    expect(made.ok ? '' : made.errors.password).toMatch(reason);
  });

  test('a former password is refused', async () => {
    const { token } = await person();
    const first = await room.changeOwnPassword(token, { current: password, next: 'nam qua mit chin' });
    if (!first.ok) throw new Error('refused');
    expect(await room.changeOwnPassword(first.token, { current: 'nam qua mit chin', next: password })).toMatchObject({
      ok: false,
      errors: { next: expect.stringContaining('đã dùng') },
    });
  });

  test('a change of password ends the other sessions', async () => {
    const { login, secret, token } = await person();
    const other = await signedIn(login, secret);
    await room.changeOwnPassword(token, { current: password, next: 'nam qua mit chin' });
    expect(await room.actorOf(other)).toEqual(nobody);
  });

  test('a login is one person', async () => {
    const { login } = await person();
    expect(await room.createAccount({ login: login.toUpperCase(), name: 'Người khác', password }, nobody)).toMatchObject({
      ok: false,
      errors: { login: expect.any(String) },
    });
  });

  test('the list finds without accents and shows no secret', async () => {
    const { id } = await person();
    const found = await room.listAccounts({ find: 'sang moc', limit: 500 });
    expect(found.map((account) => account.id)).toContain(id);
    expect(JSON.stringify(found)).not.toContain('argon2');
    expect(await room.listAccounts({ find: '%' })).toEqual([]);
  });
});

describe('the demo province', () => {
  test('shows codes that work, also twice in half a minute, and then says how long to wait', async () => {
    const demo = { login: 'mau.mot.cua', name: 'Lý Thị Mẫu', ...position };
    expect(await room.addDemoAccounts([demo])).toBe(1);
    expect(await room.addDemoAccounts([demo])).toBe(0);
    for (let i = 0; i < 2; i++) {
      const { code = '' } = (await room.demoCode('mau.mot.cua')) ?? {};
      expect(await attempt('mau.mot.cua', { word: demoPassword, code })).toMatchObject({ ok: true });
    }
    const { code, waitSeconds = 0 } = (await room.demoCode('mau.mot.cua')) ?? {};
    expect(code).toBeUndefined();
    pass(waitSeconds * 1000);
    const later = await room.demoCode('mau.mot.cua');
    expect(await attempt('mau.mot.cua', { word: demoPassword, code: later?.code ?? '' })).toMatchObject({ ok: true });
  });

  test('never tells the code of an ordinary account, and outside the demo none at all', async () => {
    const { login } = await person();
    expect(await room.demoCode(login)).toBeUndefined();
    await room.addDemoAccounts([{ login: 'mau.van.thu', name: 'Ma Văn Mẫu', ...position }]);
    expect((await room.demoAccounts()).map((line) => line.login)).toContain('mau.van.thu');
    const real = roomAs({ demo: false });
    expect(await real.demoCode('mau.van.thu')).toBeUndefined();
    expect(await real.demoAccounts()).toEqual([]);
    await expect(real.addDemoAccounts([])).rejects.toThrow();
  });
});

describe('a citizen with code and phone', () => {
  test('sees that one dossier for half an hour', () => {
    const note = room.grantAccess('0197-dossier');
    expect(room.accessTo(note)).toBe('0197-dossier');
    pass(30 * minute);
    expect(room.accessTo(note)).toBeUndefined();
  });

  test('cannot change the note to another dossier or another time, nor write one with another key', () => {
    const note = room.grantAccess('dossier-a');
    const other = identity(base.db, { secretKey: `${secretKey} of somebody else`, demo: true }, () => clock, audit);
    for (const forged of [
      note.replace('dossier-a', 'dossier-b'),
      note.replace(/\.\d+\./, '.99999999999.'),
      note.slice(0, -2),
      `${note}x`,
      '',
      '..',
      other.grantAccess('dossier-a'),
    ]) {
      expect(room.accessTo(forged)).toBeUndefined();
    }
  });

  test('may not guess phones for one code from many addresses, nor many codes from one address', async () => {
    const wrong = (ip: string, code: string) => room.lookUp({ ip, code }, async () => undefined);
    const sameCode = await Promise.all(Array.from({ length: 7 }, (_, i) => wrong(`10.2.0.${i}`, 'H55.1')));
    expect(sameCode.at(-1)).toMatchObject({ ok: false, reason: 'too-many' });
    const sameAddress = await Promise.all(Array.from({ length: 31 }, (_, i) => wrong('10.3.0.1', `H55.2.${i}`)));
    expect(sameAddress.at(-1)).toMatchObject({ ok: false, reason: 'too-many' });
  });

  test('is not held up for looking often when right', async () => {
    for (let i = 0; i < 50; i++) expect(await room.lookUp({ ip: '10.4.0.1', code: 'H55.3' }, async () => 'it')).toEqual({ ok: true, found: 'it' });
  });
});
