import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localDate } from '#kernel/calendar/index.ts';
import { sql } from '#kernel/db/index.ts';
import { filePass, passUnit } from '../src/modules/dossiers/batch/passes.fixture.ts';
import { doVerb } from '../src/modules/dossiers/batch/verbs.ts';
import { dossierById } from '../src/modules/dossiers/store/read.ts';
import { type Beside, openBeside } from './support/beside.ts';

const many = 40;
let beside: Beside;
beforeAll(async () => {
  beside = await openBeside();
}, 120_000);
afterAll(() => beside.close());

async function issueOne(plate: string): Promise<void> {
  const { db, platform } = beside;
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
  return beside.db.one(sql`select count(distinct dossier_id)::int as dossiers, count(*)::int as events from dossiers.events where verb = 'reissue'`);
}

test('a program killed in the middle of issuing anew goes on when it is started again: every paper once, one message to their holder', async () => {
  const { db, platform } = beside;
  for (let i = 0; i < many; i++) await issueOne(`20C-${50_000 + i}`);
  const recover = (...args: string[]) => beside.command('credentials', 'recover', ...args, '--profile', '2021');
  expect(recover(passUnit, '--since', localDate(platform.now()))).toMatchObject({
    code: 0,
    said: expect.stringContaining(`${many} giấy đang dùng phải cấp lại`),
  });
  for (let waited = 0; waited < 3000 && (await reissued()).dossiers < 5; waited++) await sleep(10);
  await beside.kill();
  const { dossiers } = await reissued();
  expect(dossiers, 'it was killed in the middle').toBeLessThan(many);
  expect(recover('--status').code, 'it is not over').toBe(1);
  await beside.start();
  for (let waited = 0; waited < 240 && recover('--status').code !== 0; waited++) await sleep(250);
  expect(recover('--status')).toMatchObject({ code: 0, said: expect.stringMatching(new RegExp(`${many} giấy có mã mới[^]*đã báo 1 nơi[^]*Xong lúc`)) });
  expect(await reissued()).toEqual({ dossiers: many, events: many });
  const told = await db.many<{ channel: string }>(sql`select channel from kernel.messages where subject like '%có mã mới%' and channel = 'sms'`);
  expect(told).toHaveLength(1);
  const results = await db.many<{ text: string }>(sql`select credential_text as text from dossiers.results where sealed_at is not null`);
  const verdicts = await Promise.all(results.map(async ({ text }) => (await platform.credentials.judge(text)).verdict));
  expect(verdicts).toEqual(Array.from({ length: many }, () => 'valid'));
  expect(beside.command('audit', 'verify')).toMatchObject({ code: 0 });
}, 300_000);
