import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { readConfig } from '#config';
import { sql } from '#kernel/db/index.ts';
import { filePass } from '#modules/dossiers/batch/passes.fixture.ts';
import { openPlatform } from '../src/open-platform.ts';
import { Visitor } from '../test/support/visitor.ts';
import { type Figure, median, percentile } from './figures.ts';
import { cpuSeconds, family } from './processes.ts';
import { type Base, reachDatabase, settled } from './province.ts';
import { makeDataDir, removeDataDir, type Server, startServer, stopServer } from './server.ts';

/** Who decides in turn, by demo account, and what each asks for all of them. */
const hands = [
  ['giaothong.motcua', 'receive'],
  ['giaothong.chuyenvien', 'assess'],
  ['giaothong.giamdoc', 'approve'],
  ['giaothong.vanthu', 'seal'],
] as const;

/**
 * The province of 2021 in its worst days: passes applied for by night lie there in the morning; four officers decide all of them in bulk, over
 * HTTP, in a server of its own with a real mail server beside it. Measured until the last letter has arrived.
 */
export async function benchPasses(many: number): Promise<Figure[]> {
  const dataDir = await makeDataDir();
  const post = await openPostOffice();
  const server = await startServer(dataDir, { profile: '2021', env: { SMTP_HOST: '127.0.0.1', SMTP_PORT: String(post.port) } });
  const base = await reachDatabase(dataDir);
  try {
    const province = await openProvince(dataDir, server, base);
    const filed = await province.file(many);
    if (!(await settled(base.owner, 110))) throw new Error('what was filed is not told after 110 s');
    return figures(many, await decideAll(server, base, post, province, filed));
  } finally {
    await base.close();
    await stopServer(server);
    post.close();
    await removeDataDir(dataDir);
  }
}

type Measured = { seconds: number; steps: { verb: string; seconds: number }[]; cpu: Cpu; pages: number[]; left: number };

async function decideAll(server: Server, base: Base, post: PostOffice, province: Province, filed: readonly string[]): Promise<Measured> {
  const [before, from, lettersBefore] = [cpuOf(server, base), performance.now(), post.letters()];
  // One when it is received, one when the result is there.
  const missing = () => Math.max(0, lettersBefore + 2 * filed.length - post.letters());
  const pages = watchPages(await province.officer('giaothong.motcua'));
  const steps: Measured['steps'] = [];
  for (const [login, verb] of hands) {
    const begun = performance.now();
    await decide(await province.officer(login), verb, await revisionsOf(base, filed));
    steps.push({ verb, seconds: (performance.now() - begun) / 1000 });
  }
  for (let waited = 0; waited < 600 && missing() > 0; waited++) await sleep(50);
  const seconds = (performance.now() - from) / 1000;
  const { left } = await base.owner.one<{ left: number }>(sql`select count(*)::int as left from dossiers.dossiers where state <> 'done'`);
  return { seconds, steps, cpu: less(cpuOf(server, base), before), pages: pages.stop(), left: left + missing() };
}

/** As a person does it: marks all, asks for one verb, confirms, and looks at the page until it is over. */
async function decide(officer: Visitor, verb: string, ids: string[]): Promise<void> {
  await officer.send('/can-bo/hang-loat', { verb, ids });
  await officer.press(`${ids.length.toLocaleString('vi')} hồ sơ`);
  for (let looked = 0; looked < 300; looked++) {
    if (officer.text.includes('Sau đợt này')) return;
    // Twice as often as the page would renew itself.
    await sleep(1000);
    await officer.open(officer.url);
  }
  throw new Error(`the batch «${verb}» does not end: ${officer.text.slice(0, 500)}`);
}

async function revisionsOf(base: Base, filed: readonly string[]): Promise<string[]> {
  const rows = await base.owner.many<{ line: string }>(sql`select id || ':' || revision as line from dossiers.dossiers where id = any(${[...filed]}::uuid[])`);
  return rows.map(({ line }) => line);
}

/** Somebody else at work meanwhile: how long the list of dossiers takes to come. */
function watchPages(officer: Visitor): { stop(): number[] } {
  const taken: number[] = [];
  const again = setInterval(() => void look().catch(() => undefined), 500);
  async function look(): Promise<void> {
    const from = performance.now();
    await officer.raw('/can-bo');
    taken.push(performance.now() - from);
  }
  return {
    stop() {
      clearInterval(again);
      return taken;
    },
  };
}

type Province = Awaited<ReturnType<typeof openProvince>>;

/** The running server's own database, reached as its pages would: filings, and sessions without a password. */
async function openProvince(dataDir: string, server: Server, base: Base) {
  const config = readConfig(['--profile', '2021', '--data', dataDir], { LOG_LEVEL: 'warn' });
  const platform = await openPlatform(config, { db: base.db });
  return {
    async file(many: number): Promise<string[]> {
      const filed: string[] = [];
      for (let i = 0; i < many; i++) filed.push((await filePass(platform, { plates: [`20C-${10_000 + i}`], email: `xe${i}@thu.example` })).id);
      return filed;
    },
    async officer(login: string): Promise<Visitor> {
      const account = await platform.identity.accountByLogin(login);
      if (!account) throw new Error(`there is no demo official ${login}`);
      const visitor = new Visitor((request) => fetch(request, { redirect: 'manual' }), server.url);
      visitor.url = `${server.url}/`;
      visitor.cookies.set('motcua', await platform.identity.openSession(account.id));
      return visitor;
    },
  };
}

type PostOffice = { port: number; letters(): number; close(): void };

/** A mail server that takes every letter and counts them. */
async function openPostOffice(): Promise<PostOffice> {
  let letters = 0;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => {
        letters++;
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { port: (server.server.address() as AddressInfo).port, letters: () => letters, close: () => server.close(() => undefined) };
}

type Cpu = { program: number; press: number; database: number };

/** A press that was relieved counts with the program that waited for its end. */
function cpuOf(server: Server, base: Base): Cpu {
  const database = family(base.pid, base.pid);
  const press = family(server.pid, 0).filter((pid) => pid !== server.pid && !database.includes(pid));
  return { program: cpuSeconds([server.pid]), press: cpuSeconds(press), database: cpuSeconds(database) };
}

function less(after: Cpu, before: Cpu): Cpu {
  return { program: after.program - before.program, press: after.press - before.press, database: after.database - before.database };
}

function figures(many: number, { seconds, steps, cpu, pages, left }: Measured): Figure[] {
  const each = (of: number) => `${((of * 1000) / many).toFixed(1)} ms`;
  const told = steps.map(({ verb, seconds: took }) => `${verb} ${took.toFixed(1)} s`).join(', ');
  const short = many < 1800 ? `; the budget speaks of 1,800` : '';
  return [
    {
      name: `${many.toLocaleString('en')} passes decided in bulk, signed, printed, mailed`,
      value: left > 0 ? Number.NaN : seconds,
      unit: 's',
      limit: (90 * many) / 1800,
      at: 'most',
      note: `${told}${left > 0 ? `; ${left} not done` : ''}${short}`,
    },
    {
      name: 'CPU for one pass',
      value: ((cpu.program + cpu.press + cpu.database) * 1000) / many,
      unit: 'ms',
      at: 'most',
      note: `program ${each(cpu.program)}, press ${each(cpu.press)}, database ${each(cpu.database)}`,
    },
    { name: "another officer's page meanwhile", value: median(pages), unit: 'ms', at: 'most', note: `p95 ${percentile(pages, 0.95).toFixed(0)} ms` },
  ];
}
