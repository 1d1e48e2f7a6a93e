import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { type Answers, emptyLines, fieldLines, papersFor, type ProcedureVersion } from '../procedures/index.ts';
import { issueSlip } from '../slips/issue.ts';
import type { Dossier } from '../store/read.ts';
import { markItems, startWaiting } from '../store/supplements.ts';

/** One thing that is missing or wrong: which field or paper of the form, and why, in words the citizen understands. */
export type WrongItem = { item: string; label: string; why: string };

/** Everything of a dossier that can be marked as wrong: its papers and its answers, also empty ones, by item and label. */
export function askableItems(procedure: ProcedureVersion, dossier: Pick<Dossier, 'form' | 'channel'>): Map<string, string> {
  const answers = dossier.form as Answers;
  return new Map([
    ...papersFor(procedure, answers, dossier.channel).map(({ id, name }): [string, string] => [`paper:${id}`, name]),
    ...[...fieldLines(procedure.form, answers), ...emptyLines(procedure.form, answers)].map(({ item, label }): [string, string] => [item, label]),
  ]);
}

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
