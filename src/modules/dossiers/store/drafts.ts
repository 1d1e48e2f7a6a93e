import { type Db, sql } from '#kernel/db/index.ts';

/** A filing not yet sent (bản đang làm dở). `values` is what was typed, tickets of stored papers among it. */
export type Draft = { id: string; code: string; phone: string; procedureCode: string; values: Record<string, string[]>; savedAt: Date; expiresAt: Date };

/** Saves under the form's own id: saving again replaces what was saved, and keeps its code. */
export async function keepDraft(db: Db, draft: Draft): Promise<{ code: string }> {
  return db.one<{ code: string }>(sql`insert into dossiers.drafts (id, code, phone, procedure_code, form_values, saved_at, expires_at)
    values (${draft.id}::uuid, ${draft.code}, ${draft.phone}, ${draft.procedureCode}, ${JSON.stringify(draft.values)}::jsonb, ${draft.savedAt}, ${draft.expiresAt})
    on conflict (id) do update set phone = excluded.phone, form_values = excluded.form_values, saved_at = excluded.saved_at, expires_at = excluded.expires_at
    returning code`);
}

export function findDraft(db: Db, code: string, phone: string, now: Date): Promise<Draft | undefined> {
  return db.maybe<Draft>(sql`select id, code, phone, procedure_code as "procedureCode", form_values as values, saved_at as "savedAt", expires_at as "expiresAt"
    from dossiers.drafts where code = ${code} and phone = ${phone} and expires_at > ${now}`);
}

/** Personal data that nobody sent is not kept: drafts go after their time. */
export function dropOldDrafts(db: Db, now: Date): Promise<number> {
  return db.run(sql`delete from dossiers.drafts where expires_at <= ${now}`);
}
