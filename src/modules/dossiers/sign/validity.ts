import { addDays, addMonths, type Day, dueAt, type Limit, localDate, momentOf } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { Subject } from '../act.ts';
import { type Answers, answerTo } from '../procedures/index.ts';

/** How long a result signed at `at` holds: by the procedure's own limit, or to the end of the day the citizen named; null: for ever. */
export function validity(platform: Platform, { procedure, dossier, at }: Pick<Subject, 'procedure' | 'dossier' | 'at'>): Date | null {
  const { valid, until } = procedure.result;
  if (until) {
    const day = answerTo(dossier.form as Answers, until);
    if (typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day)) return endOf(day as Day);
  }
  return valid ? endOfValidity(valid, at, platform) : null;
}

/** From when a result holds: from the day the citizen named, when that day is still to come; else from the signature. */
export function validFrom({ procedure, dossier, at }: Pick<Subject, 'procedure' | 'dossier' | 'at'>): Date {
  const day = procedure.result.from && answerTo(dossier.form as Answers, procedure.result.from);
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return at;
  const begins = momentOf(day as Day, '00:00');
  return begins > at ? begins : at;
}

/** Validity is no deadline: it ends with its last day, whether anyone works on that day or not. */
function endOfValidity(valid: Limit, at: Date, { calendar }: Platform): Date {
  const { value, unit } = valid;
  const today = localDate(at);
  if (unit === 'year') return endOf(addMonths(today, 12 * value));
  if (unit === 'month') return endOf(addMonths(today, value));
  if (unit === 'calendar-day') return endOf(addDays(today, value));
  return dueAt(at, valid, calendar);
}

function endOf(day: Day): Date {
  return momentOf(day, '23:59');
}
