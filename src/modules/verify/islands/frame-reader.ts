// Why: reads codes beside the page, not in it, so that buttons answer while a slow phone is reading.
import { type Frame, readFrame } from './camera/read-frame.ts';

type Asked = { frame: Frame; wasm: string };

/** A page without workers imports this file and finds the reader here; an export would be a fault in a worker of the old kind. */
(globalThis as { readFrame?: typeof readFrame }).readFrame = readFrame;

if (typeof document === 'undefined')
  addEventListener('message', ({ data }: MessageEvent<Asked>) => {
    readFrame(data.frame, data.wasm).then(
      (text) => postMessage({ text }),
      (error: unknown) => postMessage({ error: String(error) }),
    );
  });
