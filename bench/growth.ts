import { sql } from '#kernel/db/index.ts';
import { type Figure, median } from './figures.ts';
import { type House, openHouse } from './house.ts';
import { load, requestBytes, type Sending } from './load.ts';
import type { Base } from './province.ts';
import type { Server } from './server.ts';
import { prepareFilings } from './submit.ts';
import { phone } from './wire.ts';

const small = 10_000;
const budget = 1_000_000;
const each = 100;
const rounds = 7;

/** The same list, search and submission in a house with few and in one with many dossiers, in turn. */
export async function benchGrowth(large: number): Promise<Figure[]> {
  const houses: (House & Asked)[] = [];
  try {
    for (const dossiers of [small, large]) houses.push(await openHouse({}, (house) => furnish(house, dossiers)));
    const turns: number[][][] = [];
    // The first turn only warms up.
    for (let round = 0; round <= rounds; round++) turns.push(await inTurn(houses, (house) => timeAll(house, round)));
    return questions.map((name, i) =>
      figure(
        name,
        large,
        turns.slice(1).map((turn) => [turn[0]?.[i] ?? Number.NaN, turn[1]?.[i] ?? Number.NaN]),
      ),
    );
  } finally {
    for (const house of houses) await house.close();
  }
}

function figure(name: string, large: number, pairs: readonly (readonly [number, number])[]): Figure {
  const short = large < budget ? `; the budget speaks of ${count(budget)}: bin/bench --growth=${budget}` : '';
  const [before, after] = [median(pairs.map(([few]) => few)), median(pairs.map(([, many]) => many))];
  const note = `${after.toFixed(1)} ms at ${count(large)} dossiers against ${before.toFixed(1)} ms at ${count(small)}, median of ${rounds} pairs${short}`;
  return { name: `growth: ${name}`, value: median(pairs.map(([few, many]) => many / few)), unit: '×', limit: 1.3, at: 'most', note };
}

async function inTurn<T>(houses: readonly (House & Asked)[], work: (house: House & Asked) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (const house of houses) done.push(await work(house));
  return done;
}

type Asked = { ask: readonly ((i: number) => Sending)[] };

/** So many dossiers in its database, and ways to ask. */
async function furnish({ server, base }: House, dossiers: number): Promise<Asked> {
  const ask = await prepareQuestions(server, base);
  await fillUpTo(base, dossiers);
  return { ask };
}

const names = ['trieu mai lan', 'nong hoa', 'ly son nga', 'nguyen hung binh', 'duong thao', 'ha yen mai'];

const questions = ["the officer's board", "list of the unit's dossiers", 'search by name', 'search by phone', 'submit'];

/** Ways to ask, in the order of `questions`. */
async function prepareQuestions(server: Server, base: Base): Promise<Asked['ask']> {
  const submit = await prepareFilings(server, base);
  await load(server.port, 1, 1, submit);
  const { visitor } = phone(server.url);
  await visitor.open('/can-bo/tai-khoan-mau');
  await visitor.press('Vào bằng sangmoc.motcua');
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const page = (path: string): Sending => ({ bytes: requestBytes('GET', path, server.port, { headers: { cookie } }), expect: 200 });
  return [
    () => page('/can-bo'),
    () => page('/can-bo/ho-so'),
    (i) => page(`/can-bo/ho-so?q=${encodeURIComponent(names[i % names.length] ?? '')}`),
    (i) => page(`/can-bo/ho-so?q=09${String(10_000_000 + i * 92)}`),
    submit,
  ];
}

/** The median of each question, one request after another: the time of one, not of a crowd. */
async function timeAll({ server, ask }: House & Asked, round: number): Promise<number[]> {
  const taken: number[] = [];
  for (const [i, make] of ask.entries()) {
    const { latencies, failed } = await load(server.port, 1, each, (n) => make(round * each + n));
    if (failed > 0) throw new Error(`${failed} of ${each} times ${questions[i]} failed`);
    taken.push(median(latencies));
  }
  return taken;
}

/** Dossiers of the years before: copies of a real one under other names, spread over all communes; what waits at the desks stays forty each. */
async function fillUpTo({ owner }: Base, wanted: number): Promise<void> {
  const { there } = await owner.one<{ there: number }>(sql`select count(*)::int as there from dossiers.dossiers`);
  await owner.run(sql`
    with sample as (select * from dossiers.dossiers where channel = 'online' order by submitted_at desc limit 1),
      units as (select array_agg(id order by id) as ids from kernel.units where id like 'm%'),
      f as (select string_to_array('Triệu Nông Hoàng Lý Ma Nguyễn Đặng Bàn Dương Lường Hà Phùng Trần Vi Lộc La', ' ') as families,
        string_to_array('Mai Hùng Lan Sơn Hoa Tuấn Nga Bình Yến Cường Hạnh Thảo', ' ') as givens),
      made as (
        select s.*, n, (lpad(to_hex(1600000000000 + n::bigint * 100000), 12, '0') || '7' || substr(md5(n::text), 1, 19))::uuid as new_id,
          units.ids[1 + n % array_length(units.ids, 1)] as unit, n < 40 * array_length(units.ids, 1) as open,
          f.families[1 + n % 16] || ' ' || f.givens[1 + (n / 16) % 12] || ' ' || f.givens[1 + (n / 7) % 12] as name, '+849' || (10000000 + n)::text as phone
        from sample s, units, f, generate_series(${there}::int, ${wanted}::int) as n
      ), dossier as (
        insert into dossiers.dossiers (id, code, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit, state, step, holder_unit,
          holder_role, applicant_name, applicant_phone, form, fee, return_mode, submitted_at, due_at, first_due_at, finished_at, search)
        select new_id, 'X' || n, procedure_id, procedure_code, procedure_name, rule_set, channel, unit, unit, case when open then state else 'given-back' end,
          case when open then step end, case when open then unit end, case when open then holder_role end, name, phone, form, fee, return_mode,
          at, at + interval '3 days', at + interval '3 days', case when open then null else at + interval '1 day' end,
          to_tsvector('simple', 'X' || n || ' ' || regexp_replace(dossiers.fold(name) || ' 09' || (10000000 + n)::text, '([^ ]+)', 'unit' || unit || '\\1', 'g'))
        from made, lateral (select now() - interval '1 day' - n * interval '1 minute' as at) as past
        returning id, applicant_name, submitted_at
      ), event as (
        insert into dossiers.events (dossier_id, seq, verb, to_state, step, actor_name, at) select id, 1, 'submit', 'submitted', 'receive', applicant_name, submitted_at from dossier
      )
    insert into dossiers.papers (dossier_id, paper, position, name, file_hash, file_type, file_size, added_at)
      select id, 'giay-to-tuy-than', 0, 'Giấy tờ tùy thân', md5(id::text), 'image/png', 68, submitted_at from dossier`);
  for (const table of ['dossiers', 'events', 'papers']) await owner.script(`vacuum analyze dossiers.${table}`);
  await owner.script('checkpoint');
}

function count(dossiers: number): string {
  return dossiers.toLocaleString('en');
}
