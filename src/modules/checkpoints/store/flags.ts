import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Actor } from '#kernel/identity/index.ts';
import type { Leap } from '../copies/copies.ts';
import type { Spotted } from './scans.ts';

export type Settled = 'copy' | 'false-alarm';

type Where = { checkpoint: string; checkpointId: string; unitId: string; device: string; at: string; receivedAt: string; plate: string | null; said: string };

/** A paper seen at two places too far apart (nghi vấn sao chép). */
export type Flag = {
  id: string;
  place: number;
  number: string;
  subject: string;
  dossierCode: string;
  issuerUnit: string;
  madeAt: Date;
  km: number;
  minutes: number;
  first: Where;
  second: Where;
  settledAt: Date | null;
  settledByName: string | null;
  settledAs: Settled | null;
  settledWhy: string | null;
};

/** Undefined when the paper is suspected already. */
export async function insertFlag(
  db: Db,
  { id, at, first, second, leap }: { id: string; at: Date; first: Spotted; second: Spotted; leap: Leap },
): Promise<boolean> {
  const { place, number, subject, dossierCode, issuerUnit } = second;
  return (
    (await db.run(sql`insert into checkpoints.flags (id, place, number, subject, dossier_code, issuer_unit, made_at, first_device, first_seq, second_device, second_seq, km, minutes)
      values (${id}::uuid, ${place}, ${number}, ${subject}, ${dossierCode}, ${issuerUnit}, ${at}, ${first.deviceId}::uuid, ${first.seq}, ${second.deviceId}::uuid, ${second.seq},
        ${leap.km}, ${leap.minutes}) on conflict do nothing`)) === 1
  );
}

const where = (scan: Sql, checkpoint: Sql, device: Sql) =>
  sql`jsonb_build_object('checkpoint', ${checkpoint}.name, 'checkpointId', ${checkpoint}.id, 'unitId', ${checkpoint}.unit_id, 'device', ${device}.name,
    'at', ${scan}.corrected_at, 'receivedAt', ${scan}.received_at, 'plate', ${scan}.plate, 'said', ${scan}.said)`;

const flags = sql`select f.id, f.place, f.number, f.subject, f.dossier_code as "dossierCode", f.issuer_unit as "issuerUnit", f.made_at as "madeAt", f.km, f.minutes,
    ${where(sql`s1`, sql`c1`, sql`d1`)} as first, ${where(sql`s2`, sql`c2`, sql`d2`)} as second,
    f.settled_at as "settledAt", f.settled_by_name as "settledByName", f.settled_as as "settledAs", f.settled_why as "settledWhy"
  from checkpoints.flags f
  join checkpoints.scans s1 on s1.device_id = f.first_device and s1.seq = f.first_seq
  join checkpoints.scans s2 on s2.device_id = f.second_device and s2.seq = f.second_seq
  join checkpoints.checkpoints c1 on c1.id = s1.checkpoint_id join checkpoints.checkpoints c2 on c2.id = s2.checkpoint_id
  join checkpoints.devices d1 on d1.id = f.first_device join checkpoints.devices d2 on d2.id = f.second_device`;

/** Whom a flag concerns: the unit that issued the paper, and those at whose checkpoints it was seen. Auditors read all. */
function concerns(actor: Actor): Sql {
  if (actor.kind !== 'officer') return sql`false`;
  return actor.roles.includes('auditor') ? sql`true` : sql`${actor.unitId} in (f.issuer_unit, c1.unit_id, c2.unit_id)`;
}

/** Unsettled first, the newest on top. */
export function listFlags(db: Db, actor: Actor, most: number, offset: number): Promise<Flag[]> {
  return db.many<Flag>(sql`${flags} where ${concerns(actor)} order by f.settled_at desc nulls first, f.made_at desc limit ${most} offset ${offset}`);
}

export function findFlag(db: Db, id: string, actor: Actor): Promise<Flag | undefined> {
  return db.maybe<Flag>(sql`${flags} where f.id = ${id}::uuid and ${concerns(actor)}`);
}

/** For the program itself. */
export function flagById(db: Db, id: string): Promise<Flag | undefined> {
  return db.maybe<Flag>(sql`${flags} where f.id = ${id}::uuid`);
}

export async function openFlags(db: Db, actor: Actor): Promise<number> {
  return (await db.one<{ open: number }>(sql`select count(*) as open from (${flags} where ${concerns(actor)} and f.settled_at is null) waiting`)).open;
}

/** What phones are warned of: every flag that nobody has called a false alarm. */
export function standingFlags(db: Db, most: number): Promise<Flag[]> {
  return db.many<Flag>(sql`${flags} where f.settled_as is distinct from 'false-alarm' order by f.made_at desc limit ${most}`);
}

/** False when somebody was faster. */
export async function settleFlag(db: Db, id: string, { as, why, at, byName }: { as: Settled; why: string; at: Date; byName: string }): Promise<boolean> {
  return (
    (await db.run(sql`update checkpoints.flags set settled_as = ${as}, settled_why = ${why}, settled_at = ${at}, settled_by_name = ${byName}
      where id = ${id}::uuid and settled_at is null`)) === 1
  );
}

/** What was settled before this goes, and no longer holds its scans. */
export function forgetFlags(db: Db, before: Date): Promise<number> {
  return db.run(sql`delete from checkpoints.flags where settled_at < ${before}`);
}
