import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kmBetween, leapBetween, type Sighting, speedNeeded, worstLeap } from './copies.ts';

const rule = { km_per_hour: 100, least_km: 10, slack_minutes: 15 };
const start = Date.UTC(2026, 10, 23);
const sighting: fc.Arbitrary<Sighting> = fc
  .record({
    minute: fc.integer({ min: 0, max: 3 * 24 * 60 }),
    lat: fc.double({ min: 8.5, max: 23.4, noNaN: true }),
    lon: fc.double({ min: 102, max: 109.5, noNaN: true }),
    accuracy: fc.integer({ min: 0, max: 5000 }),
  })
  .map(({ minute, ...where }) => ({ at: new Date(start + minute * 60_000), ...where }));

/** So many km north and minutes later. */
function after(one: Sighting, km: number, minutes: number): Sighting {
  return { ...one, lat: one.lat + km / 111.195, at: new Date(one.at.getTime() + minutes * 60_000) };
}
const thaiNguyen: Sighting = { at: new Date(start), lat: 21.594, lon: 105.848, accuracy: 0 };

describe('two sightings of one paper', () => {
  test.each([
    { km: 60, minutes: 10, copy: true },
    { km: 60, minutes: 20, copy: true }, // 58.3 km in 35 minutes
    { km: 60, minutes: 22, copy: false },
    { km: 60, minutes: 60, copy: false },
    { km: 9, minutes: 0, copy: false }, // less than the least distance
    { km: 24, minutes: 0, copy: false }, // within the slack of two clocks
    { km: 26, minutes: 0, copy: true },
  ])('$km km in $minutes minutes: $copy', ({ km, minutes, copy }) => {
    expect(leapBetween(thaiNguyen, after(thaiNguyen, km, minutes), rule) !== undefined).toBe(copy);
  });

  test('say the same in either order', () => {
    fc.assert(fc.property(sighting, sighting, (a, b) => void expect(leapBetween(a, b, rule)).toEqual(leapBetween(b, a, rule))));
  });

  test('are never a copy for a vehicle that keeps to the speed, whatever it does on the way', () => {
    fc.assert(
      fc.property(sighting, fc.integer({ min: 0, max: 600 }), fc.double({ min: 0, max: 1, noNaN: true }), (a, minutes, haste) => {
        const b = after(a, ((rule.km_per_hour * minutes) / 60) * haste, minutes);
        expect(leapBetween(a, b, rule)).toBeUndefined();
      }),
    );
  });

  test('are a copy when they lie beyond reach, and name a speed above the rule', () => {
    fc.assert(
      fc.property(sighting, fc.integer({ min: 0, max: 600 }), fc.double({ min: 20, max: 500, noNaN: true }), (a, minutes, beyond) => {
        const exact = { ...a, accuracy: 0 };
        const leap = leapBetween(exact, after(exact, (rule.km_per_hour * (minutes + rule.slack_minutes)) / 60 + beyond, minutes), rule);
        expect(leap).toBeDefined();
        expect(speedNeeded(leap ?? { km: 0, minutes: 1 })).toBeGreaterThan(rule.km_per_hour);
      }),
    );
  });

  test('prove nothing when the places are not known better than they are apart', () => {
    fc.assert(
      fc.property(sighting, sighting, (a, b) => {
        const vague = { ...a, accuracy: kmBetween(a, b) * 1000 };
        expect(leapBetween(vague, b, rule)).toBeUndefined();
      }),
    );
  });

  test('more time between them never makes a copy of what was none', () => {
    fc.assert(
      fc.property(sighting, sighting, fc.integer({ min: 0, max: 2000 }), (a, b, minutes) => {
        const [first, second] = a.at <= b.at ? [a, b] : [b, a];
        const later = { ...second, at: new Date(second.at.getTime() + minutes * 60_000) };
        if (!leapBetween(first, second, rule)) expect(leapBetween(first, later, rule)).toBeUndefined();
      }),
    );
  });
});

describe('many sightings', () => {
  test('are a copy exactly when some pair with a new one is, told earlier first', () => {
    fc.assert(
      fc.property(fc.array(sighting, { maxLength: 8 }), fc.array(sighting, { minLength: 1, maxLength: 4 }), (old, fresh) => {
        const all = [...old, ...fresh];
        const worst = worstLeap(fresh, all, rule);
        expect(worst !== undefined).toBe(fresh.some((a) => all.some((b) => leapBetween(a, b, rule))));
        if (worst) expect(worst.first.at.getTime()).toBeLessThanOrEqual(worst.second.at.getTime());
      }),
    );
  });
});

test('distances are those of the map', () => {
  const [hanoi, saigon] = [
    { lat: 21.0278, lon: 105.8342 },
    { lat: 10.7769, lon: 106.7009 },
  ];
  expect(kmBetween(hanoi, saigon)).toBeCloseTo(1144, -1);
  expect(kmBetween(hanoi, hanoi)).toBe(0);
});
