import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Actor, Role } from '#kernel/identity/actor.ts';
import type { State, Step } from '../dossier.ts';

/** A dossier as stored. Dates are instants; `form` holds what the compiled form checked. */
export type Dossier = {
  id: string;
  code: string;
  procedureId: string;
  procedureCode: string;
  procedureName: string;
  ruleSet: string;
  channel: 'online' | 'desk' | 'post' | 'portal';
  receivingUnit: string;
  decidingUnit: string;
  state: State;
  step: Step | null;
  holderUnit: string | null;
  holderRole: Role | null;
  revision: number;
  applicantName: string;
  applicantPhone: string | null;
  applicantEmail: string | null;
  applicantNumber: string | null;
  applicantAddress: string | null;
  form: Record<string, unknown>;
  fee: number | null;
  feePaidAt: Date | null;
  feePaidHow: string | null;
  returnMode: string;
  submittedAt: Date;
  receivedAt: Date | null;
  dueAt: Date | null;
  firstDueAt: Date | null;
  postponedAt: Date | null;
  finishedAt: Date | null;
  supplements: number;
  /** The lot it was sent in, and its row in the person's file. */
  lot: string | null;
  lotRow: number | null;
};

export type Event = {
  seq: number;
  verb: string;
  fromState: State | null;
  toState: State;
  step: Step | null;
  actorId: string | null;
  actorName: string;
  unitId: string | null;
  at: Date;
  note: string | null;
  detail: Record<string, unknown>;
  slipId: string | null;
};
export type Paper = {
  paper: string;
  position: number;
  round: number;
  name: string;
  fileHash: string | null;
  fileType: string | null;
  fileSize: number | null;
  addedAt: Date;
};
export type SupplementItem = { round: number; item: string; label: string; why: string; answeredAt: Date | null };
export type Wait = { reason: string; fromAt: Date; toAt: Date | null };

export const dossierColumns = sql`d.id, d.code, d.procedure_id as "procedureId", d.procedure_code as "procedureCode", d.procedure_name as "procedureName", d.rule_set as "ruleSet",
  d.channel, d.receiving_unit as "receivingUnit", d.deciding_unit as "decidingUnit", d.state, d.step, d.holder_unit as "holderUnit", d.holder_role as "holderRole", d.revision,
  d.applicant_name as "applicantName", d.applicant_phone as "applicantPhone", d.applicant_email as "applicantEmail", d.applicant_number as "applicantNumber",
  d.applicant_address as "applicantAddress", d.form, d.fee, d.fee_paid_at as "feePaidAt", d.fee_paid_how as "feePaidHow", d.return_mode as "returnMode",
  d.submitted_at as "submittedAt", d.received_at as "receivedAt", d.due_at as "dueAt", d.first_due_at as "firstDueAt", d.postponed_at as "postponedAt",
  d.finished_at as "finishedAt", d.supplements, d.lot, d.lot_row as "lotRow"`;

/**
 * The only door to officers' look-ups: a dossier that passed through another unit does not exist for this one.
 * Auditors of the province read everything and change nothing.
 */
export function visibleTo(actor: Actor): Sql {
  if (actor.kind !== 'officer') return sql`false`;
  if (actor.roles.includes('auditor')) return sql`true`;
  return sql`(d.receiving_unit = ${actor.unitId} or d.deciding_unit = ${actor.unitId})`;
}

/** A dossier by id, when this officer may see it. */
export function findDossier(db: Db, id: string, actor: Actor): Promise<Dossier | undefined> {
  return db.maybe<Dossier>(sql`select ${dossierColumns} from dossiers.dossiers d where d.id = ${id}::uuid and ${visibleTo(actor)}`);
}

/** The same, locked until the transaction ends; `proven`: a citizen whose access to exactly this dossier was proven before. */
export function takeDossier(db: Db, id: string, actor: Actor | 'proven'): Promise<Dossier | undefined> {
  const seen = actor === 'proven' ? sql`true` : visibleTo(actor);
  return db.maybe<Dossier>(sql`select ${dossierColumns} from dossiers.dossiers d where d.id = ${id}::uuid and ${seen} for update`);
}

/** A dossier by id for the program itself and for a citizen whose access was proven before. */
export function dossierById(db: Db, id: string): Promise<Dossier | undefined> {
  return db.maybe<Dossier>(sql`select ${dossierColumns} from dossiers.dossiers d where d.id = ${id}::uuid`);
}

/** A dossier with one line of its history, for whoever hears of that line. */
export type Happened = Dossier & { verb: string; actorId: string | null; note: string | null; detail: Record<string, unknown> };

export function happened(db: Db, id: string, seq: number): Promise<Happened | undefined> {
  return db.maybe<Happened>(sql`select ${dossierColumns}, e.verb, e.actor_id as "actorId", e.note, e.detail
    from dossiers.dossiers d join dossiers.events e on e.dossier_id = d.id where d.id = ${id}::uuid and e.seq = ${seq}`);
}

/** A dossier by the code on its receipt. */
export function dossierByCode(db: Db, code: string): Promise<Dossier | undefined> {
  return db.maybe<Dossier>(sql`select ${dossierColumns} from dossiers.dossiers d where d.code = ${code}`);
}

/** Of these codes, the dossiers this officer may see, for a page that names them and links only what opens. */
export async function visibleByCode(db: Db, codes: readonly string[], actor: Actor): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db.many<{ code: string; id: string }>(
    sql`select d.code, d.id from dossiers.dossiers d where d.code = any(${codes}::text[]) and ${visibleTo(actor)}`,
  );
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** The life of a dossier, oldest first. */
export function eventsOf(db: Db, id: string): Promise<Event[]> {
  return db.many<Event>(sql`select seq, verb, from_state as "fromState", to_state as "toState", step, actor_id as "actorId", actor_name as "actorName", unit_id as "unitId", at, note, detail, slip_id as "slipId"
    from dossiers.events where dossier_id = ${id}::uuid order by seq`);
}

/** The papers of a dossier, in the order of the procedure; later rounds stand behind the first. */
export function papersOf(db: Db, id: string): Promise<Paper[]> {
  return db.many<Paper>(sql`select paper, position, round, name, file_hash as "fileHash", file_type as "fileType", file_size as "fileSize", added_at as "addedAt"
    from dossiers.papers where dossier_id = ${id}::uuid order by paper, round, position`);
}

/** What officers marked as missing or wrong, newest round last. */
export function supplementItemsOf(db: Db, id: string): Promise<SupplementItem[]> {
  return db.many<SupplementItem>(
    sql`select round, item, label, why, answered_at as "answeredAt" from dossiers.supplement_items where dossier_id = ${id}::uuid order by round, item`,
  );
}

/** Intervals in which the office was waiting for somebody else. */
export function waitsOf(db: Db, id: string): Promise<Wait[]> {
  return db.many<Wait>(sql`select reason, from_at as "fromAt", to_at as "toAt" from dossiers.waits where dossier_id = ${id}::uuid order by from_at`);
}
