import { z } from 'zod';
import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { giveNumbers } from '../sign/seal.ts';
import { type Batch, batchById, closeBatch, dropUnconfirmed, holdItem, lookAtItem, markStep, markUndone, waitingAfter } from '../store/batches.ts';
import { doVerb, nextVerb } from './verbs.ts';

const begun = z.object({ batchId: z.uuid() });

/** So many dossiers of a batch are in hand at once: while one is printed another is signed and a third written. */
const abreast = 4;
/** A fault of the machine is tried again so many times before the row is given back to the officer. */
const tries = 3;
const dayMs = 86_400_000;

/** Hangs bulk work into the outbox. */
export function listenToBatches(platform: Platform): void {
  platform.outbox.on('batch.begun', 'do a batch', begun, ({ payload, leaving }) => runBatch(platform, payload.batchId, leaving), {
    long: true,
    attempts: 200,
    firstWait: 2,
  });
  platform.outbox.every('13 4 * * *', 'drop choices nobody confirmed', () => dropUnconfirmed(platform.db, new Date(platform.now().getTime() - dayMs)));
}

/** Does what still waits of a batch (làm một đợt). It may be called again after any crash, and by several nodes at once. */
export async function runBatch(platform: Platform, batchId: string, leaving: () => boolean): Promise<void> {
  const batch = await batchById(platform.db, batchId);
  if (!batch?.begunAt || batch.finishedAt) return;
  const waiting = positions(platform, batch.id, leaving);
  await Promise.all(Array.from({ length: abreast }, () => work(platform, batch, waiting)));
  if (leaving()) return platform.outbox.add('batch.begun', { batchId });
  if (!(await closeBatch(platform.db, batch.id, platform.now()))) throw new Error('another node still works on this batch');
}

async function* positions(platform: Platform, batchId: string, leaving: () => boolean): AsyncGenerator<number> {
  for (let last = 0; ; ) {
    const page = await waitingAfter(platform.db, batchId, last);
    if (page.length === 0) return;
    for (const position of page) {
      if (leaving()) return;
      yield (last = position);
    }
  }
}

async function work(platform: Platform, batch: Batch, waiting: AsyncGenerator<number>): Promise<void> {
  for await (const position of waiting) await doItem(platform, batch, position, 1);
}

/** All steps of one dossier, each a transaction of its own. */
async function doItem(platform: Platform, batch: Batch, position: number, attempt: number): Promise<void> {
  try {
    while (await doStep(platform, batch, position)) continue;
  } catch (error) {
    if (error instanceof Undone) return markUndone(platform.db, { batchId: batch.id, position, said: error.message, at: platform.now() });
    if (attempt < tries) return doItem(platform, batch, position, attempt + 1);
    platform.log.error({ err: error, batch: batch.id, position }, 'a dossier of a batch could not be done');
    const said = 'Máy gặp lỗi khi xử lý hồ sơ này, chưa thay đổi gì. Hãy bấm làm lại; nếu vẫn vậy, báo bộ phận kỹ thuật.';
    await markUndone(platform.db, { batchId: batch.id, position, said, at: platform.now() });
  }
}

/** Why a row was not done, thrown so that whatever its verb had begun to write is taken back. */
class Undone extends Error {}

/**
 * One step of one dossier: the row is held, the verb done and the step noted in one transaction, so two workers never do the same
 * row and a crash leaves it as it was. True while more steps may follow.
 */
async function doStep(platform: Platform, batch: Batch, position: number): Promise<boolean> {
  const officer = await platform.identity.officerNow(batch.accountId);
  if (!officer) throw new Undone('Tài khoản của bạn không còn giữ chức vụ nào, nên không làm tiếp được.');
  await numberFirst(platform, batch, position, officer);
  return platform.db.transaction(async () => {
    const held = await holdItem(platform.db, { batchId: batch.id, position }, officer);
    if (!held) return false;
    if (!held.own) throw new Undone('Hồ sơ này không còn thuộc cơ quan của bạn.');
    if (held.revision !== held.expected) throw new Undone('Người khác đã xử lý hồ sơ này.');
    const verb = nextVerb(platform, batch.verb, officer, held, held.steps);
    if (!verb) throw new Undone('Hồ sơ này không còn bước nào chờ bạn.');
    const outcome = await doVerb(platform, officer, held, verb, batch.words);
    if (!outcome) throw new Undone('Hồ sơ này không còn thuộc cơ quan của bạn.');
    if (!('done' in outcome)) throw new Undone(outcome.refusal);
    const more = nextVerb(platform, batch.verb, officer, outcome.done, [...held.steps, verb]) !== undefined;
    await markStep(platform.db, { batchId: batch.id, position, verb, over: !more, at: platform.now() });
    return more;
  });
}

/** The clerk's book is asked before the long transaction begins; otherwise every seal would wait for the one before it. */
async function numberFirst(platform: Platform, batch: Batch, position: number, officer: Officer): Promise<void> {
  if (batch.verb !== 'seal' && batch.verb !== 'agree') return;
  const item = await lookAtItem(platform.db, batch.id, position);
  if (item) await giveNumbers(platform, officer, { id: item.dossierId, revision: item.revision });
}
