import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { sql } from '#kernel/db/index.ts';
import type { Base } from './province.ts';

/** Who writes the same rows without us: transactions a second with so many clients for so many seconds. */
export type Peer = { name: string; run(clients: number, seconds: number): Promise<number>; close(): Promise<void> };

/** As many units as the province has communes, so that the peer waits for its counters no more and no less than we do. */
const units = 92;

/** pgbench where it is installed, else the same statements from a bare client. */
export async function openPeer(base: Base): Promise<Peer> {
  const values = await sampleRow(base);
  return spawnSync('pgbench', ['--version']).status === 0 ? pgbench(base.appUrl, values) : bareClient(base.appUrl, values);
}

/** Six statements in one transaction; `:name` is a value. The first makes the id and the number that the others use. */
const counter = `insert into dossiers.day_counters (unit_id, day, last) values ('m1' || lpad(:unit::text, 4, '0'), :day::date, 1)
  on conflict (unit_id, day) do update set last = day_counters.last + 1
  returning last, (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 19))::uuid as id`;

const others = [
  `insert into dossiers.dossiers (id, code, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit,
    state, step, holder_unit, holder_role, applicant_name, applicant_phone, applicant_email, applicant_number, applicant_address,
    form, fee, return_mode, submitted_at, received_at, due_at, first_due_at, search)
  values (:id::uuid, 'H56.' || lpad(:unit::text, 3, '0') || '-261123-' || lpad(:last::text, 4, '0'), :procedure_id::uuid, :procedure_code, :procedure_name, :rule_set, 'online',
    'm1' || lpad(:unit::text, 4, '0'), 'm1' || lpad(:unit::text, 4, '0'), :state, :step, 'm1' || lpad(:unit::text, 4, '0'), :holder_role, :applicant_name, :applicant_phone, :applicant_email,
    :applicant_number, :applicant_address, :form::jsonb, :fee::bigint, :return_mode, now(), null, :due_at::timestamptz, :due_at::timestamptz,
    to_tsvector('simple', 'H56.' || lpad(:unit::text, 3, '0') || '-261123-' || lpad(:last::text, 4, '0') || ' ' || :words))`,
  `insert into dossiers.papers (dossier_id, paper, position, name, file_hash, file_type, file_size, added_at)
  values (:id::uuid, :paper, 0, :paper_name, :file_hash, :file_type, 68, now()), (:id::uuid, :paper, 1, :paper_name, :file_hash, :file_type, 68, now()), (:id::uuid, :paper, 2, :paper_name, :file_hash, :file_type, 68, now())`,
  `insert into dossiers.events (dossier_id, seq, verb, to_state, step, actor_id, actor_name, unit_id, at)
  values (:id::uuid, 1, 'submit', :state, :step, null, :applicant_name, null, now())`,
  `insert into kernel.audit (at, actor_id, actor_name, unit_id, action, subject_kind, subject_id, detail)
  values (now(), null, :applicant_name, 'm1' || lpad(:unit::text, 4, '0'), 'dossier.submit', 'dossier', :id, :detail::jsonb)`,
  `insert into kernel.outbox (topic, payload) values ('bench.submitted', jsonb_build_object('dossierId', :id::text, 'seq', 1))`,
];

type Values = Record<string, string>;

/** What stands in a dossier that the server itself wrote a moment ago, so that the rows weigh the same. */
async function sampleRow({ owner }: Base): Promise<Values> {
  const row =
    await owner.one<Values>(sql`select d.procedure_id::text, d.procedure_code, d.procedure_name, d.rule_set, d.state, d.step, d.holder_role, d.applicant_name, d.applicant_phone,
    coalesce(d.applicant_email, '') as applicant_email, coalesce(d.applicant_number, '') as applicant_number, coalesce(d.applicant_address, '') as applicant_address,
    d.form::text, coalesce(d.fee, 0)::text as fee, d.return_mode, d.due_at::text, regexp_replace('trieu thi mai ' || replace(d.applicant_phone, '+', '') || ' ' || replace(d.applicant_phone, '+84', '0') || ' ' || coalesce(d.applicant_number, ''), '([^ ]+)',
      'unit' || d.receiving_unit || '\\1', 'g') as words,
    (select detail::text from kernel.audit a where a.subject_id = d.id::text limit 1) as detail
    from dossiers.dossiers d where d.channel = 'online' order by d.submitted_at desc limit 1`);
  const day = new Date().toISOString().slice(0, 10);
  return { ...row, day, paper: 'giay-to-tuy-than', paper_name: 'Giấy tờ tùy thân', file_hash: 'a'.repeat(64), file_type: 'image/png' };
}

async function pgbench(url: string, values: Values): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-pgbench-'));
  const script = join(folder, 'submit.sql');
  const lines = [`\\set unit random(1, ${units})`, 'begin;', `${flat(counter)} \\gset`, ...others.map((statement) => `${flat(statement)};`), 'commit;'];
  await writeFile(script, `${lines.join('\n')}\n`);
  const at = new URL(url);
  const env = {
    PATH: process.env.PATH,
    PGHOST: at.searchParams.get('host') ?? '',
    PGUSER: at.username,
    PGPASSWORD: at.password,
    PGDATABASE: at.pathname.slice(1),
  };
  const known = Object.entries(values).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  return {
    name: 'pgbench -M prepared, six statements',
    async run(clients, seconds) {
      const { stdout } = await promisify(execFile)(
        'pgbench',
        ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-f', script, ...known],
        { env, timeout: seconds * 1000 + 60_000 },
      );
      const rate = Number(/tps = ([\d.]+) \(without/.exec(stdout)?.[1]);
      const failures = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
      if (!(rate > 0) || failures > 0) throw new Error(`pgbench failed: ${stdout}`);
      return rate;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function flat(statement: string): string {
  return statement.replace(/\s+/g, ' ');
}

async function bareClient(url: string, values: Values): Promise<Peer> {
  const at = new URL(url);
  const place = { host: at.searchParams.get('host') ?? '', user: at.username, password: at.password, database: at.pathname.slice(1) };
  return {
    name: 'bare pg client (pgbench is not installed), six prepared statements',
    async run(clients, seconds) {
      const until = performance.now() + seconds * 1000;
      let written = 0;
      async function work() {
        const client = new pg.Client(place);
        await client.connect();
        for (; performance.now() < until; written++) await submitBarely(client, values);
        await client.end();
      }
      await Promise.all(Array.from({ length: clients }, work));
      return written / seconds;
    },
    close: async () => undefined,
  };
}

async function submitBarely(client: pg.Client, values: Values): Promise<void> {
  const unit = String(1 + Math.floor(Math.random() * units));
  await client.query('begin');
  const { rows } = await client.query(prepared('counter', counter, { ...values, unit }));
  const { last, id } = rows[0] as { last: number; id: string };
  for (const [i, statement] of others.entries()) await client.query(prepared(`other${i}`, statement, { ...values, unit, id, last: String(last) }));
  await client.query('commit');
}

function prepared(name: string, statement: string, values: Values): { name: string; text: string; values: string[] } {
  const given: string[] = [];
  const text = statement.replace(/(?<!:):([a-z_]+)/g, (_, variable: string) => `$${given.push(values[variable] ?? '')}`);
  return { name, text, values: given };
}
