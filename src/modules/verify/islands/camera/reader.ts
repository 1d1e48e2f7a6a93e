import type { Frame, readFrame } from './read-frame.ts';

/** `ready`: the reader has been fetched and set up, so that the first frame is read as fast as the others. */
export type Reader = { ready: Promise<unknown>; read(frame: Frame): Promise<string | undefined>; close(): void };
export type ReaderFiles = { worker: string; wasm: string };

/** Reads frames in a worker; a browser that gives none reads them in the page, slower for the fingers but as well. */
export function openReader({ worker: address, wasm }: ReaderFiles): Reader {
  if (typeof Worker === 'undefined') return inPage(address, wasm);
  const worker = new Worker(address);
  // One frame at a time: whoever asks waits for the answer before the next.
  let answer: { resolve(text: string | undefined): void; reject(error: Error): void } | undefined;
  worker.addEventListener('message', ({ data }: MessageEvent<{ text?: string; error?: string }>) =>
    data.error ? answer?.reject(new Error(data.error)) : answer?.resolve(data.text),
  );
  worker.addEventListener('error', () => answer?.reject(new Error('the reader did not start')));
  const read = (frame: Frame) =>
    new Promise<string | undefined>((resolve, reject) => {
      answer = { resolve, reject };
      worker.postMessage({ frame, wasm }, [frame.picture.data.buffer]);
    });
  return {
    ready: read(emptyFrame()),
    read,
    close: () => worker.terminate(),
  };
}

function inPage(address: string, wasm: string): Reader {
  const loaded = import(address).then(() => (globalThis as { readFrame?: typeof readFrame }).readFrame);
  const read = async (frame: Frame) => (await loaded)?.(frame, wasm);
  return { ready: read(emptyFrame()), read, close: () => undefined };
}

function emptyFrame(): Frame {
  return { picture: new ImageData(32, 32), thorough: true };
}
