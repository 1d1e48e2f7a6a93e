import { type Db, sql } from '#kernel/db/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';

/**
 * The columns a store fills when its own statement also writes the audit record:
 * `insert into kernel.audit (${auditColumns}) select …`. Id and transaction number come by themselves; ip may be left out.
 */
export const auditColumns = sql`at, actor_id, actor_name, unit_id, action, subject_kind, subject_id, detail`;

type NewRow = { at: Date; action: string; actor: Actor; subject: { kind: string; id: string }; detail?: Record<string, unknown>; ip?: string | undefined };

export async function insertRow(db: Db, { at, action, actor, subject, detail, ip }: NewRow): Promise<void> {
  const who = actor.kind === 'officer' ? { ...actor, id: actor.accountId } : actor.kind === 'rule' ? actor : undefined;
  await db.run(sql`insert into kernel.audit (${auditColumns}, ip)
    values (${at}, ${who?.id}, ${who?.name}, ${who?.unitId}, ${action}, ${subject.kind}, ${subject.id}, ${JSON.stringify(detail ?? {})}, ${ip})`);
}

/** A record as people read it. */
export type AuditLine = {
  id: number;
  at: Date;
  actorId: string | null;
  actorName: string | null;
  unitId: string | null;
  action: string;
  subjectKind: string | null;
  subjectId: string | null;
  detail: Record<string, unknown>;
  ip: string | null;
};

export function linesAbout(db: Db, subject: { kind: string; id: string }, limit: number): Promise<AuditLine[]> {
  return db.many(sql`select id, at, actor_id as "actorId", actor_name as "actorName", unit_id as "unitId", action,
      subject_kind as "subjectKind", subject_id as "subjectId", detail, ip
    from kernel.audit where subject_id = ${subject.id} and subject_kind = ${subject.kind} order by id desc limit ${limit}`);
}
