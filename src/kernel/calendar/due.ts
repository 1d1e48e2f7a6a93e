import { addWorkingMinutes, type Calendar, endOfWorkingDay, isWorkingDay, nextWorkingDay } from './calendar.ts';
import type { Limit } from './limit.ts';
import { addDays, addMonths, type Day, localDate, minute, minutesOfDay, readClock } from './local-time.ts';

/**
 * When something received at `start` is due (hạn trả kết quả).
 * The day of receipt is not counted; a limit in days, months or years ends with the working hours of its last day, and if that
 * is a day off, of the next working day (BLDS 2015 Đ147–148). Same day: from the cut-off on, the next working day.
 * Working hours run in office hours only; plain hours run through nights and holidays.
 */
export function dueAt(start: Date, limit: Limit, calendar: Calendar): Date {
  const { value, unit } = limit;
  const day = localDate(start);
  switch (unit) {
    case 'hour':
      return new Date(start.getTime() + value * 60 * minute);
    case 'working-hour':
      return addWorkingMinutes(start, value * 60, calendar);
    case 'same-day':
      return endOfSameDay(start, limit.cutOff === undefined ? calendar.cutOff : readClock(limit.cutOff), calendar);
    case 'working-day':
      return value === 0 ? endOfDay(start, day, calendar) : endOfWorkingDay(countWorkingDays(day, value, calendar), calendar);
    case 'calendar-day':
      return endOfDay(start, addDays(day, value), calendar);
    case 'month':
      return endOfDay(start, addMonths(day, value), calendar);
    case 'year':
      return endOfDay(start, addMonths(day, value * 12), calendar);
  }
}

function endOfSameDay(start: Date, cutOff: number, calendar: Calendar): Date {
  const late = isWorkingDay(start, calendar) && minutesOfDay(start) >= cutOff;
  return late ? endOfWorkingDay(nextWorkingDay(start, calendar), calendar) : endOfDay(start, localDate(start), calendar);
}

function countWorkingDays(from: Day, count: number, calendar: Calendar): Day {
  let day = from;
  for (let counted = 0; counted < count; counted++) day = nextWorkingDay(day, calendar);
  return day;
}

// A limit of nought days taken after hours would otherwise be due before it began.
function endOfDay(start: Date, day: Day, calendar: Calendar): Date {
  const end = endOfWorkingDay(day, calendar);
  return end > start ? end : endOfWorkingDay(nextWorkingDay(end, calendar), calendar);
}
