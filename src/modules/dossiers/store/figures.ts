import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Step } from '../dossier.ts';

/** What the figures are about: one procedure, one issuing unit or all of them (null), between two moments. */
export type Scope = { procedureCode: string; unitId: string | null; from: Date; to: Date };

export type Issued = {
  total: number;
  suspended: number;
  revoked: number;
  /** Issued for how many different vehicles or vessels. */
  things: number;
};
export type Answered = { total: number; inTime: number; refused: number; median: number | null; slowest: number | null };
export type Pair = { origin: string | null; destination: string | null; count: number };

const zone = 'Asia/Ho_Chi_Minh';

function issuedIn({ procedureCode, unitId, from, to }: Scope): Sql {
  const own = unitId === null ? sql`true` : sql`p.unit_id = ${unitId}`;
  return sql`p.procedure_code = ${procedureCode} and ${own} and p.issued_at >= ${from} and p.issued_at < ${to}`;
}

function of({ procedureCode, unitId }: Pick<Scope, 'procedureCode' | 'unitId'>): Sql {
  return sql`d.procedure_code = ${procedureCode} and ${unitId === null ? sql`true` : sql`d.deciding_unit = ${unitId}`}`;
}

export function issuedFigures(db: Db, scope: Scope): Promise<Issued> {
  return db.one<Issued>(sql`select count(*) as total, count(*) filter (where suspended_at is not null and revoked_at is null) as suspended,
    count(*) filter (where revoked_at is not null) as revoked, count(distinct nullif(thing, '')) as things from dossiers.permits p where ${issuedIn(scope)}`);
}

/** How many were issued in each local hour (`YYYY-MM-DD HH`) or day (`YYYY-MM-DD`). */
export async function issuedBySteps(db: Db, scope: Scope, step: 'hour' | 'day'): Promise<Map<string, number>> {
  const shape = step === 'hour' ? 'YYYY-MM-DD HH24' : 'YYYY-MM-DD';
  const rows = await db.many<{ at: string; count: number }>(
    sql`select to_char(p.issued_at at time zone ${zone}, ${shape}) as at, count(*) as count from dossiers.permits p where ${issuedIn(scope)} group by 1`,
  );
  return new Map(rows.map(({ at, count }) => [at, count]));
}

/** From which province to which, the most frequent first. */
export function issuedByJourney(db: Db, scope: Scope): Promise<Pair[]> {
  return db.many<Pair>(sql`select p.origin, p.destination, count(*) as count from dossiers.permits p where ${issuedIn(scope)}
    group by 1, 2 order by count desc, 1 nulls last, 2 nulls last`);
}

export function issuedOnBehalf(db: Db, scope: Scope): Promise<{ province: string; count: number }[]> {
  return db.many(sql`select p.on_behalf_of as province, count(*) as count from dossiers.permits p
    where ${issuedIn(scope)} and p.on_behalf_of is not null group by 1 order by count desc, 1`);
}

/**
 * What was answered in the span, yes or no: how much of it by the day first promised, and how long it took in minutes, half of them and 95 of 100.
 * What the citizen withdrew was not answered.
 */
export function answeredFigures(db: Db, scope: Scope): Promise<Answered> {
  const minutes = sql`extract(epoch from d.finished_at - d.submitted_at)::float8 / 60`;
  return db.one<Answered>(sql`select count(*) as total, count(*) filter (where d.first_due_at is null or d.finished_at <= d.first_due_at) as "inTime",
      count(*) filter (where d.state in ('refused', 'intake-refused', 'stopped')) as refused,
      percentile_cont(0.5) within group (order by ${minutes}) as median, percentile_cont(0.95) within group (order by ${minutes}) as slowest
    from dossiers.dossiers d where ${of(scope)} and d.finished_at >= ${scope.from} and d.finished_at < ${scope.to} and d.state <> 'withdrawn'`);
}

/** What waits for an officer now, step by step, in the order of the route. */
export function waitingNow(db: Db, scope: Omit<Scope, 'from' | 'to'>, now: Date): Promise<{ step: Step; count: number; late: number }[]> {
  return db.many(sql`select d.step, count(*) as count, count(*) filter (where d.due_at < ${now}) as late from dossiers.dossiers d
    where ${of(scope)} and d.holder_unit is not null and d.step is not null and d.step <> 'give-back' and d.state <> 'awaiting-supplement'
    group by d.step order by array_position(array['receive', 'assess', 'approve', 'seal'], d.step)`);
}

/** The one that waits longest. */
export function oldestWaiting(
  db: Db,
  scope: Omit<Scope, 'from' | 'to'>,
): Promise<{ id: string; code: string; submittedAt: Date; dueAt: Date | null } | undefined> {
  return db.maybe(sql`select d.id, d.code, d.submitted_at as "submittedAt", d.due_at as "dueAt" from dossiers.dossiers d
    where ${of(scope)} and d.holder_unit is not null and d.step <> 'give-back' and d.state <> 'awaiting-supplement' order by d.submitted_at limit 1`);
}

/** Why requests were refused, in the officers' own words, the most frequent first. */
export function refusalReasons(db: Db, scope: Scope): Promise<{ reason: string; count: number }[]> {
  return db.many(sql`select e.note as reason, count(*) as count from dossiers.dossiers d join dossiers.events e on e.dossier_id = d.id and e.verb in ('refuse', 'refuseIntake')
    where ${of(scope)} and d.finished_at >= ${scope.from} and d.finished_at < ${scope.to} and d.state in ('refused', 'intake-refused') and e.note is not null
    group by 1 order by count desc, 1 limit 8`);
}

/** The published procedures whose results are for something (a plate, a vessel), those with a clock of hours first. */
export function proceduresWithThings(db: Db): Promise<{ code: string; name: string }[]> {
  return db.many(sql`select distinct on (rank, code) code, name from (
      select code, name, version, (edition->>'archetype' <> 'pass-12-hours')::int as rank from dossiers.procedures
      where source = 'package' and status = 'published' and edition->'result'->>'thing' is not null) as found order by rank, code, version desc`);
}
