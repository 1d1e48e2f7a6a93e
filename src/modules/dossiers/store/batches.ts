import { type Db, sql } from '#kernel/db/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';
import type { Step, Verb } from '../dossier.ts';
import { type Dossier, dossierColumns, visibleTo } from './read.ts';

/** What can be asked for many dossiers at once; «agree» is every step of this officer, one after the other. */
export const batchVerbs = ['agree', 'receive', 'assess', 'approve', 'seal', 'giveBack', 'sendBack', 'askForMore', 'refuseIntake', 'refuse'] as const;
export type BatchVerb = (typeof batchVerbs)[number];

export type BatchWords = { reason?: string; basis?: string; item?: string; label?: string };

/** A piece of bulk work (đợt xử lý hàng loạt) of one officer. */
export type Batch = {
  id: string;
  accountId: string;
  actorName: string;
  unitId: string;
  verb: BatchVerb;
  words: BatchWords;
  madeAt: Date;
  begunAt: Date | null;
  stoppedAt: Date | null;
  finishedAt: Date | null;
};

export type ItemState = 'waiting' | 'done' | 'undone' | 'left';
export type CheckVerdict = 'clear' | 'doubt' | 'fail';

/** One dossier of a batch, as the officer saw it. */
export type NewItem = { dossierId: string; revision: number; verdict: CheckVerdict | null; said: string | null };

const columns = sql`b.id, b.account_id as "accountId", b.actor_name as "actorName", b.unit_id as "unitId", b.verb, b.words, b.made_at as "madeAt", b.begun_at as "begunAt",
  b.stopped_at as "stoppedAt", b.finished_at as "finishedAt"`;

/** Writes a batch with its dossiers; nothing happens until it is confirmed. */
export async function insertBatch(
  db: Db,
  b: Pick<Batch, 'id' | 'accountId' | 'actorName' | 'unitId' | 'verb' | 'madeAt'>,
  items: readonly NewItem[],
): Promise<void> {
  await db.run(sql`with batch as (
      insert into dossiers.batches (id, account_id, actor_name, unit_id, verb, made_at)
      values (${b.id}::uuid, ${b.accountId}, ${b.actorName}, ${b.unitId}, ${b.verb}, ${b.madeAt}) returning id
    )
    insert into dossiers.batch_items (batch_id, position, dossier_id, revision, verdict, said)
    select batch.id, i.position, i.dossier_id, i.revision, i.verdict, i.said
    from batch, unnest(${items.map((one) => one.dossierId)}::uuid[], ${items.map((one) => one.revision)}::int[], ${items.map((one) => one.verdict)}::text[],
      ${items.map((one) => one.said)}::text[]) with ordinality as i(dossier_id, revision, verdict, said, position)`);
}

/** The dossiers of a choice that this officer may see, in the order of their due day. */
export function chosenDossiers(db: Db, actor: Actor, ids: readonly string[]): Promise<Dossier[]> {
  return db.many<Dossier>(
    sql`select ${dossierColumns} from dossiers.dossiers d where d.id = any(${[...ids]}::uuid[]) and ${visibleTo(actor)} order by d.due_at nulls last, d.id`,
  );
}

/** Confirms a batch, once: it begins. Rows left out are marked so. */
export async function beginBatch(db: Db, batch: { id: string; words: BatchWords; at: Date }, leftOut: readonly string[], why: string): Promise<boolean> {
  const begun = await db.run(
    sql`update dossiers.batches set begun_at = ${batch.at}, words = ${JSON.stringify(batch.words)}::jsonb where id = ${batch.id}::uuid and begun_at is null`,
  );
  if (begun === 0) return false;
  await db.run(sql`update dossiers.batch_items set state = 'left', said = coalesce(said, ${why}), at = ${batch.at}
    where batch_id = ${batch.id}::uuid and state = 'waiting' and dossier_id = any(${[...leftOut]}::uuid[])`);
  return true;
}

/** A batch of this officer; another's does not exist for him. */
export function ownBatch(db: Db, id: string, accountId: string): Promise<Batch | undefined> {
  return db.maybe<Batch>(sql`select ${columns} from dossiers.batches b where b.id = ${id}::uuid and b.account_id = ${accountId}`);
}

export function batchById(db: Db, id: string): Promise<Batch | undefined> {
  return db.maybe<Batch>(sql`select ${columns} from dossiers.batches b where b.id = ${id}::uuid`);
}

export type Counts = Record<ItemState, number>;

export type BatchLine = Batch & Counts;

const counts = sql`count(*) filter (where i.state = 'waiting') as waiting, count(*) filter (where i.state = 'done') as done,
  count(*) filter (where i.state = 'undone') as undone, count(*) filter (where i.state = 'left') as "left"`;

/** An officer's confirmed batches, newest first. */
export function batchesOf(db: Db, accountId: string, page: number): Promise<BatchLine[]> {
  return db.many<BatchLine>(sql`select ${columns}, c.* from dossiers.batches b, lateral (select ${counts} from dossiers.batch_items i where i.batch_id = b.id) c
    where b.account_id = ${accountId} and b.begun_at is not null order by b.made_at desc, b.id limit 21 offset ${(page - 1) * 20}`);
}

export function countsOf(db: Db, batchId: string): Promise<Counts & { steps: number }> {
  return db.one(sql`select ${counts}, coalesce(sum(cardinality(i.steps)), 0)::int as steps from dossiers.batch_items i where i.batch_id = ${batchId}::uuid`);
}

export type ItemLine = {
  dossierId: string;
  code: string;
  applicantName: string;
  revision: number;
  state: ItemState;
  verdict: CheckVerdict | null;
  steps: Verb[];
  said: string | null;
};

/** Rows of a batch in some states, or with some verdicts, for the page. */
export function linesOfBatch(
  db: Db,
  batchId: string,
  { states, verdicts, most }: { states: readonly ItemState[]; verdicts?: readonly CheckVerdict[]; most: number },
): Promise<ItemLine[]> {
  const wanted = verdicts ? [...verdicts] : null;
  return db.many<ItemLine>(sql`select i.dossier_id as "dossierId", d.code, d.applicant_name as "applicantName", i.revision, i.state, i.verdict, i.steps, i.said
    from dossiers.batch_items i join dossiers.dossiers d on d.id = i.dossier_id
    where i.batch_id = ${batchId}::uuid and i.state = any(${[...states]}::text[]) and (${wanted}::text[] is null or i.verdict = any(${wanted}::text[]))
    order by i.verdict = 'fail' desc nulls last, i.position limit ${most}`);
}

/** Checks told of a batch that is not confirmed yet: how many are clear, doubtful, failing, unchecked. */
export async function verdictsOf(db: Db, batchId: string): Promise<Record<CheckVerdict | 'none', number>> {
  const rows = await db.many<{ verdict: CheckVerdict | 'none'; many: number }>(
    sql`select coalesce(verdict, 'none') as verdict, count(*)::int as many from dossiers.batch_items where batch_id = ${batchId}::uuid group by 1`,
  );
  return { clear: 0, doubt: 0, fail: 0, none: 0, ...Object.fromEntries(rows.map(({ verdict, many }) => [verdict, many])) };
}

/** At which steps the waiting dossiers of a batch stand, how many at each. */
export function stepsOfBatch(db: Db, batchId: string): Promise<{ step: Step; many: number }[]> {
  return db.many(sql`select d.step, count(*)::int as many from dossiers.batch_items i join dossiers.dossiers d on d.id = i.dossier_id
    where i.batch_id = ${batchId}::uuid and i.state = 'waiting' and d.step is not null group by d.step order by many desc`);
}

/** Positions that still wait, after one; a page of them. */
export async function waitingAfter(db: Db, batchId: string, position: number): Promise<number[]> {
  const rows = await db.many<{ position: number }>(
    sql`select position from dossiers.batch_items where batch_id = ${batchId}::uuid and state = 'waiting' and position > ${position} order by position limit 100`,
  );
  return rows.map((row) => row.position);
}

/** A row with its dossier as it stands now; `own`: whether this officer may still see it. */
export type Held = Dossier & { expected: number; steps: Verb[]; own: boolean };

/** Holds a row until the transaction ends; none when it is done, or in other hands. */
export function holdItem(db: Db, item: { batchId: string; position: number }, actor: Actor): Promise<Held | undefined> {
  return db.maybe<Held>(sql`select ${dossierColumns}, i.revision as expected, i.steps, ${visibleTo(actor)} as own
    from dossiers.batch_items i join dossiers.dossiers d on d.id = i.dossier_id
    where i.batch_id = ${item.batchId}::uuid and i.position = ${item.position} and i.state = 'waiting' for update of i skip locked`);
}

export function lookAtItem(db: Db, batchId: string, position: number): Promise<{ dossierId: string; revision: number } | undefined> {
  return db.maybe(
    sql`select dossier_id as "dossierId", revision from dossiers.batch_items where batch_id = ${batchId}::uuid and position = ${position} and state = 'waiting'`,
  );
}

/** Notes one step, in the transaction of the step itself: what was done is noted, and what is noted was done. */
export async function markStep(db: Db, item: { batchId: string; position: number; verb: Verb; over: boolean; at: Date }): Promise<void> {
  await db.run(sql`update dossiers.batch_items set steps = steps || ${item.verb}::text, revision = revision + 1, at = ${item.at}, state = case when ${item.over}::boolean then 'done' else state end
    where batch_id = ${item.batchId}::uuid and position = ${item.position}`);
}

export async function markUndone(db: Db, item: { batchId: string; position: number; said: string; at: Date }): Promise<void> {
  await db.run(sql`update dossiers.batch_items set state = 'undone', said = ${item.said}, at = ${item.at}
    where batch_id = ${item.batchId}::uuid and position = ${item.position} and state = 'waiting'`);
}

/** Closes a batch of which nothing waits; false while something does. */
export async function closeBatch(db: Db, batchId: string, at: Date): Promise<boolean> {
  await db.run(sql`update dossiers.batches b set finished_at = ${at} where b.id = ${batchId}::uuid and b.finished_at is null
    and not exists (select from dossiers.batch_items i where i.batch_id = b.id and i.state = 'waiting')`);
  return db.one<{ over: boolean }>(sql`select finished_at is not null as over from dossiers.batches where id = ${batchId}::uuid`).then(({ over }) => over);
}

/** Stops a batch: what is in hand is finished, what waits is left. */
export async function stopBatch(db: Db, batchId: string, at: Date, why: string): Promise<void> {
  await db.run(
    sql`update dossiers.batches set stopped_at = ${at} where id = ${batchId}::uuid and begun_at is not null and finished_at is null and stopped_at is null`,
  );
  await db.run(sql`update dossiers.batch_items set state = 'left', said = ${why}, at = ${at} where batch_id = ${batchId}::uuid and state = 'waiting'`);
}

/** Choices that nobody confirmed within a day. */
export async function dropUnconfirmed(db: Db, before: Date): Promise<void> {
  await db.run(sql`delete from dossiers.batches where begun_at is null and made_at < ${before}`);
}
