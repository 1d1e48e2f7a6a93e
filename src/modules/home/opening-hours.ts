import { type Calendar, formatDay, minutesOfDay, nextWorkingDay, type SessionText, sessionsOn, type Weekday } from '#kernel/calendar/index.ts';

const dayNames: readonly (readonly [Weekday, string])[] = [
  ['monday', 'Thứ Hai'],
  ['tuesday', 'Thứ Ba'],
  ['wednesday', 'Thứ Tư'],
  ['thursday', 'Thứ Năm'],
  ['friday', 'Thứ Sáu'],
  ['saturday', 'Thứ Bảy'],
  ['sunday', 'Chủ nhật'],
];

export type HoursLine = { days: string; hours: string };

/** The hours of a week as on the plate beside the door: days in a row with the same hours are one line; days off are left out. */
export function weekInWords(week: Partial<Record<Weekday, readonly SessionText[]>>): HoursLine[] {
  const lines: { first: string; last: string; hours: string; to: number }[] = [];
  dayNames.forEach(([weekday, name], i) => {
    const hours = (week[weekday] ?? []).map(([from, to]) => `${sayClock(from)} – ${sayClock(to)}`).join(', ');
    const line = lines.at(-1);
    if (line && line.to === i - 1 && line.hours === hours) Object.assign(line, { last: name, to: i });
    else if (hours) lines.push({ first: name, last: name, hours, to: i });
  });
  return lines.map(({ first, last, hours }) => ({ days: first === last ? first : `${first} đến ${lower(last)}`, hours }));
}

/** Whether the desks are open at this moment, and until or from when: «Đang mở, đến 11:30», «Đang nghỉ, mở lại lúc 13:30 hôm nay». */
export type Door = { open: boolean; words: string };

/** Undefined where holidays are not known: a wrong promise sends people down the mountain for nothing. */
export function doorNow(at: Date, calendar: Calendar): Door | undefined {
  if (!calendar.knows(at)) return undefined;
  const minutes = minutesOfDay(at);
  const today = sessionsOn(at, calendar);
  const current = today.find(({ from, to }) => from <= minutes && minutes < to);
  if (current) return { open: true, words: `Đang mở cửa, đến ${clock(current.to)}` };
  const later = today.find(({ from }) => from > minutes);
  if (later) return { open: false, words: `Đang nghỉ, mở lại lúc ${clock(later.from)} hôm nay` };
  const day = nextWorkingDay(at, calendar);
  const [first] = sessionsOn(day, calendar);
  return { open: false, words: `Đang nghỉ, mở lại lúc ${clock(first?.from ?? 0)}, ${sayDay(day)}` };
}

function sayDay(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const name = dayNames[(weekday + 6) % 7]?.[1] ?? '';
  return `${lower(name)} ${formatDay(day).slice(0, 5)}`;
}

/** 7 giờ 30, as people say it. */
function sayClock(text: string): string {
  const [hours = '', minutes] = text.split(':');
  return minutes === '00' ? `${Number(hours)} giờ` : `${Number(hours)} giờ ${minutes}`;
}

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
