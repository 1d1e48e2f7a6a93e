import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addWorkingMinutes,
  buildCalendar,
  type Calendar,
  dayKinds,
  dueAt,
  type Limit,
  localDate,
  minutesOfDay,
  momentOf,
  type SessionText,
  sessionsOn,
  type SpecialDay,
  workingMinutesBetween,
} from './index.ts';

const office: SessionText[] = [
  ['07:30', '11:30'],
  ['13:30', '17:00'],
];
const morning: SessionText[] = [['07:30', '11:30']];
const first = momentOf('2026-01-01').getTime();

const moment = fc.integer({ min: 0, max: 400 * 24 * 3600 * 1000 }).map((ms) => new Date(first + ms));
const day = fc.integer({ min: 0, max: 500 }).map((count) => addDays('2026-01-01', count));
const special = fc.record({ date: day, kind: fc.constantFrom(...dayKinds), name: fc.constant('x') });
const saturdays = fc.constantFrom(undefined, morning, office);
const anyCalendar = fc.tuple(fc.array(special, { maxLength: 40 }), saturdays).map(([days, saturday]) => makeCalendar(days, saturday));
const units = ['working-day', 'calendar-day', 'working-hour', 'hour', 'month', 'year', 'same-day'] as const;
const anyLimit: fc.Arbitrary<Limit> = fc.record({ value: fc.integer({ min: 0, max: 30 }), unit: fc.constantFrom(...units) });

function makeCalendar(days: readonly SpecialDay[], saturday?: readonly SessionText[]): Calendar {
  const hours = { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office, saturday: saturday ?? [] };
  return buildCalendar({ hours, days, knownFrom: '2026-01-01', knownTo: '2027-12-31' });
}

function isInSession(at: Date, calendar: Calendar): boolean {
  const minutes = minutesOfDay(at);
  return sessionsOn(at, calendar).some(({ from, to }) => from <= minutes && minutes <= to);
}

describe('whatever the calendar', () => {
  test('nothing is due before it was received', () => {
    fc.assert(fc.property(moment, anyLimit, anyCalendar, (start, limit, calendar) => dueAt(start, limit, calendar) >= start));
  });

  test('everything but plain hours is due while the office is open', () => {
    const inOffice = anyLimit.filter(({ unit }) => unit !== 'hour');
    fc.assert(fc.property(moment, inOffice, anyCalendar, (start, limit, calendar) => isInSession(dueAt(start, limit, calendar), calendar)));
  });

  test('limits in days end with the last session of the day', () => {
    const inDays = anyLimit.filter(({ unit }) => unit !== 'hour' && unit !== 'working-hour');
    fc.assert(
      fc.property(moment, inDays, anyCalendar, (start, limit, calendar) => {
        const due = dueAt(start, limit, calendar);
        return minutesOfDay(due) === sessionsOn(due, calendar).at(-1)?.to;
      }),
    );
  });

  test('a longer limit is never due earlier', () => {
    fc.assert(
      fc.property(moment, anyLimit, fc.integer({ min: 0, max: 20 }), anyCalendar, (start, limit, more, calendar) => {
        expect(dueAt(start, { ...limit, value: limit.value + more }, calendar).getTime()).toBeGreaterThanOrEqual(dueAt(start, limit, calendar).getTime());
      }),
    );
  });

  test('what is received later is never due earlier', () => {
    fc.assert(
      fc.property(moment, moment, anyLimit, anyCalendar, (a, b, limit, calendar) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(dueAt(late, limit, calendar).getTime()).toBeGreaterThanOrEqual(dueAt(early, limit, calendar).getTime());
      }),
    );
  });

  test('one more holiday never makes anything due earlier', () => {
    fc.assert(
      fc.property(moment, anyLimit, fc.array(special, { maxLength: 20 }), day, (start, limit, days, date) => {
        const others = days.filter((other) => other.date !== date);
        const [before, after] = [makeCalendar(others), makeCalendar([...others, { date, kind: 'public', name: 'x' }])];
        expect(dueAt(start, limit, after).getTime()).toBeGreaterThanOrEqual(dueAt(start, limit, before).getTime());
      }),
    );
  });

  test('so many working days lie between receipt and due as the limit says', () => {
    const days = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(moment, days, anyCalendar, (start, value, calendar) => {
        const last = localDate(dueAt(start, { value, unit: 'working-day' }, calendar));
        let counted = 0;
        for (let date = addDays(localDate(start), 1); date <= last; date = addDays(date, 1)) if (sessionsOn(date, calendar).length > 0) counted++;
        expect(counted).toBe(value);
      }),
    );
  });

  test('minutes added are the minutes found again', () => {
    const minutes = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(moment, minutes, anyCalendar, (start, added, calendar) => {
        expect(workingMinutesBetween(start, addWorkingMinutes(start, added, calendar), calendar)).toBeCloseTo(added, 3);
      }),
    );
  });

  test('working time adds up over any moment between', () => {
    fc.assert(
      fc.property(moment, moment, moment, anyCalendar, (a, b, c, calendar) => {
        const whole = workingMinutesBetween(a, c, calendar);
        expect(workingMinutesBetween(a, b, calendar) + workingMinutesBetween(b, c, calendar)).toBeCloseTo(whole, 3);
      }),
    );
  });
});
