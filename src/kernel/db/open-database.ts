import { join } from 'node:path';
import type { Config } from '#config';
import { startEmbedded } from './embedded.ts';
import { type Db, migrate, openDb, sql } from './index.ts';

/** The database the program runs on, and how to leave it. `stop` ends only a server that this program started. */
export type OpenDatabase = { db: Db; ownerUrl: string | undefined; embedded: boolean; stop(): Promise<void> };

/**
 * Opens DATABASE_URL, or the embedded PostgreSQL under DATA_DIR; migrates when the owner's URL is known.
 * Refuses to run as a role that could rewrite the audit log.
 */
export async function openDatabase(config: Config, { visiting = false } = {}): Promise<OpenDatabase> {
  const opened = config.databaseUrl ? external(config) : await embedded(config, visiting);
  if (opened.ownerUrl) await migrateAs(opened.ownerUrl, config);
  await refuseRewriters(opened.db);
  return opened;
}

function external(config: Config): OpenDatabase {
  const db = openDb(config.databaseUrl ?? '', 20);
  return { db, ownerUrl: config.databaseOwnerUrl, embedded: false, stop: () => db.close() };
}

/** On the machine that also runs the program more connections only take turns: 8 to 12 wrote most dossiers a second for least CPU on two cores. */
const connectionsAtHome = 10;

/** A command line that visits while the server runs leaves the database running; the server itself takes over what a kill left behind. */
async function embedded(config: Config, visiting: boolean): Promise<OpenDatabase> {
  const server = await startEmbedded(config.dataDir);
  const hold = visiting ? undefined : await holdAlone(server.ownerUrl, config.dataDir);
  const db = openDb(server.appUrl, connectionsAtHome);
  const stop = async () => {
    await db.close();
    await hold?.close();
    if (!(visiting && server.takenOver)) await server.stop();
  };
  return { db, ownerUrl: server.ownerUrl, embedded: true, stop };
}

/** Two programs on one folder would stop each other's database; the second is told so, and touches nothing. */
async function holdAlone(ownerUrl: string, dataDir: string): Promise<Db> {
  const hold = openDb(ownerUrl, 1, 0);
  const { alone } = await hold.one<{ alone: boolean }>(sql`select pg_try_advisory_lock(7254) as alone`);
  if (alone) return hold;
  await hold.close();
  throw new DataInUse(
    `Thư mục dữ liệu ${dataDir} đang được một chương trình Một Cửa khác dùng. Hãy dừng nó trước, hoặc chọn thư mục và cổng khác: bin/start --data THƯ_MỤC --port CỔNG`,
  );
}

export class DataInUse extends Error {}

async function migrateAs(ownerUrl: string, config: Config): Promise<void> {
  const owner = openDb(ownerUrl, 1);
  try {
    await migrate(owner, join(config.rootDir, 'src'));
  } finally {
    await owner.close();
  }
}

async function refuseRewriters(db: Db): Promise<void> {
  const { ready, rewrites } = await db.one<{ ready: boolean; rewrites: boolean }>(sql`select to_regclass('kernel.audit') is not null as ready,
    coalesce(has_table_privilege(to_regclass('kernel.audit'), 'update, delete, truncate'), false) as rewrites`);
  if (!ready) throw new Error('Cơ sở dữ liệu chưa được chuẩn bị: chạy bin/motcua migrate với DATABASE_OWNER_URL.');
  if (rewrites) throw new Error('DATABASE_URL dùng một vai trò sửa được nhật ký kiểm soát. Hãy dùng vai trò motcua_app (xem README, «Chạy thật»).');
}
