import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { isId, newId } from '../ids.ts';
import { beginBatch, type Batch, type BatchVerb, type BatchWords, chosenDossiers, insertBatch } from '../store/batches.ts';
import { judgeMany } from './judge.ts';
import { issues } from './words.ts';

/** More than a department has in its worst week; whoever has more makes two batches. */
export const mostInBatch = 5000;

/** A line of a choice as forms send it: the dossier and the revision that the officer saw, «id:revision». */
export type Chosen = { id: string; revision: number };

export function readChosen(values: readonly string[]): Chosen[] {
  const read = values.map((value) => {
    const [id = '', revision = ''] = value.split(':');
    return { id, revision: Number(revision) };
  });
  const right = read.filter(({ id, revision }) => isId(id) && Number.isInteger(revision) && revision > 0 && revision < 1_000_000);
  return [...new Map(right.map((one) => [one.id, one])).values()];
}

/** Keeps a choice to be confirmed (chọn để xử lý hàng loạt), with what the checks say of each dossier; nothing when the officer may see none of them. */
export async function choose(platform: Platform, officer: Officer, verb: BatchVerb, chosen: readonly Chosen[]): Promise<string | undefined> {
  const revisions = new Map(chosen.map(({ id, revision }) => [id, revision]));
  const dossiers = await chosenDossiers(
    platform.db,
    officer,
    chosen.map(({ id }) => id),
  );
  if (dossiers.length === 0) return undefined;
  const judged = issues(verb) ? await judgeMany(platform, dossiers) : undefined;
  const items = dossiers.map(({ id }) => ({ dossierId: id, revision: revisions.get(id) ?? 0, ...(judged?.get(id) ?? { verdict: null, said: null }) }));
  const at = platform.now();
  const id = newId(at);
  await insertBatch(platform.db, { id, accountId: officer.accountId, actorName: officer.name, unitId: officer.unitId, verb, madeAt: at }, items);
  return id;
}

/** Confirms a choice: the batch begins in the background. False when it had begun before. */
export async function begin(
  platform: Platform,
  officer: Officer,
  batch: Pick<Batch, 'id' | 'verb'>,
  words: BatchWords,
  leftOut: readonly string[],
): Promise<boolean> {
  const begun = await platform.db.transaction(async () => {
    const done = await beginBatch(platform.db, { id: batch.id, words, at: platform.now() }, leftOut, 'Bạn đã để lại khi xác nhận.');
    if (!done) return false;
    await platform.audit.record({ actor: officer, action: 'batch.begin', subject: { kind: 'batch', id: batch.id }, detail: { verb: batch.verb } });
    await platform.outbox.add('batch.begun', { batchId: batch.id });
    return true;
  });
  platform.outbox.wake();
  return begun;
}

/** A dossier with so many papers that nobody should wait for them in front of a page; done in the background like a batch of one. */
export const manyResults = 20;

export async function doInBackground(platform: Platform, officer: Officer, verb: 'approve' | 'seal', target: Chosen): Promise<string | undefined> {
  const id = await choose(platform, officer, verb, [target]);
  if (id) await begin(platform, officer, { id, verb }, {}, []);
  return id;
}
