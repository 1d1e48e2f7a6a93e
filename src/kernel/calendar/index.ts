export {
  addWorkingMinutes,
  buildCalendar,
  type Calendar,
  type CalendarFacts,
  type DayKind,
  dayKinds,
  endOfWorkingDay,
  type FixedHoliday,
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  type Session,
  type SessionText,
  sessionsOn,
  type SpecialDay,
  startOfWorkingDay,
  type Weekday,
  weekdays,
  workingDayFrom,
  workingMinutesBetween,
} from './calendar.ts';
export { dueAt } from './due.ts';
export { formatDate, formatDateTime, formatDay, formatLongDate } from './format.ts';
export { describeLimit, type Limit, limitSchema } from './limit.ts';
export { addDays, addMonths, type Day, isDay, type Day as LocalDate, type LocalParts, localDate, localParts, minutesOfDay, momentOf } from './local-time.ts';
