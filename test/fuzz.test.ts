import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allRoles } from '#kernel/identity/actor.ts';
import { type Scene, setScene, type Shot, shotAt, someone } from './support/fuzz.ts';
import { dice, traces } from './support/hostile.ts';
import { type TestProvince, testProvince } from './support/province.ts';

/** Another run tries other things: MOTCUA_SEED=… repeats one. */
const seed = Number(process.env.MOTCUA_SEED ?? Math.floor(Math.random() * 2 ** 31));
const shots = Number(process.env.MOTCUA_SHOTS_EACH ?? 10);
const patience = 5000;

let province: TestProvince;
let scene: Scene;
beforeAll(async () => {
  province = await testProvince();
  scene = await setScene(province);
});
afterAll(() => province.close());

describe(`whatever is sent (MOTCUA_SEED=${seed})`, () => {
  test.each(['stranger', 'citizen', ...allRoles] as const)(
    'by %s gets a page that says what is wrong, in bounded time',
    async (who) => {
      const chance = dice(seed + who.length * 7919 + who.charCodeAt(0));
      const wrong: string[] = [];
      for (const route of province.routes) {
        // Limits on tries would hide what stands behind them.
        later(15);
        const visitor = await someone(scene, who, chance);
        for (let i = 0; i < shots; i++) wrong.push(...(await fire(visitor, shotAt(scene, route, chance))));
      }
      expect(wrong.slice(0, 12), `${wrong.length} wrong answers; MOTCUA_SEED=${seed} repeats them`).toEqual([]);
    },
    60_000,
  );

  test('finds something there: every name in an address stands for things that exist, and checkpoints, batches and lots have forms to be spoiled', () => {
    const names = new Set(province.routes.flatMap(({ path }) => [...path.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => name)));
    expect([...names].filter((name) => !scene.ids[name]?.length)).toEqual([]);
    const forms = [...scene.forms.keys()];
    for (const path of ['/can-bo/chot/:/ma', '/can-bo/chot/:/may/:/ngung', '/can-bo/chot/nghi-van/:/ket-luan', '/can-bo/hang-loat/:/bat-dau', '/gia-han/:'])
      expect(forms).toContain(path);
    expect(scene.lots.length).toBeGreaterThan(0);
    expect(scene.scanLog.entries.length).toBeGreaterThan(0);
  });

  test('the audit log is whole afterwards', async () => {
    for (let i = 0; i < 50 && (await province.platform.audit.seal()) > 0; i++);
    expect((await province.platform.audit.verify()).faults).toEqual([]);
  });
});

let minutes = 0;
function later(by: number): void {
  minutes += by;
  province.clock(new Date(Date.UTC(2026, 10, 23, 9, minutes)).toISOString().slice(0, 16).replace('T', ' '));
}

async function fire(visitor: Awaited<ReturnType<typeof someone>>, { path, init, told }: Shot): Promise<string[]> {
  const started = performance.now();
  const answer = await visitor.raw(path, init);
  const type = answer.headers.get('content-type') ?? '';
  const text = await answer.text();
  const took = performance.now() - started;
  return [
    ...(answer.status >= 500 ? [`${answer.status} to ${told}`] : []),
    ...(took > patience ? [`${Math.round(took)} ms for ${told}`] : []),
    ...(answer.status >= 400 && path.startsWith('/api/') && !type.startsWith('application/problem+json') ? [`${type} to ${told}`] : []),
    ...(type.startsWith('text/html') ? traces(text).map((trace) => `unescaped ${trace} by ${told}`) : []),
    ...(answer.headers.getSetCookie().some((line) => line.includes('xss7731')) ? [`a cookie of the sender's own by ${told}`] : []),
    ...(/^(https?:)?\/\/(?!localhost)/.test(answer.headers.get('location') ?? '') ? [`led away by ${told}`] : []),
  ];
}
