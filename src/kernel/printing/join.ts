import { fork } from 'node:child_process';
import { join } from 'node:path';

/** What one file to print is made of; `madeAt` is the date inside it. */
export type Joining = { papers: readonly Uint8Array[]; title: string; madeAt: Date };

/** More papers than this make a file that neither an old PC nor a 3G line is glad of, and memory grows with each. */
export const mostInOneFile = 100;

const patience = 60_000;

/** Joins papers into one file to print; one such file is made at a time, whoever else asks waits. */
export function openJoining(rootDir: string): (joining: Joining) => Promise<Uint8Array> {
  let last: Promise<unknown> = Promise.resolve();
  return async (joining) => {
    if (joining.papers.length > mostInOneFile) throw new Error(`at most ${mostInOneFile} papers go into one file`);
    const mine = last.then(() => joinApart(rootDir, joining));
    last = mine.catch(() => undefined);
    return mine;
  };
}

function joinApart(rootDir: string, { papers, title, madeAt }: Joining): Promise<Uint8Array> {
  const child = fork(join(rootDir, 'src/kernel/printing/join.mjs'), [], {
    serialization: 'advanced',
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    timeout: patience,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    child.on('message', ({ joined, error }: { joined?: Uint8Array; error?: string }) =>
      joined ? resolve(new Uint8Array(joined)) : reject(new Error(`the papers could not be joined: ${error}`)),
    );
    child.on('error', reject);
    child.on('exit', () => reject(new Error('joining papers ended by itself, or took too long')));
    child.send({ papers, title, madeAt: madeAt.toISOString() });
  });
}
