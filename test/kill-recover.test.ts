import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#config';
import { localDate } from '#kernel/calendar/index.ts';
import { startEmbedded } from '#kernel/db/embedded.ts';
import { type Db, openDb, sql } from '#kernel/db/index.ts';
import { filePass, passUnit } from '../src/modules/dossiers/batch/passes.fixture.ts';
import { doVerb } from '../src/modules/dossiers/batch/verbs.ts';
import { dossierById } from '../src/modules/dossiers/store/read.ts';
import { type OpenPlatform, openPlatform } from '../src/open-platform.ts';
import { command, freePort, makeDataDir, type Program, removeDataDir, startProgram } from './support/program.ts';

let dataDir: string;
let program: Program;
let db: Db;
let platform: OpenPlatform;
const many = 40;

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

async function issueOne(plate: string): Promise<void> {
  const { id } = await filePass(platform, { plates: [plate] });
  for (const [verb, login] of [
    ['receive', 'motcua'],
    ['assess', 'chuyenvien'],
    ['approve', 'giamdoc'],
    ['seal', 'vanthu'],
  ] as const) {
    const account = await platform.identity.accountByLogin(`giaothong.${login}`);
    const [officer, dossier] = [await platform.identity.officerNow(account?.id ?? ''), await dossierById(db, id)];
    if (!officer || !dossier) throw new Error(`${login} or the dossier is missing`);
    expect(await doVerb(platform, officer, dossier, verb, {})).toHaveProperty('done');
  }
}

function reissued(): Promise<{ dossiers: number; events: number }> {
  return db.one(sql`select count(distinct dossier_id)::int as dossiers, count(*)::int as events from dossiers.events where verb = 'reissue'`);
}

test('a program killed in the middle of issuing anew goes on when it is started again: every paper once, one message to their holder', async () => {
  for (let i = 0; i < many; i++) await issueOne(`20C-${50_000 + i}`);
  const recover = (...args: string[]) => command(dataDir, 'credentials', 'recover', ...args, '--profile', '2021');
  expect(recover(passUnit, '--since', localDate(platform.now()))).toMatchObject({
    code: 0,
    said: expect.stringContaining(`${many} giấy đang dùng phải cấp lại`),
  });
  for (let waited = 0; waited < 3000 && (await reissued()).dossiers < 5; waited++) await sleep(10);
  program.signal('SIGKILL');
  await program.gone;
  const { dossiers } = await reissued();
  expect(dossiers, 'it was killed in the middle').toBeLessThan(many);
  expect(recover('--status').code, 'it is not over').toBe(1);
  await start();
  for (let waited = 0; waited < 240 && (await reissued()).dossiers < many; waited++) await sleep(250);
  await sleep(2000);
  expect(recover('--status')).toMatchObject({ code: 0, said: expect.stringMatching(new RegExp(`${many} giấy có mã mới[^]*đã báo 1 nơi[^]*Xong lúc`)) });
  expect(await reissued()).toEqual({ dossiers: many, events: many });
  const told = await db.many<{ channel: string }>(sql`select channel from kernel.messages where subject like '%có mã mới%' and channel = 'sms'`);
  expect(told).toHaveLength(1);
  const results = await db.many<{ text: string }>(sql`select credential_text as text from dossiers.results where sealed_at is not null`);
  const verdicts = await Promise.all(results.map(async ({ text }) => (await platform.credentials.judge(text)).verdict));
  expect(verdicts).toEqual(Array.from({ length: many }, () => 'valid'));
  expect(command(dataDir, 'audit', 'verify')).toMatchObject({ code: 0 });
}, 300_000);
