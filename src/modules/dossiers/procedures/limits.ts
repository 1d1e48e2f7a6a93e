import type { Limit } from '#kernel/calendar/index.ts';

/** Reads a limit (thời hạn) as packages write it: `same-day`, `3 working-days`, `12 hours`; undefined when it says nothing we know. */
export function readLimit(text: string): Limit | undefined {
  if (text === 'same-day') return { value: 0, unit: 'same-day' };
  const [, value, unit] = /^(\d+) (working-day|calendar-day|working-hour|hour|month|year)s?$/.exec(text) ?? [];
  return value && unit && isUnit(unit) ? { value: Number(value), unit } : undefined;
}

function isUnit(text: string): text is Limit['unit'] {
  return text in hoursIn;
}

const hoursIn: Record<Limit['unit'], number> = {
  hour: 1,
  'working-hour': 3,
  'same-day': 24,
  'calendar-day': 24,
  // Five working days pass in seven.
  'working-day': 24 * 1.4,
  month: 24 * 30,
  year: 24 * 365,
};

/** True when `limit` is longer than `most`: exact within one unit, by average length between different units. */
export function isLonger(limit: Limit, most: Limit): boolean {
  if (limit.unit === most.unit) return limit.value > most.value;
  return lengthOf(limit) > lengthOf(most);
}

function lengthOf(limit: Limit): number {
  return Math.max(limit.unit === 'same-day' ? 1 : limit.value, 0) * hoursIn[limit.unit];
}
