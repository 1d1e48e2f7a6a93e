import type { Actor } from '#kernel/identity/actor.ts';
import { formatDate } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { issueSlip } from '../slips/issue.ts';
import { endWaiting } from '../store/supplements.ts';

/**
 * Apologises and sets a new day (xin lỗi và hẹn lại), once in the life of a dossier.
 * The first promise is kept for statistics (NĐ 61/2018 Đ19.9).
 */
export function apologise(platform: Platform, actor: Actor, target: Target, words: { reason: string; newDueAt: Date }): Promise<Outcome> {
  return act(platform, actor, target, 'apologise', async (subject) => {
    const { dossier, at } = subject;
    if (!dossier.dueAt || words.newDueAt <= dossier.dueAt)
      return { refusal: `Ngày hẹn mới phải sau ngày đã hẹn${dossier.dueAt ? ` (${formatDate(dossier.dueAt)})` : ''}.` };
    if (words.newDueAt <= at) return { refusal: 'Ngày hẹn mới phải ở phía trước.' };
    const slipId = await issueSlip(platform, 'apology', subject, actor, words);
    return {
      to: { state: dossier.state, step: dossier.step, holderUnit: dossier.holderUnit, holderRole: dossier.holderRole },
      note: words.reason,
      detail: { from: dossier.dueAt, to: words.newDueAt },
      slipId,
      set: { dueAt: words.newDueAt, firstDueAt: dossier.dueAt, postponedAt: at },
    };
  });
}

const closed = { step: null, holderUnit: null, holderRole: null } as const;

/** Stops without a decision (dừng giải quyết), with a notice to the citizen; a form of the rules since July 2025. */
export function stop(platform: Platform, actor: Actor, target: Target, words: { reason: string; basis: string }): Promise<Outcome> {
  return act(platform, actor, target, 'stop', async (subject) => {
    if (!platform.profile.rules.slips.some((slip) => slip.kind === 'stop'))
      return { refusal: 'Bộ quy định của thời kỳ này không có thông báo dừng giải quyết.' };
    await endWaiting(platform.db, subject.dossier.id, subject.at);
    const slipId = await issueSlip(platform, 'stop', subject, actor, words);
    return { to: { state: 'stopped', ...closed }, note: words.reason, detail: { basis: words.basis }, slipId };
  });
}

/** The citizen takes the request back (rút hồ sơ); possible until the result is signed. */
export function withdraw(platform: Platform, actor: Actor, target: Target, words: { reason: string }): Promise<Outcome> {
  return act(platform, actor, target, 'withdraw', async ({ dossier, at }) => {
    await endWaiting(platform.db, dossier.id, at);
    return { to: { state: 'withdrawn', ...closed }, note: words.reason || 'Người nộp rút hồ sơ' };
  });
}
