/** What is known about when a phone says it scanned. All in milliseconds, as instants are compared. */
export type PhoneTime = { at: Date; clock: 'sure' | 'doubtful' };

/** A clock that differs by no more than this is right: the line itself takes some of it. */
const rightWithin = 2 * 60_000;

/** How far the phone's clock is behind ours (negative: ahead), from when it says it sent and when it came. */
export function skewOf(sentAt: Date, arrivedAt: Date): number {
  return arrivedAt.getTime() - sentAt.getTime();
}

/** The moment of a scan by our clock; nothing was scanned later than it arrived. */
export function corrected(at: Date, skew: number, arrivedAt: Date): Date {
  return new Date(Math.min(at.getTime() + skew, arrivedAt.getTime()));
}

/**
 * False when the clock was visibly set between scanning and sending, so that the skew of sending says nothing about the scan: something
 * later (another entry, or the sending itself) bears an earlier time, or the clock was doubted then and is right now.
 */
export function timeKnown({ at, clock }: PhoneTime, earliestAfter: Date, skew: number): boolean {
  const setBack = earliestAfter.getTime() < at.getTime() - rightWithin;
  return !setBack && !(clock === 'doubtful' && Math.abs(skew) <= rightWithin);
}
