// Why: one paper before the camera of a plain visitor; fetched only when the camera is opened.
import { startCamera } from './camera/camera.ts';

const patience = 120_000;

/** The text of the first code the camera sees; undefined when none came. */
export async function scanOnce(room: HTMLElement, url: (name: string) => string): Promise<string | undefined> {
  const video = document.createElement('video');
  room.append(video);
  let stop: (() => void) | undefined;
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      setTimeout(resolve, patience, undefined);
      startCamera(video, { worker: url('worker'), wasm: url('readerWasm') }, ({ text }) => resolve(text)).then((camera) => (stop = camera.stop), reject);
    });
  } finally {
    stop?.();
    video.remove();
  }
}
