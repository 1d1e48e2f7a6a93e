import { addDays, type Day, isDay, localDate, minutesOfDay, momentAt, readClock, weekdayOf } from './local-time.ts';

export const dayKinds = ['public', 'tet', 'compensatory', 'swap-off', 'make-up-work', 'observance'] as const;
/** Why a day differs from its weekday: all but make-up-work (làm bù) are days off; an observance is kept while working. */
export type DayKind = (typeof dayKinds)[number];
export type SpecialDay = { date: Day; kind: DayKind; name: string };

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];
/** From and to as clock times, e.g. ['07:30', '11:30']. */
export type SessionText = readonly [from: string, to: string];

/** A holiday that stands on the same date every year, since a year; used where the yearly notices are not known. */
export type FixedHoliday = { monthDay: string; name: string; since?: number | undefined };

export type CalendarFacts = {
  hours: Partial<Record<Weekday, readonly SessionText[]>>;
  /** Hours of a worked Saturday (làm bù); those of Monday unless said. */
  makeUpHours?: readonly SessionText[] | undefined;
  /** From this clock time a same-day request is answered on the next working day. */
  cutOff?: string | undefined;
  days: readonly SpecialDay[];
  fixedHolidays?: readonly FixedHoliday[] | undefined;
  /** The first and last day whose holidays and swap days are listed. */
  knownFrom: Day;
  knownTo: Day;
};

/** Minutes after midnight. */
export type Session = { from: number; to: number };

/** When offices work (lịch làm việc); immutable. */
export type Calendar = {
  readonly week: readonly (readonly Session[])[];
  readonly makeUp: readonly Session[];
  readonly cutOff: number;
  readonly days: ReadonlyMap<Day, SpecialDay>;
  readonly fixedHolidays: readonly FixedHoliday[];
  /** False where only weekdays and fixed holidays are known, so that Tết and swap days may be missing: callers warn. */
  knows(date: Date | Day): boolean;
};

/** Makes a calendar from facts; throws on hours that overlap or run backwards, on a date that does not exist, and on a week without work. */
export function buildCalendar(facts: CalendarFacts): Calendar {
  const week = weekdays.map((weekday) => readSessions(facts.hours[weekday] ?? []));
  if (week.every((sessions) => sessions.length === 0)) throw new Error('a calendar needs at least one working day a week');
  for (const { date } of facts.days) if (!isDay(date)) throw new Error(`no such day: «${date}»`);
  const { knownFrom, knownTo } = facts;
  const makeUp = facts.makeUpHours ? readSessions(facts.makeUpHours) : (week[1] ?? []);
  return {
    week,
    makeUp: makeUp.length > 0 ? makeUp : (week.find((sessions) => sessions.length > 0) ?? []),
    cutOff: readClock(facts.cutOff ?? '15:00'),
    days: new Map(facts.days.map((day) => [day.date, day])),
    fixedHolidays: facts.fixedHolidays ?? [],
    knows: (date) => dayOf(date) >= knownFrom && dayOf(date) <= knownTo,
  };
}

function readSessions(texts: readonly SessionText[]): Session[] {
  const sessions = texts.map(([from, to]) => ({ from: readClock(from), to: readClock(to) })).sort((a, b) => a.from - b.from);
  sessions.forEach(({ from, to }, i) => {
    if (to <= from || from < (sessions[i - 1]?.to ?? 0)) throw new Error(`working hours must follow each other: ${JSON.stringify(texts)}`);
  });
  return sessions;
}

/** The hours worked on a day; none on a day off. */
export function sessionsOn(date: Date | Day, calendar: Calendar): readonly Session[] {
  const day = dayOf(date);
  const special = calendar.days.get(day);
  if (special?.kind === 'make-up-work') return calendar.makeUp;
  const off = special ? special.kind !== 'observance' : isFixedHoliday(day, calendar);
  return off ? [] : (calendar.week[weekdayOf(day)] ?? []);
}

function isFixedHoliday(day: Day, { fixedHolidays }: Calendar): boolean {
  return fixedHolidays.some(({ monthDay, since = 0 }) => day.endsWith(`-${monthDay}`) && Number(day.slice(0, 4)) >= since);
}

export function isWorkingDay(date: Date | Day, calendar: Calendar): boolean {
  return sessionsOn(date, calendar).length > 0;
}

/** The first working day strictly after a date. */
export function nextWorkingDay(date: Date | Day, calendar: Calendar): Day {
  return seekWorkingDay(addDays(dayOf(date), 1), 1, calendar);
}

/** The last working day strictly before a date. */
export function previousWorkingDay(date: Date | Day, calendar: Calendar): Day {
  return seekWorkingDay(addDays(dayOf(date), -1), -1, calendar);
}

/** The day itself when it is worked, otherwise the next that is. */
export function workingDayFrom(date: Date | Day, calendar: Calendar): Day {
  return seekWorkingDay(dayOf(date), 1, calendar);
}

function seekWorkingDay(from: Day, step: 1 | -1, calendar: Calendar): Day {
  let day = from;
  for (let tries = 0; tries < 1000; tries++, day = addDays(day, step)) if (isWorkingDay(day, calendar)) return day;
  throw new Error(`no working day within a thousand days of ${from}`);
}

/** When work ends on a day; on a day off, when it ends on the next working day. */
export function endOfWorkingDay(date: Date | Day, calendar: Calendar): Date {
  const day = workingDayFrom(date, calendar);
  return momentAt(day, sessionsOn(day, calendar).at(-1)?.to ?? 0);
}

/** When work begins on a day; on a day off, when it begins on the next working day. */
export function startOfWorkingDay(date: Date | Day, calendar: Calendar): Date {
  const day = workingDayFrom(date, calendar);
  return momentAt(day, sessionsOn(day, calendar)[0]?.from ?? 0);
}

/** Minutes of office hours between two moments; negative when they are the other way round. */
export function workingMinutesBetween(from: Date, to: Date, calendar: Calendar): number {
  if (to < from) return -workingMinutesBetween(to, from, calendar);
  const last = localDate(to);
  let minutes = 0;
  for (let day = localDate(from); day <= last; day = addDays(day, 1)) {
    const earliest = day === localDate(from) ? minutesOfDay(from) : 0;
    const latest = day === last ? minutesOfDay(to) : Number.POSITIVE_INFINITY;
    for (const session of sessionsOn(day, calendar)) minutes += Math.max(0, Math.min(session.to, latest) - Math.max(session.from, earliest));
  }
  return minutes;
}

/**
 * The moment when so many minutes of office hours have passed. Outside hours the count begins with the next session;
 * a count that is full at the end of a session ends there, not at the start of the next.
 */
export function addWorkingMinutes(start: Date, minutes: number, calendar: Calendar): Date {
  let left = Math.max(0, minutes);
  let earliest = minutesOfDay(start);
  for (let day = localDate(start); ; day = nextWorkingDay(day, calendar), earliest = 0) {
    for (const session of sessionsOn(day, calendar)) {
      const from = Math.max(session.from, earliest);
      if (from > session.to || (from === session.to && left > 0)) continue;
      if (from + left <= session.to) return momentAt(day, from + left);
      left -= session.to - from;
    }
  }
}

function dayOf(date: Date | Day): Day {
  return typeof date === 'string' ? date : localDate(date);
}
