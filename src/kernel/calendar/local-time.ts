/** A day as it stands on a wall calendar in Việt Nam, 'YYYY-MM-DD'. */
export type Day = string;

// Việt Nam keeps UTC+7 the whole year, so a fixed shift is exact and no time-zone data is needed.
const shift = 7 * 3_600_000;
export const minute = 60_000;
export const dayLength = 24 * 60;

export type LocalParts = {
  year: number;
  month: number;
  day: number /** 0 is Sunday (Chủ nhật). */;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
};

/** The date and time of day a moment has in Việt Nam. */
export function localParts(at: Date): LocalParts {
  const local = new Date(at.getTime() + shift);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  };
}

/** The day a moment falls on in Việt Nam. */
export function localDate(at: Date): Day {
  return new Date(at.getTime() + shift).toISOString().slice(0, 10);
}

/** Minutes since local midnight, with their fraction. */
export function minutesOfDay(at: Date): number {
  return (at.getTime() - startOfDay(localDate(at))) / minute;
}

/** The moment at so many minutes after the midnight that begins a day. */
export function momentAt(day: Day, minutes: number): Date {
  return new Date(startOfDay(day) + Math.round(minutes * minute));
}

/** The moment of a day and a clock time as people write them: ('2026-01-05', '15:00'). Throws on a clock that does not exist. */
export function momentOf(day: Day, clock = '00:00'): Date {
  return momentAt(day, readClock(clock));
}

/** 'HH:MM' as minutes since midnight; throws on a clock that does not exist. */
export function readClock(clock: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(clock) ?? [];
  const read = Number(hours) * 60 + Number(minutes);
  if (!(read <= dayLength)) throw new Error(`not a time of day: «${clock}»`);
  return read;
}

export function addDays(day: Day, count: number): Day {
  return isoDay(new Date(Date.UTC(...ymd(day)) + count * dayLength * minute));
}

/** The same day so many months later, or the last day of that month when it is shorter (BLDS 2015 Đ148). */
export function addMonths(day: Day, count: number): Day {
  const [year, month, date] = ymd(day);
  const last = new Date(Date.UTC(year, month + count + 1, 0)).getUTCDate();
  return isoDay(new Date(Date.UTC(year, month + count, Math.min(date, last))));
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(Date.UTC(...ymd(day))).getUTCDay();
}

/** True for a date that exists, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text;
}

function startOfDay(day: Day): number {
  return Date.UTC(...ymd(day)) - shift;
}

function ymd(day: Day): [number, number, number] {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined || Number.isNaN(year + month + date)) throw new Error(`not a day: «${day}»`);
  return [year, month - 1, date];
}

function isoDay(utc: Date): Day {
  return utc.toISOString().slice(0, 10);
}
