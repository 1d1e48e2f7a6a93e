import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { legalDue } from '../clocks.ts';
import { standAt } from '../dossier.ts';
import { thingsOf } from '../permits/thing.ts';
import { type Answers, applicantOf, feeOf, returnModeOf } from '../procedures/index.ts';
import { recordedTime } from '../recorded-time.ts';
import { waitsOf } from '../store/read.ts';
import type { NewPaper } from '../store/submit.ts';
import { addPapers, answerItems, correctAnswers, endWaiting } from '../store/supplements.ts';
import { wordsToFindBy } from '../words-to-find-by.ts';

/**
 * Completes a dossier (bổ sung), by the citizen's phone or brought to the desk: the wait ends, and the legal clock starts again from this
 * moment (NĐ 61/2018 Đ19.4). The dossier returns to the step that asked for it.
 */
export function supplement(platform: Platform, actor: Actor, target: Target, sent: { answers: Answers; papers: readonly NewPaper[] }): Promise<Outcome> {
  return act(platform, actor, target, 'supplement', async ({ dossier, procedure, at }) => {
    const { db, calendar, profile } = platform;
    const stop = procedure.route.find(({ step }) => step === dossier.step) ?? procedure.route[0];
    if (!stop) throw new Error('a route has at least one stop');
    const applicant = applicantOf(sent.answers);
    const things = thingsOf(procedure, sent.answers);
    await correctAnswers(db, dossier.id, {
      answers: sent.answers,
      things,
      applicant,
      fee: feeOf(procedure, sent.answers).amount,
      returnMode: returnModeOf(sent.answers),
      words: wordsToFindBy({ applicant, things, ...dossier }),
    });
    await endWaiting(db, dossier.id, at);
    await answerItems(db, dossier.id, dossier.supplements, at);
    await addPapers(db, dossier.id, dossier.supplements, sent.papers, at);
    const time = recordedTime(dossier, procedure, await waitsOf(db, dossier.id));
    return {
      to: standAt(stop, dossier),
      detail: { round: dossier.supplements, papers: sent.papers.length },
      set: { dueAt: legalDue(time, profile.rules.clocks, calendar) },
    };
  });
}
