/** Where and when one paper was seen; times by our clock, accuracy of the place in metres. */
export type Sighting = { at: Date; lat: number; lon: number; accuracy: number };

export type CopyRule = { km_per_hour: number; least_km: number; slack_minutes: number };

/** How far apart and how long after each other: more than one vehicle can do. */
export type Leap = { km: number; minutes: number };

/** Two sightings of one paper that no vehicle can join (nghi sao chép); undefined when one can. Both places may be off by their accuracy. */
export function leapBetween(a: Sighting, b: Sighting, rule: CopyRule): Leap | undefined {
  const km = Math.max(0, kmBetween(a, b) - (a.accuracy + b.accuracy) / 1000);
  const minutes = Math.abs(a.at.getTime() - b.at.getTime()) / 60_000;
  const reach = (rule.km_per_hour * (minutes + rule.slack_minutes)) / 60;
  return km >= rule.least_km && km > reach ? { km, minutes } : undefined;
}

/** The longest leap that one of the new sightings makes with any other. */
export function worstLeap<S extends Sighting>(fresh: readonly S[], all: readonly S[], rule: CopyRule): { first: S; second: S; leap: Leap } | undefined {
  let worst: { first: S; second: S; leap: Leap } | undefined;
  for (const one of fresh) {
    for (const other of all) {
      const leap = leapBetween(one, other, rule);
      if (!leap || (worst && excess(leap, rule) <= excess(worst.leap, rule))) continue;
      const [first, second] = one.at <= other.at ? [one, other] : [other, one];
      worst = { first, second, leap };
    }
  }
  return worst;
}

/** No two places of the country are further apart, so what lies longer back than this drive proves nothing. */
export const longestKm = 2500;

/** Speed that the paper would have needed, in km/h; Infinity when it was at both places at once. */
export function speedNeeded({ km, minutes }: Leap): number {
  return minutes === 0 ? Number.POSITIVE_INFINITY : (km * 60) / minutes;
}

function excess({ km, minutes }: Leap, { km_per_hour, slack_minutes }: CopyRule): number {
  return km - (km_per_hour * (minutes + slack_minutes)) / 60;
}

const earthRadius = 6371;

/** Along the surface of the earth (haversine): no road is shorter. */
export function kmBetween(a: Pick<Sighting, 'lat' | 'lon'>, b: Pick<Sighting, 'lat' | 'lon'>): number {
  const turn = Math.PI / 180;
  const half = Math.sin(((b.lat - a.lat) * turn) / 2) ** 2 + Math.cos(a.lat * turn) * Math.cos(b.lat * turn) * Math.sin(((b.lon - a.lon) * turn) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(half)));
}
