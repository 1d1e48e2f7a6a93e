import { addDays, type Day } from '#kernel/calendar/index.ts';

export type Period = { from: Day; to: Day };

/** The days a renewal proposes: from the day after the end (today, when that is past), as many as were asked for before. */
export function nextPeriod(asked: Period, end: Day, today: Day): Period {
  const after = addDays(end, 1);
  const from = after > today ? after : today;
  return { from, to: addDays(from, Math.max(0, daysBetween(asked.from, asked.to))) };
}

function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
