import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The user under which PostgreSQL runs when the program itself is root: PostgreSQL refuses to be root. */
export type Owner = { uid: number; gid: number; reachable(path: string): Promise<string>; canReach(path: string): boolean };

/** Undefined for an ordinary user, who owns the database himself. */
export function unprivilegedOwner(): Owner | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const { uid, gid } = account('postgres') ?? account('nobody') ?? { uid: 65534, gid: 65534 };
  const canReach = (path: string) => ancestors(path).every((folder) => mayEnter(folder, uid, gid));
  return {
    uid,
    gid,
    canReach,
    // Root's own home is closed to others: then the database lives where system services keep theirs.
    reachable: async (path) => (canReach(path) ? path : elsewhere(path)),
  };
}

function account(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function ancestors(path: string): string[] {
  const folders = [];
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) folders.push(folder);
  return folders.filter((folder) => existsSync(folder));
}

function mayEnter(folder: string, uid: number, gid: number): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

async function elsewhere(path: string): Promise<string> {
  const base = join('/var/lib/motcua', createHash('sha256').update(path).digest('hex').slice(0, 12));
  await mkdir(base, { recursive: true });
  await chmod('/var/lib/motcua', 0o755);
  await chmod(base, 0o755);
  return join(base, 'postgres');
}
