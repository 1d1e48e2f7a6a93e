import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { legalDue } from '../clocks.ts';
import { standAt } from '../dossier.ts';
import type { Answers } from '../procedures/index.ts';
import { recordedTime } from '../recorded-time.ts';
import { waitsOf } from '../store/read.ts';
import type { NewPaper } from '../store/submit.ts';
import { addPapers, answerItems, endWaiting } from '../store/supplements.ts';

/**
 * Completes a dossier (bổ sung): the wait ends, and the legal clock starts again from this moment (NĐ 61/2018 Đ19.4).
 * The dossier returns to the step that asked for it.
 */
export function supplement(platform: Platform, actor: Actor, target: Target, sent: { answers: Answers; papers: readonly NewPaper[] }): Promise<Outcome> {
  return act(platform, actor, target, 'supplement', async ({ dossier, procedure, at }) => {
    const stop = procedure.route.find(({ step }) => step === dossier.step) ?? procedure.route[0];
    if (!stop) throw new Error('a route has at least one stop');
    await endWaiting(platform.db, dossier.id, at);
    await answerItems(platform.db, dossier.id, dossier.supplements, at);
    await addPapers(platform.db, dossier.id, dossier.supplements, sent.papers, at);
    const time = recordedTime(dossier, procedure, await waitsOf(platform.db, dossier.id));
    return {
      to: standAt(stop, dossier),
      detail: { round: dossier.supplements, papers: sent.papers.length },
      set: { form: sent.answers, dueAt: legalDue(time, platform.profile.rules.clocks, platform.calendar) },
    };
  });
}
