import type { Actor } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import type { FormValues } from '#kernel/web/index.ts';
import { keepRenewals, successionsOf, takePermits } from '../store/renewals.ts';
import type { Written } from '../store/submit.ts';
import { type Filing, submit } from '../submit/submit.ts';
import { renewedBy } from './ticket.ts';

/** Sends a filing; one that renews permits notes which, in the same transaction, and is refused when somebody already renews them. */
export function sendFiling(platform: Platform, actor: Actor, filing: Filing, values: FormValues): Promise<Written | { refusal: string }> {
  const permits = renewedBy(platform, values);
  if (permits.length === 0) return submit(platform, actor, filing);
  return platform.db.transaction(async () => {
    const refusal = await whyNot(platform, permits, [filing.requestId]);
    if (refusal) return { refusal };
    const written = await submit(platform, actor, filing);
    if (written.fresh) await keepRenewals(platform.db, written.id, permits);
    return written;
  });
}

/** Why these permits can no longer be renewed by these dossiers; the permits stay locked until the transaction ends. */
export async function whyNot({ db }: Platform, permits: readonly string[], dossiers: readonly string[]): Promise<string | undefined> {
  const taken = await takePermits(db, permits);
  const gone = taken.find(({ revokedAt }) => revokedAt);
  if (gone) return `Giấy số ${gone.numberText} đã bị thu hồi, không gia hạn được.`;
  const others = (await successionsOf(db, permits)).find(({ pendingId, successor }) => successor || (pendingId && !dossiers.includes(pendingId)));
  if (others?.pending) return `Giấy này đang được xin gia hạn trong hồ sơ ${others.pending}. Muốn gửi lại thì rút hồ sơ đó trước.`;
  return others && `Giấy này đã có giấy mới số ${others.successor}.`;
}
