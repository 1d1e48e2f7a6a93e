import { z } from 'zod';
import { type Recovery, recoveredTopic } from '#kernel/credentials/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { anyWaiting, holdersToTell, listReissues, markReissue, type Reissue, waitingAfter } from '../store/reissues.ts';
import { issueAnew } from './issue-anew.ts';
import { tellRenewed } from './tell.ts';

const recovered = z.object({ recoveryId: z.uuid() });

/** So many dossiers are in hand at once: while one is printed another is sealed and a third written. */
const abreast = 4;
/** A fault of the machine is tried again so many times before the dossier is named to the IT officer. */
const tries = 3;

/** Hangs the issuing anew after a theft into the outbox. */
export function listenToRecoveries(platform: Platform): void {
  platform.outbox.on(recoveredTopic, 'issue anew', recovered, ({ payload, leaving }) => reissueAll(platform, payload.recoveryId, leaving), {
    long: true,
    attempts: 200,
    firstWait: 2,
  });
}

/**
 * Issues anew whatever a stolen key had signed (cấp lại mã): every dossier a transaction of its own, every holder told once when his own
 * are done. It may be called again after any crash, and by several nodes at once.
 */
export async function reissueAll(platform: Platform, recoveryId: string, leaving: () => boolean): Promise<void> {
  const { credentials, db, outbox, now } = platform;
  const recovery = await credentials.recovery(recoveryId);
  if (!recovery || recovery.finishedAt) return;
  const unit = { id: recovery.unitId, name: recovery.unitName };
  // With a key that no phone can know yet the new paper would be worth less than the old one. The signed list calls again.
  if (!(await credentials.isListed(unit))) return;
  while ((await list(platform, recovery)) || (await anyWaiting(db, recovery.id))) {
    const waiting = inOrder(platform, recovery.id, leaving);
    await Promise.all(Array.from({ length: abreast }, () => work(platform, recovery, waiting)));
    if (leaving()) return outbox.add(recoveredTopic, { recoveryId });
    if (await anyWaiting(db, recovery.id)) throw new Error('another node still issues anew');
  }
  for (const holder of await holdersToTell(db, recovery.id)) await tellRenewed(platform, recovery, holder);
  await credentials.closeRecovery(recovery.id, now());
}

/** True when there was something lost that is not on the list yet. */
async function list({ credentials, db }: Platform, { id, unitId, unitName }: Recovery): Promise<boolean> {
  const lost = await credentials.lost({ id: unitId, name: unitName });
  return (
    (await listReissues(
      db,
      id,
      lost.map((paper) => paper.id),
    )) > 0
  );
}

async function* inOrder({ db }: Platform, recoveryId: string, leaving: () => boolean): AsyncGenerator<Reissue> {
  for (let last: Reissue = { holder: '', dossierId: '00000000-0000-0000-0000-000000000000' }; ; ) {
    const page = await waitingAfter(db, recoveryId, last);
    if (page.length === 0) return;
    for (const one of page) {
      if (leaving()) return;
      yield (last = one);
    }
  }
}

async function work(platform: Platform, recovery: Recovery, waiting: AsyncGenerator<Reissue>): Promise<void> {
  for await (const { dossierId, holder } of waiting) {
    await doOne(platform, recovery, dossierId, 1);
    if (holder) await tellRenewed(platform, recovery, holder);
  }
}

async function doOne(platform: Platform, recovery: Recovery, dossierId: string, attempt: number): Promise<void> {
  try {
    await issueAnew(platform, recovery, dossierId);
  } catch (error) {
    if (attempt < tries) return doOne(platform, recovery, dossierId, attempt + 1);
    platform.log.error({ err: error, recovery: recovery.id, dossier: dossierId }, 'a dossier could not be issued anew');
    const said = error instanceof Error ? error.message : 'lỗi';
    await markReissue(platform.db, recovery.id, dossierId, { state: 'undone', said, at: platform.now() });
  }
}
