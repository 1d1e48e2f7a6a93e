import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from '#kernel/db/index.ts';
import { type Figure, median } from './figures.ts';
import { load, requestBytes } from './load.ts';
import { type Base, reachDatabase } from './province.ts';
import { makeDataDir, removeDataDir, root, startServer, stopServer } from './server.ts';
import { phone } from './wire.ts';

const rounds = 15;
const budget = 100;

/** The board of permits over a span in which so many were issued: the whole page through HTTP, as the head of the agency opens it. */
export async function benchBoard(permits: number): Promise<Figure[]> {
  const dataDir = await makeDataDir();
  const server = await startServer(dataDir, { profile: '2021' });
  const base = await reachDatabase(dataDir);
  try {
    await promisify(execFile)(process.execPath, [join(root, '.build/cli.js'), 'demo', 'passes', '--count', '1', '--data', dataDir], { timeout: 60_000 });
    await fillPermits(base, permits);
    const { visitor } = phone(server.url);
    await visitor.open('/can-bo/tai-khoan-mau');
    await visitor.press('Vào bằng giaothong.giamdoc');
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const page = (path: string) => () => ({ bytes: requestBytes('GET', path, server.port, { headers: { cookie } }), expect: 200 });
    const told: Figure[] = [];
    for (const [name, path] of [
      [`the board over ${permits.toLocaleString('en')} permits of 30 days`, '/can-bo/giay-phep/bang?khoang=30-ngay'],
      ['the same, today', '/can-bo/giay-phep/bang?khoang=hom-nay'],
    ] as const) {
      await load(server.port, 1, 5, page(path));
      const { latencies, failed } = await load(server.port, 1, rounds, page(path));
      if (failed > 0) throw new Error(`${failed} of ${rounds} times ${path} failed`);
      told.push({ name, value: median(latencies), unit: 'ms', limit: budget, at: 'most', note: `median of ${rounds}, through HTTP` });
    }
    return told;
  } finally {
    await base.close();
    await stopServer(server);
    await removeDataDir(dataDir);
  }
}

/** Passes of the last thirty days, copied from one application: issued, some refused, late, suspended or taken back, and 400 that wait. */
export async function fillPermits({ owner }: Base, wanted: number): Promise<void> {
  await owner.run(sql`
    with sample as (select * from dossiers.dossiers where procedure_code = 'MC-LUONG-XANH' order by submitted_at limit 1),
      made as (
        select s.*, n, (lpad(to_hex(1600000000000 + n::bigint * 100000), 12, '0') || '7' || substr(md5(n::text), 1, 19))::uuid as new_id,
          case when n <= 400 then s.state when n % 20 = 0 then 'refused' else 'done' end as ends, s.submitted_at - (n::float8 / ${wanted}) * interval '29 days' as at
        from sample s, generate_series(1, ${wanted}::int * 20 / 19) as n
      ), dossier as (
        insert into dossiers.dossiers (id, code, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit, state, step, holder_unit,
          holder_role, applicant_name, applicant_phone, form, fee, return_mode, submitted_at, due_at, first_due_at, finished_at, search)
        select new_id, 'P' || n, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit, ends, case when n <= 400 then step end,
          case when n <= 400 then holder_unit end, case when n <= 400 then holder_role end, applicant_name, applicant_phone, form, fee, return_mode, at,
          at + interval '12 hours', at + interval '12 hours', case when n > 400 then at + (n % 140) * interval '6 minutes' end, search from made
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
    select d.id, d.id, 'MC-LUONG-XANH', d.deciding_unit, m.n || '/GNDPT', '20C' || lpad((m.n * 7919 % 90000)::text, 5, '0'), '20C-' || m.n, 'Vận tải Mẫu', d.finished_at, d.finished_at,
      d.finished_at + interval '14 days', (array['19', '19', '19', '06', '24'])[1 + m.n % 5], lpad((1 + m.n * 31 % 63)::text, 2, '0'), case when m.n % 18 < 5 then '01' when m.n % 90 = 7 then '24' end,
      case when m.n % 500 = 1 then d.finished_at end, case when m.n % 700 = 1 then d.finished_at end
    from dossier d join made m on m.new_id = d.id where d.state = 'done'`);
  for (const table of ['dossiers', 'events', 'results', 'permits', 'auto_issues']) await owner.script(`vacuum analyze dossiers.${table}`);
}
