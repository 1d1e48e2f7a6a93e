import { type Db, sql } from '#kernel/db/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';

/** One record of who did or read what. `detail` never carries a password, a code or a whole personal number. */
export type AuditEntry = { at: Date; actor: Actor; action: string; subject: { kind: string; id: string }; detail?: Record<string, unknown> };

/** Writes a record inside the caller's transaction: if the change is rolled back, so is the record. */
export async function record(db: Db, { at, actor, action, subject, detail = {} }: AuditEntry): Promise<void> {
  const who = actor.kind === 'officer' ? { id: actor.accountId, name: actor.name, unit: actor.unitId } : { id: null, name: 'người dân', unit: null };
  await db.run(sql`insert into kernel.audit (at, actor_id, actor_name, unit_id, action, subject_kind, subject_id, detail)
    values (${at}, ${who.id}, ${who.name}, ${who.unit}, ${action}, ${subject.kind}, ${subject.id}, ${JSON.stringify(detail)}::jsonb)`);
}

export type AuditLine = { id: number; at: Date; actorName: string; unitId: string | null; action: string; detail: Record<string, unknown> };

/** Everything recorded about one subject, newest first. */
export function recordsOf(db: Db, subject: { kind: string; id: string }): Promise<AuditLine[]> {
  return db.many<AuditLine>(sql`select id, at, actor_name as "actorName", unit_id as "unitId", action, detail from kernel.audit
    where subject_kind = ${subject.kind} and subject_id = ${subject.id} order by id desc limit 500`);
}
