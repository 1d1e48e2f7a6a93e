import {
  addWorkingMinutes,
  type Calendar,
  dueAt,
  endOfWorkingDay,
  type Limit,
  localDate,
  previousWorkingDay,
  startOfWorkingDay,
  workingMinutesBetween,
} from '#kernel/calendar/index.ts';
import type { Rules } from '#kernel/organisations/index.ts';

/** A time in which the dossier was not in the office's hands, as recorded; open while `to` is null. */
export type Wait = { reason: string; from: Date; to: Date | null };

/** What is recorded of a dossier's time. Everything in this file is derived from it and nothing of it is ever edited. */
export type RecordedTime = {
  /** When it was received complete (tiếp nhận); no clock runs before. */
  receivedAt: Date | null;
  limit: Limit;
  waits: readonly Wait[];
  /** How many supplements were asked for. */
  supplements: number;
  /** The one postponement: when it was told, and the new day. */
  postponed: { at: Date; to: Date } | null;
  finishedAt: Date | null;
};

/** Which waiting does what; a part of the profile's rules (`clocks`). */
export type ClockRules = Pick<Rules['clocks'], 'waits' | 'most_supplements' | 'most_postponements' | 'apology_days_before' | 'supplement_within_days'>;

/** trước hạn, đúng hạn, quá hạn; while unfinished: trong hạn or quá hạn. */
export type Punctuality = 'early' | 'on-time' | 'overdue' | 'running';
export const punctualityNames: Record<Punctuality, string> = { early: 'Trước hạn', 'on-time': 'Đúng hạn', overdue: 'Quá hạn', running: 'Trong hạn' };

/**
 * The promised moment (hạn trả kết quả) on the legal clock: counted again from nought after a full supplement
 * (NĐ 61/2018 Đ19.4), moved by other waiting of the citizen, replaced once by a postponement (Đ19.9).
 * Null while it stands still: before receipt, and while a supplement or payment is awaited.
 */
export function legalDue(time: RecordedTime, rules: ClockRules, calendar: Calendar): Date | null {
  const start = legalStart(time, rules);
  if (!start || time.waits.some((wait) => wait.to === null && effectOf(wait, rules) !== 'runs')) return null;
  if (time.postponed && time.postponed.at >= start) return time.postponed.to;
  const extending = time.waits.filter((wait) => effectOf(wait, rules) === 'extends');
  return laterBy(dueAt(start, time.limit, calendar), extending, { from: start, to: null }, time.limit, calendar);
}

/** When the legal clock began to run as it runs now: at receipt, or when the last full supplement came. */
export function legalStart({ receivedAt, waits }: RecordedTime, rules: ClockRules): Date | null {
  if (!receivedAt) return null;
  const restarts = waits.flatMap((wait) => (wait.to && effectOf(wait, rules) === 'restarts' ? [wait.to] : []));
  return new Date(Math.max(receivedAt.getTime(), ...restarts.map((at) => at.getTime())));
}

export type Score = {
  /** The first promise, later by the citizen's waiting. */
  due: Date;
  punctuality: Punctuality;
  /** Office minutes from receipt to the end (or now), without the citizen's waiting. */
  minutesUsed: number;
  minutesWaited: number;
  /** True when it counts as overdue only because more was asked for than once. */
  askedTooOften: boolean;
};

/**
 * The scoring clock (766/QĐ-TTg, chỉ số 2.1): the citizen's waiting is taken out, a postponement is not looked at,
 * and more than one supplement counts as overdue. Null before receipt.
 */
export function score(time: RecordedTime, rules: ClockRules, calendar: Calendar, now: Date): Score | null {
  const { receivedAt, limit, finishedAt, supplements } = time;
  if (!receivedAt) return null;
  const end = finishedAt ?? now;
  const span = { from: receivedAt, to: end };
  const waits = time.waits.filter((wait) => effectOf(wait, rules) !== 'runs');
  const due = laterBy(dueAt(receivedAt, limit, calendar), waits, span, limit, calendar);
  const minutesWaited = officeMinutes(waits, span, calendar);
  const byTime = punctuality(finishedAt, due, now);
  const tooOften = supplements > rules.most_supplements;
  return {
    due,
    punctuality: tooOften ? 'overdue' : byTime,
    minutesUsed: workingMinutesBetween(receivedAt, end, calendar) - minutesWaited,
    minutesWaited,
    askedTooOften: tooOften && byTime !== 'overdue',
  };
}

/** Early is on an earlier day than promised, on time is on the day; a dossier without a promise is running. */
export function punctuality(finishedAt: Date | null, due: Date | null, now: Date): Punctuality {
  if (!due) return finishedAt ? 'on-time' : 'running';
  if (!finishedAt) return now <= due ? 'running' : 'overdue';
  if (finishedAt > due) return 'overdue';
  return localDate(finishedAt) < localDate(due) ? 'early' : 'on-time';
}

/** True while the one postponement (hẹn lại) is still to be had. */
export function mayPostpone(postponements: number, rules: ClockRules): boolean {
  return postponements < rules.most_postponements;
}

/** By when an apology must be out: the end of the working day that lies the given days before the promised one (NĐ 61/2018 Đ19.9). */
export function apologyBy(due: Date, rules: ClockRules, calendar: Calendar): Date {
  let day = localDate(due);
  for (let count = 0; count < rules.apology_days_before; count++) day = previousWorkingDay(day, calendar);
  return endOfWorkingDay(day, calendar);
}

/** Until when a supplement may be asked for (NĐ 61/2018 Đ19.4); a later request is the office's own delay. */
export function supplementBy(receivedAt: Date, rules: ClockRules, calendar: Calendar): Date {
  return dueAt(receivedAt, { value: rules.supplement_within_days, unit: 'working-day' }, calendar);
}

/** By when a received dossier must be with who processes it: that working day, or from the cut-off on the start of the next (NĐ 61/2018 Đ18). */
export function transferBy(receivedAt: Date, calendar: Calendar): Date {
  const sameDay = dueAt(receivedAt, { value: 0, unit: 'same-day' }, calendar);
  return localDate(sameDay) === localDate(receivedAt) ? sameDay : startOfWorkingDay(sameDay, calendar);
}

function effectOf({ reason }: Wait, rules: ClockRules): 'restarts' | 'extends' | 'runs' {
  return rules.waits[reason] ?? 'runs';
}

type Span = { from: Date; to: Date | null };

/** Moves a due moment by the waiting within a span: office time for limits counted in office time, clock time for plain hours. */
function laterBy(due: Date, waits: readonly Wait[], span: Span, limit: Limit, calendar: Calendar): Date {
  if (limit.unit === 'hour') return new Date(due.getTime() + merge(waits, span).reduce((sum, [from, to]) => sum + to - from, 0));
  const waited = officeMinutes(waits, span, calendar);
  return waited === 0 ? due : addWorkingMinutes(due, waited, calendar);
}

function officeMinutes(waits: readonly Wait[], span: Span, calendar: Calendar): number {
  return merge(waits, span).reduce((sum, [from, to]) => sum + workingMinutesBetween(new Date(from), new Date(to), calendar), 0);
}

/** The waits inside a span, each moment counted once however many reasons there were to wait. */
function merge(waits: readonly Wait[], span: Span): [from: number, to: number][] {
  const [first, last] = [span.from.getTime(), span.to?.getTime() ?? Number.POSITIVE_INFINITY];
  const clipped = waits
    .map(({ from, to }): [number, number] => [Math.max(from.getTime(), first), Math.min(to?.getTime() ?? last, last)])
    .filter(([from, to]) => from < to)
    .sort(([a], [b]) => a - b);
  return clipped.reduce<[number, number][]>((merged, [from, to]) => {
    const before = merged.at(-1);
    if (!before || before[1] < from) return [...merged, [from, to]];
    before[1] = Math.max(before[1], to);
    return merged;
  }, []);
}
