import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterContact, afterMoment, type ClockMemory, knowingIssue, readClock } from './clock.ts';

const hour = 3_600_000;
const noon = new Date('2026-11-23T05:00:00Z');
const at = (hours: number) => new Date(noon.getTime() + hours * hour);
const fine: ClockMemory = { lastSeen: at(-1).getTime(), offset: 0 };

describe("the phone's clock", () => {
  test('is believed when nothing speaks against it', () => {
    expect(readClock(noon, undefined, undefined)).toMatchObject({ state: 'right', moments: [noon] });
    expect(readClock(noon, fine, at(-24))).toMatchObject({ state: 'right', moments: [noon] });
    // A phone drifts, and a list is made by another clock: some minutes are nothing.
    expect(readClock(noon, { ...fine, offset: 4 * 60_000 }, at(0.1)).state).toBe('right');
  });

  test('is behind when the province has signed something later, or the phone has lived through something later', () => {
    expect(readClock(noon, fine, at(2))).toMatchObject({ state: 'behind', byMs: 2 * hour });
    expect(readClock(noon, { lastSeen: at(3).getTime(), offset: 0 }, at(-2))).toMatchObject({ state: 'behind', byMs: 3 * hour });
    expect(readClock(noon, undefined, at(2)).moments).toEqual([at(2), new Date(8.64e15)]);
  });

  test("is set right by what the server's clock said, as far as that is still possible", () => {
    expect(readClock(at(5), { lastSeen: noon.getTime(), offset: -5 * hour }, at(-1))).toMatchObject({ state: 'ahead', moments: [noon, at(5)] });
    expect(readClock(at(-5), { lastSeen: noon.getTime(), offset: 5 * hour }, at(-1))).toMatchObject({ state: 'behind', moments: [noon] });
    // Set right since, without a line: what was said then would lie before what has been lived through.
    expect(readClock(at(1), { lastSeen: noon.getTime(), offset: -5 * hour }, at(-1))).toMatchObject({ state: 'right', moments: [at(1)] });
  });

  test('is behind when a genuine paper comes from its future', () => {
    const clock = readClock(noon, fine, at(-1));
    expect(knowingIssue(clock, at(-3))).toBe(clock);
    expect(knowingIssue(clock, at(30))).toMatchObject({ state: 'behind', moments: [at(30), new Date(8.64e15)] });
  });

  test('however it is set, never makes the phone remember more than it surely was', () => {
    const hours = fc.integer({ min: -2000, max: 2000 });
    fc.assert(
      fc.property(hours, fc.array(fc.tuple(fc.nat(48), hours, fc.boolean()), { maxLength: 20 }), (start, steps) => {
        let [truth, wrong] = [0, start];
        let memory = afterContact(at(truth + wrong), at(truth));
        for (const [passed, set, online] of steps) {
          truth += passed;
          if (passed % 3 === 0) wrong = set;
          const shown = at(truth + wrong);
          if (online) memory = afterContact(shown, at(truth));
          else if (wrong <= 0) memory = afterMoment(memory, readClock(shown, memory, at(0)), at(720));
          // Set back or left alone, the phone may know less than the truth, never more.
          if (wrong <= 0) expect(memory.lastSeen).toBeLessThanOrEqual(at(truth).getTime());
          if (online) expect(readClock(shown, memory, at(0)).moments.map((one) => one.getTime())).toContain(at(truth).getTime());
        }
      }),
    );
  });
});
