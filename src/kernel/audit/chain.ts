import { createHash } from 'node:crypto';
import { sql } from '#kernel/db/index.ts';

/** A record in the one spelling that is hashed: every value as PostgreSQL writes it, so that no client can differ. */
export type Row = { id: number; line: (string | null)[] };

/** What stands before the first record. */
export const beginning = Buffer.alloc(32);

/** The columns in the order in which they are hashed. */
export const rowColumns = sql`a.id, array[a.id::text, a.txid::text, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  a.actor_id, a.actor_name, a.unit_id, a.action, a.subject_kind, a.subject_id, a.detail::text, a.ip] as line`;

export function hashOf(prev: Buffer, row: Row): Buffer {
  return createHash('sha256').update(prev).update(JSON.stringify(row.line)).digest();
}
