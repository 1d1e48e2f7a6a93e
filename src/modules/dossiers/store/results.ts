import { type Db, sql } from '#kernel/db/index.ts';

/** A result (kết quả) from draft to sealed paper; `data` is frozen once signed. */
export type Result = {
  id: string;
  dossierId: string;
  position: number;
  template: string;
  title: string;
  data: Record<string, unknown>;
  draftedBy: string;
  draftedAt: Date;
  signedBy: string | null;
  signedAt: Date | null;
  number: number | null;
  numberText: string | null;
  sealedBy: string | null;
  sealedAt: Date | null;
  validUntil: Date | null;
  credentialId: string | null;
  credentialText: string | null;
  fileHash: string | null;
  revokedAt: Date | null;
  revokedWhy: string | null;
};

const columns = sql`id, dossier_id as "dossierId", position, template, title, data, drafted_by as "draftedBy", drafted_at as "draftedAt", signed_by as "signedBy", signed_at as "signedAt",
  number, number_text as "numberText", sealed_by as "sealedBy", sealed_at as "sealedAt", valid_until as "validUntil", credential_id as "credentialId", credential_text as "credentialText",
  file_hash as "fileHash", revoked_at as "revokedAt", revoked_why as "revokedWhy"`;

export function resultsOf(db: Db, dossierId: string): Promise<Result[]> {
  return db.many<Result>(sql`select ${columns} from dossiers.results where dossier_id = ${dossierId}::uuid order by position`);
}

/** Writes or rewrites the draft of a result; false when it is signed and no longer a draft. */
export async function draftResult(
  db: Db,
  draft: Pick<Result, 'id' | 'dossierId' | 'position' | 'template' | 'title' | 'data' | 'draftedBy' | 'draftedAt'>,
): Promise<boolean> {
  const touched = await db.run(sql`insert into dossiers.results (id, dossier_id, position, template, title, data, drafted_by, drafted_at)
    values (${draft.id}::uuid, ${draft.dossierId}::uuid, ${draft.position}, ${draft.template}, ${draft.title}, ${JSON.stringify(draft.data)}::jsonb, ${draft.draftedBy}, ${draft.draftedAt})
    on conflict (dossier_id, position) do update set data = excluded.data, title = excluded.title, drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at
    where results.signed_at is null`);
  return touched === 1;
}

export async function markSigned(
  db: Db,
  id: string,
  signed: { by: string; at: Date; validUntil: Date | null; data: Record<string, unknown>; fileHash: string },
): Promise<void> {
  await db.run(
    sql`update dossiers.results set signed_by = ${signed.by}, signed_at = ${signed.at}, valid_until = ${signed.validUntil}, data = ${JSON.stringify(signed.data)}::jsonb, file_hash = ${signed.fileHash} where id = ${id}::uuid and signed_at is null`,
  );
}

/** Keeps the number that the clerk's book has given; a result keeps the first. */
export async function keepNumber(db: Db, id: string, given: { number: number; numberText: string }): Promise<void> {
  await db.run(sql`update dossiers.results set number = ${given.number}, number_text = ${given.numberText} where id = ${id}::uuid and number is null`);
}

export async function markSealed(
  db: Db,
  id: string,
  sealed: { by: string; at: Date; number: number; numberText: string; credentialId: string; credentialText: string; fileHash: string },
): Promise<void> {
  await db.run(sql`update dossiers.results set sealed_by = ${sealed.by}, sealed_at = ${sealed.at}, number = ${sealed.number}, number_text = ${sealed.numberText},
    credential_id = ${sealed.credentialId}, credential_text = ${sealed.credentialText}, file_hash = ${sealed.fileHash} where id = ${id}::uuid and sealed_at is null`);
}

/** A new code on the same paper: number, date and signature stay. */
export async function markReissued(db: Db, id: string, anew: { credentialId: string; credentialText: string; fileHash: string }): Promise<void> {
  await db.run(sql`update dossiers.results set credential_id = ${anew.credentialId}, credential_text = ${anew.credentialText}, file_hash = ${anew.fileHash}
    where id = ${id}::uuid and sealed_at is not null`);
}

export async function markRevoked(db: Db, id: string, revoked: { at: Date; why: string }): Promise<boolean> {
  return (
    (await db.run(
      sql`update dossiers.results set revoked_at = ${revoked.at}, revoked_why = ${revoked.why} where id = ${id}::uuid and sealed_at is not null and revoked_at is null`,
    )) === 1
  );
}
