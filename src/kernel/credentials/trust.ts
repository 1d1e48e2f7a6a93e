/** After so many days the age of the lists is a warning, and after so many they prove nothing any more. */
export const oldAfter = 7;
export const trustedFor = 30;

export type Trust = { days: number; state: 'fresh' | 'old' | 'too-old' };

/**
 * How far lists made at `madeAt` may be trusted now. `validUntil` is the last day of the key list. A phone whose clock runs behind sees
 * lists from its future; they are as fresh as can be, and its clock is for the verifier to doubt.
 */
export function trustOf(madeAt: Date, now: Date, validUntil?: Date): Trust {
  const days = Math.max(0, Math.floor((now.getTime() - madeAt.getTime()) / 86_400_000));
  const over = days >= trustedFor || (validUntil !== undefined && validUntil < now);
  return { days, state: over ? 'too-old' : days >= oldAfter ? 'old' : 'fresh' };
}
