/** A cron expression of five fields (minute hour day month weekday) in Vietnamese time; answers whether a minute matches. */
export type Cron = (at: Date) => boolean;

const ranges = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'weekday', from: 0, to: 6 },
] as const;

const minute = 60_000;
const vietnam = 7 * 60 * minute;
const furthestBack = 32 * 24 * 60;

/** Reads `*`, `5`, `1-5`, steps like `0-59/10` and lists of these. Both day fields must match when both are given. Throws on anything else. */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) throw new Error(`a cron expression has five fields, «${text}» has ${fields.length}`);
  const [minutes, hours, days, months, weekdays] = ranges.map((range, i) => allowed(fields[i] ?? '', range));
  return (at) => {
    const local = new Date(at.getTime() + vietnam);
    return Boolean(
      minutes?.has(local.getUTCMinutes()) &&
        hours?.has(local.getUTCHours()) &&
        days?.has(local.getUTCDate()) &&
        months?.has(local.getUTCMonth() + 1) &&
        weekdays?.has(local.getUTCDay()),
    );
  };
}

function allowed(field: string, { name, from, to }: (typeof ranges)[number]): Set<number> {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [, star, low, high, step = '1'] = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    const first = star ? from : Number(low);
    const last = star ? to : Number(high ?? low);
    const valid = (star !== undefined || low !== undefined) && first >= from && last <= to && first <= last && Number(step) > 0;
    if (!valid) throw new Error(`«${part}» is not a ${name} from ${from} to ${to}`);
    for (let value = first; value <= last; value += Number(step)) values.add(value);
  }
  return values;
}

/** The latest matching minute after `since` and not after `at`; looks back a month at most. */
export function latestSlot(cron: Cron, at: Date, since?: Date): Date | undefined {
  const end = Math.floor(at.getTime() / minute);
  const start = Math.max(end - furthestBack, since ? Math.floor(since.getTime() / minute) : 0);
  for (let slot = end; slot > start; slot--) {
    const date = new Date(slot * minute);
    if (cron(date)) return date;
  }
  return undefined;
}
