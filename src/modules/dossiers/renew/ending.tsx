import { addDays, localDate, momentOf } from '#kernel/calendar/index.ts';
import type { Ctx } from '#kernel/web/index.ts';
import { officerOf, pageOf } from '../board/board.tsx';
import { endingCounts, endingLines } from '../store/reminders.ts';
import { EndingListPage } from './ending.page.tsx';

const onPage = 50;
const ahead = 30;

/** GET /can-bo/giay-phep/sap-het-han: what this officer's unit issued and ends within thirty days, what ends first on top. */
export async function listEnding(c: Ctx): Promise<Response> {
  const { platform } = c.var;
  const officer = officerOf(c);
  const now = platform.now();
  const before = momentOf(addDays(localDate(now), ahead + 1), '00:00');
  const unit = officer.roles.includes('auditor') ? null : officer.unitId;
  const page = pageOf(c);
  const [counts, lines] = await Promise.all([
    endingCounts(platform.db, unit, { now, before }),
    endingLines(platform.db, unit, { now, before, most: onPage + 1, skip: (page - 1) * onPage }),
  ]);
  return c.html(
    <EndingListPage officer={officer} counts={counts} lines={lines.slice(0, onPage)} more={lines.length > onPage} page={page} now={now} ahead={ahead} />,
  );
}
