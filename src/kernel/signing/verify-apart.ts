import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { PdfSignature } from './verify-pdf.ts';

type Verdict = { signatures: PdfSignature[] };

const patience = 4000;
let last: Promise<unknown> = Promise.resolve();

/**
 * Looks into a file from outside in a process of its own, one file after the other: a megabyte that unfolds to many gigabytes ends
 * that process and not the province. A file that could not be judged in time has no signature that counts.
 */
export function verifyApart(rootDir: string, bytes: Uint8Array, authorities: readonly Uint8Array[]): Promise<Verdict> {
  const verdict = last.then(() => judge(rootDir, bytes, authorities));
  last = verdict;
  return verdict;
}

function judge(rootDir: string, bytes: Uint8Array, authorities: readonly Uint8Array[]): Promise<Verdict> {
  const child = fork(join(rootDir, 'src/kernel/signing/pdf-judge.ts'), {
    serialization: 'advanced',
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve) => {
    const end = (verdict: Verdict) => {
      clearTimeout(late);
      child.kill('SIGKILL');
      resolve(verdict);
    };
    const late = setTimeout(() => end({ signatures: [] }), patience);
    child.once('message', (verdict) => end(verdict as Verdict));
    child.once('error', () => end({ signatures: [] }));
    child.once('exit', () => end({ signatures: [] }));
    child.send({ bytes, authorities }, () => undefined);
  });
}
