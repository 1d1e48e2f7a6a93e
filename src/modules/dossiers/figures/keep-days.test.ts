import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays, localDate, momentOf } from '#kernel/calendar/index.ts';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled } from '../scenarios/steps.ts';
import { type Counted, countedIn, forgetDays, keepDaysBefore, type Scope } from '../store/figures.ts';
import { keepDays, recountDays } from './keep-days.ts';
import { tally } from './tally.ts';

const procedureCode = 'MC-LUONG-XANH';
const unit = 'so-giao-thong-van-tai';
let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-10 08:00' });
  const { id } = await aCitizenHasFiled(province, procedureCode, {
    unit,
    chosen: { 'period.from': '16/8/2021', 'period.to': '5/9/2021', 'vehicles.0.plate': '20C-000.01' },
  });
  await aWeekOfPermits(id, 240);
});
afterAll(() => province.close());

beforeEach(async () => {
  await forgetDays(province.db);
  province.clock('2021-08-16 09:00');
});

/**
 * One filing copied: answered from 10 to 16 August, one every 37 minutes and one on each second around a midnight, some refused, late, by rule,
 * doubted by a check, withdrawn; half of them by another unit.
 */
async function aWeekOfPermits(sample: string, many: number): Promise<void> {
  await province.db.run(sql`
    with made as (
      select d.*, n, gen_random_uuid() as new_id,
        case when n <= 6 then timestamptz '2021-08-13 00:00+07' + (n - 4) * interval '1 second' else timestamptz '2021-08-10 09:00+07' + n * interval '37 minutes' end as ends,
        case when n % 5 = 0 then 'refused' when n % 11 = 0 then 'withdrawn' else 'done' end as how, case when n % 2 = 0 then ${unit} else 'so-y-te' end as by_unit
      from dossiers.dossiers d, generate_series(1, ${many}::int) as n where d.id = ${sample}::uuid
    ), dossier as (
      insert into dossiers.dossiers (id, code, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit, state, applicant_name,
        applicant_phone, form, fee, return_mode, submitted_at, due_at, first_due_at, finished_at, search)
      select new_id, 'M' || n, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, by_unit, how, applicant_name, applicant_phone, form, fee,
        return_mode, ends - n * interval '7 minutes', ends - n * interval '7 minutes' + interval '12 hours', ends - n * interval '7 minutes' + interval '12 hours', ends, search
      from made returning id
    ), event as (
      insert into dossiers.events (dossier_id, seq, verb, to_state, actor_name, at, note, detail)
      select new_id, 2, case when how = 'refused' then 'refuse' else 'approve' end, how, 'mẫu', ends, 'Lý do ' || n % 3,
        jsonb_build_object('checks', jsonb_build_array(jsonb_build_object('title', 'Phép thử ' || n % 4, 'verdict', case when n % 9 = 0 then 'fail' else 'pass' end)))
      from made join dossier f on f.id = new_id returning dossier_id
    ), ruled as (
      insert into dossiers.auto_issues (dossier_id, procedure_code, unit_id, outcome, rule, allowed_by, basis, checks, decided_at)
      select new_id, procedure_code, by_unit, 'issued', 'mẫu', 'mẫu', 'mẫu', '[]', ends from made join dossier f on f.id = new_id where n % 6 = 0
    ), result as (
      insert into dossiers.results (id, dossier_id, template, title, data, drafted_by, drafted_at)
      select new_id, new_id, 'vehicle-pass', 'mẫu', '{}', 'mẫu', ends from made join dossier f on f.id = new_id where how = 'done' returning id
    )
    insert into dossiers.permits (id, dossier_id, procedure_code, unit_id, number_text, thing, shown, holder, issued_at, valid_from, origin, destination, on_behalf_of)
    select new_id, new_id, procedure_code, by_unit, n || '/GNDPT', 'X' || n, 'X' || n, 'mẫu', ends, ends, case when n % 3 > 0 then '19' end, lpad((1 + n % 9)::text, 2, '0'),
      case when n % 4 = 0 then '01' end
    from made join result r on r.id = new_id`);
}

/** Every scope somebody could ask for that ends up in other days or another unit. */
function scopes(): Scope[] {
  const days = ['2021-08-10', '2021-08-12', '2021-08-13', '2021-08-15', '2021-08-16'];
  const spans = days.flatMap((first) => days.filter((last) => last >= first).map((last) => ({ from: momentOf(first), to: momentOf(addDays(last, 1)) })));
  return spans.flatMap((span) => [null, unit, 'so-y-te'].map((unitId) => ({ procedureCode, unitId, ...span })));
}

async function counted(): Promise<string[][]> {
  const told: string[][] = [];
  for (const scope of scopes()) told.push(inOrder(await countedIn(province.db, scope)));
  return told;
}
const inOrder = (lines: Counted[]) => lines.map((line) => JSON.stringify(line)).toSorted();

/** The same with nothing kept, from what was written; what is kept stays. */
async function countedFromNothing(): Promise<string[][]> {
  let direct: string[][] = [];
  const forgotten = province.db.transaction(async () => {
    await forgetDays(province.db);
    direct = await counted();
    throw new Error('put it back');
  });
  await expect(forgotten).rejects.toThrow('put it back');
  return direct;
}

const keptTo = async () =>
  (await province.db.maybe<{ at: Date }>(sql`select counted_to as at from dossiers.day_figures_made where procedure_code = ${procedureCode}`))?.at;

describe('days that are counted once', () => {
  test('say what the permits and dossiers say, in every span and for every unit', async () => {
    await keepDays(province.platform);
    expect(await keptTo()).toEqual(momentOf('2021-08-16'));
    const [kept, direct] = [await counted(), await countedFromNothing()];
    expect(kept).toEqual(direct);
  });

  test('are counted as somebody with a pencil would count them', async () => {
    await keepDays(province.platform);
    const scope = { procedureCode, unitId: unit, from: momentOf('2021-08-12'), to: momentOf('2021-08-15') };
    const told = tally(await countedIn(province.db, scope));
    const permits = await province.db.many<{ at: Date; unitId: string; behalf: string | null }>(
      sql`select issued_at as at, unit_id as "unitId", on_behalf_of as behalf from dossiers.permits`,
    );
    const own = permits.filter(({ at, unitId }) => unitId === unit && ['2021-08-12', '2021-08-13', '2021-08-14'].includes(localDate(at)));
    const dossiers = await province.db.many<{ state: string; at: Date; due: Date; unitId: string }>(
      sql`select state, finished_at as at, due_at as due, deciding_unit as "unitId" from dossiers.dossiers where finished_at is not null`,
    );
    const answered = dossiers.filter(
      ({ state, at, unitId }) => state !== 'withdrawn' && unitId === unit && ['2021-08-12', '2021-08-13', '2021-08-14'].includes(localDate(at)),
    );
    expect(own.length).toBeGreaterThan(20);
    expect(told.issued).toBe(own.length);
    expect(told.onBehalf).toEqual([{ key: '01', count: own.filter(({ behalf }) => behalf === '01').length }]);
    expect(told.byDay.get('2021-08-12')).toBe(own.filter(({ at }) => localDate(at) === '2021-08-12').length);
    expect(told.answered.total).toBe(answered.length);
    expect(told.answered.refused).toBe(answered.filter(({ state }) => state === 'refused').length);
    expect(told.answered.inTime).toBe(answered.filter(({ at, due }) => at <= due).length);
    expect(told.answered.inTime).toBeLessThan(answered.length);
    expect(told.checks.some(({ failed }) => failed > 0)).toBe(true);
  });

  test('wait until a day is an hour past its end, and end at the midnight of Việt Nam', async () => {
    for (const [clock, kept] of [
      ['2021-08-13 00:30', '2021-08-12'],
      ['2021-08-13 01:01', '2021-08-13'],
      ['2021-08-13 23:59', '2021-08-13'],
      ['2021-08-14 01:00', '2021-08-14'],
    ] as const) {
      province.clock(clock);
      await keepDays(province.platform);
      expect(await keptTo(), clock).toEqual(momentOf(kept));
      const [board, direct] = [await counted(), await countedFromNothing()];
      expect(board, clock).toEqual(direct);
      await keepDays(province.platform);
    }
  });

  test('are whole after the program died in the middle of counting, and after days when it did not run', async () => {
    province.clock('2021-08-13 09:00');
    await keepDays(province.platform);
    province.clock('2021-08-16 09:00');
    const dies = province.db.transaction(async () => {
      await keepDaysBefore(province.db, procedureCode, momentOf('2021-08-16'));
      throw new Error('no more power');
    });
    await expect(dies).rejects.toThrow('no more power');
    expect(await keptTo()).toEqual(momentOf('2021-08-13'));
    const direct = await countedFromNothing();
    expect(await counted()).toEqual(direct);
    await Promise.all([keepDays(province.platform), keepDays(province.platform), recountDays(province.platform)]);
    expect(await counted()).toEqual(direct);
  });

  test('follow what was written late about them: by the next night, or when they are counted anew', async () => {
    await keepDays(province.platform);
    const [first] = await province.db.many<{ id: string }>(
      sql`select id from dossiers.permits where issued_at between '2021-08-14+07' and '2021-08-15+07' limit 1`,
    );
    await province.db.run(sql`insert into dossiers.auto_issues (dossier_id, procedure_code, unit_id, outcome, rule, allowed_by, basis, checks, decided_at)
      select id, procedure_code, deciding_unit, 'issued', 'mẫu', 'mẫu', 'mẫu', '[]', finished_at from dossiers.dossiers where id = ${first?.id}::uuid
      on conflict (dossier_id) do nothing`);
    await province.db.run(sql`update dossiers.permits set on_behalf_of = '24' where id = ${first?.id}::uuid`);
    province.clock('2021-08-17 01:10');
    await keepDays(province.platform);
    expect(await counted()).toEqual(await countedFromNothing());
    await province.db.run(sql`update dossiers.permits set on_behalf_of = '25' where issued_at < '2021-08-11+07' and on_behalf_of is not null`);
    await keepDays(province.platform);
    await recountDays(province.platform);
    expect(await counted()).toEqual(await countedFromNothing());
  });

  test('are right again after a clock that ran two days ahead', async () => {
    province.clock('2021-08-15 09:00');
    await keepDays(province.platform);
    province.clock('2021-08-17 09:00');
    await keepDays(province.platform);
    await province.db.run(
      sql`update dossiers.permits set issued_at = '2021-08-15 12:00+07' where id = (select id from dossiers.permits order by issued_at limit 1)`,
    );
    province.clock('2021-08-15 10:00');
    await keepDays(province.platform);
    expect(await keptTo()).toEqual(momentOf('2021-08-15'));
    await recountDays(province.platform);
    expect(await counted()).toEqual(await countedFromNothing());
  });
});
