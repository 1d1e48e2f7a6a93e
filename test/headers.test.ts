import { createHash } from 'node:crypto';
import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '#kernel/web/index.ts';
import { type Scene, setScene } from './support/fuzz.ts';
import { type TestProvince, testProvince } from './support/province.ts';
import type { Visitor } from './support/visitor.ts';

let province: TestProvince;
let scene: Scene;
beforeAll(async () => {
  province = await testProvince();
  scene = await setScene(province);
});
afterAll(() => province.close());

/** The address of a route with things that are there. */
function addressOf({ path }: Route): string {
  return path.replace(/:([a-z]+)/gi, (_, name: string) => scene.ids[name]?.at(-1) ?? '-');
}

async function visitors(): Promise<Visitor[]> {
  const citizen = await province.stranger();
  citizen.cookies.set('motcua-ho-so', province.platform.identity.grantAccess(scene.lives.at(-1)?.id ?? ''));
  return [
    await province.stranger(),
    citizen,
    await province.officer('sangmoc.motcua'),
    await province.officer('tinh.quantri'),
    await province.officer('tinh.kiemsoat'),
  ];
}

describe('every page', () => {
  test('comes with strict headers, whoever asks and whatever is found', async () => {
    const wrong: string[] = [];
    for (const visitor of await visitors()) {
      for (const path of [...province.routes.filter(({ method }) => method === 'GET').map(addressOf), '/khong-co']) {
        const { headers, status } = await visitor.raw(path, { redirect: 'manual' });
        const policy = headers.get('content-security-policy') ?? '';
        const lacks = [
          /default-src 'none'/.test(policy) ? '' : 'default-src',
          /frame-ancestors 'none'|sandbox/.test(policy) ? '' : 'frame-ancestors',
          /unsafe-eval'(?<!wasm-unsafe-eval')|script-src[^;]*unsafe-inline/.test(policy) ? 'no unsafe script' : '',
          headers.get('x-content-type-options') === 'nosniff' ? '' : 'nosniff',
          headers.get('x-frame-options') === 'DENY' ? '' : 'x-frame-options',
          headers.get('referrer-policy') === 'same-origin' ? '' : 'referrer-policy',
          headers.has('x-powered-by') || headers.has('server') ? 'silence about itself' : '',
        ].filter(Boolean);
        if (lacks.length > 0) wrong.push(`GET ${path} (${status}) lacks ${lacks.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('runs no script and no style that its policy does not name', async () => {
    const wrong: string[] = [];
    let pages = 0;
    for (const visitor of await visitors()) {
      for (const path of province.routes.filter(({ method }) => method === 'GET').map(addressOf)) {
        const answer = await visitor.raw(path, { redirect: 'manual' });
        if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
        pages++;
        wrong.push(...strangersIn(await answer.text(), answer.headers.get('content-security-policy') ?? '').map((found) => `GET ${path}: ${found}`));
      }
    }
    expect(pages).toBeGreaterThan(60);
    expect([...new Set(wrong)]).toEqual([]);
  });

  test('about a person is kept by nobody', async () => {
    const personal = province.routes.filter(
      ({ method, path, who }) => method === 'GET' && (who !== 'anyone' || /^\/tra-cuu|\/nop$|lam-tiep|^\/can-bo|hop-thu-di/.test(path)),
    );
    expect(personal.length).toBeGreaterThan(20);
    for (const visitor of await visitors()) {
      const kept: string[] = [];
      for (const route of personal) {
        const { headers, status } = await visitor.raw(addressOf(route), { redirect: 'manual' });
        if (!headers.get('cache-control')?.includes('no-store')) kept.push(`${route.path} (${status}): ${headers.get('cache-control')}`);
      }
      expect(kept).toEqual([]);
    }
  });

  test('made of a paper from outside runs nothing at all', async () => {
    const officer = await province.officer('sangmoc.motcua');
    const paper = `/can-bo/ho-so/${scene.lives.at(-1)?.id}/giay-to/${scene.ids.file?.at(-1)}`;
    const { headers, status } = await officer.raw(paper);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
  });
});

/** Scripts without a source of ours, handlers in attributes, styles without a hash in the policy. */
function strangersIn(html: string, policy: string): string[] {
  const $ = load(html);
  const scripts = $('script').filter((_, script) => !/^\/(?!\/)/.test($(script).attr('src') ?? '') || $(script).text() !== '');
  const styles = $('style').filter((_, style) => !policy.includes(createHash('sha256').update($(style).text()).digest('base64')));
  const handlers = $('*').filter((_, one) => Object.keys($(one).attr() ?? {}).some((name) => /^on|^style$/.test(name)));
  const outside = $('[src], link[href]').filter((_, one) => /^(https?:)?\/\//.test($(one).attr('src') ?? $(one).attr('href') ?? ''));
  return [...scripts, ...styles, ...handlers, ...outside].map((one) => $.html(one).slice(0, 160));
}

describe('what another site makes a browser send', () => {
  const kinds = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=b', 'text/plain', 'application/json', ''];
  const foreign: Record<string, string>[] = [
    { origin: 'https://xau.example' },
    { origin: 'null' },
    { origin: 'http://localhost.xau.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:8080', 'sec-fetch-site': 'same-site' },
    { referer: 'https://xau.example/http://localhost/', 'content-type': 'text/plain' },
  ];

  test('is refused on every route that changes something, whatever the body', async () => {
    const admin = await province.officer('tinh.quantri');
    const taken: string[] = [];
    for (const route of province.routes.filter(({ method }) => method !== 'GET')) {
      for (const from of foreign) {
        for (const kind of kinds) {
          const headers: Record<string, string> = { ...(kind ? { 'content-type': kind } : {}), ...from };
          const { status } = await admin.raw(addressOf(route), {
            method: route.method,
            headers,
            body: new TextEncoder().encode('step=send'),
            redirect: 'manual',
          });
          if (status !== 403) taken.push(`${route.method} ${route.path} ${JSON.stringify(headers)}: ${status}`);
        }
      }
    }
    expect(taken.slice(0, 10)).toEqual([]);
  });

  test('is told from what our own pages send, also by old phones behind a proxy', async () => {
    const behindProxy = await testProvince({ publicUrl: 'https://dichvucong.example.vn' });
    const send = async (headers: Record<string, string>) =>
      (await behindProxy.fetch(new Request('http://127.0.0.1:3000/tra-cuu', { method: 'POST', body: new URLSearchParams({ ma: 'x' }), headers }))).status;
    expect(await send({ origin: 'https://dichvucong.example.vn', 'sec-fetch-site': 'same-origin' })).toBe(404);
    expect(await send({ origin: 'https://dichvucong.example.vn' })).toBe(404);
    expect(await send({ referer: 'https://dichvucong.example.vn/tra-cuu' })).toBe(404);
    expect(await send({ origin: 'https://dichvucong.example.vn.xau.example' })).toBe(403);
    expect(await send({ referer: 'https://xau.example/' })).toBe(403);
    expect(await send({})).toBe(403);
    await behindProxy.close();
  });
});

describe('cookies', () => {
  test.each([
    { publicUrl: 'http://localhost:3000', named: /^motcua(-ho-so)?=[^;]{20,}; (?:Max-Age=1800; )?Path=\/; HttpOnly; SameSite=Lax$/, lasts: null },
    {
      publicUrl: 'https://dichvucong.example.vn',
      named: /^__Host-motcua(-ho-so)?=[^;]{20,}; (?:Max-Age=1800; )?Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      lasts: 'max-age=31536000',
    },
  ])('under $publicUrl are closed to scripts and to other sites, and https stays https', async ({ publicUrl, named, lasts }) => {
    const other = await testProvince({ publicUrl });
    const visitor = await other.stranger();
    await visitor.open('/can-bo/tai-khoan-mau');
    const form = visitor.$('form[action="/can-bo/dang-nhap"]').first();
    const fields = new URLSearchParams(form.serializeArray().map(({ name, value }) => [name, value]));
    const headers = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
    const answer = await visitor.raw('/can-bo/dang-nhap', { method: 'POST', body: fields, headers });
    expect(answer.status).toBe(303);
    const [cookie = '', ...more] = answer.headers.getSetCookie();
    expect(cookie).toMatch(named);
    expect(more).toEqual([]);
    expect(answer.headers.get('strict-transport-security')).toBe(lasts);
    await other.close();
  });
});
