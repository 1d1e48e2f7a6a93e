import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Actor } from '#kernel/identity/index.ts';

/** A checkpoint as stored. */
export type Checkpoint = {
  id: string;
  unitId: string;
  name: string;
  note: string;
  lat: number | null;
  lon: number | null;
  madeAt: Date;
  madeByName: string;
  closedAt: Date | null;
  closedByName: string | null;
};

export type Device = {
  id: string;
  checkpointId: string;
  name: string;
  publicKey: Uint8Array;
  enrolledAt: Date;
  enrolledByName: string;
  lastHeardAt: Date | null;
  skewMs: number;
  upTo: number;
  head: Uint8Array;
  seen: number;
  endedAt: Date | null;
  endedByName: string | null;
};

const checkpointColumns = sql`c.id, c.unit_id as "unitId", c.name, c.note, c.lat, c.lon, c.made_at as "madeAt", c.made_by_name as "madeByName",
  c.closed_at as "closedAt", c.closed_by_name as "closedByName"`;
const deviceColumns = sql`d.id, d.checkpoint_id as "checkpointId", d.name, d.public_key as "publicKey", d.enrolled_at as "enrolledAt", d.enrolled_by_name as "enrolledByName",
  d.last_heard_at as "lastHeardAt", d.skew_ms as "skewMs", d.up_to as "upTo", d.head, d.seen, d.ended_at as "endedAt", d.ended_by_name as "endedByName"`;

/** The only door to officers' look-ups: another unit's checkpoint does not exist. Auditors of the province read all and change nothing. */
export function visibleTo(actor: Actor): Sql {
  if (actor.kind !== 'officer') return sql`false`;
  return actor.roles.includes('auditor') ? sql`true` : sql`c.unit_id = ${actor.unitId}`;
}

export function findCheckpoint(db: Db, id: string, actor: Actor): Promise<Checkpoint | undefined> {
  return db.maybe<Checkpoint>(sql`select ${checkpointColumns} from checkpoints.checkpoints c where c.id = ${id}::uuid and ${visibleTo(actor)}`);
}

export function checkpointById(db: Db, id: string): Promise<Checkpoint> {
  return db.one<Checkpoint>(sql`select ${checkpointColumns} from checkpoints.checkpoints c where c.id = ${id}::uuid`);
}

export type CheckpointLine = Checkpoint & { devices: number; scansToday: number; lastHeardAt: Date | null };

/** Open ones first, the newest on top. */
export function listCheckpoints(db: Db, actor: Actor, today: { from: Date; to: Date }): Promise<CheckpointLine[]> {
  return db.many<CheckpointLine>(sql`select ${checkpointColumns},
      (select count(*) from checkpoints.devices d where d.checkpoint_id = c.id and d.ended_at is null) as devices,
      (select count(*) from checkpoints.scans s where s.checkpoint_id = c.id and s.corrected_at >= ${today.from} and s.corrected_at < ${today.to}) as "scansToday",
      (select max(d.last_heard_at) from checkpoints.devices d where d.checkpoint_id = c.id) as "lastHeardAt"
    from checkpoints.checkpoints c where ${visibleTo(actor)} order by c.closed_at desc nulls first, c.made_at desc limit 500`);
}

export type NewCheckpoint = Pick<Checkpoint, 'id' | 'unitId' | 'name' | 'note' | 'lat' | 'lon' | 'madeAt' | 'madeByName'> & { madeBy: string };

/** Sent twice it is written once; answers whether it was new. */
export async function insertCheckpoint(db: Db, made: NewCheckpoint): Promise<boolean> {
  const { id, unitId, name, note, lat, lon, madeAt, madeBy, madeByName } = made;
  return (
    (await db.run(sql`insert into checkpoints.checkpoints (id, unit_id, name, note, lat, lon, made_at, made_by, made_by_name)
      values (${id}::uuid, ${unitId}, ${name}, ${note}, ${lat}, ${lon}, ${madeAt}, ${madeBy}, ${madeByName}) on conflict (id) do nothing`)) === 1
  );
}

export async function closeCheckpoint(db: Db, id: string, at: Date, byName: string): Promise<boolean> {
  return (
    (await db.run(sql`update checkpoints.checkpoints set closed_at = ${at}, closed_by_name = ${byName} where id = ${id}::uuid and closed_at is null`)) === 1
  );
}

export function insertCode(db: Db, code: { mark: string; checkpointId: string; at: Date; byName: string; expiresAt: Date }): Promise<number> {
  return db.run(sql`insert into checkpoints.codes (mark, checkpoint_id, made_at, made_by_name, expires_at)
    values (${code.mark}, ${code.checkpointId}::uuid, ${code.at}, ${code.byName}, ${code.expiresAt})`);
}

export type Code = { checkpointId: string; madeByName: string; deviceId: string | null };

/** A code that still holds, kept for this transaction alone: of two phones with one code the second finds it used. */
export function takeCode(db: Db, mark: string, now: Date): Promise<Code | undefined> {
  return db.maybe<Code>(sql`select k.checkpoint_id as "checkpointId", k.made_by_name as "madeByName", k.device_id as "deviceId"
    from checkpoints.codes k join checkpoints.checkpoints c on c.id = k.checkpoint_id
    where k.mark = ${mark} and k.expires_at > ${now} and c.closed_at is null for update of k`);
}

export type NewDevice = { id: string; checkpointId: string; name: string; publicKey: Uint8Array; at: Date; byName: string; mark: string };

/** The phone and the use of its code are one fact. */
export async function enrolDevice(db: Db, { id, checkpointId, name, publicKey, at, byName, mark }: NewDevice): Promise<void> {
  await db.run(sql`insert into checkpoints.devices (id, checkpoint_id, name, public_key, enrolled_at, enrolled_by_name)
    values (${id}::uuid, ${checkpointId}::uuid, ${name}, ${Buffer.from(publicKey)}, ${at}, ${byName})`);
  await db.run(sql`update checkpoints.codes set used_at = ${at}, device_id = ${id}::uuid where mark = ${mark}`);
}

export function deviceById(db: Db, id: string): Promise<Device | undefined> {
  return db.maybe<Device>(sql`select ${deviceColumns} from checkpoints.devices d where d.id = ${id}::uuid`);
}

/** The same, held until the transaction ends: what one phone sends twice at once is taken in one after the other. */
export function takeDevice(db: Db, id: string): Promise<Device> {
  return db.one<Device>(sql`select ${deviceColumns} from checkpoints.devices d where d.id = ${id}::uuid for update`);
}

export type DeviceLine = Device & { scans: number; refusals: readonly { why: string; times: number }[] };

export function devicesOf(db: Db, checkpointId: string): Promise<DeviceLine[]> {
  return db.many<DeviceLine>(sql`select ${deviceColumns},
      (select count(*) from checkpoints.scans s where s.device_id = d.id) as scans,
      coalesce((select jsonb_agg(jsonb_build_object('why', r.why, 'times', r.times) order by r.why)
        from (select why, count(*) as times from checkpoints.refusals where device_id = d.id group by why) r), '[]') as refusals
    from checkpoints.devices d where d.checkpoint_id = ${checkpointId}::uuid order by d.ended_at nulls first, d.enrolled_at desc`);
}

export async function endDevice(db: Db, id: string, checkpointId: string, at: Date, byName: string): Promise<boolean> {
  return (
    (await db.run(sql`update checkpoints.devices set ended_at = ${at}, ended_by_name = ${byName}
      where id = ${id}::uuid and checkpoint_id = ${checkpointId}::uuid and ended_at is null`)) === 1
  );
}

export function dropOldCodes(db: Db, before: Date): Promise<number> {
  return db.run(sql`delete from checkpoints.codes where expires_at < ${before}`);
}
