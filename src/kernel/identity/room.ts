import type { Db } from '#kernel/db/index.ts';
import type { Actor } from './actor.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Secrets } from './secrets.ts';

/** One line for the audit log (nhật ký kiểm soát), written in the transaction of the change it tells of. */
export type AuditEntry = { at: Date; action: string; actor: Actor; subject: { kind: string; id: string }; detail: Record<string, unknown> };

/** The part of the audit room that identity needs. */
export type Audit = { record(entry: AuditEntry): Promise<unknown> };

/** What every verb of this room works with. */
export type Room = { db: Db; secrets: Secrets; audit: Audit; limits: RateLimit; demo: boolean; now(): Date };

/** Writes what was done to an account, by whom. */
export async function recordOn(room: Room, action: string, actor: Actor, accountId: string, detail: Record<string, unknown> = {}): Promise<void> {
  await room.audit.record({ at: room.now(), action, actor, subject: { kind: 'account', id: accountId }, detail });
}
