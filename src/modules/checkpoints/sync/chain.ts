import type { Entry, Unfit } from './entry.ts';

export type RefusedEntry = { seq: number; why: Unfit['why'] | 'chain' | 'rewritten' | 'ended' };

/** Where a device's log stands: its last entry kept, and the hash the next one must name. */
export type Head = { upTo: number; hash: string };

/**
 * Which entries continue the log. One that is kept already is passed over, one behind a gap is kept back (neither kept nor refused, it
 * comes again), one that does not name the entry before it, or says something else than we kept under its number, is refused.
 */
export function continueChain(
  head: Head,
  entries: readonly Entry[],
  kept: ReadonlyMap<number, string>,
): { keep: Entry[]; refused: RefusedEntry[]; head: Head } {
  const known = new Map(kept);
  const keep: Entry[] = [];
  const refused: RefusedEntry[] = [];
  let now = head;
  for (const entry of entries.toSorted((a, b) => a.seq - b.seq)) {
    const { seq, hash, said } = entry;
    if (seq <= now.upTo) {
      // What lies beyond the time we keep scans has no hash left to compare with.
      if (known.has(seq) && known.get(seq) !== hash) refused.push({ seq, why: 'rewritten' });
    } else if (seq === now.upTo + 1) {
      if (said.prev !== now.hash) refused.push({ seq, why: 'chain' });
      else {
        keep.push(entry);
        known.set(seq, hash);
        now = { upTo: seq, hash };
      }
    }
  }
  return { keep, refused, head: now };
}
