import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { filePass } from '../src/modules/dossiers/batch/passes.fixture.ts';
import { type Beside, openBeside } from './support/beside.ts';
import { Visitor } from './support/visitor.ts';

const many = 60;
let beside: Beside;
beforeAll(async () => {
  beside = await openBeside();
}, 120_000);
afterAll(() => beside.close());

async function officer(login: string): Promise<Visitor> {
  const { platform, program } = beside;
  const account = await platform.identity.accountByLogin(`giaothong.${login}`);
  const visitor = new Visitor((request) => fetch(request, { redirect: 'manual' }), program.url);
  visitor.url = `${program.url}/`;
  visitor.cookies.set('motcua', await platform.identity.openSession(account?.id ?? ''));
  return visitor;
}

async function begin(login: string, verb: string): Promise<Visitor> {
  const lines = await beside.db.many<{ line: string }>(sql`select id || ':' || revision as line from dossiers.dossiers`);
  const visitor = await officer(login);
  await visitor.send('/can-bo/hang-loat', { verb, ids: lines.map(({ line }) => line) });
  return visitor.press(`${many} hồ sơ`);
}

async function isOver(path: string, login: string, seconds: number): Promise<string> {
  const visitor = await officer(login);
  for (let looked = 0; looked < seconds * 4; looked++) {
    await visitor.open(path);
    if (visitor.text.includes('Sau đợt này')) return visitor.text;
    await sleep(250);
  }
  throw new Error(`the batch does not end:\n${visitor.text.slice(0, 800)}`);
}

/** How many dossiers have passed a verb, and whether one did so twice. */
function passed(verb: string): Promise<{ dossiers: number; events: number }> {
  return beside.db.one(sql`select count(distinct dossier_id)::int as dossiers, count(*)::int as events from dossiers.events where verb = ${verb}`);
}

test('a program killed in the middle of signing and of sealing finishes the batch when it is started again, and does nothing twice', async () => {
  for (let i = 0; i < many; i++) await filePass(beside.platform, { plates: [`20C-${40_000 + i}`] });
  for (const [login, verb] of [
    ['motcua', 'receive'],
    ['chuyenvien', 'assess'],
  ] as const) {
    const { pathname } = new URL((await begin(login, verb)).url);
    await isOver(pathname, login, 60);
  }
  for (const [login, verb] of [
    ['giamdoc', 'approve'],
    ['vanthu', 'seal'],
  ] as const) {
    const { pathname } = new URL((await begin(login, verb)).url);
    for (let waited = 0; waited < 2000 && (await passed(verb)).dossiers < 8; waited++) await sleep(10);
    await beside.kill();
    const { dossiers } = await passed(verb);
    expect(dossiers, 'it was killed in the middle').toBeLessThan(many);
    await beside.start();
    expect(await isOver(pathname, login, 90)).toContain('Xong cả đợt');
    expect(await passed(verb)).toEqual({ dossiers: many, events: many });
  }
  const { numbers } = await beside.db.one<{ numbers: number[] }>(
    sql`select array_agg(number order by number) as numbers from dossiers.results where sealed_at is not null`,
  );
  expect(numbers, 'no number of the book is lost or given twice').toEqual(Array.from({ length: many }, (_, i) => i + 1));
  expect(beside.command('audit', 'verify')).toMatchObject({ code: 0 });
}, 300_000);
