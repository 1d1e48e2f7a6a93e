import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db } from './db.ts';
import { sql } from './sql.ts';

/** Kernel rooms whose tables others build on come first; the order of the rest does not matter. */
const kernelRooms = ['db', 'organisations', 'identity', 'files', 'audit', 'outbox', 'credentials', 'signing', 'notifications'];

type Migration = { name: string; text: string };

/** Brings the schema up to date as the owner role; forward only, each file once, all or nothing. Answers the names applied. */
export async function migrate(owner: Db, sourceDir: string): Promise<string[]> {
  await owner.script(`create schema if not exists kernel;
    create table if not exists kernel.migrations (name text primary key, applied_at timestamptz not null default now())`);
  return owner.transaction(async () => {
    await owner.run(sql`select pg_advisory_xact_lock(7251)`);
    const done = new Set((await owner.many<{ name: string }>(sql`select name from kernel.migrations`)).map((row) => row.name));
    const waiting = (await findMigrations(sourceDir)).filter((migration) => !done.has(migration.name));
    for (const { name, text } of waiting) {
      await owner.script(text);
      await owner.run(sql`insert into kernel.migrations (name) values (${name})`);
    }
    return waiting.map(({ name }) => name);
  });
}

async function findMigrations(sourceDir: string): Promise<Migration[]> {
  const modules = (await readdir(join(sourceDir, 'modules'))).sort();
  const rooms = [...kernelRooms.map((room) => `kernel/${room}`), ...modules.map((name) => `modules/${name}`)];
  return (await Promise.all(rooms.map((room) => migrationsOf(sourceDir, room)))).flat();
}

async function migrationsOf(sourceDir: string, room: string): Promise<Migration[]> {
  const folder = join(sourceDir, room, 'migrations');
  const files = await readdir(folder).catch(() => []);
  return Promise.all(
    files
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map(async (file) => ({ name: `${room}/${file}`, text: await readFile(join(folder, file), 'utf8') })),
  );
}
