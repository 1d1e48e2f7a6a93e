/**
 * Completes package-lock.json after `npm install`: some registries do not carry the binaries of other platforms, npm then leaves
 * them out of the lock file, and `npm ci` refuses it everywhere. Each missing optional package gets an entry with its platform;
 * only on that platform is it ever fetched (without a hash, because none could be had here).
 */
import { readFileSync, writeFileSync } from 'node:fs';

type Entry = {
  version: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
  dependencies?: Record<string, string>;
};

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> };
const systems = ['android', 'darwin', 'freebsd', 'openharmony', 'win32', 'windows', 'linux', 'aix', 'netbsd', 'openbsd', 'sunos'];
const processors = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32'];

for (const [owner, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!known(owner, name)) lock.packages[`node_modules/${name}`] = missing(name, version.replace(/^[\^~]/, ''), entry.dev);
  }
}
const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);

function known(owner: string, name: string): boolean {
  return [`node_modules/${name}`, `${owner}/node_modules/${name}`].some((path) => path in lock.packages);
}

function missing(name: string, version: string, dev: boolean | undefined): Entry {
  const words = name.split(/[/-]/);
  const system = systems.find((one) => words.includes(one)) ?? 'linux';
  const processor = processors.find((one) => words.includes(one)) ?? 'none';
  const libc = words.some((word) => word.startsWith('musl')) ? { libc: ['musl'] } : {};
  return { version, cpu: [processor], ...(dev ? { dev } : {}), ...libc, optional: true, os: [system === 'windows' ? 'win32' : system] };
}
