import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from '#kernel/db/index.ts';
import { type Figure, median } from './figures.ts';
import { type House, openHouse } from './house.ts';
import { load, requestBytes, type Sending } from './load.ts';
import type { Base } from './province.ts';
import { root } from './server.ts';
import { phone } from './wire.ts';

const small = 1_000;
const large = 100_000;
const rounds = 15;
const budget = 100;

const questions = [
  ['the board of permits over 30 days', '/can-bo/giay-phep/bang?khoang=30-ngay'],
  ['the board of permits today, by the hour', '/can-bo/giay-phep/bang?khoang=hom-nay'],
  ['the list of permits behind a number of the board', '/can-bo/giay-phep/da-cap?khoang=30-ngay&ho=01'],
] as const;

/** Whole pages through HTTP, as the head of the agency opens them, in a province with few and in one with many permits, asked in turn. */
export async function benchBoard(): Promise<Figure[]> {
  const houses: (House & Furnished)[] = [];
  try {
    for (const permits of [small, large]) houses.push(await openHouse({ profile: '2021' }, (house) => furnish(house, permits)));
    const told: Figure[] = [];
    for (const [i, [name]] of questions.entries()) {
      const taken: number[][] = houses.map(() => []);
      // The first turns only warm up.
      for (let round = -3; round < rounds; round++) {
        for (const [at, house] of houses.entries()) {
          const { latencies, failed } = await load(house.server.port, 1, 1, () => house.ask(i));
          if (failed > 0) throw new Error(`${name} failed`);
          if (round >= 0) taken[at]?.push(...latencies);
        }
      }
      const [few = Number.NaN, many = Number.NaN] = taken.map((times) => median(times));
      const note = `median of ${rounds} at ${count(large)} permits; ${few.toFixed(1)} ms at ${count(small)}`;
      told.push({ name, value: many, unit: 'ms', limit: budget, at: 'most', note });
    }
    const seconds = houses.at(-1)?.recountSeconds ?? Number.NaN;
    return [
      ...told,
      {
        name: 'every day of the board counted anew',
        value: seconds,
        unit: 's',
        limit: 20,
        at: 'most',
        note: `${count(large)} permits, by command, its start included`,
      },
    ];
  } finally {
    for (const house of houses) await house.close();
  }
}

type Furnished = { recountSeconds: number; ask(question: number): Sending };

/** The province has issued so many permits in thirty days; the days that are over are counted, as they are after a night. */
async function furnish({ server, base, dataDir }: House, permits: number): Promise<Furnished> {
  await command(dataDir, 'demo', 'passes', '1');
  await fillPermits(base, permits);
  const begun = performance.now();
  await command(dataDir, 'figures', 'recount');
  const recountSeconds = (performance.now() - begun) / 1000;
  const { visitor } = phone(server.url);
  await visitor.open('/can-bo/tai-khoan-mau');
  await visitor.press('Vào bằng giaothong.giamdoc');
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const ask = (question: number) => ({ bytes: requestBytes('GET', questions[question]?.[1] ?? '', server.port, { headers: { cookie } }), expect: 200 });
  return { recountSeconds, ask };
}

async function command(dataDir: string, ...words: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [join(root, '.build/cli.js'), '--profile', '2021', '--data', dataDir, ...words], { cwd: root, timeout: 110_000 });
}

function count(n: number): string {
  return n.toLocaleString('en');
}

/** Passes of the last thirty days, copied from one application: issued, some refused, late, suspended or taken back, and some that wait. */
async function fillPermits({ owner }: Base, wanted: number): Promise<void> {
  const waits = Math.min(400, Math.ceil(wanted / 10));
  await owner.run(sql`
    with sample as (select * from dossiers.dossiers where procedure_code = 'MC-LUONG-XANH' order by submitted_at limit 1),
      numbered as (
        select s.*, n, (lpad(to_hex(1600000000000 + n::bigint * 100000), 12, '0') || '7' || substr(md5(n::text), 1, 19))::uuid as new_id, n <= ${waits}::int as waiting,
          case when n <= ${waits}::int then s.state when n % 20 = 0 then 'refused' else 'done' end as ends,
          case when n > ${waits}::int then s.submitted_at - (n - ${waits}::int) / (${wanted}::float8 * 20 / 19) * interval '29 days' end as answered
        from sample s, generate_series(1, ${waits}::int + ${wanted}::int * 20 / 19) as n
      ), made as (
        select *, case when waiting then submitted_at - n::float8 / ${waits}::int * interval '14 hours' else answered - n % 140 * interval '6 minutes' end as at from numbered
      ), dossier as (
        insert into dossiers.dossiers (id, code, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit, state, step, holder_unit,
          holder_role, applicant_name, applicant_phone, form, fee, return_mode, submitted_at, due_at, first_due_at, finished_at, search)
        select new_id, 'P' || n, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit, ends, case when waiting then step end,
          case when waiting then holder_unit end, case when waiting then holder_role end, applicant_name, applicant_phone, form, fee, return_mode, at,
          at + interval '12 hours', at + interval '12 hours', answered, search from made
        returning id, state, deciding_unit, submitted_at, finished_at
      ), result as (
        insert into dossiers.results (id, dossier_id, template, title, data, drafted_by, drafted_at)
        select id, id, 'vehicle-pass', 'Giấy nhận diện phương tiện', '{}', 'mẫu', finished_at from dossier where state = 'done' returning id
      ), decided as (
        insert into dossiers.events (dossier_id, seq, verb, to_state, step, actor_name, at, note, detail)
        select d.id, 2, case when d.state = 'done' then 'approve' else 'refuse' end, d.state, 'approve', 'mẫu', d.finished_at,
          case when d.state = 'refused' then 'Lý do mẫu ' || (m.n / 20) % 9 end,
          jsonb_build_object('checks', (select jsonb_agg(jsonb_build_object('id', 'check-' || i, 'title', 'Phép thử ' || i, 'rule', repeat('Quy định mẫu. ', 5), 'sure', 'M',
            'verdict', case when m.n % 6 = 0 and i = m.n % 7 then 'doubt' else 'pass' end, 'words', 'Đúng như quy định.')) from generate_series(0, 6) as i))
        from dossier d join made m on m.new_id = d.id where d.finished_at is not null
      ), by_rule as (
        insert into dossiers.auto_issues (dossier_id, procedure_code, unit_id, outcome, rule, allowed_by, basis, checks, decided_at, issued_at)
        select id, 'MC-LUONG-XANH', deciding_unit, 'issued', 'mẫu', 'mẫu', 'mẫu', '[]', finished_at, finished_at from dossier d
        where state = 'done' and substr(md5(d.id::text), 1, 1) < '8'
      )
    insert into dossiers.permits (id, dossier_id, procedure_code, unit_id, number_text, thing, shown, holder, issued_at, valid_from, valid_until, origin, destination, on_behalf_of,
      suspended_at, revoked_at)
    select d.id, d.id, 'MC-LUONG-XANH', d.deciding_unit, m.n || '/GNDPT', '20C' || lpad((m.n * 7919 % 90000)::text, 5, '0'), '20C-' || lpad((m.n * 7919 % 90000)::text, 5, '0'), 'Vận tải Mẫu', d.finished_at, d.finished_at,
      d.finished_at + interval '14 days', (array['19', '19', '19', '06', '24'])[1 + m.n % 5], (array['01', '01', '01', '01', '31', '31', '24', '27', '22', '20', '26', '79', '38', '40', '04', '10'])[1 + m.n * 7 % 16], case when m.n % 18 < 5 then '01' when m.n % 90 = 7 then '24' end,
      case when m.n % 500 = 1 then d.finished_at end, case when m.n % 700 = 1 then d.finished_at end
    from dossier d join made m on m.new_id = d.id where d.state = 'done'`);
  for (const table of ['dossiers', 'events', 'results', 'permits', 'auto_issues']) await owner.script(`vacuum analyze dossiers.${table}`);
}
