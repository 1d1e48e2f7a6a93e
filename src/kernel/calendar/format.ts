import { localDate, localParts } from './local-time.ts';

/** 05/01/2026 */
export function formatDate(at: Date): string {
  return formatDay(localDate(at));
}

/** A day 'YYYY-MM-DD' as people write it: 05/01/2026 */
export function formatDay(day: string): string {
  return day.split('-').reverse().join('/');
}

/** 15:00, 05/01/2026 */
export function formatDateTime(at: Date): string {
  const { hour, minute } = localParts(at);
  return `${two(hour)}:${two(minute)}, ${formatDate(at)}`;
}

/** ngày 05 tháng 01 năm 2026, as official papers write it: day and month always with two figures (NĐ 30/2020 Phụ lục I asks it below 10 and for months 1, 2). */
export function formatLongDate(at: Date): string {
  const { year, month, day } = localParts(at);
  return `ngày ${two(day)} tháng ${two(month)} năm ${year}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
