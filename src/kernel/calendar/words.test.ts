import { expect, test } from 'vitest';
import { describeLimit, formatDate, formatDateTime, formatLongDate, isDay, limitSchema, localDate, localParts, momentOf } from './index.ts';

test('a moment has the date of Việt Nam, not of the machine', () => {
  expect(localDate(new Date('2026-01-04T17:00:00Z'))).toBe('2026-01-05');
  expect(localDate(new Date('2026-01-04T16:59:59Z'))).toBe('2026-01-04');
  expect(localParts(new Date('2026-01-04T17:30:05Z'))).toEqual({ year: 2026, month: 1, day: 5, weekday: 1, hour: 0, minute: 30, second: 5 });
  expect(momentOf('2026-01-05', '07:30').toISOString()).toBe('2026-01-05T00:30:00.000Z');
});

test('dates are written as people here write them', () => {
  const at = momentOf('2026-01-05', '15:05');
  expect(formatDate(at)).toBe('05/01/2026');
  expect(formatDateTime(at)).toBe('15:05, 05/01/2026');
  expect(formatLongDate(at)).toBe('ngày 05 tháng 01 năm 2026');
});

test('limits are told in plain words', () => {
  expect(describeLimit({ value: 5, unit: 'working-day' })).toBe('05 ngày làm việc');
  expect(describeLimit({ value: 12, unit: 'hour' })).toBe('12 giờ (tính cả đêm và ngày nghỉ)');
  expect(describeLimit({ value: 0, unit: 'same-day' })).toBe('Trong ngày làm việc');
  expect(describeLimit({ value: 0, unit: 'working-day' })).toBe('Trong ngày làm việc');
  expect(describeLimit({ value: 0, unit: 'same-day', cutOff: '15:00' })).toBe('Trong ngày làm việc; nhận từ 15 giờ thì trả vào ngày làm việc tiếp theo');
});

test('a limit that cannot be meant is refused', () => {
  expect(limitSchema.safeParse({ value: 3, unit: 'working-day' }).success).toBe(true);
  for (const wrong of [
    { value: -1, unit: 'hour' },
    { value: 1.5, unit: 'hour' },
    { value: 1, unit: 'week' },
    { value: 5000, unit: 'year' },
    { value: 0, unit: 'same-day', cutOff: '25:00' },
  ]) {
    expect(limitSchema.safeParse(wrong).success).toBe(false);
  }
});

test('only dates that exist are days', () => {
  expect(isDay('2024-02-29')).toBe(true);
  for (const wrong of ['2023-02-29', '2026-13-01', '1/1/2026', '']) expect(isDay(wrong)).toBe(false);
});
