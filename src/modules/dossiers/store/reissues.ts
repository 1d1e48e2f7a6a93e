import { type Db, sql } from '#kernel/db/index.ts';

/** A dossier whose papers a recovery from a stolen key made worthless. */
export type Reissue = { dossierId: string; holder: string };

/**
 * Notes every dossier that has one of these credentials on a sealed paper (lập danh sách cấp lại); answers how many were not noted before.
 * Those of one holder stand together, so that he is told as soon as his own are done.
 */
export function listReissues(db: Db, recoveryId: string, credentialIds: readonly string[]): Promise<number> {
  return db.run(sql`insert into dossiers.reissues (recovery_id, dossier_id, holder)
    select distinct ${recoveryId}::uuid, d.id, coalesce('lot ' || d.lot, 'phone ' || nullif(d.applicant_phone, ''), 'mail ' || nullif(d.applicant_email, ''), '')
    from dossiers.results r join dossiers.dossiers d on d.id = r.dossier_id
    where r.credential_id = any(${[...credentialIds]}::text[]) and r.sealed_at is not null and r.revoked_at is null
    on conflict do nothing`);
}

const page = 200;

/** What waits behind one that was taken before, in the order of the work. */
export function waitingAfter(db: Db, recoveryId: string, { holder, dossierId }: Reissue): Promise<Reissue[]> {
  return db.many<Reissue>(sql`select dossier_id as "dossierId", holder from dossiers.reissues
    where recovery_id = ${recoveryId}::uuid and state = 'waiting' and (holder, dossier_id) > (${holder}, ${dossierId}::uuid)
    order by holder, dossier_id limit ${page}`);
}

/** Holds a waiting row until the transaction ends; false when somebody else has it or it is done. */
export async function holdReissue(db: Db, recoveryId: string, dossierId: string): Promise<boolean> {
  return (
    (await db.maybe(sql`select 1 from dossiers.reissues where recovery_id = ${recoveryId}::uuid and dossier_id = ${dossierId}::uuid and state = 'waiting'
      for update skip locked`)) !== undefined
  );
}

export type Marked = { state: 'done' | 'undone' | 'left'; papers?: number; said?: string; at: Date };

export async function markReissue(db: Db, recoveryId: string, dossierId: string, { state, papers = 0, said, at }: Marked): Promise<void> {
  await db.run(sql`update dossiers.reissues set state = ${state}, papers = ${papers}, said = ${said}::text, at = ${at}
    where recovery_id = ${recoveryId}::uuid and dossier_id = ${dossierId}::uuid and state = 'waiting'`);
}

/** What could not be done waits again; answers how many. */
export function waitAgain(db: Db, recoveryId: string): Promise<number> {
  return db.run(sql`update dossiers.reissues set state = 'waiting', said = null where recovery_id = ${recoveryId}::uuid and state = 'undone'`);
}

export async function anyWaiting(db: Db, recoveryId: string): Promise<boolean> {
  return (await db.maybe(sql`select 1 from dossiers.reissues where recovery_id = ${recoveryId}::uuid and state = 'waiting' limit 1`)) !== undefined;
}

/** True while something of this holder waits: too early to tell him. */
export async function anyWaitingOf(db: Db, recoveryId: string, holder: string): Promise<boolean> {
  return (
    (await db.maybe(sql`select 1 from dossiers.reissues where recovery_id = ${recoveryId}::uuid and state = 'waiting' and holder = ${holder} limit 1`)) !==
    undefined
  );
}

/** Holders all of whose dossiers are done and who have not been told. */
export async function holdersToTell(db: Db, recoveryId: string): Promise<string[]> {
  return (
    await db.many<{ holder: string }>(sql`select distinct holder from dossiers.reissues r where recovery_id = ${recoveryId}::uuid and state = 'done'
      and told_at is null and holder <> '' and not exists (select from dossiers.reissues w
        where w.recovery_id = r.recovery_id and w.holder = r.holder and w.state = 'waiting') order by holder`)
  ).map(({ holder }) => holder);
}

/** A dossier of one holder with what he must print again. */
export type Renewed = {
  dossierId: string;
  code: string;
  procedureName: string;
  name: string;
  phone: string | null;
  email: string | null;
  unitId: string;
  lotCode: string | null;
  papers: { number: string; shown: string }[];
};

/**
 * Claims everything that is to be told to one holder, when nothing of his waits any more; to be called in the transaction that writes the message,
 * so that it is told once and together.
 */
export function claimRenewed(db: Db, recoveryId: string, holder: string, at: Date): Promise<Renewed[]> {
  return db.many<Renewed>(sql`with claimed as (
      update dossiers.reissues r set told_at = ${at} where recovery_id = ${recoveryId}::uuid and holder = ${holder} and state = 'done' and told_at is null
        and not exists (select from dossiers.reissues w where w.recovery_id = r.recovery_id and w.holder = r.holder and w.state = 'waiting')
      returning dossier_id
    )
    select d.id as "dossierId", d.code, d.procedure_name as "procedureName", d.applicant_name as name, d.applicant_phone as phone, d.applicant_email as email,
      d.deciding_unit as "unitId", (select l.code from dossiers.lots l where l.id = d.lot) as "lotCode",
      (select coalesce(jsonb_agg(jsonb_build_object('number', r.number_text, 'shown', coalesce(p.shown, '')) order by r.position), '[]')
        from dossiers.results r left join dossiers.permits p on p.id = r.id where r.dossier_id = d.id and r.sealed_at is not null and r.revoked_at is null) as papers
    from claimed c join dossiers.dossiers d on d.id = c.dossier_id order by d.lot_row, d.code`);
}

/** How far a recovery is: dossiers by what became of them, papers issued anew, messages sent, dossiers nobody could be told of. */
export type ReissueCounts = { waiting: number; done: number; undone: number; left: number; papers: number; told: number; untold: number };

export function reissueCounts(db: Db, recoveryId: string): Promise<ReissueCounts> {
  const of = (state: string) => sql`count(*) filter (where state = ${state})`;
  return db.one<ReissueCounts>(sql`select ${of('waiting')} as waiting, ${of('done')} as done, ${of('undone')} as undone, ${of('left')} as left,
      coalesce(sum(papers), 0)::int as papers, count(distinct holder) filter (where told_at is not null) as told,
      count(*) filter (where state = 'done' and holder = '') as untold
    from dossiers.reissues where recovery_id = ${recoveryId}::uuid`);
}

export function undoneReissues(db: Db, recoveryId: string, most: number): Promise<{ code: string; said: string }[]> {
  return db.many(sql`select d.code, r.said from dossiers.reissues r join dossiers.dossiers d on d.id = r.dossier_id
    where r.recovery_id = ${recoveryId}::uuid and r.state = 'undone' order by d.code limit ${most}`);
}
