import { type Db, sql } from '#kernel/db/index.ts';
import { beginning, hashOf, type Row, rowColumns } from './chain.ts';

export type Head = { position: number; hash: Buffer };
type Last = Head & { settled: number };

export type Sealer = { seal(): Promise<number>; head(): Promise<Head | undefined> };

/** Up to which id, and which transaction, records existed when we last looked. */
type Horizon = { id: number; txid: number };

const batch = 2000;

/**
 * Chains records after their commit. Only one sealer works at a time in the whole installation; `horizon` remembers
 * since when no smaller id can appear, so that each round looks at the newest records only, however long the log.
 */
export function openSealer(db: Db): Sealer {
  let horizon: Horizon | undefined;

  async function round(): Promise<number> {
    // A look without a transaction first: an idle province must not write every second.
    if (!(await somethingWaits(db))) return 0;
    return db.transaction(async () => {
      const { mine } = await db.one<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(7253) as mine`);
      if (!mine) return 0;
      const last = await lastLink(db);
      const { rows, xmin, held } = await candidates(db, last.settled);
      if (rows.length === 0) return 0;
      const settled = settledBy(last, rows, held, horizon && horizon.txid < xmin ? horizon.id : 0);
      await append(db, last, rows, settled);
      horizon = await newHorizon(db);
      return rows.length;
    });
  }

  return {
    async seal() {
      let sealed = 0;
      for (let more = batch; more === batch; sealed += more) more = await round();
      return sealed;
    },
    async head() {
      const { position, hash } = await lastLink(db);
      return position > 0 ? { position, hash } : undefined;
    },
  };
}

async function lastLink(db: Db): Promise<Last> {
  const last = await db.maybe<Last>(sql`select position, hash, settled from kernel.audit_chain order by position desc limit 1`);
  return last ?? { position: 0, hash: beginning, settled: 0 };
}

/**
 * Committed records that no transaction still open can precede. A transaction number beyond the snapshot means
 * the record came with a restored backup from another server: it is as finished as can be.
 */
const finished = sql`(a.txid < pg_snapshot_xmin(pg_current_snapshot()) or a.txid >= pg_snapshot_xmax(pg_current_snapshot()))`;
const unchained = sql`not exists (select from kernel.audit_chain c where c.audit_id = a.id)`;

async function somethingWaits(db: Db): Promise<boolean> {
  const { waits } = await db.one<{ waits: boolean }>(sql`select exists (select from kernel.audit a
    where a.id > coalesce((select settled from kernel.audit_chain order by position desc limit 1), 0) and ${finished} and ${unchained}) as waits`);
  return waits;
}

async function candidates(db: Db, settled: number): Promise<{ rows: Row[]; xmin: number; held: number | null }> {
  const found = await db.many<Row & { finished: boolean; xmin: string }>(sql`select ${rowColumns}, ${finished} as finished,
      pg_snapshot_xmin(pg_current_snapshot())::text as xmin
    from kernel.audit a where a.id > ${settled} and ${unchained} order by a.id limit ${batch}`);
  const held = found.find((row) => !row.finished)?.id ?? null;
  return { rows: found.filter((row) => row.finished), xmin: Number(found[0]?.xmin ?? 0), held };
}

/** The id up to which nothing is left: behind the horizon, before the first record held back, within this batch. */
function settledBy(last: Last, rows: Row[], held: number | null, behind: number): number {
  const end = rows.at(-1)?.id ?? 0;
  return Math.max(last.settled, Math.min(behind, held === null ? end : held - 1, end));
}

async function append(db: Db, last: Last, rows: Row[], settled: number): Promise<void> {
  let prev = last.hash;
  const links = rows.map((row) => {
    const link = { id: row.id, prev, hash: hashOf(prev, row) };
    prev = link.hash;
    return link;
  });
  await db.run(sql`insert into kernel.audit_chain (position, audit_id, prev, hash, settled)
    select ${last.position} + l.ordinality, l.id, l.prev, l.hash, ${settled}
    from unnest(${links.map((l) => l.id)}::bigint[], ${links.map((l) => l.prev)}::bytea[], ${links.map((l) => l.hash)}::bytea[])
      with ordinality as l(id, prev, hash, ordinality)`);
}

/** Read in this order: a transaction that already took an id has a smaller number than ours. */
async function newHorizon(db: Db): Promise<Horizon> {
  const { id } = await db.one<{ id: number }>(sql`select coalesce(max(id), 0) as id from kernel.audit`);
  const { txid } = await db.one<{ txid: string }>(sql`select pg_current_xact_id()::text as txid`);
  return { id, txid: Number(txid) };
}
