import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Calendar, dueAt, formatDateTime, type Limit, momentOf } from '#kernel/calendar/index.ts';
import { loadProfile } from '#kernel/organisations/index.ts';
import { apologyBy, type ClockRules, legalDue, legalStart, mayPostpone, punctuality, type RecordedTime, score, transferBy } from './clocks.ts';

/** As the pages tell it: the end against the promise of the legal clock; while that stands still nothing is late. */
function lateness(recorded: RecordedTime, by: ClockRules, of: Calendar, now: Date) {
  return punctuality(recorded.finishedAt, legalDue(recorded, by, of), now);
}

let calendar: Calendar;
let rules: ClockRules;
beforeAll(async () => {
  const profile = await loadProfile('data/profiles/2026');
  calendar = profile.calendar;
  rules = profile.rules.clocks;
});

const threeDays: Limit = { value: 3, unit: 'working-day' };

/** '2026-03-02 09:00'; a Monday. */
function at(text: string): Date {
  const [day = '', clock = ''] = text.split(' ');
  return momentOf(day, clock);
}

function wait(reason: string, from: string, to?: string) {
  return { reason, from: at(from), to: to ? at(to) : null };
}

function time(more: Partial<RecordedTime> = {}): RecordedTime {
  return { receivedAt: at('2026-03-02 09:00'), limit: threeDays, waits: [], supplements: 0, postponed: null, finishedAt: null, ...more };
}

function due(more: Partial<RecordedTime>): string {
  const moment = legalDue(time(more), rules, calendar);
  return moment ? formatDateTime(moment) : 'stands still';
}

describe('the legal clock', () => {
  test('runs from receipt', () => {
    expect(due({})).toBe('17:00, 05/03/2026');
    expect(due({ receivedAt: null })).toBe('stands still');
  });

  test('stands still while a supplement is awaited, and starts from nought when it has come', () => {
    expect(due({ waits: [wait('supplement', '2026-03-03 10:00')], supplements: 1 })).toBe('stands still');
    expect(due({ waits: [wait('supplement', '2026-03-03 10:00', '2026-03-10 14:00')], supplements: 1 })).toBe('17:00, 13/03/2026');
  });

  test('a supplement that came before receipt changes nothing', () => {
    expect(due({ waits: [wait('supplement', '2026-02-26 10:00', '2026-02-27 14:00')], supplements: 1 })).toBe('17:00, 05/03/2026');
  });

  test('waiting for payment is added, in office hours', () => {
    expect(due({ waits: [wait('payment', '2026-03-03 15:00')] })).toBe('stands still');
    expect(due({ waits: [wait('payment', '2026-03-03 15:00', '2026-03-04 08:00')] })).toBe('10:00, 06/03/2026');
  });

  test('consultation and verification do not stop it', () => {
    expect(due({ waits: [wait('consultation', '2026-03-03 10:00')] })).toBe('17:00, 05/03/2026');
    expect(due({ waits: [wait('verification', '2026-03-03 10:00', '2026-03-04 10:00')] })).toBe('17:00, 05/03/2026');
    expect(due({ waits: [wait('a reason nobody has named', '2026-03-03 10:00', '2026-03-04 10:00')] })).toBe('17:00, 05/03/2026');
  });

  test('a postponement replaces the day, until a supplement starts everything again', () => {
    const postponed = { at: at('2026-03-04 09:00'), to: at('2026-03-20 17:00') };
    expect(due({ postponed })).toBe('17:00, 20/03/2026');
    expect(due({ postponed, waits: [wait('supplement', '2026-03-05 09:00', '2026-03-06 09:00')] })).toBe('17:00, 11/03/2026');
  });

  test('twelve hours of a pass are moved by the clock on the wall', () => {
    const pass = { limit: { value: 12, unit: 'hour' } as const, receivedAt: at('2026-03-02 20:00') };
    expect(due(pass)).toBe('08:00, 03/03/2026');
    expect(due({ ...pass, waits: [wait('payment', '2026-03-02 22:00', '2026-03-03 01:00')] })).toBe('11:00, 03/03/2026');
  });

  test('one postponement and no more', () => {
    expect([mayPostpone(0, rules), mayPostpone(1, rules)]).toEqual([true, false]);
  });

  test('an apology is out a working day before the promised one', () => {
    expect(formatDateTime(apologyBy(at('2026-03-09 17:00'), rules, calendar))).toBe('17:00, 06/03/2026');
    expect(formatDateTime(apologyBy(at('2026-02-23 17:00'), rules, calendar))).toBe('17:00, 13/02/2026');
  });

  test.each([
    ['on the same working day', '2026-03-06 14:59', '17:00, 06/03/2026'],
    ['after the cut-off at the start of the next', '2026-03-06 15:00', '07:30, 09/03/2026'],
    ['on a Sunday at the start of Monday', '2026-03-08 09:00', '07:30, 09/03/2026'],
  ])('a dossier is handed on %s', (_, received, expected) => {
    expect(formatDateTime(transferBy(at(received), calendar))).toBe(expected);
  });
});

describe('early, on time, overdue, running', () => {
  test.each([
    ['finished the day before is early', '2026-03-04 16:00', 'early'],
    ['finished on the promised day is on time', '2026-03-05 08:00', 'on-time'],
    ['to the minute', '2026-03-05 17:00', 'on-time'],
    ['a minute later is overdue', '2026-03-05 17:01', 'overdue'],
  ] as const)('%s', (_, finished, expected) => {
    expect(lateness(time({ finishedAt: at(finished) }), rules, calendar, at('2026-04-01 08:00'))).toBe(expected);
  });

  test('unfinished it runs until the promised minute', () => {
    expect(lateness(time(), rules, calendar, at('2026-03-05 17:00'))).toBe('running');
    expect(lateness(time(), rules, calendar, at('2026-03-05 17:01'))).toBe('overdue');
  });

  test('nothing is late while the citizen completes it', () => {
    expect(lateness(time({ waits: [wait('supplement', '2026-03-03 10:00')] }), rules, calendar, at('2026-06-01 08:00'))).toBe('running');
  });

  test('what was never promised is not late', () => {
    expect(punctuality(null, null, at('2026-03-05 17:00'))).toBe('running');
    expect(punctuality(at('2026-03-05 17:00'), null, at('2026-03-05 17:00'))).toBe('on-time');
  });
});

describe('the scoring clock', () => {
  const now = at('2026-04-01 08:00');
  const scored = (more: Partial<RecordedTime>) => score(time(more), rules, calendar, now)!;

  test('has no score before receipt', () => {
    expect(score(time({ receivedAt: null }), rules, calendar, now)).toBeNull();
  });

  test('takes the citizen out: two office hours of waiting make it due two office hours later', () => {
    const waits = [wait('supplement', '2026-03-03 16:00', '2026-03-04 08:30')];
    const { due, minutesWaited } = scored({ waits, supplements: 1, finishedAt: at('2026-03-06 08:00') });
    expect([formatDateTime(due), minutesWaited]).toEqual(['09:30, 06/03/2026', 120]);
  });

  test('is on time where the legal clock was started again, and the other way round', () => {
    const waits = [wait('supplement', '2026-03-05 16:00', '2026-03-09 08:00')];
    const late = time({ waits, supplements: 1, finishedAt: at('2026-03-12 16:00') });
    expect(lateness(late, rules, calendar, now)).toBe('on-time');
    expect(score(late, rules, calendar, now)?.punctuality).toBe('overdue');
  });

  test('more than one supplement counts as overdue, and says why', () => {
    const waits = [wait('supplement', '2026-03-03 08:00', '2026-03-03 09:00'), wait('supplement', '2026-03-03 14:00', '2026-03-03 15:00')];
    const finishedAt = at('2026-03-04 09:00');
    expect(scored({ waits, supplements: 1, finishedAt })).toMatchObject({ punctuality: 'early', askedTooOften: false });
    expect(scored({ waits, supplements: 2, finishedAt })).toMatchObject({ punctuality: 'overdue', askedTooOften: true });
  });

  test('does not look at a postponement', () => {
    const postponed = { at: at('2026-03-04 09:00'), to: at('2026-03-20 17:00') };
    expect(scored({ postponed, finishedAt: at('2026-03-10 09:00') }).punctuality).toBe('overdue');
  });

  test('an open wait ends the time used at the moment of asking', () => {
    const { minutesUsed, punctuality } = scored({ waits: [wait('supplement', '2026-03-02 10:00')], supplements: 1 });
    expect([minutesUsed, punctuality]).toEqual([60, 'running']);
  });

  test('two reasons to wait at one time are one wait', () => {
    const waits = [wait('supplement', '2026-03-03 08:00', '2026-03-03 10:00'), wait('payment', '2026-03-03 09:00', '2026-03-03 11:00')];
    expect(scored({ waits, supplements: 1 }).minutesWaited).toBe(180);
  });
});

describe('whatever was recorded', () => {
  const start = momentOf('2026-01-01').getTime();
  const moment = fc.integer({ min: 0, max: 200 * 24 * 60 }).map((minutes) => new Date(start + minutes * 60_000));
  const reason = fc.constantFrom('supplement', 'payment', 'verification', 'consultation', 'other');
  const interval = fc.tuple(reason, moment, moment).map(([why, a, b]) => ({ reason: why, from: a < b ? a : b, to: a < b ? b : a }));
  const limit: fc.Arbitrary<Limit> = fc.record({
    value: fc.integer({ min: 0, max: 20 }),
    unit: fc.constantFrom('working-day', 'calendar-day', 'hour', 'working-hour', 'same-day'),
  });
  const recorded: fc.Arbitrary<RecordedTime> = fc.record({
    receivedAt: moment,
    limit,
    waits: fc.array(interval, { maxLength: 4 }),
    supplements: fc.constantFrom(0, 1, 2),
    postponed: fc.constant(null),
    finishedAt: fc.option(moment),
  });

  test('nothing is due before its clock began, nor before the limit says', () => {
    fc.assert(
      fc.property(recorded, (one) => {
        const due = legalDue(one, rules, calendar)!;
        const began = legalStart(one, rules)!;
        expect(due.getTime()).toBeGreaterThanOrEqual(began.getTime());
        expect(due.getTime()).toBeGreaterThanOrEqual(dueAt(began, one.limit, calendar).getTime());
      }),
    );
  });

  test('one more wait of the citizen never makes a score worse or due earlier', () => {
    const rank = { early: 0, running: 0, 'on-time': 1, overdue: 2 };
    fc.assert(
      fc.property(recorded, interval, moment, (one, extra, now) => {
        const [before, after] = [one, { ...one, waits: [...one.waits, extra] }].map((each) => score(each, rules, calendar, now)!);
        expect(after!.due.getTime()).toBeGreaterThanOrEqual(before!.due.getTime());
        expect(rank[after!.punctuality]).toBeLessThanOrEqual(rank[before!.punctuality]);
      }),
    );
  });

  test('one more wait for the same reason never makes the promised day earlier', () => {
    fc.assert(
      fc.property(recorded, interval, (one, extra) => {
        // A restart forgets what was added before it, so that reasons mixed may well cancel each other.
        const waits = one.waits.map((each) => ({ ...each, reason: extra.reason }));
        const [before, after] = [waits, [...waits, extra]].map((all) => legalDue({ ...one, waits: all }, rules, calendar)!.getTime());
        expect(after).toBeGreaterThanOrEqual(before!);
      }),
    );
  });

  test('the order in which waits were recorded makes no difference', () => {
    fc.assert(
      fc.property(recorded, moment, (one, now) => {
        const turned = { ...one, waits: one.waits.toReversed() };
        expect(score(turned, rules, calendar, now)).toEqual(score(one, rules, calendar, now));
        expect(legalDue(turned, rules, calendar)).toEqual(legalDue(one, rules, calendar));
      }),
    );
  });

  test('time used and time waited are together the time that passed', () => {
    fc.assert(
      fc.property(recorded, moment, (one, later) => {
        const end = new Date(Math.max(later.getTime(), one.receivedAt!.getTime()));
        const { minutesUsed, minutesWaited } = score({ ...one, finishedAt: end }, rules, calendar, end)!;
        const whole = score({ ...one, waits: [], finishedAt: end }, rules, calendar, end)!;
        expect(minutesUsed + minutesWaited).toBeCloseTo(whole.minutesUsed, 3);
        expect(minutesUsed).toBeGreaterThanOrEqual(-0.001);
      }),
    );
  });

  test('once overdue, always overdue while time passes', () => {
    fc.assert(
      fc.property(recorded, moment, moment, (one, a, b) => {
        const running = { ...one, finishedAt: null };
        const [early, late] = a < b ? [a, b] : [b, a];
        const first = lateness(running, rules, calendar, early);
        expect(first === 'overdue' ? lateness(running, rules, calendar, late) : 'overdue').toBe('overdue');
      }),
    );
  });
});
