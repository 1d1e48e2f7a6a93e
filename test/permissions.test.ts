import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#kernel/identity/actor.ts';
import { type TestProvince, testProvince } from './support/province.ts';

const roles: Role[] = ['desk', 'civil-status', 'specialist', 'leader', 'clerk', 'admin', 'auditor'];

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
