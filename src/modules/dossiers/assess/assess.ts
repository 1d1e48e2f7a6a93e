import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { standAt, stopAfter, stopOf } from '../dossier.ts';
import { newId } from '../ids.ts';
import { issueSlip } from '../slips/issue.ts';
import { draftResult, resultsOf } from '../store/results.ts';

/**
 * Finishes the assessment (thẩm định): the officer's draft of the result goes to the leader.
 * `data` is what stands on the paper; it can still be changed until it is signed.
 */
export function assess(platform: Platform, actor: Actor, target: Target, draft: { title: string; data: Record<string, unknown>; opinion: string }): Promise<Outcome> {
  return act(platform, actor, target, 'assess', async (subject) => {
    const { dossier, procedure, at } = subject;
    await keepDraft(platform, subject.dossier.id, { template: procedure.result.template, ...draft, draftedBy: nameOf(actor), draftedAt: at });
    return { to: stopAfter(procedure.route, 'assess', dossier), detail: { opinion: draft.opinion } };
  });
}

type Draft = { template: string; title: string; data: Record<string, unknown>; draftedBy: string; draftedAt: Date };

/** Writes the draft in place of an earlier one of the same dossier. */
export async function keepDraft(platform: Platform, dossierId: string, draft: Draft): Promise<void> {
  const [earlier] = await resultsOf(platform.db, dossierId);
  const { template, title, data, draftedBy, draftedAt } = draft;
  const kept = await draftResult(platform.db, { id: earlier?.id ?? newId(platform.now()), dossierId, position: 1, template, title, data, draftedBy, draftedAt });
  if (!kept) throw new Error(`the result of ${dossierId} is already signed`);
}

/** The leader returns a draft that is not right yet (trả lại để sửa), saying what to change. */
export function sendBack(platform: Platform, actor: Actor, target: Target, why: string): Promise<Outcome> {
  return act(platform, actor, target, 'sendBack', ({ dossier, procedure }) => {
    const stop = stopOf(procedure.route, 'assess') ?? stopOf(procedure.route, 'receive');
    if (!stop) return { refusal: 'Thủ tục này không có bước thẩm định để trả lại.' };
    return { to: { ...standAt(stop, dossier), state: 'assessing' }, detail: { why } };
  });
}

/** Refuses the request after assessment (từ chối giải quyết), within the time limit, with the legal reason. */
export function refuse(platform: Platform, actor: Actor, target: Target, words: { reason: string; basis: string }): Promise<Outcome> {
  return act(platform, actor, target, 'refuse', async (subject) => {
    const slipId = await issueSlip(platform, 'refusal', subject, actor, words);
    return { to: { state: 'refused', step: null, holderUnit: null, holderRole: null }, note: words.reason, detail: { basis: words.basis }, slipId };
  });
}

export function nameOf(actor: Actor): string {
  if (actor.kind !== 'officer') throw new Error('only officers draft and sign');
  return actor.name;
}
