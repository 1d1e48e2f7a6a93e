import { type Db, sql } from '#kernel/db/index.ts';
import type { Actor } from '#kernel/identity/actor.ts';
import { visibleTo } from './read.ts';

export type SlipKind = 'receipt' | 'supplement' | 'refusal' | 'apology' | 'stop' | 'control';

/** A slip (phiếu) as recorded: `data` is everything that stands on the paper, so that it prints the same for ever. */
export type Slip = {
  id: string;
  dossierId: string;
  kind: SlipKind;
  unitId: string;
  number: number;
  year: number;
  issuedAt: Date;
  issuedBy: string;
  data: Record<string, unknown>;
  fileHash: string | null;
};

const columns = sql`s.id, s.dossier_id as "dossierId", s.kind, s.unit_id as "unitId", s.number, s.year, s.issued_at as "issuedAt", s.issued_by as "issuedBy", s.data, s.file_hash as "fileHash"`;

export async function insertSlip(db: Db, slip: Omit<Slip, 'fileHash'>, words: string): Promise<void> {
  await db.run(sql`insert into dossiers.slips (id, dossier_id, kind, unit_id, number, year, issued_at, issued_by, data, search)
    values (${slip.id}::uuid, ${slip.dossierId}::uuid, ${slip.kind}, ${slip.unitId}, ${slip.number}, ${slip.year}, ${slip.issuedAt}, ${slip.issuedBy}, ${JSON.stringify(slip.data)}::jsonb,
      to_tsvector('simple', ${words}))`);
}

export function slipsOf(db: Db, dossierId: string): Promise<Slip[]> {
  return db.many<Slip>(sql`select ${columns} from dossiers.slips s where s.dossier_id = ${dossierId}::uuid order by s.issued_at, s.kind`);
}

/** A slip by id, when the officer may see its dossier. */
export function findSlip(db: Db, id: string, actor: Actor): Promise<Slip | undefined> {
  return db.maybe<Slip>(
    sql`select ${columns} from dossiers.slips s join dossiers.dossiers d on d.id = s.dossier_id where s.id = ${id}::uuid and ${visibleTo(actor)}`,
  );
}

/** Keeps the first print of a slip; answers which one that is, when two were printed at once. */
export async function keepSlipFile(db: Db, id: string, fileHash: string): Promise<string> {
  const { kept } = await db.one<{ kept: string }>(
    sql`update dossiers.slips set file_hash = coalesce(file_hash, ${fileHash}) where id = ${id}::uuid returning file_hash as kept`,
  );
  return kept;
}

/** Slips of the officer's unit, newest first; `text` searches number, dossier code and name without accents. */
export function searchSlips(
  db: Db,
  actor: Actor,
  { text, kind, page }: { text: string; kind: SlipKind | undefined; page: number },
): Promise<(Slip & { code: string; applicantName: string })[]> {
  return db.many(sql`select ${columns}, d.code, d.applicant_name as "applicantName" from dossiers.slips s join dossiers.dossiers d on d.id = s.dossier_id
    where ${visibleTo(actor)} and (${text} = '' or s.search @@ plainto_tsquery('simple', ${text})) and (${kind}::text is null or s.kind = ${kind})
    order by s.issued_at desc limit 31 offset ${(page - 1) * 30}`);
}
