import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Role } from '#kernel/identity/actor.ts';
import type { State, Step, Verb } from '../dossier.ts';

/** What one verb changes: where the dossier stands afterwards, who did it, and the words and slip it leaves behind. */
export type Change = {
  dossierId: string;
  /** The revision the actor saw; another means that somebody else was faster. */
  revision: number;
  verb: Verb;
  to: { state: State; step: Step | null; holderUnit: string | null; holderRole: Role | null };
  at: Date;
  actor: { id: string | null; name: string; unitId: string | null };
  note?: string | undefined;
  detail?: Record<string, unknown> | undefined;
  slipId?: string | undefined;
  /** Columns that change with this verb beside the standing. */
  set?:
    | Partial<{
        receivedAt: Date;
        dueAt: Date | null;
        firstDueAt: Date;
        postponedAt: Date;
        finishedAt: Date;
        supplements: number;
        feePaidAt: Date;
        feePaidHow: string;
      }>
    | undefined;
};

/** Moves a dossier that the caller has taken: state, event, audit record and outbox row in one statement. Throws when its revision is another. */
export async function changeDossier(db: Db, change: Change): Promise<void> {
  await db.one(changing(change));
}

/** Stands in the dossier's history and not in the log that nobody can ever take anything out of. */
const aboutPeople = new Set(['receiver', 'shown', 'opinion', 'checks']);

function changing(c: Change): Sql {
  const { to, set = {} } = c;
  const detail = JSON.stringify(c.detail ?? {});
  const audited = JSON.stringify(Object.fromEntries(Object.entries(c.detail ?? {}).filter(([name]) => !aboutPeople.has(name))));
  return sql`
    with before as (
      select id, state, revision from dossiers.dossiers where id = ${c.dossierId}::uuid and revision = ${c.revision} for update
    ), dossier as (
      update dossiers.dossiers d set state = ${to.state}, step = ${to.step}, holder_unit = ${to.holderUnit}, holder_role = ${to.holderRole}, revision = d.revision + 1,
        received_at = coalesce(${set.receivedAt}::timestamptz, d.received_at),
        due_at = case when ${set.dueAt !== undefined}::boolean then ${set.dueAt ?? null}::timestamptz else d.due_at end,
        first_due_at = coalesce(d.first_due_at, ${set.firstDueAt}::timestamptz),
        postponed_at = coalesce(${set.postponedAt}::timestamptz, d.postponed_at),
        finished_at = coalesce(${set.finishedAt}::timestamptz, d.finished_at),
        supplements = coalesce(${set.supplements}::int, d.supplements),
        fee_paid_at = coalesce(${set.feePaidAt}::timestamptz, d.fee_paid_at),
        fee_paid_how = coalesce(${set.feePaidHow}::text, d.fee_paid_how)
      from before where d.id = before.id
      returning d.id, before.state as from_state, d.revision as seq, d.due_at
    ), event as (
      insert into dossiers.events (dossier_id, seq, verb, from_state, to_state, step, actor_id, actor_name, unit_id, at, note, detail, slip_id)
      select id, seq, ${c.verb}, from_state, ${to.state}, ${to.step}, ${c.actor.id}, ${c.actor.name}, ${c.actor.unitId}, ${c.at}::timestamptz, ${c.note}::text, ${detail}::jsonb, ${c.slipId}::uuid
      from dossier
    ), audited as (
      insert into kernel.audit (at, actor_id, actor_name, unit_id, action, subject_kind, subject_id, detail)
      select ${c.at}::timestamptz, ${c.actor.id}, ${c.actor.name}, ${c.actor.unitId}, ${`dossier.${c.verb}`}, 'dossier', id::text, ${audited}::jsonb from dossier
    ), sent as (
      insert into kernel.outbox (topic, payload)
      select ${topics[c.verb]}, jsonb_build_object('dossierId', id, 'seq', seq, 'dueAt', due_at) from dossier
    )
    select id from dossier`;
}

/** The name under which the rest of the platform hears of each verb. */
export const topics: Record<Verb, string> = {
  submit: 'dossier.submitted',
  enter: 'dossier.received',
  receive: 'dossier.received',
  refuseIntake: 'dossier.intake-refused',
  askForMore: 'dossier.supplement-asked',
  supplement: 'dossier.supplemented',
  assess: 'dossier.assessed',
  sendBack: 'dossier.sent-back',
  approve: 'dossier.approved',
  seal: 'dossier.done',
  giveBack: 'dossier.returned',
  refuse: 'dossier.refused',
  withdraw: 'dossier.withdrawn',
  stop: 'dossier.stopped',
  apologise: 'dossier.postponed',
  pay: 'dossier.paid',
  revoke: 'dossier.result-revoked',
  suspend: 'dossier.result-suspended',
  reinstate: 'dossier.result-reinstated',
  reissue: 'dossier.result-reissued',
};
