import { addDays, type Day, formatDay } from '#kernel/calendar/index.ts';
import { daysIn } from '../checks/period.ts';
import { type ProcedureVersion, readDate, type Typed } from '../procedures/index.ts';

type Told = { errors: Record<string, string>; warnings: Record<string, string> };

/** What is wrong with the days asked for, said before anything is sent: an officer would only refuse it hours later. */
export function judgeDays({ result, checks }: ProcedureVersion, typed: Typed, today: Day): Told {
  const from = dayAt(typed, result.from);
  const to = dayAt(typed, result.until);
  if (!result.until || !to) return { errors: {}, warnings: {} };
  const wrong = (words: string): Told => ({ errors: { [String(result.until)]: words }, warnings: {} });
  if (from && to < from) return wrong(`Ngày cuối phải từ ${formatDay(from)} trở đi.`);
  if (to < today) return wrong(`Ngày này đã qua. Hôm nay là ${formatDay(today)}.`);
  const most = checks.find(({ check }) => check === 'period-within')?.within?.value;
  if (!from || !most || daysIn({ from, to }) <= most) return { errors: {}, warnings: {} };
  const words = `Xin ${daysIn({ from, to })} ngày; mỗi lần nhiều nhất ${most} ngày, tức đến hết ${formatDay(addDays(from, most - 1))}.`;
  return { errors: {}, warnings: { [result.until]: words } };
}

function dayAt(typed: Typed, name: string | undefined): Day | undefined {
  const read = name && readDate(typed[name]?.[0]?.trim() ?? '', 'day');
  return typeof read === 'string' && read !== '' ? (read as Day) : undefined;
}
