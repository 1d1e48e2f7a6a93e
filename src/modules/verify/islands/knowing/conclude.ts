import { judge, type Knowing, type Verdict, type VerdictName } from '#kernel/credentials/verdict.ts';
import { type Clock, knowingIssue } from './clock.ts';
import type { Trust } from '#kernel/credentials/trust.ts';

/** Why nothing can be concluded although the paper is genuine. */
export type Doubt = 'lists-too-old' | 'clock-behind' | 'clock-ahead';

/** What is said to whoever scans: the verdict of the bytes, or that this phone cannot tell, and why. */
export type Conclusion = Omit<Verdict, 'verdict'> & { verdict: VerdictName | 'doubtful'; doubt?: Doubt; clock: Clock; trust: Trust };

/**
 * Judges at every moment it may be now and says only what holds at all of them. Genuine papers are never called forged for want of a
 * clock, and no paper is called valid when its time may be over or its revocation unseen.
 */
export async function conclude(
  text: string,
  knowing: Knowing,
  { clock: read, trust, madeAt }: { clock: Clock; trust: Trust; madeAt: Date },
): Promise<Conclusion> {
  const first = await judge(text, knowing, read.moments[0] ?? read.now);
  const clock = first.claims ? knowingIssue(read, first.claims.issuedAt) : read;
  const said = { ...first, clock, trust };
  if (!first.claims || first.verdict === 'revoked' || first.verdict === 'replaced') return said;
  const others = await Promise.all(clock.moments.slice(clock === read ? 1 : 0).map((at) => judge(text, knowing, at)));
  const names = new Set([...(clock === read ? [first] : []), ...others].map(({ verdict }) => verdict));
  if (names.size > 1) return { ...said, verdict: 'doubtful', doubt: clock.state === 'ahead' ? 'clock-ahead' : 'clock-behind' };
  const [verdict = first.verdict] = names;
  // Over before the lists were made is over by any clock.
  const surelyOver = verdict === 'expired' && first.claims.expires !== null && first.claims.expires < madeAt;
  return trust.state === 'too-old' && !surelyOver ? { ...said, verdict: 'doubtful', doubt: 'lists-too-old' } : { ...said, verdict };
}
