import { type Db, sql } from '#kernel/db/index.ts';
import { type Permit, permitColumns } from './permits.ts';

/** A message that told one holder of everything about to end. */
export type Reminder = { id: string; name: string; phone: string | null; email: string | null; madeAt: Date };

/** A permit that must be reminded of, with the address its dossier left. */
export type Ending = Permit & { email: string | null; procedureName: string; rung: string };

/** A step of a package's reminders: which permits are due for it. */
export type Rung = { procedureCode: string; rung: string; before: Date };

/**
 * Permits that end before the rung's moment and were not reminded of for it. One issued when the rung had already passed is left to
 * the next: nobody is reminded on the day the paper comes. What is being renewed, or has been, is left alone.
 */
export function dueForReminder(db: Db, { procedureCode, rung, before }: Rung, now: Date): Promise<Ending[]> {
  return db.many<Ending>(sql`select p.*, d.applicant_email as email, d.procedure_name as "procedureName", ${rung} as rung
    from (select ${permitColumns} from dossiers.permits where procedure_code = ${procedureCode} and revoked_at is null
      and valid_until > ${now}::timestamptz and valid_until <= ${before}::timestamptz and issued_at < valid_until - (${before}::timestamptz - ${now}::timestamptz)) p
    join dossiers.dossiers d on d.id = p."dossierId"
    where not exists (select from dossiers.reminded r where r.permit_id = p.id and r.rung = ${rung})
      and not exists (select from dossiers.permits s where s.renews = p.id)
      and not exists (select from dossiers.renewals r join dossiers.dossiers o on o.id = r.dossier_id
        where r.permit_id = p.id and o.finished_at is null)
      and coalesce(d.applicant_phone, d.applicant_email) is not null
    order by p."validUntil", p.shown, p.id`);
}

/** Writes a reminder and claims its permits; answers those nobody was faster with. To be called in the transaction that writes the message. */
export async function keepReminder(db: Db, reminder: Reminder, endings: readonly Pick<Ending, 'id' | 'rung'>[]): Promise<Set<string>> {
  const { id, name, phone, email, madeAt } = reminder;
  await db.run(sql`insert into dossiers.reminders (id, name, phone, email, made_at) values (${id}::uuid, ${name}, ${phone}, ${email}, ${madeAt})`);
  const sorted = [...endings].sort((a, b) => (a.id + a.rung < b.id + b.rung ? -1 : 1));
  const claimed = await db.many<{ permitId: string }>(sql`with claimed as (
      insert into dossiers.reminded (permit_id, rung, reminder_id)
      select e.permit_id, e.rung, ${id}::uuid from unnest(${sorted.map((one) => one.id)}::uuid[], ${sorted.map((one) => one.rung)}::text[]) as e(permit_id, rung)
      on conflict do nothing returning permit_id
    ), marked as (
      update dossiers.permits set reminded_at = ${madeAt} where id in (select permit_id from claimed)
    )
    select permit_id as "permitId" from claimed`);
  if (claimed.length === 0) await db.run(sql`delete from dossiers.reminders where id = ${id}::uuid`);
  return new Set(claimed.map(({ permitId }) => permitId));
}

export function reminderById(db: Db, id: string): Promise<Reminder | undefined> {
  return db.maybe<Reminder>(sql`select id, name, phone, email, made_at as "madeAt" from dossiers.reminders where id = ${id}::uuid`);
}

/** What a reminder told of. */
export function permitsOfReminder(db: Db, id: string): Promise<Permit[]> {
  return db.many<Permit>(sql`select ${permitColumns} from dossiers.permits where id in (select permit_id from dossiers.reminded where reminder_id = ${id}::uuid)
    order by valid_until, shown`);
}

/** A line of the officers' list of what is about to end. */
export type EndingLine = Pick<Permit, 'id' | 'dossierId' | 'numberText' | 'shown' | 'holder' | 'holderPhone' | 'validUntil' | 'remindedAt'> & {
  procedureName: string;
  /** The open dossier that asks to renew it, or the permit that takes its place. */
  pending: string | null;
  successor: string | null;
};

/** What a unit issued and ends between two moments, what ends first on top, a page at a time; without a unit, of all. */
export function endingLines(
  db: Db,
  unitId: string | null,
  { now, before, most, skip }: { now: Date; before: Date; most: number; skip: number },
): Promise<EndingLine[]> {
  return db.many<EndingLine>(sql`select p.id, p.dossier_id as "dossierId", p.number_text as "numberText", p.shown, p.holder, p.holder_phone as "holderPhone",
      p.valid_until as "validUntil", p.reminded_at as "remindedAt", d.procedure_name as "procedureName",
      (select o.code from dossiers.renewals r join dossiers.dossiers o on o.id = r.dossier_id where r.permit_id = p.id and o.finished_at is null limit 1) as pending,
      (select s.number_text from dossiers.permits s where s.renews = p.id and s.revoked_at is null limit 1) as successor
    from dossiers.permits p join dossiers.dossiers d on d.id = p.dossier_id
    where p.revoked_at is null and p.valid_until >= ${now} and p.valid_until < ${before} and (${unitId}::text is null or p.unit_id = ${unitId})
    order by p.valid_until, p.shown, p.id limit ${most} offset ${skip}`);
}

/** How many end, and for how many of them nobody has asked for anything yet. */
export function endingCounts(db: Db, unitId: string | null, { now, before }: { now: Date; before: Date }): Promise<{ all: number; waiting: number }> {
  return db.one(sql`select count(*) as all, count(*) filter (where not exists (select from dossiers.permits s where s.renews = p.id)
      and not exists (select from dossiers.renewals r join dossiers.dossiers o on o.id = r.dossier_id where r.permit_id = p.id and o.finished_at is null)) as waiting
    from dossiers.permits p where p.revoked_at is null and p.valid_until >= ${now} and p.valid_until < ${before} and (${unitId}::text is null or p.unit_id = ${unitId})`);
}
