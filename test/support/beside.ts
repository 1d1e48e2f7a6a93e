import { readConfig } from '#config';
import { startEmbedded } from '#kernel/db/embedded.ts';
import { type Db, openDb } from '#kernel/db/index.ts';
import { type OpenPlatform, openPlatform } from '../../src/open-platform.ts';
import { command, freePort, makeDataDir, type Program, removeDataDir, startProgram } from './program.ts';

/** The program of 2021 in a process of its own, to be killed, and the platform opened beside it on the same data, to prepare and to look. */
export type Beside = {
  /** The one that runs now: another after each `start`. */
  program: Program;
  db: Db;
  platform: OpenPlatform;
  start(): Promise<void>;
  kill(): Promise<void>;
  command(...words: string[]): ReturnType<typeof command>;
  close(): Promise<void>;
};

export async function openBeside(): Promise<Beside> {
  const dataDir = await makeDataDir();
  const start = async () => startProgram({ dataDir, port: await freePort(), profile: '2021' });
  const program = await start();
  const { appUrl } = await startEmbedded(dataDir);
  const db = openDb(appUrl, 2);
  const platform = await openPlatform(readConfig(['--profile', '2021', '--data', dataDir], { LOG_LEVEL: 'error' }), { db });
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    beside.program.signal(signal);
    await beside.program.gone;
  };
  const beside: Beside = {
    program,
    db,
    platform,
    start: async () => {
      beside.program = await start();
    },
    kill: () => end('SIGKILL'),
    command: (...words) => command(dataDir, ...words),
    close: async () => {
      await platform.close();
      await db.close();
      await end('SIGTERM');
      await removeDataDir(dataDir);
    },
  };
  return beside;
}
