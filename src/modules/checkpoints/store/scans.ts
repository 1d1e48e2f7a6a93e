import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Actor } from '#kernel/identity/index.ts';
import type { Sighting } from '../copies/copies.ts';
import type { RefusedEntry } from '../sync/chain.ts';
import { visibleTo } from './checkpoints.ts';

/** Of a genuine credential: what is needed to find it again, and no more of what it says. */
export type Seen = { place: number; number: string; subject: string; dossierCode: string; issuerUnit: string };

export type NewScan = {
  seq: number;
  at: Date;
  correctedAt: Date;
  timeKnown: boolean;
  said: string;
  found: string;
  seen: Seen | null;
  plate: string | null;
  spot: { lat: number; lon: number; accuracy: number | null } | null;
  listsDays: number;
  payload: Uint8Array;
  hash: Uint8Array;
  signature: Uint8Array;
};

/** Hashes of the entries kept under these numbers. */
export async function hashesOf(db: Db, deviceId: string, seqs: readonly number[]): Promise<Map<number, Uint8Array>> {
  const rows = await db.many<{ seq: number; hash: Uint8Array }>(
    sql`select seq, hash from checkpoints.scans where device_id = ${deviceId}::uuid and seq = any(${seqs}::int[])`,
  );
  return new Map(rows.map(({ seq, hash }) => [seq, hash]));
}

/** Keeps entries and where the log stands now, in two statements. */
export async function keepScans(
  db: Db,
  device: { id: string; checkpointId: string },
  scans: readonly NewScan[],
  stand: { upTo: number; head: Uint8Array; seen: number; at: Date; skewMs: number },
): Promise<void> {
  if (scans.length > 0) await db.run(insertAll(device, scans, stand.at));
  await db.run(sql`update checkpoints.devices set up_to = ${stand.upTo}, head = ${Buffer.from(stand.head)}, seen = greatest(seen, ${stand.seen}),
    last_heard_at = ${stand.at}, skew_ms = ${stand.skewMs} where id = ${device.id}::uuid`);
}

function insertAll(device: { id: string; checkpointId: string }, scans: readonly NewScan[], receivedAt: Date): Sql {
  const rows = scans.map(({ seen, spot, payload, hash, signature, ...scan }) => ({
    ...scan,
    ...(seen && { place: seen.place, number: seen.number, subject: seen.subject, dossier_code: seen.dossierCode, issuer_unit: seen.issuerUnit }),
    ...(spot && { lat: spot.lat, lon: spot.lon, accuracy: spot.accuracy }),
    payload: base64(payload),
    hash: base64(hash),
    signature: base64(signature),
  }));
  return sql`insert into checkpoints.scans (device_id, checkpoint_id, received_at, seq, at, corrected_at, time_known, said, found,
      place, number, subject, dossier_code, issuer_unit, plate, lat, lon, accuracy, lists_days, payload, hash, signature)
    select ${device.id}::uuid, ${device.checkpointId}::uuid, ${receivedAt}::timestamptz, x.seq, x.at, x."correctedAt", x."timeKnown", x.said, x.found,
      x.place, x.number, x.subject, x.dossier_code, x.issuer_unit, x.plate, x.lat, x.lon, x.accuracy, x."listsDays",
      decode(x.payload, 'base64'), decode(x.hash, 'base64'), decode(x.signature, 'base64')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(seq int, at timestamptz, "correctedAt" timestamptz, "timeKnown" boolean, said text, found text,
      place bigint, number text, subject text, dossier_code text, issuer_unit text, plate text, lat double precision, lon double precision,
      accuracy double precision, "listsDays" real, payload text, hash text, signature text)`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** Remembers what was refused; a device fills no more than a hundred lines, whoever uses its name. */
export async function keepRefusals(db: Db, deviceId: string, refused: readonly RefusedEntry[], at: Date): Promise<void> {
  if (refused.length === 0) return;
  await db.run(sql`insert into checkpoints.refusals (device_id, seq, why, at)
    select ${deviceId}::uuid, x.seq, x.why, ${at}::timestamptz from (select distinct seq, why from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) as y(seq int, why text)) x
    order by x.seq limit greatest(0, 100 - (select count(*) from checkpoints.refusals where device_id = ${deviceId}::uuid))
    on conflict do nothing`);
}

export type Scan = {
  deviceId: string;
  deviceName: string;
  seq: number;
  correctedAt: Date;
  timeKnown: boolean;
  receivedAt: Date;
  said: string;
  found: string;
  number: string | null;
  subject: string | null;
  dossierCode: string | null;
  plate: string | null;
};

/** What was scanned at a checkpoint, latest first. */
export function scansAt(db: Db, checkpointId: string, most: number, offset: number): Promise<Scan[]> {
  return db.many<Scan>(sql`select s.device_id as "deviceId", d.name as "deviceName", s.seq, s.corrected_at as "correctedAt", s.time_known as "timeKnown",
      s.received_at as "receivedAt", s.said, s.found, s.number, s.subject, s.dossier_code as "dossierCode", s.plate
    from checkpoints.scans s join checkpoints.devices d on d.id = s.device_id
    where s.checkpoint_id = ${checkpointId}::uuid order by s.corrected_at desc, s.seq desc limit ${most} offset ${offset}`);
}

export type Tally = { found: string; scans: number };

/** How many scans of each verdict at the checkpoints this officer may see. */
export function tallyOf(db: Db, actor: Actor, { from, to }: { from: Date; to: Date }): Promise<Tally[]> {
  return db.many<Tally>(sql`select s.found, count(*) as scans from checkpoints.scans s join checkpoints.checkpoints c on c.id = s.checkpoint_id
    where ${visibleTo(actor)} and s.corrected_at >= ${from} and s.corrected_at < ${to} group by s.found order by count(*) desc, s.found`);
}

export type Hour = { hour: Date; scans: number; bad: number };

/** Scans of a checkpoint by the hour; `bad` are those whose paper did not hold. */
export function hoursAt(db: Db, checkpointId: string, { from, to }: { from: Date; to: Date }): Promise<Hour[]> {
  return db.many<Hour>(sql`select date_trunc('hour', corrected_at) as hour, count(*) as scans, count(*) filter (where found <> 'valid') as bad
    from checkpoints.scans where checkpoint_id = ${checkpointId}::uuid and corrected_at >= ${from} and corrected_at < ${to} group by 1 order by 1`);
}

export type Spotted = Sighting & { place: number; deviceId: string; seq: number } & Omit<Seen, 'place'>;

/** Only one at a time looks for copies, so that of two phones that send together the second sees the first one's scans. */
export function alone(db: Db): Promise<number> {
  return db.run(sql`select pg_advisory_xact_lock(7253)`);
}

/** Where these papers were seen valid, when the moment and the place are known; nothing from before a false alarm was settled. */
export function sightingsOf(db: Db, places: readonly number[], { from, to }: { from: Date; to: Date }): Promise<Spotted[]> {
  return db.many<Spotted>(sql`select s.place, s.device_id as "deviceId", s.seq, s.corrected_at as at, s.lat, s.lon, coalesce(s.accuracy, 0) as accuracy,
      s.number, s.subject, s.dossier_code as "dossierCode", s.issuer_unit as "issuerUnit"
    from checkpoints.scans s
    where s.found = 'valid' and s.place = any(${places}::bigint[]) and s.time_known and s.lat is not null and s.corrected_at between ${from} and ${to}
      and not exists (select from checkpoints.flags f where f.place = s.place and f.settled_as = 'false-alarm' and f.settled_at >= s.received_at)
    order by s.corrected_at desc limit 20000`);
}

/** Of these papers, those that some phone has seen valid, with the last time. */
export function seenValid(db: Db, places: readonly number[]): Promise<{ place: number; lastAt: Date }[]> {
  return db.many(
    sql`select place, max(corrected_at) as "lastAt" from checkpoints.scans where found = 'valid' and place = any(${places}::bigint[]) group by place`,
  );
}

/** Deletes what is older than it may be kept, except what a flag holds as evidence; answers how many. */
export function forgetScans(db: Db, before: Date): Promise<number> {
  return db.run(sql`delete from checkpoints.scans s where s.received_at < ${before}
    and not exists (select from checkpoints.flags f where f.first_device = s.device_id and f.first_seq = s.seq)
    and not exists (select from checkpoints.flags f where f.second_device = s.device_id and f.second_seq = s.seq)`);
}

export function forgetRefusals(db: Db, before: Date): Promise<number> {
  return db.run(sql`delete from checkpoints.refusals where at < ${before}`);
}
