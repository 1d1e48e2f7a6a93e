import { dueAt, momentOf } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import type { Subject } from '../act.ts';
import { type Answers, answerTo } from '../procedures/index.ts';

/** How long the result holds: by the procedure's own limit, or to the end of the day the citizen named. */
export function validity(platform: Platform, { procedure, dossier, at }: Subject): Date | null {
  const { valid, until } = procedure.result;
  if (until) {
    const day = answerTo(dossier.form as Answers, until);
    if (typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day)) return momentOf(day, '23:59');
  }
  return valid ? dueAt(at, valid, platform.calendar) : null;
}
