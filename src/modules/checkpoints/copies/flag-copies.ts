import { program } from '#kernel/identity/actor.ts';
import type { Platform } from '#kernel/platform.ts';
import { insertFlag } from '../store/flags.ts';
import { alone, type NewScan, sightingsOf, type Spotted } from '../store/scans.ts';
import { longestKm, worstLeap } from './copies.ts';

/** Called in the transaction that keeps new scans: a paper they show too far from where it was seen before is flagged (nghi sao chép). */
export async function flagCopies(platform: Platform, deviceId: string, scans: readonly NewScan[]): Promise<void> {
  const { db, profile } = platform;
  const rule = profile.rules.copies;
  const fresh = scans.filter(({ found, seen, spot, timeKnown }) => found === 'valid' && seen && spot && timeKnown);
  if (fresh.length === 0) return;
  await alone(db);
  const reach = (longestKm / rule.km_per_hour) * 3_600_000;
  const times = fresh.map(({ correctedAt }) => correctedAt.getTime());
  const window = { from: new Date(Math.min(...times) - reach), to: new Date(Math.max(...times) + reach) };
  const places = [...new Set(fresh.map(({ seen }) => seen?.place ?? 0))];
  const seqs = new Set(fresh.map(({ seq }) => seq));
  const byPlace = Map.groupBy(await sightingsOf(db, places, window), ({ place }) => place);
  for (const sightings of byPlace.values()) {
    const newest = sightings.filter((one) => one.deviceId === deviceId && seqs.has(one.seq));
    const worst = worstLeap(newest, sightings, rule);
    if (worst) await raise(platform, worst);
  }
}

async function raise({ db, audit, outbox, now }: Platform, { first, second, leap }: NonNullable<ReturnType<typeof worstLeap<Spotted>>>): Promise<void> {
  const [id, at] = [crypto.randomUUID(), now()];
  if (!(await insertFlag(db, { id, at, first, second, leap }))) return;
  const subject = { kind: 'checkpoint-flag', id };
  await audit.record({ at, action: 'suspect-copy', actor: program('chốt kiểm soát'), subject, detail: { number: second.number, km: Math.round(leap.km) } });
  await outbox.add('checkpoint.copy-suspected', { flagId: id });
}
