import { z } from 'zod';

const units = ['working-day', 'calendar-day', 'working-hour', 'hour', 'month', 'year', 'same-day'] as const;

/** How long something may take (thời hạn). `cutOff` is the clock time from which a same-day limit ends on the next working day. */
export const limitSchema = z
  .strictObject({
    value: z.int().min(0).max(10_000),
    unit: z.enum(units),
    cutOff: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'viết giờ như 15:00')
      .optional(),
  })
  .refine(({ value, unit }) => (unit !== 'year' && unit !== 'month') || value <= 1200, 'thời hạn dài quá 1200 tháng hoặc năm');
export type Limit = { value: number; unit: (typeof units)[number]; cutOff?: string | undefined };

const words: Record<Exclude<Limit['unit'], 'same-day'>, string> = {
  'working-day': 'ngày làm việc',
  'calendar-day': 'ngày',
  'working-hour': 'giờ làm việc',
  hour: 'giờ (tính cả đêm và ngày nghỉ)',
  month: 'tháng',
  year: 'năm',
};

/** A limit in words for people: «05 ngày làm việc», «Trong ngày làm việc; nhận từ 15 giờ thì trả vào ngày làm việc tiếp theo». */
export function describeLimit(limit: Limit): string {
  if (limit.unit !== 'same-day' && limit.value > 0) return `${String(limit.value).padStart(2, '0')} ${words[limit.unit]}`;
  const sameDay = 'Trong ngày làm việc';
  return limit.cutOff ? `${sameDay}; nhận từ ${hourInWords(limit.cutOff)} thì trả vào ngày làm việc tiếp theo` : sameDay;
}

function hourInWords(clock: string): string {
  const [hour = '', minutes = ''] = clock.split(':');
  return `${Number(hour)} giờ${minutes === '00' ? '' : ` ${minutes}`}`;
}
