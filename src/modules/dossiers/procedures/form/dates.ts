import type { Precision } from './questions.ts';

/**
 * Reads a date as people type it: 25/3/1990, 25-03-1990, 25.3.1990, 25031990, 1990-03-25; where allowed also 3/1990 and 1990.
 * Answers ISO text of the same precision, or what would be right.
 */
export function readDate(typed: string, precision: Precision): string | { error: string } {
  const whole = /^(\d{1,2})[/.\s-]+(\d{1,2})[/.\s-]+(\d{4})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  const dayUnknown = precision !== 'day' && Number(whole?.[1]) === 0;
  if (whole && !dayUnknown) return checked(Number(whole[3]), Number(whole[2]), Number(whole[1]));
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed);
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  if (precision === 'day') return { error: 'Ghi đủ ngày, tháng, năm, ví dụ 25/3/1990.' };
  const month = /^(?:(?:00|\?+)[/.\s-]+)?(\d{1,2})[/.\s-]+(\d{4})$/.exec(typed);
  if (month) return checked(Number(month[2]), Number(month[1]));
  const year = /^(?:(?:00|\?+)[/.\s-]+){0,2}(\d{4})$/.exec(typed);
  return year ? checked(Number(year[1])) : { error: 'Ghi ngày/tháng/năm, ví dụ 25/3/1990; không nhớ ngày thì ghi 3/1990 hoặc 1990.' };
}

function checked(year: number, month?: number, day?: number): string | { error: string } {
  if (year < 1850 || year > 2200) return { error: `Năm ${year} chưa đúng.` };
  if (month === undefined) return String(year);
  if (month < 1 || month > 12) return { error: `Tháng ${month} không có; tháng từ 1 đến 12.` };
  if (day === undefined) return `${year}-${two(month)}`;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day >= 1 && day <= last ? `${year}-${two(month)}-${two(day)}` : { error: `Tháng ${month} năm ${year} không có ngày ${day}.` };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A stored date as it is written in Việt Nam: 25/03/1990, 03/1990 or 1990. */
export function typeDate(stored: string): string {
  return stored.split('-').reverse().join('/');
}
