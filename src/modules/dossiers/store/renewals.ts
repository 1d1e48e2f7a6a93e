import { type Db, sql } from '#kernel/db/index.ts';
import { type Permit, permitColumns } from './permits.ts';
import type { Paper } from './read.ts';

/** What has become of a permit: an open dossier that asks to renew it, or the permit that took its place. */
export type Succession = { permitId: string; pending: string | null; pendingId: string | null; successor: string | null };

const over = sql`('intake-refused', 'refused', 'withdrawn', 'stopped')`;

/** Notes which permits a dossier asks to renew; to be called in the transaction that writes the dossier. */
export async function keepRenewals(db: Db, dossierId: string, permits: readonly string[]): Promise<void> {
  await db.run(
    sql`insert into dossiers.renewals (dossier_id, permit_id) select ${dossierId}::uuid, id from unnest(${[...permits]}::uuid[]) as id on conflict do nothing`,
  );
}

/** The permits by id, locked until the transaction ends: of two who renew the same one the second finds the first one's dossier. */
export function takePermits(db: Db, ids: readonly string[]): Promise<Permit[]> {
  return db.many<Permit>(sql`select ${permitColumns} from dossiers.permits where id = any(${[...ids]}::uuid[]) order by id for update`);
}

/** How it stands with the succession of each permit. */
export function successionsOf(db: Db, permits: readonly string[]): Promise<Succession[]> {
  return db.many<Succession>(sql`select p.id as "permitId", open.code as pending, open.id as "pendingId",
      (select s.number_text from dossiers.permits s where s.renews = p.id and s.revoked_at is null limit 1) as successor
    from dossiers.permits p left join lateral (select d.code, d.id from dossiers.renewals r join dossiers.dossiers d on d.id = r.dossier_id
      where r.permit_id = p.id and d.state not in ${over}
        and not exists (select from dossiers.permits s where s.dossier_id = d.id) order by d.submitted_at desc limit 1) open on true
    where p.id = any(${[...permits]}::uuid[])`);
}

/** Where among the results of its dossier each permit stands: its vehicle is the item of the same place. */
export function positionsOf(db: Db, permits: readonly string[]): Promise<{ id: string; position: number }[]> {
  return db.many(sql`select id, position from dossiers.results where id = any(${[...permits]}::uuid[])`);
}

/** A paper that may be carried over, and since when it has been with us: also through renewals before this one. */
export type CarriedPaper = Pick<Paper, 'paper' | 'name' | 'fileHash' | 'fileType' | 'fileSize'> & { since: Date };

/** The papers of these dossiers that hold: of each paper those of its last round. */
export function papersToCarry(db: Db, dossiers: readonly string[]): Promise<CarriedPaper[]> {
  return db.many<CarriedPaper>(sql`with recursive chain(id) as (
      select unnest(${[...dossiers]}::uuid[])
      union select p.dossier_id from chain c join dossiers.renewals r on r.dossier_id = c.id join dossiers.permits p on p.id = r.permit_id
    ), last as (
      select distinct on (paper, file_hash) paper, name, file_hash, file_type, file_size, position from dossiers.papers p
      where dossier_id = any(${[...dossiers]}::uuid[]) and file_hash is not null
        and round = (select max(round) from dossiers.papers o where o.dossier_id = p.dossier_id and o.paper = p.paper)
      order by paper, file_hash, position
    )
    select l.paper, l.name, l.file_hash as "fileHash", l.file_type as "fileType", l.file_size as "fileSize",
      (select min(o.added_at) from chain c join dossiers.papers o on o.dossier_id = c.id and o.paper = l.paper and o.file_hash = l.file_hash) as since
    from last l order by l.paper, l.position`);
}

/** The permits of all dossiers of a lot. */
export function permitsOfLot(db: Db, lot: string): Promise<Permit[]> {
  return db.many<Permit>(sql`select ${permitColumns} from dossiers.permits where dossier_id in (select d.id from dossiers.dossiers d where d.lot = ${lot}::uuid)
    order by valid_until, shown`);
}
