import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Subject, type Target } from '../act.ts';
import { checksAtDecision } from '../checks/index.ts';
import { standAt, stopAfter, stopOf } from '../dossier.ts';
import { newId } from '../ids.ts';
import type { Answers } from '../procedures/index.ts';
import { issueSlip } from '../slips/issue.ts';
import { draftResult, resultsOf } from '../store/results.ts';

/**
 * Finishes the assessment (thẩm định): the officer's draft of the result goes to the leader.
 * `fields` are what the officer wrote after comparing with the register; they can be changed until the result is signed.
 */
export function assess(platform: Platform, actor: Actor, target: Target, draft: { fields: Record<string, string>; opinion: string }): Promise<Outcome> {
  return act(platform, actor, target, 'assess', async (subject) => {
    await keepDrafts(platform, subject, draft.fields, nameOf(actor));
    return {
      to: stopAfter(subject.procedure.route, 'assess', subject.dossier),
      detail: { opinion: draft.opinion, ...(await checksAtDecision(platform, subject)) },
    };
  });
}

/** Writes the drafts of a dossier's results, one for each thing that gets a paper of its own, over earlier drafts. */
export async function keepDrafts(platform: Platform, { dossier, procedure, at }: Subject, fields: Record<string, string>, by: string): Promise<void> {
  const earlier = await resultsOf(platform.db, dossier.id);
  for (const [i, item] of itemsOf(procedure, dossier.form as Answers).entries()) {
    const id = earlier.find(({ position }) => position === i + 1)?.id ?? newId(at);
    const draft = {
      id,
      dossierId: dossier.id,
      position: i + 1,
      template: procedure.result.template,
      title: procedure.result.title,
      data: { fields, item },
      draftedBy: by,
      draftedAt: at,
    };
    if (!(await draftResult(platform.db, draft))) throw new Error(`result ${i + 1} of ${dossier.id} is already signed`);
  }
}

/** What gets a paper of its own: each vehicle of a badge request, else the dossier as a whole. */
export function itemsOf(procedure: Subject['procedure'], answers: Answers): unknown[] {
  const items = procedure.result.each ? answers[procedure.result.each] : undefined;
  return Array.isArray(items) && items.length > 0 ? items : [null];
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
  if (actor.kind === 'anyone') throw new Error('a citizen drafts and signs nothing');
  return actor.name;
}
