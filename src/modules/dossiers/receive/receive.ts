import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { stopAfter } from '../dossier.ts';
import { issueSlip } from '../slips/issue.ts';

/**
 * Takes a dossier in (tiếp nhận): it goes to the next stop of its route and a receipt is issued.
 * The promised day was given when the citizen sent a full dossier and does not move because the desk took its time.
 */
export function receive(platform: Platform, actor: Actor, target: Target): Promise<Outcome> {
  return act(platform, actor, target, 'receive', async (subject) => {
    const { dossier, procedure, at } = subject;
    const slipId = await issueSlip(platform, 'receipt', subject, actor);
    return { to: stopAfter(procedure.route, 'receive', dossier), slipId, set: { receivedAt: at } };
  });
}

/** Refuses intake (từ chối tiếp nhận) with the legal reason; a refusal slip goes to the citizen. */
export function refuseIntake(platform: Platform, actor: Actor, target: Target, words: { reason: string; basis: string }): Promise<Outcome> {
  return act(platform, actor, target, 'refuseIntake', async (subject) => {
    const slipId = await issueSlip(platform, 'refusal', subject, actor, words);
    return { to: { state: 'intake-refused', step: null, holderUnit: null, holderRole: null }, note: words.reason, detail: { basis: words.basis }, slipId };
  });
}
