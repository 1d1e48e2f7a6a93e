import { expect, test } from 'vitest';
import { buildCalendar, momentOf } from '#kernel/calendar/index.ts';
import { doorNow, weekInWords } from './opening-hours.ts';

const day = [
  ['07:30', '11:30'],
  ['13:30', '17:00'],
] as const;
const hours = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day };
const calendar = buildCalendar({
  hours,
  days: [{ date: '2026-11-24', kind: 'public', name: 'Ngày Văn hóa Việt Nam' }],
  knownFrom: '2026-01-01',
  knownTo: '2026-12-31',
});

test.each([
  ['2026-11-23', '07:29', false, 'Đang nghỉ, mở lại lúc 07:30 hôm nay'],
  ['2026-11-23', '07:30', true, 'Đang mở cửa, đến 11:30'],
  ['2026-11-23', '11:30', false, 'Đang nghỉ, mở lại lúc 13:30 hôm nay'],
  ['2026-11-23', '16:59', true, 'Đang mở cửa, đến 17:00'],
  ['2026-11-23', '17:00', false, 'Đang nghỉ, mở lại lúc 07:30, thứ Tư 25/11'],
  ['2026-11-27', '20:00', false, 'Đang nghỉ, mở lại lúc 07:30, thứ Hai 30/11'],
])('on %s at %s the door is told truly', (date, clock, open, words) => {
  expect(doorNow(momentOf(date, clock), calendar)).toEqual({ open, words });
});

test('nothing is promised for a year whose holidays are not known', () => {
  expect(doorNow(momentOf('2027-03-01', '08:00'), calendar)).toBeUndefined();
});

test('days with the same hours are one line', () => {
  expect(weekInWords(hours)).toEqual([{ days: 'Thứ Hai đến thứ Sáu', hours: '7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ' }]);
});

test('a shorter Saturday is a line of its own, and a gap ends a line', () => {
  expect(weekInWords({ monday: day, wednesday: day, thursday: day, saturday: [['07:30', '11:30']] })).toEqual([
    { days: 'Thứ Hai', hours: '7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ' },
    { days: 'Thứ Tư đến thứ Năm', hours: '7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ' },
    { days: 'Thứ Bảy', hours: '7 giờ 30 – 11 giờ 30' },
  ]);
});
