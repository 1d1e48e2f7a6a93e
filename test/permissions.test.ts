import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { allRoles as roles } from '#kernel/identity/actor.ts';
import { photo } from '../src/modules/dossiers/scenarios/steps.ts';
import { type Scene, setScene, shapeOf } from './support/fuzz.ts';
import { type TestProvince, testProvince } from './support/province.ts';
import type { Fields, Visitor } from './support/visitor.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince();
});
afterAll(() => province.close());

describe('every route', () => {
  test('has a rule', () => {
    expect(province.routes.length).toBeGreaterThan(30);
    const loose = province.routes.filter(
      ({ who }) => !(who === 'anyone' || who === 'officer' || (Array.isArray(who) && who.length > 0 && who.every((role) => roles.includes(role)))),
    );
    expect(loose).toEqual([]);
  });

  test('that changes something for officers is closed to a stranger', async () => {
    const guarded = province.routes.filter(({ who }) => who !== 'anyone');
    const answers = await Promise.all(
      guarded.map(async (route) => ({ route: `${route.method} ${route.path}`, status: (await knock(route, await province.stranger())).status })),
    );
    // A GET sends the stranger to sign in; anything else is refused outright.
    expect(answers.filter(({ route, status }) => (route.startsWith('GET') && !route.includes('/api/') ? status !== 303 : status !== 401))).toEqual([]);
  });

  test.each(roles)('lets the role %s through exactly where its rule names it', async (role) => {
    const officer = await province.officerWith(role);
    const wrong: string[] = [];
    for (const route of province.routes.filter(({ who }) => who !== 'anyone')) {
      const { status } = await knock(route, officer);
      const allowed = route.who === 'officer' || route.who.includes(role);
      if (allowed ? status === 403 || status === 401 : status !== 403) wrong.push(`${role} ${route.method} ${route.path}: ${status}`);
      if (status >= 500) wrong.push(`${role} ${route.method} ${route.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what is there', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await setScene(province);
  });
  const aboutDossiers = () => province.routes.filter(({ path, who }) => who !== 'anyone' && /:(id|slip)/.test(path));
  const foreigners = [
    'vonhai.motcua',
    'vonhai.hotich',
    'vonhai.chutich',
    'vonhai.vanthu',
    'vonhai.chuyenvien',
    'xaydung.chuyenvien',
    'tuphap.giamdoc',
    'tinh.quantri',
  ];

  /** Every state, history and message of every dossier, as one text. */
  async function everything(): Promise<string> {
    const { all } = await province.db.one<{ all: string }>(sql`select (select string_agg(d::text, '') from dossiers.dossiers d)
      || (select count(*) from dossiers.events) || (select count(*) from dossiers.slips) || (select count(*) from dossiers.results) as all`);
    return all;
  }

  test.each(foreigners)('is not there for %s of another unit, by any address that names it', async (login) => {
    const [officer, before] = [await province.officer(login), await everything()];
    const seen: string[] = [];
    for (const route of aboutDossiers()) {
      for (const life of scene.lives) {
        for (const path of await addressesOf(route.path, life.id)) {
          const { status, body } = await tryAt(officer, route.method, path, life.id);
          if (status !== 404 && status !== 403) seen.push(`${route.method} ${path}: ${status}`);
          if (body.includes(life.code) || body.includes('Nông Thị Mẫu')) seen.push(`${route.method} ${path} tells`);
        }
      }
    }
    expect(seen).toEqual([]);
    expect(await everything()).toBe(before);
  });

  test.each(foreigners)('stands in no list of %s', async (login) => {
    const officer = await province.officer(login);
    const code = scene.lives[3]?.code ?? '';
    for (const path of [
      '/can-bo',
      `/can-bo/ho-so?q=${code}`,
      '/can-bo/ho-so?q=nong+thi+mau',
      `/can-bo/phieu?q=${code}`,
      '/can-bo/phieu',
      '/can-bo/so-theo-doi',
    ]) {
      const body = await (await officer.raw(path)).text();
      expect(body.replaceAll(`value="${code}"`, ''), path).not.toMatch(/H55\.368|Nông Thị Mẫu/);
    }
  });

  test('is read by the auditor and changed by no auditor', async () => {
    const [auditor, before] = [await province.officer('tinh.kiemsoat'), await everything()];
    for (const { method, path } of aboutDossiers()) {
      const [address = ''] = await addressesOf(path, scene.lives.at(-1)?.id ?? '');
      expect((await tryAt(auditor, method, address, scene.lives.at(-1)?.id ?? '')).status, `${method} ${path}`).toBe(method === 'GET' ? 200 : 403);
    }
    expect(await everything()).toBe(before);
  });

  test('is not done by sending what the page does not offer, not even by its own officers', async () => {
    const done: string[] = [];
    const verbs = province.routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/can-bo/ho-so/:id/'));
    let offered = 0;
    for (const login of ['motcua', 'hotich', 'chutich', 'vanthu', 'chuyenvien'].map((name) => `sangmoc.${name}`)) {
      const officer = await province.officer(login);
      for (const { id } of scene.lives) {
        const page = await (await officer.raw(`/can-bo/ho-so/${id}`)).text();
        for (const { path } of verbs) {
          const address = path.replace(':id', id);
          if (page.includes(`action="${address}"`)) offered++;
          else if ((await tryAt(officer, 'POST', address, id)).status === 303) done.push(`${login} ${address}`);
        }
      }
    }
    expect(done).toEqual([]);
    expect(offered).toBeGreaterThan(15);
  });

  test('of one dossier does not come by the address of another', async () => {
    const officer = await province.officer('sangmoc.motcua');
    const [mine, other] = await Promise.all([3, 4].map((i) => thingsOf(scene.lives[i]?.id ?? '')));
    const own = await officer.raw(`/can-bo/ho-so/${mine?.id}/ket-qua/${mine?.results[0]}`);
    expect(own.status).toBe(200);
    expect((await officer.raw(`/can-bo/ho-so/${mine?.id}/ket-qua/${other?.results[0]}`)).status).toBe(404);
    const slipFile = await province.db.one<{ hash: string }>(sql`select hash from kernel.files where type = 'application/pdf' limit 1`);
    expect((await officer.raw(`/can-bo/ho-so/${mine?.id}/giay-to/${slipFile.hash}`)).status).toBe(404);
  });

  test('of a citizen opens for nobody who looked up another dossier, and the control sheet for no citizen', async () => {
    const [mine, other] = await Promise.all([6, 5].map((i) => thingsOf(scene.lives[i]?.id ?? '')));
    const citizen = await province.stranger();
    citizen.cookies.set('motcua-ho-so', province.platform.identity.grantAccess(mine?.id ?? ''));
    const statusOf = async (path: string) => (await citizen.raw(path, { redirect: 'manual' })).status;
    expect(await statusOf(`/tra-cuu/ho-so/ket-qua/${mine?.results[0]}`)).toBe(200);
    expect(await statusOf(`/tra-cuu/ho-so/ket-qua/${other?.results[0]}`)).toBe(404);
    for (const { id, kind } of mine?.slips ?? []) expect(await statusOf(`/tra-cuu/ho-so/phieu/${id}`), kind).toBe(kind === 'control' ? 404 : 200);
    for (const { id } of other?.slips ?? []) expect(await statusOf(`/tra-cuu/ho-so/phieu/${id}`)).toBe(404);
    expect((mine?.slips ?? []).map(({ kind }) => kind)).toContain('control');
    citizen.cookies.set('motcua-ho-so', province.platform.identity.grantAccess(scene.lives[4]?.id ?? ''));
    const unsealed = (await thingsOf(scene.lives[4]?.id ?? '')).results[0];
    expect(await statusOf(`/tra-cuu/ho-so/ket-qua/${unsealed}`), 'signed but not sealed').toBe(404);
  });

  test('of a paper already sent is taken along by nobody who changes its ticket', async () => {
    const visitor = await province.stranger();
    await visitor.open('/dich-vu-cong/2.000635/nop');
    await visitor.press('Xem lại hồ sơ', { 'paper.giay-to-tuy-than': photo() });
    const ticket = visitor.$('[name=kept]').attr('value') ?? '';
    expect(ticket).not.toBe('');
    const [words = '', mark = ''] = ticket.split('.');
    const [file = ''] = scene.ids.file ?? [];
    const changed = Buffer.from(
      Buffer.from(words, 'base64url')
        .toString()
        .replace(/[0-9a-f]{64}/, file.replace(/^./, 'f')),
    ).toString('base64url');
    const note = province.platform.identity.grantAccess(scene.lives[0]?.id ?? '');
    await visitor.send('/dich-vu-cong/2.000635/nop', { step: 'review', kept: [`${changed}.${mark}`, `${words}.`, `${words}.AAAA`, note, 'x'] });
    expect(visitor.$('[name=kept]')).toHaveLength(0);
    await visitor.send('/dich-vu-cong/2.000635/nop', { step: 'review', kept: ticket });
    expect(visitor.$('[name=kept]')).toHaveLength(1);
  });

  async function thingsOf(id: string) {
    const results = await province.db.many<{ id: string }>(sql`select id from dossiers.results where dossier_id = ${id}::uuid`);
    const slips = await province.db.many<{ id: string; kind: string }>(sql`select id, kind from dossiers.slips where dossier_id = ${id}::uuid`);
    return { id, results: results.map((one) => one.id), slips };
  }

  async function addressesOf(path: string, id: string): Promise<string[]> {
    const { results, slips } = await thingsOf(id);
    const files = await province.db.many<{ hash: string }>(
      sql`select file_hash as hash from dossiers.papers where dossier_id = ${id}::uuid and file_hash is not null`,
    );
    const of: Record<string, string[]> = { result: results, slip: slips.map((one) => one.id), file: files.map(({ hash }) => hash) };
    const [, last = ''] = /:(result|slip|file)/.exec(path) ?? [];
    return (of[last] ?? ['']).map((one) => path.replace(':id', id).replace(`:${last || '-'}`, one));
  }

  /** Sends what the right officer would send from the page as it stands now. */
  async function tryAt(officer: Visitor, method: string, path: string, id: string): Promise<{ status: number; body: string }> {
    const { revision } = await province.db.one<{ revision: number }>(sql`select revision from dossiers.dossiers where id = ${id}::uuid`);
    const fields: Fields = { ...scene.forms.get(shapeOf(path))?.fields, revision: String(revision), newDue: '25/12/2026' };
    const body = new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => (value instanceof File ? [] : [[name, String(value)]])));
    const headers = { origin: officer.origin, 'sec-fetch-site': 'same-origin' };
    const answer = await officer.raw(path, { method, redirect: 'manual', ...(method === 'GET' ? {} : { body, headers }) });
    return { status: answer.status, body: answer.headers.get('content-type')?.startsWith('text/html') ? await answer.text() : '' };
  }
});

type Knocker = Awaited<ReturnType<TestProvince['stranger']>>;

/** Knocks with an id nobody has, so that a route that lets one in finds nothing and changes nothing. */
async function knock(route: TestProvince['routes'][number], visitor: Knocker): Promise<Response> {
  const path = route.path.replace(/:[a-zA-Z]+(\{[^}]*\})?\??/g, '00000000-0000-7000-8000-000000000000').replace('*', '');
  const sends = route.method !== 'GET' && route.method !== 'HEAD';
  return visitor.raw(path, {
    method: route.method,
    redirect: 'manual',
    ...(sends ? { body: new URLSearchParams(), headers: { origin: visitor.origin, 'sec-fetch-site': 'same-origin' } } : {}),
  });
}
