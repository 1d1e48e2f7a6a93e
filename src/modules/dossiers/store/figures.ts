import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Step } from '../dossier.ts';

/** What the figures are about: one procedure, one issuing unit or all of them (null), between two moments. */
export type Scope = { procedureCode: string; unitId: string | null; from: Date; to: Date };

/**
 * One counted line. `issued`: from, to, on behalf of; `answered`: refused, stopped, by-rule or by-hand, in-time or late, minutes;
 * `reason`: why refused; `check`: its title, fail or doubt. With a `day` it is the sum of that kind on that day.
 */
export type Counted = { kind: 'issued' | 'answered' | 'reason' | 'check'; day: string | null; a: string; b: string; c: string; count: number };

const zone = 'Asia/Ho_Chi_Minh';

/** Everything counted in a span: whole days that are over as they were kept, what is later as it stands this second; one statement, so nothing is counted twice. */
export function countedIn(db: Db, { procedureCode, unitId, from, to }: Scope): Promise<Counted[]> {
  const kept = sql`select f.day, f.kind, f.a, f.b, f.c, f.count from dossiers.day_figures f
    where f.procedure_code = ${procedureCode} and (${unitId}::text is null or f.unit_id = ${unitId})
      and f.day >= (${from}::timestamptz at time zone ${zone})::date and f.day < (${to}::timestamptz at time zone ${zone})::date`;
  const since = sql`greatest(${from}::timestamptz, (select counted_to from dossiers.day_figures_made where procedure_code = ${procedureCode}))`;
  const later = facts({ procedureCode, from: since, to: sql`${to}::timestamptz` });
  return db.many<Counted>(sql`
    select kind, day::text, coalesce(a, '') as a, coalesce(b, '') as b, coalesce(c, '') as c, sum(count) as count
    from (${kept} union all select f.day, f.kind, f.a, f.b, f.c, f.count from (${later}) as f where ${unitId}::text is null or f.unit_id = ${unitId}) as counted
    group by grouping sets ((kind, a, b, c), (kind, day))`);
}

type Between = { procedureCode: string; from: Sql; to: Sql };

/** The counted lines between two moments, from what was written; the one place where it is said what counts. */
function facts({ procedureCode, from, to }: Between): Sql {
  const answered = sql`d.procedure_code = ${procedureCode} and d.finished_at >= ${from} and d.finished_at < ${to} and d.state <> 'withdrawn'`;
  const minutes = sql`greatest(0, extract(epoch from d.finished_at - d.submitted_at) / 60)`;
  // A supplement gives a new day by law; a postponement does not make an answer punctual.
  const promised = sql`case when d.postponed_at is null then d.due_at else d.first_due_at end`;
  return sql`
    select (p.issued_at at time zone ${zone})::date as day, p.unit_id, 'issued' as kind,
      coalesce(p.origin, '') as a, coalesce(p.destination, '') as b, coalesce(p.on_behalf_of, '') as c, count(*)::int as count
    from dossiers.permits p where p.procedure_code = ${procedureCode} and p.issued_at >= ${from} and p.issued_at < ${to} group by 1, 2, 4, 5, 6
    union all
    select (d.finished_at at time zone ${zone})::date, d.deciding_unit, 'answered',
      case when d.state in ('refused', 'intake-refused') then 'refused' when d.state = 'stopped' then 'stopped' when r.dossier_id is not null then 'by-rule' else 'by-hand' end,
      case when d.finished_at > ${promised} then 'late' else 'in-time' end,
      (case when ${minutes} < 1440 then round(${minutes}) else round(${minutes} / 60) * 60 end)::int::text, count(*)::int
    from dossiers.dossiers d left join dossiers.auto_issues r on r.dossier_id = d.id and r.outcome = 'issued' where ${answered} group by 1, 2, 4, 5, 6
    union all
    select (d.finished_at at time zone ${zone})::date, d.deciding_unit, 'reason', e.note, '', '', count(*)::int
    from dossiers.dossiers d join dossiers.events e on e.dossier_id = d.id and e.verb in ('refuse', 'refuseIntake') and e.note is not null
    where ${answered} and d.state in ('refused', 'intake-refused') group by 1, 2, 4
    union all
    select day, unit_id, 'check', title, case when failed then 'fail' else 'doubt' end, '', count(*)::int
    from (select (d.finished_at at time zone ${zone})::date as day, d.deciding_unit as unit_id, one ->> 'title' as title, bool_or(one ->> 'verdict' = 'fail') as failed
      from dossiers.dossiers d join dossiers.events e on e.dossier_id = d.id and e.detail @? '$.checks[*] ? (@.verdict != "pass")',
        lateral jsonb_array_elements(e.detail -> 'checks') as one
      where ${answered} and one ->> 'verdict' <> 'pass' group by d.id, 1, 2, 3) as doubted group by 1, 2, 4, 5`;
}

/**
 * Keeps the figures of a procedure's days before `to`; answers false when they were kept already. Call inside a transaction.
 * The last days kept are counted again with the new one, for what was written late (or while a clock stood wrong) about a day that was over.
 */
export async function keepDaysBefore(db: Db, procedureCode: string, to: Date): Promise<boolean> {
  await db.run(sql`insert into dossiers.day_figures_made (procedure_code, counted_to) values (${procedureCode}, '-infinity') on conflict do nothing`);
  const open = await db.maybe<{ since: string }>(sql`select (least(counted_to, ${to}::timestamptz) - interval '3 days')::text as since
    from dossiers.day_figures_made where procedure_code = ${procedureCode} and counted_to <> ${to}::timestamptz for update`);
  if (!open) return false;
  const since = sql`${open.since}::timestamptz`;
  await db.run(sql`delete from dossiers.day_figures where procedure_code = ${procedureCode} and day >= (${since} at time zone ${zone})::date`);
  await db.run(sql`insert into dossiers.day_figures (procedure_code, unit_id, day, kind, a, b, c, count)
    select ${procedureCode}, unit_id, day, kind, a, b, c, count from (${facts({ procedureCode, from: since, to: sql`${to}::timestamptz` })}) as f`);
  await db.run(sql`update dossiers.day_figures_made set counted_to = ${to} where procedure_code = ${procedureCode}`);
  return true;
}

/** Forgets what was kept, so that it is made anew from what was written. */
export async function forgetDays(db: Db): Promise<void> {
  await db.run(sql`delete from dossiers.day_figures_made`);
  await db.run(sql`delete from dossiers.day_figures`);
}

/** How many were issued in each local hour, `YYYY-MM-DD HH`. */
export async function issuedByHour(db: Db, { procedureCode, unitId, from, to }: Scope): Promise<Map<string, number>> {
  const rows = await db.many<{ at: string; count: number }>(
    sql`select to_char(date_trunc('hour', p.issued_at at time zone ${zone}), 'YYYY-MM-DD HH24') as at, count(*) as count from dossiers.permits p
      where p.procedure_code = ${procedureCode} and (${unitId}::text is null or p.unit_id = ${unitId}) and p.issued_at >= ${from} and p.issued_at < ${to} group by 1`,
  );
  return new Map(rows.map(({ at, count }) => [at, count]));
}

/** For how many different vehicles, vessels or machines permits were issued in the span. */
export async function thingsIn(db: Db, { procedureCode, unitId, from, to }: Scope): Promise<number> {
  const { things } = await db.one<{ things: number }>(sql`select count(distinct nullif(p.thing, '')) as things from dossiers.permits p
    where p.procedure_code = ${procedureCode} and (${unitId}::text is null or p.unit_id = ${unitId}) and p.issued_at >= ${from} and p.issued_at < ${to}`);
  return things;
}

/** Of those issued in the span: how many are suspended now, how many have been taken back. */
export function heldBack(db: Db, { procedureCode, unitId, from, to }: Scope): Promise<{ suspended: number; revoked: number }> {
  return db.one(sql`select count(*) filter (where p.revoked_at is null) as suspended, count(*) filter (where p.revoked_at is not null) as revoked
    from dossiers.permits p where (p.suspended_at is not null or p.revoked_at is not null) and p.procedure_code = ${procedureCode}
      and (${unitId}::text is null or p.unit_id = ${unitId}) and p.issued_at >= ${from} and p.issued_at < ${to}`);
}

export type Waiting = { step: Step; count: number; late: number };

/** What waits for an officer now, step by step, in the order of the route. */
export function waitingNow(db: Db, { procedureCode, unitId }: Pick<Scope, 'procedureCode' | 'unitId'>, now: Date): Promise<Waiting[]> {
  return db.many<Waiting>(sql`select d.step, count(*) as count, count(*) filter (where d.due_at < ${now}) as late from dossiers.dossiers d
    where ${waits({ procedureCode, unitId })} group by d.step order by array_position(array['receive', 'assess', 'approve', 'seal'], d.step)`);
}

export type Oldest = { id: string; code: string; submittedAt: Date; dueAt: Date | null; step: Step; receivingUnit: string; decidingUnit: string };

/** The one that waits longest. */
export function oldestWaiting(db: Db, scope: Pick<Scope, 'procedureCode' | 'unitId'>): Promise<Oldest | undefined> {
  return db.maybe<Oldest>(sql`select d.id, d.code, d.submitted_at as "submittedAt", d.due_at as "dueAt", d.step, d.receiving_unit as "receivingUnit",
    d.deciding_unit as "decidingUnit" from dossiers.dossiers d where ${waits(scope)} order by d.submitted_at limit 1`);
}

function waits({ procedureCode, unitId }: Pick<Scope, 'procedureCode' | 'unitId'>): Sql {
  return sql`d.procedure_code = ${procedureCode} and (${unitId}::text is null or d.deciding_unit = ${unitId})
    and d.step in ('receive', 'assess', 'approve', 'seal') and d.holder_unit is not null and d.state <> 'awaiting-supplement'`;
}

/** When the first permit of a procedure was issued, and the last. */
export function firstAndLast(db: Db, { procedureCode, unitId }: Pick<Scope, 'procedureCode' | 'unitId'>): Promise<{ first: Date | null; last: Date | null }> {
  return db.one(sql`select min(p.issued_at) as first, max(p.issued_at) as last from dossiers.permits p
    where p.procedure_code = ${procedureCode} and (${unitId}::text is null or p.unit_id = ${unitId})`);
}

export type IssuingProcedure = {
  code: string;
  name: string;
  /** The department that decides; null where the unit that takes it in does. */
  department: string | null;
  /** The machine looks at its dossiers, so they stand in the queue. */
  checked: boolean;
};

/** The published procedures whose results are for something (a plate, a vessel), those with a clock of hours first. */
export function proceduresWithThings(db: Db): Promise<IssuingProcedure[]> {
  return db.many<IssuingProcedure>(sql`select distinct on (rank, code) code, name, department, checked from (
      select code, name, version, edition ->> 'department' as department,
        coalesce(jsonb_array_length(edition -> 'checks'), 0) > 0 as checked, (edition ->> 'archetype' <> 'pass-12-hours')::int as rank from dossiers.procedures
      where source = 'package' and status = 'published' and edition -> 'result' ->> 'thing' is not null) as found order by rank, code, version desc`);
}
