import { type Db, sql } from '#kernel/db/index.ts';
import type { AnchorFile } from './anchors.ts';
import { beginning, hashOf, type Row, rowColumns } from './chain.ts';

/** What is wrong and where: a position in the chain, a record's id, or a line of the anchor file. */
export type Fault =
  | { kind: 'changed' | 'missing' | 'reordered'; position: number; auditId: number }
  | { kind: 'gap'; position: number }
  | { kind: 'inserted'; auditId: number }
  | { kind: 'truncated' | 'rewritten'; position: number; anchoredAt: string }
  | { kind: 'anchor-broken'; line: number };

export type Verdict = { records: number; anchors: number; faults: Fault[] };

type Link = { position: number; auditId: number; prev: Buffer; hash: Buffer; line: Row['line'] | null };

const batch = 5000;
const enough = 100;

/** Walks the whole chain and compares it with the log and the anchors; answers the first hundred faults. */
export async function verifyAudit(db: Db, { anchors, broken }: AnchorFile): Promise<Verdict> {
  const faults: Fault[] = broken.map((line) => ({ kind: 'anchor-broken', line }));
  let expected: { position: number; prev: Buffer } = { position: 1, prev: beginning };
  let records = 0;
  for (let links = await linksFrom(db, 1); links.length > 0 && faults.length < enough; links = await linksFrom(db, expected.position)) {
    for (const link of links) {
      faults.push(...faultsOf(link, expected));
      expected = { position: link.position + 1, prev: link.hash };
    }
    records += links.length;
  }
  faults.push(...(await insertedRows(db)), ...(await againstAnchors(db, anchors)));
  return { records, anchors: anchors.length, faults: faults.slice(0, enough) };
}

function linksFrom(db: Db, position: number): Promise<Link[]> {
  return db.many(sql`select c.position, c.audit_id as "auditId", c.prev, c.hash, a.line
    from kernel.audit_chain c left join lateral (select ${rowColumns} from kernel.audit a where a.id = c.audit_id) a on true
    where c.position >= ${position} order by c.position limit ${batch}`);
}

function faultsOf({ position, auditId, prev, hash, line }: Link, expected: { position: number; prev: Buffer }): Fault[] {
  const faults: Fault[] = [];
  if (position !== expected.position) faults.push({ kind: 'gap', position: expected.position });
  else if (!prev.equals(expected.prev)) faults.push({ kind: 'reordered', position, auditId });
  if (!line) faults.push({ kind: 'missing', position, auditId });
  else if (!hashOf(prev, { id: auditId, line }).equals(hash)) faults.push({ kind: 'changed', position, auditId });
  return faults;
}

/** Records that stand in the log behind the sealer's back: it had already gone past their id. */
async function insertedRows(db: Db): Promise<Fault[]> {
  const rows = await db.many<{ id: number }>(sql`select a.id from kernel.audit a
    where a.id <= coalesce((select settled from kernel.audit_chain order by position desc limit 1), 0)
      and not exists (select from kernel.audit_chain c where c.audit_id = a.id) order by a.id limit ${enough}`);
  return rows.map(({ id }) => ({ kind: 'inserted', auditId: id }));
}

async function againstAnchors(db: Db, anchors: AnchorFile['anchors']): Promise<Fault[]> {
  const found = await db.many<{ position: number; hash: string }>(sql`select position, encode(hash, 'hex') as hash from kernel.audit_chain
    where position = any(${anchors.map(({ position }) => position)}::bigint[])`);
  const hashes = new Map(found.map(({ position, hash }) => [position, hash]));
  return anchors.flatMap(({ position, hash, at }): Fault[] => {
    const now = hashes.get(position);
    if (now === hash) return [];
    return [{ kind: now === undefined ? 'truncated' : 'rewritten', position, anchoredAt: at }];
  });
}
