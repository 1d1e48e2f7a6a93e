import { bytesOf } from '#kernel/credentials/verdict.ts';
import { type Camera, type Seen, startCamera } from './camera.ts';
import type { ReaderFiles } from './reader.ts';

/** The same paper, still before the camera, is not a second one. */
const samePaperFor = 4000;
/** A code that is none of ours counts only when it stays, so that a sticker beside the paper does not hide the paper. */
const strangeAfter = 700;
const adviseAfter = 9000;

type Parts = { video: HTMLVideoElement; hint: HTMLElement; start: HTMLElement; torch: HTMLElement };
export type Scanner = {
  start(): Promise<void>;
  pause(paused: boolean): void;
  /** While it is held the camera sees and says nothing: the verdict on the screen is of a paper that is not before it. */
  hold(held: boolean): void;
};

/** The camera of a checkpoint: open as long as the page is seen, one paper after the other without a tap. */
export function openScanner({ video, hint, start, torch }: Parts, files: ReaderFiles, paper: (seen: Seen) => void): Scanner {
  let camera: Camera | undefined;
  let last = { text: '', at: Number.NEGATIVE_INFINITY };
  let strange = { text: '', since: 0 };
  let held = false;
  let advice: ReturnType<typeof setTimeout> | undefined;

  function tell(seen: Seen): void {
    if (held) return;
    const same = seen.text === last.text && seen.at - last.at < samePaperFor;
    if (!same && !bytesOf(seen.text)) {
      if (strange.text !== seen.text) strange = { text: seen.text, since: seen.at };
      if (seen.at - strange.since < strangeAfter) return;
    }
    last = { text: seen.text, at: seen.at };
    if (same) return;
    advise();
    paper(seen);
  }

  function advise(): void {
    clearTimeout(advice);
    hint.textContent = 'Đưa mã QR trên giấy vào giữa khung.';
    advice = setTimeout(() => (hint.textContent = 'Chưa thấy mã. Đưa gần hơn, giữ yên, tránh bóng loáng; tối thì bật đèn.'), adviseAfter);
  }

  let opening: Promise<void> | undefined;
  const open = () => (opening ??= openNow().finally(() => (opening = undefined)));

  async function openNow(): Promise<void> {
    if (camera) return;
    try {
      camera = await startCamera(video, files, tell);
      start.hidden = true;
      torch.hidden = !camera.torch;
      advise();
    } catch {
      hint.textContent = 'Không mở được máy ảnh. Hãy cho phép dùng máy ảnh rồi bấm nút dưới đây, hoặc dán mã.';
      start.hidden = false;
    }
  }

  function close(): void {
    camera?.stop();
    camera = undefined;
    torch.setAttribute('aria-pressed', 'false');
  }

  start.addEventListener('click', () => void open());
  torch.addEventListener('click', () => {
    const on = torch.getAttribute('aria-pressed') !== 'true';
    void camera?.torch?.(on).then(() => torch.setAttribute('aria-pressed', String(on)));
  });
  // A hidden page must not keep the camera from other apps, nor empty the battery.
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : void open()));
  return { start: open, pause: (paused) => camera?.pause(paused), hold: (yes) => void (held = yes) };
}
