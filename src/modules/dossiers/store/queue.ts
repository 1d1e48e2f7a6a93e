import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Officer } from '#kernel/identity/actor.ts';
import { type Dossier, dossierColumns } from './read.ts';

/** More are not looked at in one page; the most urgent are. */
export const mostInQueue = 5000;

/** What a unit has to decide now under procedures that the machine checks: not what waits for the citizen, not what is only to be handed over. */
function waits(officer: Officer): Sql {
  return sql`d.holder_unit = ${officer.unitId} and d.step in ('receive', 'assess', 'approve', 'seal') and d.state <> 'awaiting-supplement'
    and d.procedure_id = any(array(select id from dossiers.procedures where source = 'package' and jsonb_array_length(edition -> 'checks') > 0))`;
}

/** A dossier of the queue; `onBehalf` is the province its draft names, '' for none, null while nobody has drafted; `lotCode` of the lot it came in. */
export type Queued = Dossier & { onBehalf: string | null; lotCode: string | null };

/** The queue (hàng đợi giấy phép) of the officer's unit, most urgent first. */
export function queueOf(db: Db, officer: Officer): Promise<Queued[]> {
  const drafted = sql`(select r.data -> 'fields' ->> 'onBehalf' from dossiers.results r where r.dossier_id = d.id order by r.position limit 1)`;
  return db.many<Queued>(
    sql`select ${dossierColumns}, ${drafted} as "onBehalf", (select l.code from dossiers.lots l where l.id = d.lot) as "lotCode" from dossiers.dossiers d where ${waits(officer)} order by d.due_at nulls last, d.id limit ${mostInQueue}`,
  );
}

export type QueueHead = { waiting: number; late: number; oldest: Date | null };

/** How many wait in the unit, how many of them are late, and since when the oldest waits. */
export function queueHead(db: Db, officer: Officer, now: Date): Promise<QueueHead> {
  return db.one<QueueHead>(sql`select count(*) as waiting, count(*) filter (where d.due_at < ${now}) as late, min(d.submitted_at) as oldest
    from dossiers.dossiers d where ${waits(officer)}`);
}
