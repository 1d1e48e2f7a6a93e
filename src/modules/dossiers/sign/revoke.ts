import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { act, type Outcome, type Target } from '../act.ts';
import { nameOf } from '../assess/assess.ts';
import { markPermitRevoked } from '../store/permits.ts';
import { markRevoked, resultsOf } from '../store/results.ts';

/**
 * Takes a sealed result back (thu hồi): from the next list on, every verifier calls its QR revoked. The paper itself stays as it was
 * signed, and the life of the dossier stays over; what is added is one more line of its history, with reason and legal basis.
 */
export function revoke(platform: Platform, actor: Actor, target: Target, words: { result: string; reason: string; basis: string }): Promise<Outcome> {
  return act(platform, actor, target, 'revoke', async ({ dossier, at }) => {
    const result = (await resultsOf(platform.db, dossier.id)).find(({ id }) => id === words.result);
    if (!result?.credentialId) return { refusal: 'Hồ sơ này không có kết quả đã đóng dấu như vậy.' };
    if (!(await markRevoked(platform.db, result.id, { at, why: words.reason }))) return { refusal: 'Kết quả này đã bị thu hồi trước đó.' };
    await markPermitRevoked(platform.db, result.id, at);
    await platform.credentials.revoke(result.credentialId, words.reason, nameOf(actor), at);
    return {
      to: { state: dossier.state, step: dossier.step, holderUnit: dossier.holderUnit, holderRole: dossier.holderRole },
      note: words.reason,
      detail: { result: result.id, number: result.numberText, basis: words.basis },
    };
  });
}
