import { type Db, sql } from '#kernel/db/index.ts';

/** A file in the store (tệp): `hash` is the sha-256 of its bytes, hex. */
export type StoredFile = { hash: string; size: number; type: string; flags: string[] };

const columns = sql`hash, size, type, flags`;

export async function insertFile(db: Db, file: StoredFile, at: Date, by: string | null): Promise<void> {
  await db.run(sql`insert into kernel.files (${columns}, created_at, created_by)
    values (${file.hash}, ${file.size}, ${file.type}, ${file.flags}, ${at}, ${by}) on conflict (hash) do nothing`);
}

export function fileByHash(db: Db, hash: string): Promise<StoredFile | undefined> {
  return db.maybe<StoredFile>(sql`select ${columns} from kernel.files where hash = ${hash}`);
}

/** A file on its way in pieces; `hash` once it is stored. */
export type Upload = { id: string; tokenHash: Buffer; name: string; size: number; kind: FileKind; hash: string | null; expiresAt: Date };

/** What is taken from outside: a paper to be looked at, or a spreadsheet to be read. */
export type FileKind = 'paper' | 'sheet';

export async function insertUpload(db: Db, { id, tokenHash, name, size, kind, expiresAt }: Omit<Upload, 'hash'>, at: Date): Promise<void> {
  await db.run(sql`insert into kernel.uploads (id, token_hash, name, size, kind, created_at, expires_at)
    values (${id}, ${tokenHash}, ${name}, ${size}, ${kind}, ${at}, ${expiresAt})`);
}

export function uploadById(db: Db, id: string, at: Date): Promise<Upload | undefined> {
  return db.maybe<Upload>(sql`select id, token_hash as "tokenHash", name, size, kind, hash, expires_at as "expiresAt"
    from kernel.uploads where id = ${id} and expires_at > ${at}`);
}

export function finishUpload(db: Db, id: string, hash: string): Promise<number> {
  return db.run(sql`update kernel.uploads set hash = ${hash} where id = ${id}`);
}

export function deleteUpload(db: Db, id: string): Promise<number> {
  return db.run(sql`delete from kernel.uploads where id = ${id}`);
}

export async function deleteExpiredUploads(db: Db, at: Date): Promise<string[]> {
  return (await db.many<{ id: string }>(sql`delete from kernel.uploads where expires_at <= ${at} returning id`)).map(({ id }) => id);
}
