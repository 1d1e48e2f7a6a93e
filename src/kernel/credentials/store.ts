import { type Db, sql } from '#kernel/db/index.ts';
import type { Status } from './status-list.ts';

export type Issued = { id: string; place: number; kid: Uint8Array; unitId: string; text: string; issuedAt: Date; expiresAt: Date | null };

/** Taken outside any lock: a place that a rolled-back transaction took stays empty, and nobody minds. */
export async function nextPlace(db: Db): Promise<number> {
  return (await db.one<{ place: number }>(sql`select nextval('kernel.credential_places') as place`)).place;
}

/**
 * Keeps what was issued; false when its key was retired or distrusted meanwhile. The key is held until the transaction ends, so that a
 * recovery waits for what is just being issued and then counts it among the lost.
 */
export async function keepIssued(db: Db, { id, place, kid, unitId, text, issuedAt, expiresAt }: Issued): Promise<boolean> {
  const kept = await db.run(sql`insert into kernel.credentials (id, place, kid, unit_id, text, issued_at, expires_at)
    select ${id}::uuid, ${place}, k.kid, ${unitId}, ${text}, ${issuedAt}::timestamptz, ${expiresAt}::timestamptz
    from (select kid from kernel.credential_keys where kid = ${Buffer.from(kid)} and valid_to is null and revoked_from is null for share) k`);
  return kept === 1;
}

export type Change = { id: string; why: string; by: string; at: Date };

export async function markRevoked(db: Db, { id, why, by, at }: Change, changedAt: Date): Promise<boolean> {
  return (
    (await db.run(sql`update kernel.credentials set revoked_at = ${at}, revoked_why = ${why}, revoked_by = ${by}, changed_at = ${changedAt}
      where id = ${id}::uuid and revoked_at is null`)) === 1
  );
}

export async function markSuspended(db: Db, { id, why, by, at }: Change, changedAt: Date): Promise<boolean> {
  return (
    (await db.run(sql`update kernel.credentials set suspended_at = ${at}, suspended_why = ${why}, suspended_by = ${by}, changed_at = ${changedAt}
      where id = ${id}::uuid and revoked_at is null and suspended_at is null`)) === 1
  );
}

/** Taken out of use because `by` stands in its place; false when it was before, or had been revoked. */
export async function markReplaced(db: Db, { id, by, at }: { id: string; by: string; at: Date }, changedAt: Date): Promise<boolean> {
  return (
    (await db.run(sql`update kernel.credentials set replaced_by = ${by}::uuid, revoked_at = ${at}, revoked_why = 'đã được cấp lại', changed_at = ${changedAt}
      where id = ${id}::uuid and revoked_at is null`)) === 1
  );
}

export async function markReinstated(db: Db, id: string, changedAt: Date): Promise<boolean> {
  return (
    (await db.run(sql`update kernel.credentials set suspended_at = null, suspended_why = null, suspended_by = null, changed_at = ${changedAt}
      where id = ${id}::uuid and revoked_at is null and suspended_at is not null`)) === 1
  );
}

/** What would still be in use now, had its unit's key not been distrusted from before it was issued. */
export async function lostOf(db: Db, asked: { unitId: string } | { ids: readonly string[] }, now: Date): Promise<{ id: string; text: string }[]> {
  const own = 'ids' in asked ? sql`c.id = any(${[...asked.ids]}::uuid[])` : sql`c.unit_id = ${asked.unitId}`;
  return db.many(sql`select c.id, c.text from kernel.credentials c join kernel.credential_keys k on k.kid = c.kid
    where ${own} and date_trunc('second', c.issued_at) >= date_trunc('second', k.revoked_from) and c.revoked_at is null and coalesce(c.expires_at >= ${now}, true)
    order by c.issued_at, c.place`);
}

const status = sql`case when replaced_by is not null then 'replaced' when revoked_at is not null then 'revoked' when suspended_at is not null then 'suspended' else 'fine' end as status`;

export async function issuedAt(db: Db, place: number): Promise<{ text: string; status: Status } | undefined> {
  return db.maybe(sql`select text, ${status} from kernel.credentials where place = ${place}`);
}

/** For so long after its end a paper is still told apart from others that ended; twice as long as any list is trusted. */
export const keepEnded = 60 * 86_400_000;

export type Standing = { highest: number; revoked: number[]; suspended: number[] };

/**
 * Papers that ended before `expiredBefore` are left out: they are refused as expired, and the list stays as small as what is in use.
 * What was replaced stands among both, the revoked and the suspended.
 */
export async function standing(db: Db, expiredBefore: Date): Promise<Standing> {
  return db.one<Standing>(sql`select
    (select coalesce(max(place), 0) from kernel.credentials) as highest,
    (select coalesce(array_agg(place::float8), '{}') from kernel.credentials where revoked_at is not null and coalesce(expires_at > ${expiredBefore}, true)) as revoked,
    (select coalesce(array_agg(place::float8), '{}') from kernel.credentials
      where (suspended_at is not null and revoked_at is null or replaced_by is not null) and coalesce(expires_at > ${expiredBefore}, true)) as suspended`);
}

export async function changedSince(db: Db, since: Date): Promise<{ place: number; status: Status }[]> {
  return db.many(sql`select place, ${status} from kernel.credentials where changed_at >= ${since}`);
}

export type KeptKeyList = { madeAt: Date; validUntil: Date; covers: Buffer; bytes: Buffer };

export async function latestKeyList(db: Db): Promise<KeptKeyList | undefined> {
  return db.maybe<KeptKeyList>(sql`select made_at as "madeAt", valid_until as "validUntil", covers, bytes
    from kernel.credential_key_lists order by made_at desc limit 1`);
}

/** Two processes may make the same list in one second; the first one counts. */
export async function keepKeyList(db: Db, { madeAt, validUntil, covers, bytes }: KeptKeyList): Promise<void> {
  await db.run(sql`insert into kernel.credential_key_lists (made_at, valid_until, covers, bytes)
    values (${madeAt}, ${validUntil}, ${covers}, ${bytes}) on conflict do nothing`);
}
