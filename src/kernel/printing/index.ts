import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The print shop: a template of ours and plain data become a tagged PDF/A. Data never becomes markup. */
export type Printing = { render(template: string, data: unknown): Promise<Uint8Array>; close(): Promise<void> };

type Answer = { id: number; pdf?: Uint8Array; error?: string };
type Waiting = { resolve(pdf: Uint8Array): void; reject(error: Error): void };

/** A thread is ended when nobody printed for a minute, or after so many papers, whichever comes first. */
const idleFor = 60_000;
const papersEach = 300;
const patience = 30_000;

/** Opens the print shop; its thread starts with the first paper. `template` is a path below `rootDir`. */
export function openPrinting({ rootDir }: { rootDir: string }): Printing {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let printed = 0;
  let idle: NodeJS.Timeout | undefined;

  function start(): Worker {
    printed = 0;
    const fresh = new Worker(join(rootDir, 'src/kernel/printing/worker.mjs'), { workerData: { rootDir, fontPaths: [join(rootDir, 'node_modules/@expo-google-fonts/tinos')] } });
    fresh.unref();
    fresh.on('message', ({ id, pdf, error }: Answer) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (pdf) one?.resolve(new Uint8Array(pdf));
      else one?.reject(new Error(`the paper could not be printed: ${error}`));
      if (waiting.size === 0) rest();
    });
    fresh.on('error', (error) => failAll(error));
    return fresh;
  }

  function failAll(error: Error): void {
    worker = undefined;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  function rest(): void {
    if (printed >= papersEach) return void end();
    idle = setTimeout(end, idleFor).unref();
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
  }

  let next = 0;
  async function render(template: string, data: unknown): Promise<Uint8Array> {
    clearTimeout(idle);
    worker ??= start();
    printed++;
    const id = next++;
    const answer = new Promise<Uint8Array>((resolve, reject) => waiting.set(id, { resolve, reject }));
    worker.postMessage({ id, template: join(rootDir, template), data: JSON.stringify(data) });
    const late = setTimeout(() => failAll(new Error(`printing ${template} took more than ${patience / 1000} s`)), patience);
    return answer.finally(() => clearTimeout(late));
  }

  return { render, close: end };
}
