import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Actor, Officer } from '#kernel/identity/actor.ts';
import type { State } from '../dossier.ts';
import { visibleTo } from './read.ts';
import type { NewDossier } from './submit.ts';

/** A lot (lô hồ sơ): the dossiers that one spreadsheet became. */
export type Lot = {
  id: string;
  code: string;
  procedureId: string;
  procedureCode: string;
  procedureName: string;
  receivingUnit: string;
  applicantName: string;
  applicantPhone: string | null;
  applicantEmail: string | null;
  sheetName: string;
  sheetHash: string;
  /** The question that tells its dossiers apart: vehicles.plate. */
  thing: string;
  dossiers: number;
  leftOut: number;
  formValues: Record<string, string[]>;
  submittedAt: Date;
  dueAt: Date | null;
};

/** What is the same for all dossiers of a lot stands in the first of them. */
export type NewLot = Pick<Lot, 'id' | 'sheetName' | 'sheetHash' | 'thing' | 'leftOut' | 'formValues'> & {
  dossiers: readonly (NewDossier & { row: number })[];
};

export type WrittenLot = { id: string; code: string; phone: string | null; fresh: boolean };

const columns = sql`l.id, l.code, l.procedure_id as "procedureId", l.procedure_code as "procedureCode", l.procedure_name as "procedureName", l.receiving_unit as "receivingUnit",
  l.applicant_name as "applicantName", l.applicant_phone as "applicantPhone", l.applicant_email as "applicantEmail", l.sheet_name as "sheetName", l.sheet_hash as "sheetHash",
  l.thing, l.dossiers, l.left_out as "leftOut", l.form_values as "formValues", l.submitted_at as "submittedAt", l.due_at as "dueAt"`;

/**
 * Writes a lot with all its dossiers, their papers, events, audit records and outbox rows in one statement: all of it or nothing.
 * The same id again writes nothing and answers the code given the first time.
 */
export async function insertLot(db: Db, lot: NewLot): Promise<WrittenLot> {
  const [first] = lot.dossiers;
  if (!first) throw new Error('a lot has at least one dossier');
  const written = await db.maybe<WrittenLot>(insertion(lot, first));
  return written ?? db.one<WrittenLot>(sql`select id, code, applicant_phone as phone, false as fresh from dossiers.lots where id = ${lot.id}::uuid`);
}

function insertion({ id, sheetName, sheetHash, thing, leftOut, formValues, dossiers }: NewLot, d: NewDossier): Sql {
  const many = dossiers.length;
  const { papers, applicant, actor } = d;
  const detail = JSON.stringify({ procedure: d.procedureCode, channel: d.channel, lot: id });
  const code = (number: Sql) =>
    sql`${d.codePrefix} || lpad((${number})::text, greatest(${d.codeDigits}::int, length((${number})::text)), '0') || ${d.codeSuffix}`;
  return sql`
    with counter as (
      insert into dossiers.day_counters (unit_id, day, last)
      select ${d.receivingUnit}, ${d.day}::date, ${many}::int + 1 where not exists (select from dossiers.lots where id = ${id}::uuid)
      on conflict (unit_id, day) do update set last = day_counters.last + ${many}::int + 1
      returning last - ${many}::int as own
    ), lot as (
      insert into dossiers.lots (id, code, procedure_id, procedure_code, procedure_name, receiving_unit, applicant_name, applicant_phone, applicant_email, sheet_name, sheet_hash,
        thing, dossiers, left_out, form_values, submitted_at, due_at)
      select ${id}::uuid, ${code(sql`own`)}, ${d.procedureId}::uuid, ${d.procedureCode}, ${d.procedureName}, ${d.receivingUnit}, ${applicant.name}, ${applicant.phone}, ${applicant.email},
        ${sheetName}, ${sheetHash}, ${thing}, ${many}::int, ${leftOut}::int, ${JSON.stringify(formValues)}::jsonb, ${d.at}::timestamptz, ${d.dueAt}::timestamptz
      from counter on conflict (id) do nothing
      returning id, code, applicant_phone
    ), dossier as (
      insert into dossiers.dossiers (id, code, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit,
        state, step, holder_unit, holder_role, applicant_name, applicant_phone, applicant_email, applicant_number, applicant_address,
        form, fee, return_mode, submitted_at, received_at, due_at, first_due_at, lot, lot_row, things, search)
      select r.id, c.code, ${d.procedureId}::uuid, ${d.procedureCode}, ${d.procedureName}, ${d.ruleSet}, ${d.channel}, ${d.receivingUnit}, ${d.decidingUnit},
        ${d.state}, ${d.step}, ${d.holderUnit}, ${d.holderRole}, ${applicant.name}, ${applicant.phone}, ${applicant.email}, ${applicant.number}, ${applicant.address},
        r.form::jsonb, r.fee, ${d.returnMode}, ${d.at}::timestamptz, ${d.receivedAt}::timestamptz, ${d.dueAt}::timestamptz, ${d.dueAt}::timestamptz,
        lot.id, r.lot_row, string_to_array(r.things, ','), to_tsvector('simple', c.code || ' ' || r.words)
      from lot, counter, unnest(${dossiers.map((one) => one.id)}::uuid[], ${dossiers.map((one) => JSON.stringify(one.form))}::text[], ${dossiers.map((one) => one.fee)}::bigint[],
        ${dossiers.map((one) => one.row)}::int[], ${dossiers.map((one) => one.words)}::text[], ${dossiers.map((one) => one.things.join(','))}::text[])
          with ordinality as r(id, form, fee, lot_row, words, things, position),
        lateral (select ${code(sql`counter.own + r.position`)} as code) c
      returning id, due_at
    ), papers as (
      insert into dossiers.papers (dossier_id, paper, position, name, file_hash, file_type, file_size, added_at)
      select dossier.id, p.paper, p.position, p.name, p.file_hash, p.file_type, p.file_size, ${d.at}::timestamptz
      from dossier, unnest(${papers.map((p) => p.paper)}::text[], ${papers.map((p) => p.position)}::int[], ${papers.map((p) => p.name)}::text[],
        ${papers.map((p) => p.fileHash)}::text[], ${papers.map((p) => p.fileType)}::text[], ${papers.map((p) => p.fileSize)}::bigint[])
        as p(paper, position, name, file_hash, file_type, file_size)
    ), event as (
      insert into dossiers.events (dossier_id, seq, verb, to_state, step, actor_id, actor_name, unit_id, at)
      select id, 1, ${d.verb}, ${d.state}, ${d.step}, ${actor.id}, ${actor.name}, ${actor.unitId}, ${d.at}::timestamptz from dossier
    ), audited as (
      insert into kernel.audit (at, actor_id, actor_name, unit_id, action, subject_kind, subject_id, detail)
      select ${d.at}::timestamptz, ${actor.id}, ${actor.name}, ${d.receivingUnit}, ${`dossier.${d.verb}`}, 'dossier', id::text, ${detail}::jsonb from dossier
    ), sent as (
      insert into kernel.outbox (topic, payload)
      select 'dossier.submitted', jsonb_build_object('dossierId', id, 'seq', 1, 'dueAt', due_at) from dossier
      union all select 'lot.submitted', jsonb_build_object('lotId', id) from lot
    )
    select id, code, applicant_phone as phone, true as fresh from lot
    union all
    select id, code, applicant_phone, false from dossiers.lots where id = ${id}::uuid
    limit 1`;
}

export function lotById(db: Db, id: string): Promise<Lot | undefined> {
  return db.maybe<Lot>(sql`select ${columns} from dossiers.lots l where l.id = ${id}::uuid`);
}

export function lotByCode(db: Db, code: string): Promise<Lot | undefined> {
  return db.maybe<Lot>(sql`select ${columns} from dossiers.lots l where l.code = ${code}`);
}

/** A lot whose dossiers this officer may see; they go through the same units. */
export function findLot(db: Db, id: string, actor: Actor): Promise<Lot | undefined> {
  return db.maybe<Lot>(sql`select ${columns} from dossiers.lots l
    where l.id = ${id}::uuid and exists (select from dossiers.dossiers d where d.lot = l.id and ${visibleTo(actor)})`);
}

/** What of a lot is still under its clock: when the first runs out, how many are late, how many wait for this officer. */
export type LotClock = { dueAt: Date | null; late: number; mine: number };

export function clockOfLot(db: Db, lot: string, { unitId, roles }: Officer, now: Date): Promise<LotClock> {
  return db.one<LotClock>(sql`select min(d.due_at) as "dueAt", count(*) filter (where d.due_at < ${now}) as late,
      count(*) filter (where d.holder_unit = ${unitId} and d.holder_role = any(${[...roles]}::text[])) as mine
    from dossiers.dossiers d where d.lot = ${lot}::uuid and d.step in ('receive', 'assess', 'approve', 'seal') and d.state <> 'awaiting-supplement'`);
}

/** A dossier as a line of its lot. `thing` is what tells it from the others: its plate. */
export type LotLine = {
  id: string;
  code: string;
  row: number;
  thing: string;
  state: State;
  dueAt: Date | null;
  numberText: string | null;
  note: string | null;
};

/** Where a part of the form repeats, a dossier of a lot has one item of it. */
const thing = sql`coalesce(d.form #>> string_to_array(replace(l.thing, '.', '.0.'), '.'), '')`;

/** The dossiers of a lot in the order of the person's file; all of them, or those in some states, a page at a time. */
export function linesOfLot(db: Db, lot: string, { states, most, skip = 0 }: { states?: readonly State[]; most: number; skip?: number }): Promise<LotLine[]> {
  return db.many<LotLine>(sql`select d.id, d.code, d.lot_row as row, ${thing} as thing, d.state, d.due_at as "dueAt",
      (select r.number_text from dossiers.results r where r.dossier_id = d.id and r.sealed_at is not null order by r.position limit 1) as "numberText",
      case when d.state in ('refused', 'intake-refused', 'stopped') then (select e.note from dossiers.events e where e.dossier_id = d.id order by e.seq desc limit 1) end as note
    from dossiers.dossiers d join dossiers.lots l on l.id = d.lot
    where d.lot = ${lot}::uuid and (${states ? [...states] : null}::text[] is null or d.state = any(${states ? [...states] : null}::text[]))
    order by d.lot_row limit ${most} offset ${skip}`);
}

/** How many dossiers of a lot stand in which state. */
export async function countsOfLot(db: Db, lot: string): Promise<Partial<Record<State, number>>> {
  const rows = await db.many<{ state: State; many: number }>(
    sql`select state, count(*) as many from dossiers.dossiers where lot = ${lot}::uuid group by state`,
  );
  return Object.fromEntries(rows.map(({ state, many }) => [state, many]));
}

/** The sealed papers of a lot that still hold, for a bundle to take home. */
export function papersToTake(db: Db, lot: string): Promise<{ code: string; thing: string; position: number; fileHash: string }[]> {
  return db.many(sql`select d.code, ${thing} as thing, r.position, r.file_hash as "fileHash"
    from dossiers.dossiers d join dossiers.lots l on l.id = d.lot join dossiers.results r on r.dossier_id = d.id
    where d.lot = ${lot}::uuid and r.sealed_at is not null and r.revoked_at is null and r.file_hash is not null order by d.lot_row, r.position`);
}

/** The same without those that are suspended, a part of them: what a firm prints and sticks on its windscreens today. */
export function papersToPrint(db: Db, lot: string, { skip, most }: { skip: number; most: number }): Promise<{ fileHash: string }[]> {
  return db.many(sql`select r.file_hash as "fileHash" ${printable(lot)} order by d.lot_row, r.position limit ${most} offset ${skip}`);
}

export async function countToPrint(db: Db, lot: string): Promise<number> {
  return (await db.one<{ many: number }>(sql`select count(*)::int as many ${printable(lot)}`)).many;
}

function printable(lot: string): Sql {
  return sql`from dossiers.dossiers d join dossiers.results r on r.dossier_id = d.id left join dossiers.permits p on p.id = r.id
    where d.lot = ${lot}::uuid and r.sealed_at is not null and r.revoked_at is null and r.file_hash is not null and p.suspended_at is null`;
}

/** True when this dossier belongs to this lot. */
export async function isInLot(db: Db, dossierId: string, lot: string): Promise<boolean> {
  return (await db.maybe(sql`select 1 from dossiers.dossiers where id = ${dossierId}::uuid and lot = ${lot}::uuid`)) !== undefined;
}

/** Notes something to tell of a dossier, for the next message about its lot. */
export async function keepNews(db: Db, news: { dossierId: string; seq: number; lot: string; kind: string }): Promise<void> {
  await db.run(sql`insert into dossiers.lot_news (dossier_id, seq, lot, kind) values (${news.dossierId}::uuid, ${news.seq}, ${news.lot}::uuid, ${news.kind})
    on conflict do nothing`);
}

export async function lotsWithNews(db: Db): Promise<string[]> {
  return (await db.many<{ lot: string }>(sql`select distinct lot from dossiers.lot_news where told_at is null`)).map(({ lot }) => lot);
}

export type News = { kind: string; code: string; thing: string; note: string | null };

/** What is untold of a lot, marked as told; to be called in the transaction that writes the message. */
export function takeNews(db: Db, lot: string, at: Date): Promise<News[]> {
  return db.many<News>(sql`with taken as (
      update dossiers.lot_news set told_at = ${at} where lot = ${lot}::uuid and told_at is null returning dossier_id, seq, kind
    )
    select taken.kind, d.code, ${thing} as thing, e.note
    from taken join dossiers.dossiers d on d.id = taken.dossier_id join dossiers.lots l on l.id = d.lot
      join dossiers.events e on e.dossier_id = taken.dossier_id and e.seq = taken.seq order by d.lot_row, taken.seq`);
}
