import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type Db, openDb } from '#kernel/db/index.ts';

/** A fresh copy of the migrated database: `db` as the program's role, `owner` as the role of migrations. */
export type TestDatabase = { db: Db; owner: Db; appUrl: string; ownerUrl: string; drop(): Promise<void> };

export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const maintenance = openDb(named(server.superUrl, 'postgres'), 1);
  // Two copies of one template at the same moment refuse each other; the lock queues them.
  await maintenance.script(`select pg_advisory_lock(7252)`);
  await maintenance.script(`create database ${name} template motcua owner motcua_owner`);
  await maintenance.script(`select pg_advisory_unlock(7252)`);
  const [appUrl, ownerUrl] = [named(server.appUrl, name), named(server.ownerUrl, name)];
  const [db, owner] = [openDb(appUrl, 8), openDb(ownerUrl, 2)];
  return {
    db,
    owner,
    appUrl,
    ownerUrl,
    async drop() {
      await Promise.all([db.close(), owner.close()]);
      await maintenance.script(`drop database if exists ${name} with (force)`);
      await maintenance.close();
    },
  };
}

function named(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
