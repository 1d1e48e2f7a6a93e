import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startEmbedded } from '#kernel/db/embedded.ts';
import { migrate, openDb, sql } from '#kernel/db/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { latestSlot, parseCron } from './cron.ts';
import { type Job, openOutbox, type Outbox } from './index.ts';

const letter = z.object({ n: z.number() });
let base: TestDatabase;
let clock: Date;
let complaints: string[];
const made: Outbox[] = [];

beforeEach(async () => {
  base = await testDatabase();
  clock = new Date('2026-11-23T00:59:30Z');
  complaints = [];
});
afterEach(async () => {
  await Promise.all(made.splice(0).map((outbox) => outbox.stop()));
  await base.drop();
});

function open(options: { atOnce?: number; lease?: number } = {}): Outbox {
  const outbox = openOutbox(base.db, { now: () => clock, complain: (_, about) => complaints.push(about), pollEvery: 50, ...options });
  made.push(outbox);
  return outbox;
}

describe('an event', () => {
  test('reaches every handler of its topic once and leaves nothing behind', async () => {
    const outbox = open();
    const heard: string[] = [];
    outbox.on('letter', 'first', letter, async ({ payload }) => heard.push(`first ${payload.n}`));
    outbox.on('letter', 'second', letter, async ({ payload }) => heard.push(`second ${payload.n}`));
    outbox.on('other', 'third', letter, async () => heard.push('third'));
    await outbox.add('letter', { n: 1 });
    await outbox.add('nobody-listens', { n: 2 });
    await outbox.drain();
    expect(heard.sort()).toEqual(['first 1', 'second 1']);
    expect(await outbox.backlog()).toEqual({ waiting: 0, dead: 0, oldest: null });
  });

  test('is taken back with the transaction that wrote it', async () => {
    const outbox = open();
    const heard: number[] = [];
    outbox.on('letter', 'h', letter, async ({ payload }) => heard.push(payload.n));
    const work = base.db.transaction(async () => {
      await outbox.add('letter', { n: 1 });
      throw new Error('the line dropped');
    });
    await expect(work).rejects.toThrow();
    await outbox.drain();
    expect(heard).toEqual([]);
  });

  test('is tried again under the same key until the handler succeeds', async () => {
    const outbox = open();
    const tries: Job<unknown>[] = [];
    outbox.on(
      'letter',
      'h',
      letter,
      async (job) => {
        tries.push(job);
        if (tries.length < 3) throw new Error('the post office is closed');
      },
      { firstWait: 0.05 },
    );
    await outbox.add('letter', { n: 1 });
    outbox.start();
    await vi.waitFor(async () => expect((await outbox.backlog()).waiting).toBe(0), 5000);
    expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(tries.map(({ key }) => key)).size).toBe(1);
  });

  test('that never succeeds is given up, kept with its error, and can be tried again', async () => {
    const outbox = open();
    let closed = true;
    outbox.on(
      'letter',
      'h',
      letter,
      async () => {
        if (closed) throw new Error('the post office is closed');
      },
      { attempts: 2, firstWait: 0 },
    );
    await outbox.add('letter', { n: 7 });
    await outbox.drain();
    const [dead] = await outbox.dead();
    expect(dead).toMatchObject({ handler: 'h', payload: { n: 7 }, error: 'the post office is closed', attempts: 2 });
    expect(complaints).toEqual(['h was given up after 2 attempts']);
    closed = false;
    expect(await outbox.tryAgain(dead?.id ?? 0)).toBe(true);
    await outbox.drain();
    expect(await outbox.backlog()).toEqual({ waiting: 0, dead: 0, oldest: null });
  });

  test('whose payload is not what the handler asks for is given up, not fatal', async () => {
    const outbox = open();
    outbox.on('letter', 'h', letter, async () => undefined, { attempts: 1 });
    await outbox.add('letter', { n: 'seven' });
    await outbox.drain();
    expect((await outbox.backlog()).dead).toBe(1);
  });

  test('is handled by one of several nodes', async () => {
    const heard: string[] = [];
    const nodes = [1, 2, 3].map(() => {
      const node = open();
      node.on('letter', 'h', letter, async ({ key }) => heard.push(key));
      return node;
    });
    for (let n = 0; n < 60; n++) await nodes[0]?.add('letter', { n });
    for (const node of nodes) node.start();
    await vi.waitFor(async () => expect((await nodes[0]?.backlog())?.waiting).toBe(0), 10_000);
    expect(heard.length).toBe(60);
    expect(new Set(heard).size).toBe(60);
  });

  test('in the hands of a process that was killed is taken up by another when the claim lapses', async () => {
    const outbox = open({ lease: 1 });
    const child = fork(join(import.meta.dirname, 'hangs.fixture.ts'), [base.appUrl], { execArgv: ['--no-warnings'] });
    await outbox.add('letter', { n: 1 });
    await new Promise((resolve) => child.once('message', resolve));
    child.kill('SIGKILL');
    const attempts: number[] = [];
    outbox.on('letter', 'h', letter, async ({ attempt }) => attempts.push(attempt));
    outbox.start();
    await vi.waitFor(() => expect(attempts).toEqual([2]), 10_000);
  });
});

test('a job that its workers die of is given up in the end', async () => {
  const outbox = open();
  let runs = 0;
  outbox.on('letter', 'h', letter, async () => runs++, { attempts: 3 });
  await base.owner.script(`insert into kernel.jobs (handler, key, payload, attempts) values ('h', 'k', '{"n":1}', 3)`);
  await outbox.drain();
  expect([runs, (await outbox.dead())[0]?.error]).toEqual([0, 'died with its worker']);
});

test('stopping waits for the work in hand and takes no more', async () => {
  const outbox = open({ atOnce: 1 });
  const [begun, done]: number[][] = [[], []];
  outbox.on('letter', 'h', letter, async ({ payload }) => {
    begun?.push(payload.n);
    await new Promise((resolve) => setTimeout(resolve, 200));
    done?.push(payload.n);
  });
  await outbox.add('letter', { n: 1 });
  await outbox.add('letter', { n: 2 });
  outbox.start();
  await vi.waitFor(() => expect(begun).toEqual([1]));
  await outbox.stop();
  expect([begun, done]).toEqual([[1], [1]]);
  // What was claimed ahead is due again at once, for whoever starts next, and has lost no attempt.
  expect(await base.db.many(sql`select attempts, due_at <= clock_timestamp() as due from kernel.jobs`)).toEqual([{ attempts: 0, due: true }]);
});

test('goes on after the database was restarted', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-outbox-'));
  const first = await startEmbedded(dir);
  const owner = openDb(first.ownerUrl, 1);
  await migrate(owner, join(import.meta.dirname, '../..'));
  await owner.close();
  const db = openDb(first.appUrl, 3);
  const heard: number[] = [];
  const outbox = openOutbox(db, { now: () => clock, pollEvery: 50, complain: (_, about) => complaints.push(about) });
  outbox.on('letter', 'h', letter, async ({ payload }) => heard.push(payload.n));
  outbox.start();
  await outbox.add('letter', { n: 1 });
  await vi.waitFor(() => expect(heard).toEqual([1]), 5000);
  await first.stop();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const second = await startEmbedded(dir);
  await vi.waitFor(async () => outbox.add('letter', { n: 2 }), 5000);
  await vi.waitFor(() => expect(heard).toEqual([1, 2]), 15_000);
  expect(complaints).toEqual(['outbox']);
  await outbox.stop();
  await db.close();
  await second.stop();
  await rm(dir, { recursive: true, force: true });
}, 40_000);

describe('recurring work', () => {
  test('runs at its minute, once for all nodes, and once for everything missed while down', async () => {
    let runs = 0;
    const nodes = [1, 2].map(() => {
      const node = open();
      node.every('0 8 * * *', 'morning', async () => runs++);
      return node;
    });
    const tick = async () => {
      for (const node of nodes) await node.drain();
    };
    await tick();
    expect(runs).toBe(0);
    clock = new Date('2026-11-23T01:00:10Z'); // 08:00:10 in Việt Nam
    await tick();
    await tick();
    expect(runs).toBe(1);
    clock = new Date('2026-11-26T05:00:00Z');
    await tick();
    expect(runs).toBe(2);
  });

  const cases = [
    { cron: '*/10 * * * *', at: '2026-11-23T01:09:59Z', slot: '2026-11-23T01:00:00Z' },
    { cron: '0 0 * * *', at: '2026-11-23T16:59:00Z', slot: '2026-11-22T17:00:00Z' },
    { cron: '30 7 * * 1-5', at: '2026-11-22T05:00:00Z', slot: '2026-11-20T00:30:00Z' },
    { cron: '15,45 13-17/2 1 1 *', at: '2026-01-01T08:20:00Z', slot: '2026-01-01T08:15:00Z' },
  ];
  test.each(cases)('$cron last came before $at at $slot', ({ cron, at, slot }) => {
    expect(latestSlot(parseCron(cron), new Date(at))).toEqual(new Date(slot));
  });

  test.each(['* * * *', '60 * * * *', '*/0 * * * *', '5-1 * * * *', 'a * * * *', '* * 0 * *'])('«%s» is refused', (cron) => {
    expect(() => parseCron(cron)).toThrow();
  });
});

describe('long work', () => {
  test('holds up nobody: what is short is done beside it', async () => {
    const outbox = open();
    const heard: string[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    outbox.on(
      'long',
      'hours',
      letter,
      async () => {
        await gate;
        heard.push('long');
      },
      { long: true },
    );
    outbox.on('letter', 'short', letter, async () => heard.push('short'));
    await outbox.add('long', { n: 1 });
    outbox.start();
    await vi.waitFor(async () => expect((await base.owner.one<{ n: number }>(sql`select count(*)::int as n from kernel.jobs`)).n).toBe(1));
    await outbox.add('letter', { n: 2 });
    await vi.waitFor(() => expect(heard).toEqual(['short']));
    release();
    await vi.waitFor(() => expect(heard).toEqual(['short', 'long']));
  });

  test('hears that the program leaves, and is taken up soon after one died with it', async () => {
    const outbox = open();
    const heard: string[] = [];
    const work = async ({ leaving }: Job<unknown>) => {
      while (!leaving()) await new Promise((resolve) => setTimeout(resolve, 10));
      heard.push('left');
    };
    outbox.on('long', 'hours', letter, work, { long: true });
    await outbox.add('long', { n: 1 });
    outbox.start();
    const lease = sql`select round(extract(epoch from due_at - now()))::int as seconds from kernel.jobs where attempts = 1`;
    await vi.waitFor(async () => expect(await base.owner.maybe(lease)).toMatchObject({ seconds: expect.toSatisfy((s: number) => s > 15 && s <= 20) }));
    await outbox.stop();
    expect(heard).toEqual(['left']);
  });
});
