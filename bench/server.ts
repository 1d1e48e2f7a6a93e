import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = join(import.meta.dirname, '..');

/** The production bundle at work as a process of its own. */
export type Server = { port: number; pid: number; url: string; child: ChildProcess; startSeconds: number };

/** A data folder of our own; readable, so that the database of a root run lies inside it and goes with it. */
export async function makeDataDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'motcua-bench-'));
  await chmod(dir, 0o755);
  return dir;
}

export function removeDataDir(dir: string): Promise<void> {
  return rm(dir, { recursive: true, force: true });
}

/** What a measurement wants otherwise. */
export type Special = { profile?: '2021' | '2026'; env?: Record<string, string> };

/** Starts `.build/server.js` on a free loopback port and waits, at most two minutes, until it says that it can work. */
export async function startServer(dataDir: string, { profile, env = {} }: Special = {}): Promise<Server> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [join(root, '.build/server.js'), '--data', dataDir, '--port', String(port), ...(profile ? ['--profile', profile] : [])],
    {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  endWithUs(child);
  const url = `http://localhost:${port}`;
  for (let tries = 0; tries < 6000 && child.exitCode === null; tries++) {
    if (await isReady(port)) return { port, pid: child.pid ?? 0, url, child, startSeconds: (performance.now() - started) / 1000 };
    await sleep(20);
  }
  child.kill('SIGTERM');
  throw new Error('the server did not become ready');
}

/** However the measuring ends, also by Ctrl-C or because nobody reads on, no server stays behind. */
function endWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(1));
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

/** Asks the server to leave and waits until it has; after 30 s it is made to. */
export async function stopServer({ child }: Server): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await gone;
  clearTimeout(hard);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
