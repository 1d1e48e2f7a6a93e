import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  buildCalendar,
  type CalendarFacts,
  dueAt,
  formatDateTime,
  isWorkingDay,
  type Limit,
  momentOf,
  nextWorkingDay,
  type SpecialDay,
} from './index.ts';

const days = parse(readFileSync('data/profiles/2026/calendar.csv', 'utf8'), { columns: true }) as SpecialDay[];
const office = [
  ['07:30', '11:30'],
  ['13:30', '17:00'],
] as const;
const facts: CalendarFacts = {
  hours: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office },
  days,
  fixedHolidays: [{ monthDay: '09-02', name: 'Quốc khánh' }],
  knownFrom: '2021-01-01',
  knownTo: '2027-12-31',
};
const calendar = buildCalendar(facts);

function due(start: string, limit: string): string {
  const [day = '', clock = ''] = start.split(' ');
  return formatDateTime(dueAt(momentOf(day, clock), readLimit(limit), calendar));
}

function readLimit(text: string): Limit {
  const [value, unit, cutOff] = text.split(' ');
  return { value: Number(value), unit: unit as Limit['unit'], cutOff };
}

describe('same day, with the cut-off at 15:00', () => {
  test.each([
    ['an early morning ends with that day', '2026-03-04 08:00', '17:00, 04/03/2026'],
    ['before the office opens counts as that day', '2026-03-04 05:00', '17:00, 04/03/2026'],
    ['one minute before the cut-off still ends with that day', '2026-03-04 14:59', '17:00, 04/03/2026'],
    ['on the minute of the cut-off moves to the next working day', '2026-03-04 15:00', '17:00, 05/03/2026'],
    ['late on Friday moves to Monday', '2026-03-06 15:00', '17:00, 09/03/2026'],
    ['a Sunday is answered on Monday', '2026-03-08 09:00', '17:00, 09/03/2026'],
    ['a Sunday evening is answered on Monday, for nobody was late', '2026-03-08 21:00', '17:00, 09/03/2026'],
    ['the last afternoon before Tết 2026 moves past it', '2026-02-13 15:00', '17:00, 23/02/2026'],
    ['the last morning before Tết 2021 does not', '2021-02-09 10:00', '17:00, 09/02/2021'],
    ['the last afternoon before Tết 2021 moves past it', '2021-02-09 16:30', '17:00, 17/02/2021'],
    ['a worked Saturday answers on that Saturday', '2026-01-10 09:00', '17:00, 10/01/2026'],
    ['and after its cut-off on Monday', '2026-01-10 15:30', '17:00, 12/01/2026'],
  ])('%s', (_, start, expected) => {
    expect(due(start, '0 same-day')).toBe(expected);
  });

  test('a procedure may have its own cut-off', () => {
    expect(due('2026-03-04 15:30', '0 same-day 16:00')).toBe('17:00, 04/03/2026');
    expect(due('2026-03-04 10:00', '0 same-day 10:00')).toBe('17:00, 05/03/2026');
  });

  test('a cut-off after hours never makes a date that has passed', () => {
    expect(due('2026-03-04 18:00', '0 same-day 23:00')).toBe('17:00, 05/03/2026');
  });
});

describe('working days: the day of receipt is not counted', () => {
  test.each([
    ['one day from Wednesday', '2026-03-04 08:00', '1 working-day', '17:00, 05/03/2026'],
    ['received late in the day changes nothing', '2026-03-04 16:59', '1 working-day', '17:00, 05/03/2026'],
    ['one day from Friday', '2026-03-06 08:00', '1 working-day', '17:00, 09/03/2026'],
    ['one day from Sunday', '2026-03-08 08:00', '1 working-day', '17:00, 09/03/2026'],
    ['five days over Tết 2026', '2026-02-12 09:00', '5 working-day', '17:00, 26/02/2026'],
    ['five days over Tết 2021', '2021-02-08 09:00', '5 working-day', '17:00, 22/02/2021'],
    ['over 30/4 and 1/5 of 2021, with 3/5 given for Saturday 1/5', '2021-04-29 09:00', '1 working-day', '17:00, 04/05/2021'],
    ['over 30/4 and 1/5 of 2026', '2026-04-29 09:00', '1 working-day', '17:00, 04/05/2026'],
    ['Giỗ Tổ 2026 on a Sunday gives Monday 27/4', '2026-04-24 09:00', '1 working-day', '17:00, 28/04/2026'],
    ['2/1/2026 is off, 10/1 worked instead', '2025-12-31 09:00', '1 working-day', '17:00, 05/01/2026'],
    ['Saturday 10/1/2026 counts', '2026-01-08 09:00', '2 working-day', '17:00, 10/01/2026'],
    ['Saturday 22/8/2026 counts', '2026-08-20 09:00', '2 working-day', '17:00, 22/08/2026'],
    ['31/8 to 2/9 of 2026 do not', '2026-08-28 09:00', '1 working-day', '17:00, 03/09/2026'],
    ['2 and 3/9 of 2021 do not', '2021-09-01 09:00', '1 working-day', '17:00, 06/09/2021'],
    ['24/11/2026 is the Day of Vietnamese Culture', '2026-11-23 09:00', '1 working-day', '17:00, 25/11/2026'],
    ['24/11/2021 was a day like any other', '2021-11-23 09:00', '1 working-day', '17:00, 24/11/2021'],
    ['the Digital Day of the province is worked', '2026-12-30 09:00', '1 working-day', '17:00, 31/12/2026'],
    ['nought days end with the day', '2026-03-04 09:00', '0 working-day', '17:00, 04/03/2026'],
    ['nought days asked for in the evening end with the next', '2026-03-04 20:00', '0 working-day', '17:00, 05/03/2026'],
  ])('%s', (_, start, limit, expected) => {
    expect(due(start, limit)).toBe(expected);
  });
});

describe('calendar days, months, years: a last day off moves to the next working day', () => {
  test.each([
    ['ten days', '2026-03-04 09:00', '10 calendar-day', '17:00, 16/03/2026'],
    ['ten days that end on a Thursday', '2026-03-02 09:00', '10 calendar-day', '17:00, 12/03/2026'],
    ['days that end in Tết', '2026-02-08 09:00', '10 calendar-day', '17:00, 23/02/2026'],
    ['a month from 31 January ends on the last of February', '2023-01-31 09:00', '1 month', '17:00, 28/02/2023'],
    ['in a leap year on the 29th', '2024-01-31 09:00', '1 month', '17:00, 29/02/2024'],
    ['three months', '2026-03-04 09:00', '3 month', '17:00, 04/06/2026'],
    ['a year from 29 February', '2024-02-29 09:00', '1 year', '17:00, 28/02/2025'],
    ['two years that end on a Saturday', '2021-01-23 09:00', '2 year', '17:00, 27/01/2023'],
  ])('%s', (_, start, limit, expected) => {
    expect(due(start, limit)).toBe(expected);
  });
});

describe('hours', () => {
  test.each([
    ['the twelve hours of a pass run through the night', '2021-08-15 20:00', '12 hour', '08:00, 16/08/2021'],
    ['and through Tết', '2021-02-11 20:30', '12 hour', '08:30, 12/02/2021'],
    ['eight working hours are counted in office hours', '2026-03-04 08:00', '8 working-hour', '08:30, 05/03/2026'],
    ['the lunch break is not counted', '2026-03-04 11:00', '1 working-hour', '14:00, 04/03/2026'],
    ['hours that fill the morning end with it', '2026-03-04 07:30', '4 working-hour', '11:30, 04/03/2026'],
    ['hours asked for at night begin in the morning', '2026-03-04 22:00', '2 working-hour', '09:30, 05/03/2026'],
    ['hours cross a weekend', '2026-03-06 16:00', '2 working-hour', '08:30, 09/03/2026'],
  ])('%s', (_, start, limit, expected) => {
    expect(due(start, limit)).toBe(expected);
  });
});

describe('what a calendar knows', () => {
  test('every swap day off has its worked Saturday, and the other way round', () => {
    const off = days.filter(({ kind }) => kind === 'swap-off').length;
    expect(off).toBe(days.filter(({ kind }) => kind === 'make-up-work').length);
    expect(off).toBeGreaterThan(3);
  });

  test('outside the listed years fixed holidays still hold, and it says that it does not know', () => {
    expect(calendar.knows('2027-12-31')).toBe(true);
    expect(calendar.knows(momentOf('2028-01-01', '00:00'))).toBe(false);
    expect(isWorkingDay('2031-09-02', calendar)).toBe(false);
    expect(isWorkingDay('2031-09-03', calendar)).toBe(true);
  });

  test('a Saturday morning in the weekly hours is a working day that ends at noon', () => {
    const open = buildCalendar({ ...facts, hours: { ...facts.hours, saturday: [['07:30', '11:30']] } });
    expect(nextWorkingDay('2026-03-06', open)).toBe('2026-03-07');
    expect(formatDateTime(dueAt(momentOf('2026-03-07', '12:00'), { value: 0, unit: 'same-day' }, open))).toBe('17:00, 09/03/2026');
    expect(formatDateTime(dueAt(momentOf('2026-03-06', '09:00'), { value: 1, unit: 'working-day' }, open))).toBe('11:30, 07/03/2026');
  });

  test('hours that overlap, a week without work and days that do not exist are refused', () => {
    expect(() =>
      buildCalendar({
        ...facts,
        hours: {
          monday: [
            ['07:30', '11:30'],
            ['11:00', '17:00'],
          ],
        },
      }),
    ).toThrow('must follow each other');
    expect(() => buildCalendar({ ...facts, hours: {} })).toThrow('at least one working day');
    expect(() => buildCalendar({ ...facts, days: [{ date: '2026-02-30', kind: 'public', name: 'x' }] })).toThrow('no such day');
    expect(() => momentOf('2026-01-01', '25:00')).toThrow('not a time of day');
  });

  test('days are added across years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2021-12-31', 1)).toBe('2022-01-01');
  });
});
