import { addDays, type Day, formatDay, isDay, localDate, localParts, momentOf } from '#kernel/calendar/index.ts';
import { readDate } from '../procedures/index.ts';

/** From when to when the figures count, and in what steps they are drawn. `to` is the first moment that no longer counts. */
export type Span = {
  key: SpanKey;
  first: Day;
  last: Day;
  from: Date;
  to: Date;
  days: number;
  step: 'hour' | 'day';
  /** As it ends a sentence: «hôm nay», «trong 7 ngày qua». */
  words: string;
};

export const spanKeys = ['hom-nay', '2-ngay', '7-ngay', '30-ngay', 'ca-dot', 'chon'] as const;
export type SpanKey = (typeof spanKeys)[number];

const daysBack: Record<Exclude<SpanKey, 'ca-dot' | 'chon'>, number> = { 'hom-nay': 0, '2-ngay': 1, '7-ngay': 6, '30-ngay': 29 };
const mostDays = 366;
/** A campaign whose last permit is older than this is over; its span ends with that permit. */
const quiet = 14;

/** From the first permit to the last, for the span of a whole campaign. */
export type Campaign = { first: Date | null; last: Date | null };

/** The span asked for; nonsense gives the last seven days, days in the wrong order are turned, and no span is longer than a year. */
export function spanOf(asked: { khoang?: string; tu?: string; den?: string }, now: Date, campaign?: Campaign): Span {
  const today = localDate(now);
  if (asked.khoang === 'ca-dot') return wholeCampaign(campaign, today);
  const [from, to] = [dayOf(asked.tu ?? ''), dayOf(asked.den ?? '')];
  if (asked.khoang === 'chon' && (from || to)) return chosen(from ?? to ?? today, to ?? today);
  const key = asked.khoang && Object.hasOwn(daysBack, asked.khoang) ? (asked.khoang as keyof typeof daysBack) : '7-ngay';
  const days = daysBack[key] + 1;
  return between(key, addDays(today, -daysBack[key]), today, days === 1 ? 'hôm nay' : `trong ${days} ngày qua`);
}

function wholeCampaign(campaign: Campaign | undefined, today: Day): Span {
  const [began, ended] = [campaign?.first ? localDate(campaign.first) : today, campaign?.last ? localDate(campaign.last) : today];
  const last = ended < addDays(today, -quiet) ? ended : today;
  const longest = addDays(last, 1 - mostDays);
  return between('ca-dot', began < longest ? longest : began, last, 'từ đầu đợt');
}

function chosen(one: Day, other: Day): Span {
  const [first, asked] = one <= other ? [one, other] : [other, one];
  const longest = addDays(first, mostDays - 1);
  const last = asked < longest ? asked : longest;
  return between('chon', first, last, first === last ? `ngày ${formatDay(first)}` : `từ ${formatDay(first)} đến ${formatDay(last)}`);
}

function between(key: SpanKey, first: Day, last: Day, words: string): Span {
  const [from, to] = [momentOf(first), momentOf(addDays(last, 1))];
  const days = Math.round((to.getTime() - from.getTime()) / 86_400_000);
  return { key, first, last, from, to, days, step: days <= 2 ? 'hour' : 'day', words };
}

/** A day as people type it (1/8/2021) or as a link carries it (2021-08-01). */
function dayOf(typed: string): Day | undefined {
  const read = isDay(typed) ? typed : readDate(typed, 'day');
  return typeof read === 'string' && isDay(read) ? read : undefined;
}

/** Every step of a span in order, also those in which nothing happened; `found` is keyed as PostgreSQL writes local time, `YYYY-MM-DD HH` or `YYYY-MM-DD`. */
export function stepsOf(span: Pick<Span, 'first' | 'days' | 'step'>, found: ReadonlyMap<string, number>, until: string): { at: string; value: number }[] {
  const days = Array.from({ length: span.days }, (_, i) => addDays(span.first, i));
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  const all = span.step === 'day' ? days : days.flatMap((day) => hours.map((hour) => `${day} ${hour}`));
  return all.filter((at) => at <= until).map((at) => ({ at, value: found.get(at) ?? 0 }));
}

/** A span that reaches into the future has only the days that have come. */
export function daysSoFar(span: Pick<Span, 'from' | 'to'>, now: Date): number {
  const end = Math.min(span.to.getTime(), now.getTime());
  return Math.max(1, Math.ceil((end - span.from.getTime()) / 86_400_000));
}

/** The hour or day a moment falls into, written as in `stepsOf`. */
export function stepAt(at: Date, step: Span['step']): string {
  const date = localDate(at);
  return step === 'day' ? date : `${date} ${String(localParts(at).hour).padStart(2, '0')}`;
}
