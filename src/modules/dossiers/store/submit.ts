import { type Db, sql } from '#kernel/db/index.ts';
import type { Role } from '#kernel/identity/actor.ts';
import type { State, Step } from '../dossier.ts';

export type NewPaper = { paper: string; position: number; name: string; fileHash: string | null; fileType: string | null; fileSize: number | null };

/** A dossier as it is written the first time; `code` comes from the counter of its unit and day. */
export type NewDossier = {
  id: string;
  codePrefix: string;
  codeSuffix: string;
  codeDigits: number;
  day: string;
  procedureId: string;
  procedureCode: string;
  procedureName: string;
  ruleSet: string;
  channel: 'online' | 'desk' | 'post' | 'portal';
  receivingUnit: string;
  decidingUnit: string;
  state: State;
  step: Step;
  holderUnit: string;
  holderRole: Role;
  applicant: { name: string; phone: string | null; email: string | null; number: string | null; address: string | null };
  form: Record<string, unknown>;
  /** What it asks a permit for, folded: plates. */
  things: readonly string[];
  fee: number | null;
  returnMode: string;
  at: Date;
  receivedAt: Date | null;
  dueAt: Date | null;
  papers: readonly NewPaper[];
  actor: { id: string | null; name: string; unitId: string | null };
  verb: 'submit' | 'enter';
  /** Folded words by which officers find it: name, phone. The code is added by the statement. */
  words: string;
};

export type Written = { id: string; code: string; phone: string | null; fresh: boolean };

/**
 * Writes a dossier, its papers, first event, audit record and outbox row in one statement and one round trip.
 * The same id again writes nothing and answers the code given the first time.
 */
export async function insertDossier(db: Db, d: NewDossier): Promise<Written> {
  const written = await db.maybe<Written>(insertion(d));
  // Both of two simultaneous sendings may find nothing to answer with in their own snapshot; the row is there now.
  return written ?? db.one<Written>(sql`select id, code, applicant_phone as phone, false as fresh from dossiers.dossiers where id = ${d.id}`);
}

function insertion(d: NewDossier) {
  const detail = JSON.stringify({ procedure: d.procedureCode, channel: d.channel });
  return sql`
    with counter as (
      insert into dossiers.day_counters (unit_id, day, last)
      select ${d.receivingUnit}, ${d.day}::date, 1 where not exists (select from dossiers.dossiers where id = ${d.id}::uuid)
      on conflict (unit_id, day) do update set last = day_counters.last + 1
      returning last
    ), dossier as (
      insert into dossiers.dossiers (id, code, procedure_id, procedure_code, procedure_name, rule_set, channel, receiving_unit, deciding_unit,
        state, step, holder_unit, holder_role, applicant_name, applicant_phone, applicant_email, applicant_number, applicant_address,
        form, fee, return_mode, submitted_at, received_at, due_at, first_due_at, things, search)
      select ${d.id}::uuid, c.code, ${d.procedureId}::uuid, ${d.procedureCode}, ${d.procedureName}, ${d.ruleSet}, ${d.channel}, ${d.receivingUnit}, ${d.decidingUnit},
        ${d.state}, ${d.step}, ${d.holderUnit}, ${d.holderRole}, ${d.applicant.name}, ${d.applicant.phone}, ${d.applicant.email}, ${d.applicant.number}, ${d.applicant.address},
        ${JSON.stringify(d.form)}::jsonb, ${d.fee}::bigint, ${d.returnMode}, ${d.at}::timestamptz, ${d.receivedAt}::timestamptz, ${d.dueAt}::timestamptz, ${d.dueAt}::timestamptz,
        ${[...d.things]}::text[], to_tsvector('simple', c.code || ' ' || ${d.words})
      from (select ${d.codePrefix} || lpad(last::text, greatest(${d.codeDigits}::int, length(last::text)), '0') || ${d.codeSuffix} as code from counter) c
      on conflict (id) do nothing
      returning id, code, applicant_phone, due_at
    ), papers as (
      insert into dossiers.papers (dossier_id, paper, position, name, file_hash, file_type, file_size, added_at)
      select dossier.id, p.paper, p.position, p.name, p.file_hash, p.file_type, p.file_size, ${d.at}::timestamptz
      from dossier, unnest(${d.papers.map((p) => p.paper)}::text[], ${d.papers.map((p) => p.position)}::int[], ${d.papers.map((p) => p.name)}::text[],
        ${d.papers.map((p) => p.fileHash)}::text[], ${d.papers.map((p) => p.fileType)}::text[], ${d.papers.map((p) => p.fileSize)}::bigint[])
        as p(paper, position, name, file_hash, file_type, file_size)
    ), event as (
      insert into dossiers.events (dossier_id, seq, verb, to_state, step, actor_id, actor_name, unit_id, at)
      select id, 1, ${d.verb}, ${d.state}, ${d.step}, ${d.actor.id}, ${d.actor.name}, ${d.actor.unitId}, ${d.at}::timestamptz from dossier
    ), audited as (
      insert into kernel.audit (at, actor_id, actor_name, unit_id, action, subject_kind, subject_id, detail)
      select ${d.at}::timestamptz, ${d.actor.id}, ${d.actor.name}, ${d.receivingUnit}, ${`dossier.${d.verb}`}, 'dossier', id::text, ${detail}::jsonb from dossier
    ), sent as (
      insert into kernel.outbox (topic, payload)
      select ${d.verb === 'submit' ? 'dossier.submitted' : 'dossier.received'}, jsonb_build_object('dossierId', id, 'seq', 1, 'dueAt', due_at) from dossier
    )
    select id, code, applicant_phone as phone, true as fresh from dossier
    union all
    select id, code, applicant_phone, false from dossiers.dossiers where id = ${d.id}::uuid
    limit 1`;
}
