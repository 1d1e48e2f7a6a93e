import type { Counted } from '../store/figures.ts';

export type Named = { key: string; count: number };
export type Pair = { origin: string; destination: string; count: number };
export type Check = { title: string; failed: number; doubted: number };

/** What the counted lines say together. Keys of provinces are their codes; '' where nothing was said. */
export type Tally = {
  issued: number;
  byDay: Map<string, number>;
  origins: Named[];
  destinations: Named[];
  pairs: Pair[];
  onBehalf: Named[];
  answered: {
    total: number;
    inTime: number;
    refused: number;
    stopped: number;
    byRule: number;
    byHand: number;
    /** Minutes within which half of the answers came, and 95 of 100; null when there was none. */
    median: number | null;
    slowest: number | null;
  };
  reasons: Named[];
  checks: Check[];
};

/** Sums the counted lines into what the board shows. */
export function tally(lines: readonly Counted[]): Tally {
  const whole = lines.filter(({ day }) => day === null);
  const of = (kind: Counted['kind']) => whole.filter((line) => line.kind === kind);
  const issued = of('issued');
  return {
    issued: sum(issued),
    byDay: new Map(lines.flatMap(({ kind, day, count }) => (kind === 'issued' && day !== null ? [[day, count] as const] : []))),
    origins: summed(issued, ({ a }) => a),
    destinations: summed(issued, ({ b }) => b),
    pairs: summed(issued, ({ a, b }) => `${a} ${b}`).map(({ key, count }) => {
      const [origin = '', destination = ''] = key.split(' ');
      return { origin, destination, count };
    }),
    onBehalf: summed(
      issued.filter(({ c }) => c !== ''),
      ({ c }) => c,
    ),
    answered: answers(of('answered')),
    reasons: summed(of('reason'), ({ a }) => a),
    checks: checks(of('check')),
  };
}

function answers(lines: readonly Counted[]): Tally['answered'] {
  const ended = (how: string) => sum(lines.filter(({ a }) => a === how));
  const times = summed(lines, ({ c }) => c).map(({ key, count }) => ({ value: Number(key), count }));
  return {
    total: sum(lines),
    inTime: sum(lines.filter(({ b }) => b === 'in-time')),
    refused: ended('refused'),
    stopped: ended('stopped'),
    byRule: ended('by-rule'),
    byHand: ended('by-hand'),
    median: percentile(times, 0.5),
    slowest: percentile(times, 0.95),
  };
}

function checks(lines: readonly Counted[]): Check[] {
  return summed(lines, ({ a }) => a).map(({ key, count }) => {
    const failed = sum(lines.filter(({ a, b }) => a === key && b === 'fail'));
    return { title: key, failed, doubted: count - failed };
  });
}

/** The smallest value that so large a share does not exceed; null when there is none. */
export function percentile(values: readonly { value: number; count: number }[], share: number): number | null {
  const sorted = values.toSorted((one, other) => one.value - other.value);
  const wanted = share * sum(sorted);
  let passed = 0;
  for (const { value, count } of sorted) {
    passed += count;
    if (count > 0 && passed >= wanted) return value;
  }
  return null;
}

/** Sums by a key, the largest first. */
function summed(lines: readonly Counted[], keyOf: (line: Counted) => string): Named[] {
  const sums = new Map<string, number>();
  for (const line of lines) sums.set(keyOf(line), (sums.get(keyOf(line)) ?? 0) + line.count);
  return [...sums].map(([key, count]) => ({ key, count })).toSorted((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1));
}

function sum(lines: readonly { count: number }[]): number {
  return lines.reduce((total, { count }) => total + count, 0);
}

/** The largest, and what all others come to. */
export function topOf<T extends { count: number }>(
  sorted: readonly T[],
  most: number,
): { top: readonly T[]; others: { many: number; count: number } | undefined } {
  const rest = sorted.slice(most);
  return { top: sorted.slice(0, most), others: rest.length > 0 ? { many: rest.length, count: sum(rest) } : undefined };
}
