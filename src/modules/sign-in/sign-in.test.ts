import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '#config';
import { hangLook } from '#design/index.ts';
import { openAudit } from '#kernel/audit/index.ts';
import { demoPassword, identity, type Identity, readActor } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { get, serve } from '#kernel/web/index.ts';
import { administrationRoutes } from '#modules/administration/index.ts';
import { signInRoutes } from '#modules/sign-in/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { Visitor } from '../../../test/support/visitor.ts';

const password = 'ba con trau qua cau';
const nobody = { kind: 'anyone' } as const;
const secretKey = 'a secret key of at least thirty-two letters';

let base: TestDatabase;
let clock: Date;
let people: Identity;
let count = 0;

beforeAll(async () => {
  hangLook({ citizenCss: '', citizenCssHash: '', url: (name) => `/tai-nguyen/${name}` });
  base = await testDatabase();
});
afterAll(() => base.drop());
beforeEach(() => {
  clock = new Date('2026-11-23T02:00:00Z');
  people = identityAs(true);
});

function identityAs(demo: boolean) {
  return identity(
    base.db,
    { secretKey, demo },
    () => clock,
    openAudit(base.db, { dataDir: '/nonexistent', secretKey }, () => clock),
  );
}

const officerPage = get('/can-bo', 'officer', (c) => c.text(c.var.actor.kind === 'officer' ? `Chào ${c.var.actor.name}` : ''));

/** These modules' routes behind the real guard; the rest of the platform is not touched by them. */
function site({ demo = true, publicUrl = 'http://localhost' } = {}) {
  const config = { ...readConfig([], { SECRET_KEY: secretKey, DATA_DIR: '/nonexistent' }), demo, publicUrl };
  const log = { error: console.error };
  const platform = { config, db: base.db, now: () => clock, identity: demo ? people : identityAs(false), log } as unknown as Platform;
  const app = serve({ platform, routes: [...signInRoutes, ...administrationRoutes, officerPage], readActor, styleHashes: [] });
  return (request: Request) => app.fetch(request);
}

async function demoPerson(roles: readonly ('desk' | 'admin')[] = ['desk']): Promise<string> {
  const login = `mau.${++count}`;
  await people.addDemoAccounts([{ login, name: `Người mẫu ${count}`, unitId: 'sang-moc', unitName: 'UBND xã Sảng Mộc', title: 'Công chức', roles }]);
  return login;
}

async function signedIn(roles: readonly ('desk' | 'admin')[] = ['desk']): Promise<Visitor & { login: string }> {
  const login = await demoPerson(roles);
  const visitor = new Visitor(site());
  await visitor.open('/can-bo/dang-nhap');
  await visitor.press('Đăng nhập', { login, password: demoPassword, code: (await people.demoCode(login))?.code ?? '' });
  expect(visitor.body).toContain('Chào');
  return Object.assign(visitor, { login });
}

describe('signing in', () => {
  test('leads to the page that was asked for', async () => {
    const login = await demoPerson();
    const visitor = new Visitor(site());
    await visitor.open('/can-bo');
    expect(visitor.url).toContain('/can-bo/dang-nhap?tiep=%2Fcan-bo');
    expect(visitor.$('[name=login]').attr('autocomplete')).toBe('username');
    expect(visitor.$('[name=password]').attr('autocomplete')).toBe('current-password');
    expect(visitor.$('[name=code]').attr('autocomplete')).toBe('one-time-code');
    await visitor.press('Đăng nhập', { login, password: demoPassword, code: (await people.demoCode(login))?.code ?? '' });
    expect(visitor.body).toBe(`Chào Người mẫu ${count}`);
  });

  test('says the same to a wrong password and to an unknown login, and keeps the login typed but nothing secret', async () => {
    const login = await demoPerson();
    const pages = [];
    for (const typed of [login, 'khong.co.ai.ten.nay']) {
      const visitor = await new Visitor(site()).open('/can-bo/dang-nhap');
      await visitor.press('Đăng nhập', { login: typed, password: 'sai mat khau', code: '123456' });
      expect(visitor.status).toBe(422);
      expect(visitor.$('[name=login]').attr('value')).toBe(typed);
      expect(visitor.body).not.toContain('sai mat khau');
      pages.push(visitor.body.replaceAll(typed, ''));
    }
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).toContain('chưa đúng');
  });

  test('an empty form says which field is missing', async () => {
    const visitor = await new Visitor(site()).open('/can-bo/dang-nhap');
    await visitor.press('Đăng nhập');
    expect(visitor.status).toBe(422);
    expect(visitor.text).toContain('Hãy gõ tên đăng nhập.');
    expect(visitor.text).toContain('Hãy gõ mật khẩu.');
  });

  test('after five wrong tries the page says until when it is locked', async () => {
    const login = await demoPerson();
    const visitor = await new Visitor(site()).open('/can-bo/dang-nhap');
    for (let i = 0; i < 5; i++) await visitor.press('Đăng nhập', { login, password: 'sai', code: '1' });
    expect(visitor.status).toBe(429);
    expect(visitor.text).toContain('tạm khoá đến 09:01:00');
  });

  test('never leads to another site', async () => {
    const login = await demoPerson();
    const code = (await people.demoCode(login))?.code ?? '';
    const visitor = await new Visitor(site()).send('/can-bo/dang-nhap', { login, password: demoPassword, code, tiep: '//example.com/can-bo' });
    expect(visitor.url).toBe('http://localhost/can-bo');
  });

  test('a form sent from another site is refused', async () => {
    const login = await demoPerson();
    const visitor = new Visitor(site());
    await visitor.send('/can-bo/dang-nhap', { login, password: demoPassword, code: '' }, { origin: 'https://example.com', 'sec-fetch-site': 'cross-site' });
    expect(visitor.status).toBe(403);
  });

  test.each([
    ['https://motcua.example', /^__Host-motcua=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/],
    ['http://localhost', /^motcua=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/],
  ])('at %s the cookie is out of reach of scripts and other sites', async (publicUrl, flags) => {
    const login = await demoPerson();
    const body = new URLSearchParams({ login, password: demoPassword, code: (await people.demoCode(login))?.code ?? '' });
    const answer = await site({ publicUrl })(new Request(`${publicUrl}/can-bo/dang-nhap`, { method: 'POST', body, headers: { origin: publicUrl } }));
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(flags)]);
  });

  test('nothing that could be typed makes the server fail', async () => {
    for (const odd of ['\u0000', "' or 1=1 --", '😀'.repeat(500), 'a'.repeat(100_000), '\ud800', '<script>']) {
      const visitor = await new Visitor(site()).send('/can-bo/dang-nhap', { login: odd, password: odd, code: odd, tiep: odd });
      expect([422, 429]).toContain(visitor.status);
      expect(visitor.body).not.toContain('<script>');
    }
  });
});

describe('signed in', () => {
  test('sign-out closes the door', async () => {
    const visitor = await signedIn();
    await visitor.send('/can-bo/dang-xuat', {});
    await visitor.open('/can-bo');
    expect(visitor.url).toContain('/can-bo/dang-nhap');
  });

  test('somebody whose position ends while signed in is asked to sign in, not sent in circles', async () => {
    const visitor = await signedIn();
    const { id = '' } = (await people.accountByLogin(visitor.login)) ?? {};
    await people.unassign(id, '2026-11-22', nobody);
    await visitor.open('/can-bo');
    expect(visitor.status).toBe(200);
    expect(visitor.url).toContain('/can-bo/dang-nhap');
  });

  test('own sessions are listed and can be ended, those of others not', async () => {
    const [visitor, other] = [await signedIn(), await signedIn()];
    await visitor.open('/can-bo/thiet-bi');
    const mine = visitor.$('[name=session]').attr('value') ?? '';
    await other.send('/can-bo/thiet-bi', { session: mine });
    expect(other.status).toBe(404);
    await visitor.press('Kết thúc');
    expect(visitor.url).toContain('/can-bo/dang-nhap');
  });

  test('the first sign-in goes through the own password and the authenticator, and only then opens', async () => {
    const made = await people.createAccount({ login: `moi.${++count}`, name: 'Người mới' }, nobody);
    if (!made.ok) throw new Error('refused');
    await people.assign(made.id, { unitId: 'sang-moc', unitName: 'UBND xã Sảng Mộc', title: 'Công chức', roles: ['desk'] }, nobody);
    const visitor = await new Visitor(site()).open('/can-bo/dang-nhap');
    await visitor.press('Đăng nhập', { login: made.login, password: made.temporaryPassword ?? '', code: '' });
    expect(visitor.url).toContain('/can-bo/mat-khau');
    expect((await visitor.raw('/can-bo')).status).toBe(303);
    await visitor.press('Đổi mật khẩu', { current: made.temporaryPassword ?? '', next: password, again: 'khac' });
    expect(visitor.text).toContain('không giống nhau');
    await visitor.press('Đổi mật khẩu', { current: made.temporaryPassword ?? '', next: password, again: password });
    expect(visitor.url).toContain('/can-bo/xac-thuc-hai-lop');
    expect(visitor.$('svg').length).toBeGreaterThan(0);
    await visitor.press('Ghi danh', { code: '000000' });
    expect(visitor.status).toBe(422);
    const { TOTP } = await import('otpauth');
    const secret = visitor.$('code').first().text().replace(/\s/g, '');
    await visitor.press('Ghi danh', { code: new TOTP({ secret }).generate({ timestamp: clock.getTime() }) });
    expect(visitor.$('li code')).toHaveLength(10);
    await visitor.follow('vào làm việc');
    expect(visitor.body).toBe('Chào Người mới');
  });
});

describe('demo accounts', () => {
  test('are listed by unit with password and current code, and one press signs in', async () => {
    const login = await demoPerson();
    const visitor = await new Visitor(site()).open('/can-bo/tai-khoan-mau');
    expect(visitor.text).toContain('UBND xã Sảng Mộc');
    expect(visitor.text).toContain(demoPassword);
    expect(visitor.text).toContain((await people.demoCode(login))?.code);
    await visitor.press(`Vào bằng ${login}`);
    expect(visitor.body).toContain('Chào');
  });

  test('do not exist in production', async () => {
    await demoPerson();
    const visitor = await new Visitor(site({ demo: false })).open('/can-bo/tai-khoan-mau');
    expect(visitor.status).toBe(404);
    expect(visitor.body).not.toContain(demoPassword);
    const signIn = await new Visitor(site({ demo: false })).open('/can-bo/dang-nhap');
    expect(signIn.body).not.toContain('tai-khoan-mau');
  });
});

describe('administration', () => {
  test('finds an account, locks it with a reason and unlocks it', async () => {
    const [admin, officer] = [await signedIn(['admin']), await signedIn()];
    await admin.open(`/quan-tri?tim=${officer.login}`);
    await admin.follow('Người mẫu');
    await admin.press('Khoá tài khoản', { why: 'Chuyển công tác' });
    expect(admin.text).toContain('Đã khoá: Chuyển công tác');
    await officer.open('/can-bo');
    expect(officer.url).toContain('/can-bo/dang-nhap');
    await admin.press('Mở khoá');
    expect(admin.text).toContain('Dùng được');
  });

  test('gives a temporary password once, and never for a demo account', async () => {
    const admin = await signedIn(['admin']);
    const made = await people.createAccount({ login: `quen.${++count}`, name: 'Người quên', password }, nobody);
    if (!made.ok) throw new Error('refused');
    await people.assign(made.id, { unitId: 'sang-moc', unitName: 'UBND xã Sảng Mộc', title: 'Công chức', roles: ['desk'] }, nobody);
    await admin.open(`/quan-tri/tai-khoan/${made.id}`);
    await admin.press('Quên mật khẩu');
    const temporary = admin.$('.big code').text();
    expect(await people.signIn({ login: made.login, password, code: '', ip: 'x', agent: 'x' })).toMatchObject({ ok: false });
    expect(await people.signIn({ login: made.login, password: temporary, code: '', ip: 'x', agent: 'x' })).toMatchObject({
      ok: true,
      stage: 'change-password',
    });
    const { id } = (await people.accountByLogin(admin.login)) ?? {};
    await admin.send(`/quan-tri/tai-khoan/${id}/mat-khau-tam`, {});
    expect(admin.status).toBe(404);
  });

  test('ends the sessions of an account', async () => {
    const [admin, officer] = [await signedIn(['admin']), await signedIn()];
    const { id } = (await people.accountByLogin(officer.login)) ?? {};
    await admin.open(`/quan-tri/tai-khoan/${id}`);
    await admin.press('Kết thúc mọi phiên');
    await officer.open('/can-bo');
    expect(officer.url).toContain('/can-bo/dang-nhap');
  });

  test('is closed to every other officer and to strangers', async () => {
    const officer = await signedIn();
    expect((await officer.raw('/quan-tri')).status).toBe(403);
    const { id } = (await people.accountByLogin(officer.login)) ?? {};
    await officer.send(`/quan-tri/tai-khoan/${id}/mo-khoa`, {});
    expect(officer.status).toBe(403);
    expect((await new Visitor(site()).raw('/quan-tri')).status).toBe(303);
  });

  test('nobody closes the own account, and what is not there is not found', async () => {
    const admin = await signedIn(['admin']);
    const { id } = (await people.accountByLogin(admin.login)) ?? {};
    await admin.send(`/quan-tri/tai-khoan/${id}/khoa`, { why: 'thử' });
    expect(admin.status).toBe(422);
    for (const path of ['/quan-tri/tai-khoan/x', `/quan-tri/tai-khoan/${crypto.randomUUID()}`]) {
      await admin.open(path);
      expect(admin.status).toBe(404);
    }
    await admin.open('/quan-tri?tim=%25%00%27&trang=-9e99');
    expect(admin.status).toBe(200);
  });
});
