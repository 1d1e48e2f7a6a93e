import { type Reader, type ReaderFiles, readerOf } from './reader.ts';

/** A code that the camera saw, and when the frame was taken (performance.now()). */
export type Seen = { text: string; at: number };

export type Camera = {
  stop(): void;
  /** While somebody types, papers that pass by the camera are nobody's. */
  pause(paused: boolean): void;
  /** Undefined: this camera has no lamp. */
  torch: ((on: boolean) => Promise<void>) | undefined;
};

const side = 720;
const widest = 1280;
/** Most frames are the middle of the picture, read quickly; every so many the whole picture is searched for small, turned and faint codes. */
const thoroughEvery = 3;

const restAfterCode = 120;

/** Opens the camera at the back and tells of every code it sees, again and again, until it is stopped. */
export async function startCamera(video: HTMLVideoElement, files: ReaderFiles, tell: (seen: Seen) => void): Promise<Camera> {
  // Fetched while the question whether the camera may be used still stands there.
  const reader = readerOf(files);
  const stream = await openStream();
  video.setAttribute('playsinline', '');
  video.muted = true;
  video.srcObject = stream;
  await video.play();
  const [track] = stream.getVideoTracks();
  const state = { running: true, paused: false };
  void watch(video, state, reader, tell);
  return {
    stop() {
      state.running = false;
      for (const each of stream.getTracks()) each.stop();
      video.srcObject = null;
    },
    pause: (paused) => void (state.paused = paused),
    torch: track && torchOf(track),
  };
}

function openStream(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } } });
}

async function watch(
  video: HTMLVideoElement,
  state: { running: boolean; paused: boolean },
  { ready, read }: Reader,
  tell: (seen: Seen) => void,
): Promise<void> {
  const take = frameTaker(video);
  await ready.catch(() => undefined);
  let shown = -1;
  for (let turn = 0; state.running; ) {
    const fresh = video.currentTime !== shown && video.videoWidth > 0;
    if (!fresh || state.paused) {
      await new Promise((resolve) => setTimeout(resolve, state.paused ? 150 : 12));
      continue;
    }
    shown = video.currentTime;
    const at = performance.now();
    const thorough = ++turn % thoroughEvery === 0;
    const text = await read({ picture: take(thorough), thorough }).catch(() => undefined);
    if (text && state.running && !state.paused) tell({ text, at });
    // A breath for the page between two frames; a long one while a verdict stands there to be read.
    await new Promise((resolve) => setTimeout(resolve, text ? restAfterCode : 0));
  }
}

/** The square middle of the picture, or all of it, no larger than reading needs. */
function frameTaker(video: HTMLVideoElement): (whole: boolean) => ImageData {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return (whole) => {
    const [width, height] = [video.videoWidth, video.videoHeight];
    const square = Math.min(width, height);
    const [w, h] = whole ? [width, height] : [square, square];
    const scale = Math.min(1, whole ? widest / Math.max(w, h) : side / square);
    canvas.width = Math.round(w * scale);
    canvas.height = Math.round(h * scale);
    context.drawImage(video, (width - w) / 2, (height - h) / 2, w, h, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
}

function torchOf(track: MediaStreamTrack): Camera['torch'] {
  const able = (track.getCapabilities?.() ?? {}) as { torch?: boolean };
  return able.torch ? (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }) : undefined;
}
