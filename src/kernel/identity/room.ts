import type { Audit } from '#kernel/audit/index.ts';
import type { Db } from '#kernel/db/index.ts';
import type { Actor } from './actor.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Secrets } from './secrets.ts';

/** What every verb of this room works with. */
export type Room = { db: Db; secrets: Secrets; audit: Pick<Audit, 'record'>; limits: RateLimit; demo: boolean; now(): Date };

type What = { detail?: Record<string, unknown>; ip?: string };

/** Writes what was done to an account, by whom. */
export async function recordOn(room: Room, action: string, actor: Actor, accountId: string, { detail, ip }: What = {}): Promise<void> {
  await room.audit.record({ at: room.now(), action, actor, subject: { kind: 'account', id: accountId }, detail, ip });
}
