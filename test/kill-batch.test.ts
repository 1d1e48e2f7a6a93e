import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#config';
import { startEmbedded } from '#kernel/db/embedded.ts';
import { type Db, openDb, sql } from '#kernel/db/index.ts';
import { filePass } from '../src/modules/dossiers/batch/passes.fixture.ts';
import { type OpenPlatform, openPlatform } from '../src/open-platform.ts';
import { command, freePort, makeDataDir, type Program, removeDataDir, startProgram } from './support/program.ts';
import { Visitor } from './support/visitor.ts';

let dataDir: string;
let program: Program;
let db: Db;
let platform: OpenPlatform;
const many = 60;

beforeAll(async () => {
  dataDir = await makeDataDir();
  await start();
  const { appUrl } = await startEmbedded(dataDir);
  db = openDb(appUrl, 2);
  platform = await openPlatform(readConfig(['--profile', '2021', '--data', dataDir], { LOG_LEVEL: 'error' }), { db });
}, 120_000);
afterAll(async () => {
  await platform.close();
  await db.close();
  program.signal('SIGTERM');
  await program.gone;
  await removeDataDir(dataDir);
});

async function start(): Promise<void> {
  program = await startProgram({ dataDir, port: await freePort(), profile: '2021' });
}

async function officer(login: string): Promise<Visitor> {
  const account = await platform.identity.accountByLogin(`giaothong.${login}`);
  const visitor = new Visitor((request) => fetch(request, { redirect: 'manual' }), program.url);
  visitor.url = `${program.url}/`;
  visitor.cookies.set('motcua', await platform.identity.openSession(account?.id ?? ''));
  return visitor;
}

async function begin(login: string, verb: string): Promise<Visitor> {
  const lines = await db.many<{ line: string }>(sql`select id || ':' || revision as line from dossiers.dossiers`);
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
  return db.one(sql`select count(distinct dossier_id)::int as dossiers, count(*)::int as events from dossiers.events where verb = ${verb}`);
}

test('a program killed in the middle of signing and of sealing finishes the batch when it is started again, and does nothing twice', async () => {
  for (let i = 0; i < many; i++) await filePass(platform, { plates: [`20C-${40_000 + i}`] });
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
    program.signal('SIGKILL');
    await program.gone;
    const { dossiers } = await passed(verb);
    expect(dossiers, 'it was killed in the middle').toBeLessThan(many);
    await start();
    expect(await isOver(pathname, login, 90)).toContain('Xong cả đợt');
    expect(await passed(verb)).toEqual({ dossiers: many, events: many });
  }
  const { numbers } = await db.one<{ numbers: number[] }>(
    sql`select array_agg(number order by number) as numbers from dossiers.results where sealed_at is not null`,
  );
  expect(numbers, 'no number of the book is lost or given twice').toEqual(Array.from({ length: many }, (_, i) => i + 1));
  expect(command(dataDir, 'audit', 'verify')).toMatchObject({ code: 0 });
}, 300_000);
