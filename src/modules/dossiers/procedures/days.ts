import { localDate } from '#kernel/calendar/index.ts';

/** The day in Việt Nam, as the database reads it. */
export function formatIso(at: Date): string {
  return localDate(at);
}
