import { formatDateTime } from '#kernel/calendar/index.ts';
import { takeApart } from '#kernel/credentials/cose.ts';
import { applyStatus } from '#kernel/credentials/status-list.ts';
import type { Platform } from '#kernel/platform.ts';
import { type Flag, standingFlags } from '../store/flags.ts';
import { seenValid } from '../store/scans.ts';

/** A paper the next phone that scans it should warn of: its place in the status list, since when, and why, as a verdict and in words. */
export type Suspect = { status: number; since: string; why: 'copied' | 'revoked' | 'suspended'; words: string };

/** A phone holds so many in memory; beyond that the oldest are left out. */
const most = 1000;

/** Papers seen at two places at once that nobody has called a false alarm, and papers seen valid that no longer are. */
export async function suspectsFor(platform: Platform): Promise<Suspect[]> {
  const flags = await standingFlags(platform.db, most);
  const copied = flags.map((flag) => ({ status: flag.place, since: flag.madeAt.toISOString(), why: 'copied' as const, words: describeCopy(flag) }));
  const known = new Set(copied.map(({ status }) => status));
  return [...copied, ...(await fallen(platform)).filter(({ status }) => !known.has(status))].slice(0, most);
}

function describeCopy({ first, second, km, settledAs }: Flag): string {
  const [one, other] = [first, second].map(({ checkpoint, at }) => `${checkpoint} lúc ${formatDateTime(new Date(at))}`);
  const end = settledAs === 'copy' ? ' Cán bộ đã kết luận: giấy bị sao chép.' : '';
  return `Giấy này đã thấy ở hai nơi quá xa nhau: ${one}; ${other}; cách ${Math.round(km)} km.${end}`;
}

/** A phone with an old list let them pass; now that it has a line it shall know at once. */
async function fallen({ credentials, db }: Platform): Promise<Suspect[]> {
  const list = await applyStatus(undefined, takeApart(await credentials.statusList())?.payload ?? new Uint8Array());
  if (!list) return [];
  const [revoked, suspended] = [new Set(setIn(list.revoked)), new Set(setIn(list.suspended))];
  // In both: replaced, its holder is honest and has another. The list itself says so.
  const places = [...new Set([...revoked, ...suspended])].filter((place) => revoked.has(place) !== suspended.has(place));
  const seen = places.length > 0 ? await seenValid(db, places) : [];
  const since = list.madeAt.toISOString();
  return seen
    .toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())
    .map(({ place, lastAt }) => {
      const why = revoked.has(place) ? 'revoked' : 'suspended';
      return { status: place, since, why, words: describeFallen(why === 'revoked', lastAt) };
    });
}

function describeFallen(revoked: boolean, lastAt: Date): string {
  return `Giấy này đã bị ${revoked ? 'thu hồi' : 'đình chỉ'} sau khi được quét lúc ${formatDateTime(lastAt)}.`;
}

function setIn(bits: Uint8Array): number[] {
  const places: number[] = [];
  bits.forEach((byte, at) => {
    if (byte === 0) return;
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) places.push(at * 8 + bit);
  });
  return places;
}
