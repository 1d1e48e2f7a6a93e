/** What this phone remembers of time: the latest moment it has seen, and how far the server's clock was ahead of its own at last contact. */
export type ClockMemory = { lastSeen: number; offset: number };

/**
 * What the phone's clock is worth. `moments` are the times it may really be: one when the clock is believed, several when it is not;
 * a verdict that differs between them is no verdict.
 */
export type Clock = { state: 'right' | 'behind' | 'ahead'; now: Date; moments: readonly Date[]; byMs: number };

const minute = 60_000;
/** As much as judging forgives, and as phones drift. */
const slack = 10 * minute;
const wrongFrom = 5 * minute;
/** «Some time later»: when the clock is behind, nobody knows how far. */
const someDay = new Date(8.64e15);

/** Time never goes back behind what the province has signed (`floor`) or what this phone has lived through. */
export function readClock(now: Date, memory: ClockMemory | undefined, floor: Date | undefined): Clock {
  const least = Math.max(floor?.getTime() ?? 0, memory?.lastSeen ?? 0);
  const possible = (at: number) => at >= least - slack;
  const corrected = now.getTime() + (memory?.offset ?? 0);
  const wrong = Math.abs(corrected - now.getTime()) > wrongFrom && possible(corrected);
  if (!wrong && possible(now.getTime())) return { state: 'right', now, moments: [now], byMs: 0 };
  if (!wrong) return { state: 'behind', now, moments: [new Date(least), someDay], byMs: least - now.getTime() };
  // The phone may have been set right since the server said so: then what it shows is possible too.
  const moments = [corrected, now.getTime()].filter(possible).map((at) => new Date(at));
  return { state: corrected > now.getTime() ? 'behind' : 'ahead', now, moments, byMs: Math.abs(corrected - now.getTime()) };
}

/** A genuine paper from the phone's future: its issuer's clock is right, so the phone's is behind. */
export function knowingIssue(clock: Clock, issuedAt: Date): Clock {
  const late = issuedAt.getTime() - clock.now.getTime();
  if (clock.state !== 'right' || late <= slack) return clock;
  return { state: 'behind', now: clock.now, moments: [issuedAt, someDay], byMs: late };
}

/** After a talk with the server. Its word ends every doubt about time lived through: a clock that once ran ahead is forgiven. */
export function afterContact(now: Date, serverNow: Date): ClockMemory {
  const offset = serverNow.getTime() - now.getTime();
  return { offset, lastSeen: Math.abs(offset) > wrongFrom ? serverNow.getTime() : now.getTime() };
}

/**
 * Time seen passing without a server, as long as the clock is believed: a doubtful one must not spoil the memory. Nor must one that was set
 * far ahead unnoticed: `most` is how far it may carry.
 */
export function afterMoment(memory: ClockMemory | undefined, { state, now }: Clock, most: Date): ClockMemory {
  const seen = state === 'right' && now <= most ? now.getTime() : 0;
  return { offset: memory?.offset ?? 0, lastSeen: Math.max(memory?.lastSeen ?? 0, seen) };
}
