import { type Db, sql } from '#kernel/db/index.ts';
import type { NewDossier, NewPaper } from './submit.ts';

export async function markItems(db: Db, dossierId: string, round: number, items: readonly { item: string; label: string; why: string }[]): Promise<void> {
  await db.run(sql`insert into dossiers.supplement_items (dossier_id, round, item, label, why)
    select ${dossierId}::uuid, ${round}, i.item, i.label, i.why
    from unnest(${items.map((i) => i.item)}::text[], ${items.map((i) => i.label)}::text[], ${items.map((i) => i.why)}::text[]) as i(item, label, why)`);
}

/** Marks every item of a round as answered: the citizen has sent the dossier back. */
export async function answerItems(db: Db, dossierId: string, round: number, at: Date): Promise<void> {
  await db.run(sql`update dossiers.supplement_items set answered_at = ${at} where dossier_id = ${dossierId}::uuid and round = ${round}`);
}

export type Correction = {
  answers: Record<string, unknown>;
  things: readonly string[];
  applicant: NewDossier['applicant'];
  fee: number | null;
  returnMode: string;
  words: string;
};

/** Writes corrected answers, and with them what stands beside the answers for lists, look-up and messages. A fee already paid stays. */
export async function correctAnswers(db: Db, dossierId: string, { answers, things, applicant, fee, returnMode, words }: Correction): Promise<void> {
  await db.run(sql`update dossiers.dossiers set form = ${JSON.stringify(answers)}::jsonb, applicant_name = ${applicant.name}, applicant_phone = ${applicant.phone},
      applicant_email = ${applicant.email}, applicant_number = ${applicant.number}, applicant_address = ${applicant.address}, return_mode = ${returnMode},
      things = ${[...things]}::text[], fee = case when fee_paid_at is null then ${fee}::bigint else fee end, search = to_tsvector('simple', code || ' ' || ${words})
    where id = ${dossierId}::uuid`);
}

export async function startWaiting(db: Db, dossierId: string, reason: string, at: Date): Promise<void> {
  await db.run(sql`insert into dossiers.waits (dossier_id, reason, from_at) values (${dossierId}::uuid, ${reason}, ${at})`);
}

export async function endWaiting(db: Db, dossierId: string, at: Date): Promise<void> {
  await db.run(sql`update dossiers.waits set to_at = ${at} where dossier_id = ${dossierId}::uuid and to_at is null`);
}

/** Papers that came with a supplement stand beside the first ones; nothing that was handed in is overwritten. */
export async function addPapers(db: Db, dossierId: string, round: number, papers: readonly NewPaper[], at: Date): Promise<void> {
  await db.run(sql`insert into dossiers.papers (dossier_id, paper, round, position, name, file_hash, file_type, file_size, added_at)
    select ${dossierId}::uuid, p.paper, ${round}, p.position, p.name, p.file_hash, p.file_type, p.file_size, ${at}::timestamptz
    from unnest(${papers.map((p) => p.paper)}::text[], ${papers.map((p) => p.position)}::int[], ${papers.map((p) => p.name)}::text[], ${papers.map((p) => p.fileHash)}::text[],
      ${papers.map((p) => p.fileType)}::text[], ${papers.map((p) => p.fileSize)}::bigint[]) as p(paper, position, name, file_hash, file_type, file_size)`);
}
