import { formatDateTime } from '#kernel/calendar/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Plan, type Subject, type Target } from '../act.ts';
import { nameOf } from '../assess/assess.ts';
import type { Refusal } from '../dossier.ts';
import { changeDossier } from '../store/change.ts';
import { markReinstated, markSuspended, type Permit, suspensionsOver } from '../store/permits.ts';
import { takeDossier } from '../store/read.ts';
import { type Result, resultsOf } from '../store/results.ts';

export type Suspension = { result: string; until: Date | null; reason: string; basis: string };

/**
 * Suspends a sealed result for a time (tạm đình chỉ): from the next list on, every verifier says so. Unlike taking back, it can be lifted
 * again: by the leader, or by the clock when the day named is over.
 */
export function suspend(platform: Platform, actor: Actor, target: Target, { result: id, until, reason, basis }: Suspension): Promise<Outcome> {
  return act(platform, actor, target, 'suspend', async (subject) => {
    const { at } = subject;
    const result = await sealedResult(platform, subject, id);
    if ('refusal' in result) return result;
    if (until && until <= at) return { refusal: 'Ngày hết đình chỉ phải ở phía trước.' };
    if (result.revokedAt || !(await markSuspended(platform.db, result.id, { at, until, why: reason })))
      return { refusal: 'Kết quả này đang bị đình chỉ hoặc đã bị thu hồi.' };
    await platform.credentials.suspend(result.credentialId ?? '', reason, nameOf(actor), at);
    const end = until ? `đến ${formatDateTime(until)}` : 'cho đến khi có thông báo';
    return stay(subject, `${reason} (${end})`, { result: result.id, number: result.numberText, basis, until });
  });
}

/** Lifts a suspension (cho dùng lại). */
export function reinstate(platform: Platform, actor: Actor, target: Target, words: { result: string; reason: string }): Promise<Outcome> {
  return act(platform, actor, target, 'reinstate', async (subject) => {
    const result = await sealedResult(platform, subject, words.result);
    if ('refusal' in result) return result;
    if (!(await markReinstated(platform.db, result.id))) return { refusal: 'Kết quả này không bị đình chỉ.' };
    await platform.credentials.reinstate(result.credentialId ?? '', nameOf(actor), subject.at);
    return stay(subject, words.reason, { result: result.id, number: result.numberText });
  });
}

async function sealedResult(platform: Platform, { dossier }: Subject, id: string): Promise<Result | Refusal> {
  const result = (await resultsOf(platform.db, dossier.id)).find((one) => one.id === id);
  return result?.credentialId ? result : { refusal: 'Hồ sơ này không có kết quả đã đóng dấu như vậy.' };
}

/** The life of the dossier stays where it is; what is added is one more line of its history. */
function stay({ dossier: { state, step, holderUnit, holderRole } }: Pick<Subject, 'dossier'>, note: string, detail: Record<string, unknown>): Plan {
  return { to: { state, step, holderUnit, holderRole }, note, detail };
}

/** Who stands in the history when nobody pressed anything. */
const byTheClock = 'Hệ thống, hết thời gian đình chỉ';

/** Lifts every suspension whose day is over; each on its own, so that one that fails does not hold up the others. */
export async function liftSuspensionsOver(platform: Platform): Promise<void> {
  const at = platform.now();
  for (const permit of await suspensionsOver(platform.db, at)) await platform.db.transaction(() => liftOne(platform, permit, at));
}

async function liftOne(platform: Platform, permit: Permit, at: Date): Promise<void> {
  const dossier = await takeDossier(platform.db, permit.dossierId, 'proven');
  const result = dossier && (await resultsOf(platform.db, dossier.id)).find(({ id }) => id === permit.id);
  // An officer may have lifted it between the list and the lock.
  if (!dossier || !result?.credentialId || !(await markReinstated(platform.db, permit.id))) return;
  await platform.credentials.reinstate(result.credentialId, byTheClock, at);
  const words = 'Đã hết thời gian đình chỉ.';
  await changeDossier(platform.db, {
    dossierId: dossier.id,
    revision: dossier.revision,
    verb: 'reinstate',
    at,
    actor: { id: null, name: byTheClock, unitId: permit.unitId },
    ...stay({ dossier }, words, { result: permit.id, number: permit.numberText }),
  });
}
