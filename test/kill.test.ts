import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbedded } from '#kernel/db/embedded.ts';
import { type Db, openDb, sql } from '#kernel/db/index.ts';
import { publishedProcedure, sampleOf } from '../src/modules/dossiers/procedures/index.ts';
import { command, databaseProcesses, freePort, isAlive, makeDataDir, type Program, removeDataDir, startProgram } from './support/program.ts';
import { Visitor } from './support/visitor.ts';

let dataDir: string;
let program: Program;
let answers: Record<string, string>;
/** What citizens were told «sent» to: the phone each gave and the note that opens the receipt. */
const acknowledged: { phone: string; note: string }[] = [];
let filed = 0;

beforeAll(async () => {
  dataDir = await makeDataDir();
  program = await startProgram({ dataDir, port: await freePort() });
  answers = await look(async (db) => {
    const procedure = await publishedProcedure(db, '2.000635', new Date());
    return Object.fromEntries(Object.entries(sampleOf(procedure!.form, {})).map(([name, [value = '']]) => [name, value]));
  });
});
afterAll(async () => {
  program.signal('SIGTERM');
  await program.gone;
  await removeDataDir(dataDir);
});

test.each([
  { what: 'the program', withDatabase: false },
  { what: 'the program and its database', withDatabase: true },
])(
  'killing $what in a burst of filings loses nothing that was acknowledged, and tells nobody twice',
  async ({ withDatabase }) => {
    const before = acknowledged.length;
    const killed = killAfter(60, withDatabase).then(() => new Date());
    await Promise.all(Array.from({ length: 8 }, citizensFile));
    const killedAt = await killed;
    expect(acknowledged.length - before).toBeGreaterThanOrEqual(60);
    expect(filed, 'some were under way when it ended').toBeGreaterThan(acknowledged.length);

    program = await startProgram({ dataDir, port: await freePort() });
    const codes = new Set<string>();
    // One after the other: right look-ups cost nothing, but many at the same moment are held back.
    for (const one of acknowledged) codes.add(await findAgain(one));
    expect(codes.size).toBe(acknowledged.length);
    expect(await messagesPerDossier(killedAt)).toEqual({ told: ['1 email each', '1 sms each'], dead: 0 });
    const audit = command(dataDir, 'audit', 'verify');
    expect(audit).toMatchObject({ code: 0, said: expect.stringContaining('Nhật ký nguyên vẹn') });
  },
  60_000,
);

/** Files one dossier after the other until the line is dead. */
async function citizensFile(): Promise<void> {
  for (;;) {
    filed++;
    const phone = `09${String(10_000_000 + filed)}`;
    const body = new URLSearchParams({ ...answers, 'applicant.phone': phone, unit: 'm05719', step: 'send' });
    const headers = { origin: program.url, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${program.url}/dich-vu-cong/2.000635/nop`, { method: 'POST', body, headers, redirect: 'manual' }).catch(() => undefined);
    if (!answer) return;
    expect(answer.status, await answer.text()).toBe(303);
    acknowledged.push({ phone, note: /motcua-ho-so=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '' });
  }
}

async function killAfter(more: number, withDatabase: boolean): Promise<void> {
  const enough = acknowledged.length + more;
  while (acknowledged.length < enough) await sleep(1);
  const processes = withDatabase ? databaseProcesses(dataDir) : [];
  program.signal('SIGKILL');
  for (const pid of processes) process.kill(pid, 'SIGKILL');
  await program.gone;
  for (let waited = 0; waited < 100 && processes.some(isAlive); waited++) await sleep(50);
  expect(processes.filter(isAlive)).toEqual([]);
}

/** The receipt tells the code; code and phone open the dossier, as on any other day. */
async function findAgain({ phone, note }: { phone: string; note: string }): Promise<string> {
  const browser = () => {
    const visitor = new Visitor((request) => fetch(request, { redirect: 'manual' }), program.url);
    visitor.url = `${program.url}/`;
    return visitor;
  };
  const first = browser();
  first.cookies.set('motcua-ho-so', note);
  await first.open('/tra-cuu/ho-so/bien-nhan');
  const code = first.$('.big').first().text().trim();
  const other = browser();
  await other.send('/tra-cuu', { ma: code, phone });
  expect(other.url, `${code} ${phone}: ${other.text.slice(0, 200)}`).toBe(`${program.url}/tra-cuu/ho-so`);
  expect(other.text).toContain(code);
  return code;
}

/** Of every dossier, acknowledged or not: how many messages by each way, once the outbox has nothing left to hand on. */
function messagesPerDossier(killedAt: Date) {
  return look(async (db) => {
    // What the killed one had in hand is taken up again when its claim lapses, after five minutes; nobody waits for them here.
    await db.run(sql`update kernel.jobs set due_at = now() where due_at > now() and due_at <= ${killedAt}::timestamptz + interval '300 seconds'`);
    const waiting = sql`select (select count(*) from kernel.outbox) + (select count(*) from kernel.jobs where dead_at is null) as waiting`;
    for (let tries = 0; tries < 300 && (await db.one<{ waiting: number }>(waiting)).waiting > 0; tries++) await sleep(50);
    const counted = await db.many<{ channel: string; messages: number }>(sql`
      select way.channel, coalesce(messages, 0) as messages from dossiers.dossiers d cross join (values ('email'), ('sms')) as way(channel)
      left join lateral (select count(*) as messages from kernel.messages m where m.dossier_id = d.id::text and m.channel = way.channel) m on true group by 1, 2`);
    const { dead } = await db.one<{ dead: number }>(sql`select count(*) as dead from kernel.jobs where dead_at is not null`);
    return { told: counted.map(({ channel, messages }) => `${messages} ${channel} each`).sort(), dead };
  });
}

/** Looks into the database of the running program, beside it. */
async function look<T>(at: (db: Db) => Promise<T>): Promise<T> {
  const { ownerUrl, takenOver } = await startEmbedded(dataDir);
  expect(takenOver).toBe(true);
  const db = openDb(ownerUrl, 1);
  return at(db).finally(() => db.close());
}
