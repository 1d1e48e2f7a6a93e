import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { issueSlip } from '../slips/issue.ts';
import type { Dossier } from '../store/read.ts';

/** Who took the result, how, and what he showed. */
export type HandOver = { how: 'paper' | 'electronic' | 'post'; receiver: string; shown: string };

/** Gives the result back (trả kết quả) and records the hand-over; the control sheet of the whole life is closed with it. */
export function giveBack(platform: Platform, actor: Actor, target: Target, handOver: HandOver): Promise<Outcome> {
  return act(platform, actor, target, 'giveBack', async (subject) => {
    const { dossier } = subject;
    if (dossier.fee && !dossier.feePaidAt)
      return { refusal: `Chưa thu lệ phí ${dossier.fee.toLocaleString('vi')} đồng. Hãy ghi nhận việc thu trước khi trả kết quả.` };
    const slipId = await issueSlip(platform, 'control', subject, actor);
    return { to: { state: 'given-back', step: null, holderUnit: null, holderRole: null }, detail: handOver, slipId };
  });
}

/**
 * The citizen has fetched the electronic result himself: with that it is given back, if that was the way he asked for and nothing is owed.
 * Nobody at a desk has to press anything for a pass that was fetched at night.
 */
export async function markFetched(platform: Platform, dossier: Dossier): Promise<void> {
  if (dossier.state !== 'done' || dossier.returnMode !== 'online' || (dossier.fee && !dossier.feePaidAt)) return;
  const handOver = { how: 'electronic', receiver: dossier.applicantName, shown: 'mã hồ sơ và số điện thoại' } as const;
  // When somebody else was faster it is given back already, and that is what was wanted.
  await giveBack(platform, { kind: 'anyone' }, { id: dossier.id, revision: dossier.revision }, handOver);
}

/** Records that the fee was paid (thu lệ phí), with the number of the receipt where there is one. */
export function recordPayment(
  platform: Platform,
  actor: Actor,
  target: Target,
  payment: { how: 'cash' | 'transfer'; receiptNumber: string },
): Promise<Outcome> {
  return act(platform, actor, target, 'pay', ({ dossier, at }) => {
    if (dossier.feePaidAt) return { refusal: 'Lệ phí của hồ sơ này đã được ghi nhận.' };
    return {
      to: { state: dossier.state, step: dossier.step, holderUnit: dossier.holderUnit, holderRole: dossier.holderRole },
      detail: payment,
      set: { feePaidAt: at, feePaidHow: payment.how },
    };
  });
}
