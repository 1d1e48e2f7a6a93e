import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Figure } from './figures.ts';
import { freePort, root } from './server.ts';

/** `bin/start` in a copy of the sources that has neither packages nor bundle nor data, until it answers. */
export async function benchInstall(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-fresh-'));
  try {
    await copySources(folder);
    const seconds = await startFresh(folder);
    const note = 'bin/start: packages installed, bundle built, database made, demo province loaded; what npm had downloaded before was not downloaded again';
    return [{ name: 'fresh start with install', value: seconds, unit: 's', limit: 90, at: 'most', note }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copySources(folder: string): Promise<void> {
  for (const part of ['bin', 'data', 'scripts', 'src', 'package.json', 'package-lock.json', 'tsconfig.json', '.npmrc'])
    await cp(join(root, part), join(folder, part), { recursive: true, force: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  await promisify(execFile)('chmod', ['755', folder]);
}

async function startFresh(folder: string): Promise<number> {
  const port = await freePort();
  const from = performance.now();
  const path = (process.env.PATH ?? '').split(':').filter((place) => !place.startsWith(root));
  const child = spawn(join(folder, 'bin/start'), ['--port', String(port), '--data', join(folder, 'var')], {
    cwd: folder,
    env: { PATH: [...path, dirname(process.execPath)].join(':'), HOME: process.env.HOME, HOST: '127.0.0.1' },
    stdio: 'ignore',
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  try {
    await answers(port, () => child.exitCode === null);
    return (performance.now() - from) / 1000;
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

async function answers(port: number, runs: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2400 && runs(); tries++) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await sleep(50);
  }
  throw new Error('a fresh copy did not start within two minutes');
}
