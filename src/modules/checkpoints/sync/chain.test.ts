import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { continueChain } from './chain.ts';
import type { Entry } from './entry.ts';
import { corrected, timeKnown } from './time.ts';

/** A log of so many entries, each naming the one before. */
function logOf(length: number): Entry[] {
  return Array.from({ length }, (_, i) => {
    const said = { prev: i === 0 ? '' : `h${i}` } as Entry['said'];
    return { seq: i + 1, hash: `h${i + 1}`, said, payload: new Uint8Array(), signature: new Uint8Array() };
  });
}
const empty = { upTo: 0, hash: '' };

describe('a log', () => {
  test('is kept whole in whatever pieces and order it comes, as often as it comes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 12 }), (length, cuts) => {
        const log = logOf(length);
        const kept = new Map<number, string>();
        let head = empty;
        // Pieces at random, lost answers and all; then the phone sends what is left.
        for (const [from, to] of [...cuts, [0, length]]) {
          const piece = log.slice(from, to).toReversed();
          const { keep, refused, head: next } = continueChain(head, piece, kept);
          expect(refused).toEqual([]);
          for (const { seq, hash } of keep) {
            expect(kept.has(seq)).toBe(false);
            kept.set(seq, hash);
          }
          head = next;
        }
        expect([...kept.keys()]).toEqual(log.map(({ seq }) => seq));
        expect(head).toEqual({ upTo: length, hash: `h${length}` });
      }),
    );
  });

  test('with a gap is kept up to the gap, and the rest is not refused', () => {
    const { keep, refused, head } = continueChain(
      empty,
      logOf(5).filter(({ seq }) => seq !== 3),
      new Map(),
    );
    expect(keep.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(refused).toEqual([]);
    expect(head.upTo).toBe(2);
  });

  test('from which one entry was taken out and the others numbered anew does not fit', () => {
    const [one, , three] = logOf(3);
    const { keep, refused } = continueChain(empty, [one, { ...three, seq: 2 }] as Entry[], new Map());
    expect(keep.map(({ seq }) => seq)).toEqual([1]);
    expect(refused).toEqual([{ seq: 2, why: 'chain' }]);
  });

  test('that says something else than was kept is refused', () => {
    const [one, two] = logOf(2) as [Entry, Entry];
    expect(
      continueChain(
        { upTo: 2, hash: 'h2' },
        [{ ...one, hash: 'other' }, two],
        new Map([
          [1, 'h1'],
          [2, 'h2'],
        ]),
      ).refused,
    ).toEqual([{ seq: 1, why: 'rewritten' }]); // prettier-ignore
    expect(continueChain(empty, [one, { ...one, hash: 'other' }], new Map()).refused).toEqual([{ seq: 1, why: 'rewritten' }]);
  });
});

describe('the time of a scan', () => {
  const arrived = new Date('2026-11-23T05:00:00Z');
  const hours = (count: number) => count * 3_600_000;
  const ago = (count: number) => new Date(arrived.getTime() - hours(count));

  test('is corrected by the clock of the sending, and never later than the arrival', () => {
    expect(corrected(ago(4), hours(3), arrived)).toEqual(ago(1));
    expect(corrected(ago(-2), -hours(3), arrived)).toEqual(ago(1));
    expect(corrected(ago(0), hours(1), arrived)).toEqual(arrived);
  });

  test.each([
    { what: 'a right clock', at: ago(1), next: arrived, clock: 'sure', skew: 0, known: true },
    { what: 'a clock three hours wrong then and now', at: ago(4), next: ago(3), clock: 'doubtful', skew: hours(3), known: true },
    { what: 'a clock doubted then and right now', at: ago(4), next: arrived, clock: 'doubtful', skew: 0, known: false },
    { what: 'a clock set back before the next entry', at: ago(2), next: ago(4), clock: 'sure', skew: 0, known: false },
    { what: 'a clock set back before sending', at: ago(-3), next: arrived, clock: 'sure', skew: 0, known: false },
  ] as const)('is known of $what: $known', ({ known, skew, next, ...one }) => {
    expect(timeKnown(one, next, skew)).toBe(known);
  });
});
