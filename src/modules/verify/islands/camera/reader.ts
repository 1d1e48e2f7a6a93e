import type { Frame, readFrame } from './read-frame.ts';

/** `ready`: the reader has been fetched and set up, so that the first frame is read as fast as the others. */
export type Reader = { ready: Promise<unknown>; read(frame: Frame): Promise<string | undefined> };
export type ReaderFiles = { worker: string; wasm: string };

let kept: Reader | undefined;

/**
 * The page's one reader, whether its camera opens, fails or opens again: one that went with the camera in the middle of being fetched
 * would throw away what a slow line had brought, and the shell would have to bring it a second time. One that failed is opened anew.
 */
export function readerOf(files: ReaderFiles): Reader {
  if (kept) return kept;
  const reader = typeof Worker === 'undefined' ? inPage(files) : inWorker(files);
  reader.ready.catch(() => (kept = undefined));
  return (kept = reader);
}

/** Reads frames beside the page, so that it answers fingers meanwhile. */
function inWorker({ worker: address, wasm }: ReaderFiles): Reader {
  const worker = new Worker(address);
  let answer: { resolve(text: string | undefined): void; reject(error: Error): void } | undefined;
  worker.addEventListener('message', ({ data }: MessageEvent<{ text?: string; error?: string }>) =>
    data.error ? answer?.reject(new Error(data.error)) : answer?.resolve(data.text),
  );
  let failed: Error | undefined;
  worker.addEventListener('error', () => answer?.reject((failed = new Error('the reader did not start'))));
  const ask = (frame: Frame) =>
    new Promise<string | undefined>((resolve, reject) => {
      if (failed) return reject(failed);
      answer = { resolve, reject };
      worker.postMessage({ frame, wasm }, [frame.picture.data.buffer]);
    });
  // One frame at a time, also when a camera that was closed and opened again has one under way.
  let last: Promise<unknown> = Promise.resolve();
  const read = (frame: Frame) => {
    const mine = last.then(() => ask(frame));
    last = mine.catch(() => undefined);
    return mine;
  };
  return { ready: read(emptyFrame()), read };
}

/** A browser that gives no worker reads in the page, slower for the fingers but as well. */
function inPage({ worker: address, wasm }: ReaderFiles): Reader {
  const loaded = import(address).then(() => (globalThis as { readFrame?: typeof readFrame }).readFrame);
  const read = async (frame: Frame) => (await loaded)?.(frame, wasm);
  return { ready: read(emptyFrame()), read };
}

function emptyFrame(): Frame {
  return { picture: new ImageData(32, 32), thorough: true };
}
