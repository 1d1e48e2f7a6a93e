/** Where this phone is, while somebody allows it: watched beforehand, so that no scan waits for a satellite. */
export type PlaceWatch = { follow(allowed: boolean): void; now(): [number, number, number] | null };

const staleAfter = 10 * 60_000;

export function watchPlace(): PlaceWatch {
  let watching: number | undefined;
  let last: { at: number; place: [number, number, number] } | undefined;
  return {
    follow(allowed) {
      if (!allowed && watching !== undefined) navigator.geolocation.clearWatch(watching);
      if (!allowed) last = watching = undefined;
      if (!allowed || watching !== undefined || !navigator.geolocation) return;
      watching = navigator.geolocation.watchPosition(
        ({ coords }) => (last = { at: Date.now(), place: [coords.latitude, coords.longitude, Math.round(coords.accuracy)] }),
        () => undefined,
        { enableHighAccuracy: false, maximumAge: 60_000 },
      );
    },
    now: () => (last && Date.now() - last.at < staleAfter ? last.place : null),
  };
}
