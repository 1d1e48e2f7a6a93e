import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { issueSlip } from '../slips/issue.ts';
import { markItems, startWaiting } from '../store/supplements.ts';

/** One thing that is missing or wrong: which field or paper of the form, and why, in words the citizen understands. */
export type WrongItem = { item: string; label: string; why: string };

/**
 * Asks for a supplement (yêu cầu bổ sung), once and completely: every wrong field and paper by name with its reason.
 * The citizen's waiting is recorded as an interval in which no promise runs; the legal clock starts again when the dossier is complete.
 */
export function askForMore(platform: Platform, actor: Actor, target: Target, wrong: readonly WrongItem[]): Promise<Outcome> {
  return act(platform, actor, target, 'askForMore', async (subject) => {
    if (wrong.length === 0) return { refusal: 'Hãy đánh dấu ít nhất một mục cần sửa hoặc bổ sung và ghi rõ lý do.' };
    const { dossier, at } = subject;
    const round = dossier.supplements + 1;
    await markItems(platform.db, dossier.id, round, wrong);
    await startWaiting(platform.db, dossier.id, 'supplement', at);
    const slipId = await issueSlip(platform, 'supplement', subject, actor, { items: wrong });
    return {
      to: { state: 'awaiting-supplement', step: dossier.step, holderUnit: dossier.holderUnit, holderRole: dossier.holderRole },
      detail: { round, items: wrong.map(({ item }) => item) },
      slipId,
      set: { supplements: round, dueAt: null },
    };
  });
}
