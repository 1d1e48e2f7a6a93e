import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = join(import.meta.dirname, '../..');

/** The program as people start it, by bin/start, in a process of its own. */
export type Program = {
  url: string;
  pid: number;
  /** Everything it has printed so far. */
  printed(): string;
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void;
  /** Its exit code once it has gone; null after a kill. */
  gone: Promise<number | null>;
};

export type Starting = { dataDir: string; port: number; profile?: '2021' | '2026'; as?: { uid: number; gid: number }; env?: Record<string, string> };

/** Starts and waits until it says where it is; throws with everything printed when it ends instead. */
export async function startProgram(starting: Starting): Promise<Program> {
  const program = launch(starting);
  for (let waited = 0; waited < 600; waited++) {
    if (program.printed().includes('Dừng: Ctrl-C')) return program;
    const over = await Promise.race([program.gone.then(() => true), sleep(100, false)]);
    if (over) break;
  }
  program.signal('SIGTERM');
  throw new Error(`the program did not start:\n${program.printed()}`);
}

/** Starts what is expected to refuse: its exit code and what it said. */
export async function startInVain(starting: Starting): Promise<{ code: number | null; said: string }> {
  const program = launch(starting);
  const late = setTimeout(() => program.signal('SIGTERM'), 30_000);
  const code = await program.gone;
  clearTimeout(late);
  return { code, said: program.printed() };
}

function launch({ dataDir, port, profile, as, env = {} }: Starting): Program {
  const own = { PATH: process.env.PATH ?? '', HOME: as ? dirname(dataDir) : (process.env.HOME ?? ''), HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env };
  const child: ChildProcess = spawn(join(root, 'bin/start'), ['--data', dataDir, '--port', String(port), ...(profile ? ['--profile', profile] : [])], {
    cwd: tmpdir(),
    env: own,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const gone = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { url: `http://localhost:${port}`, pid: child.pid ?? 0, printed: () => text, signal: (name) => void child.kill(name), gone };
}

/** The command line on the same data, as the IT officer uses it. */
export function command(dataDir: string, ...args: string[]): { code: number | null; said: string } {
  const done = spawnSync(join(root, 'bin/motcua'), [...args, '--data', dataDir], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
  });
  return { code: done.status, said: done.stdout + done.stderr };
}

/** A folder of our own that the database of a root run can reach, so that it lies inside and goes with it. */
export async function makeDataDir(name = 'data'): Promise<string> {
  const base = await mkdtemp(join(tmpdir(), 'motcua-program-'));
  await chmod(base, 0o755);
  const dir = join(base, name);
  await mkdir(dir, { mode: 0o755 });
  return dir;
}

export function removeDataDir(dataDir: string): Promise<void> {
  return rm(dirname(dataDir), { recursive: true, force: true });
}

export function pidFile(dataDir: string): string {
  return join(dataDir, 'postgres/postmaster.pid');
}

/** The database's processes, postmaster first; none when it is not running. Linux only. */
export function databaseProcesses(dataDir: string): number[] {
  const postmaster = existsSync(pidFile(dataDir)) ? Number(readFileSync(pidFile(dataDir), 'utf8').split('\n')[0]) : 0;
  return postmaster > 0 && isAlive(postmaster) ? [postmaster, ...childrenOf(postmaster)] : [];
}

export function childrenOf(parent: number): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.map(Number).filter((pid) => {
    try {
      return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) === parent;
    } catch {
      return false;
    }
  });
}

/** A process that has ended but was not yet asked after counts as gone. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const { port, close } = await takenPort();
  await close();
  return port;
}

/** A port that somebody else holds until `close`. */
export async function takenPort(): Promise<{ port: number; close(): Promise<void> }> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
