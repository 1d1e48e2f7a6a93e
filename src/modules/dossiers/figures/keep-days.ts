import { localDate, momentOf } from '#kernel/calendar/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { forgetDays, keepDaysBefore, proceduresWithThings } from '../store/figures.ts';

/** Nothing that began in a day is still on its way into the database so long after its end. */
const settled = 3_600_000;

/** Counts the days that are over once and for all (chốt số liệu ngày), so that a board over months looks at hundreds of lines and not at every permit. */
export async function keepDays({ db, now }: Pick<Platform, 'db' | 'now'>): Promise<void> {
  const before = momentOf(localDate(new Date(now().getTime() - settled)));
  for (const { code } of await proceduresWithThings(db)) await db.transaction(() => keepDaysBefore(db, code, before));
}

/** Counts all days anew from what was written. */
export async function recountDays(platform: Pick<Platform, 'db' | 'now'>): Promise<void> {
  await platform.db.transaction(async () => {
    await forgetDays(platform.db);
    await keepDays(platform);
  });
}
