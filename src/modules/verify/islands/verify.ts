// Why: judges a scanned paper in the phone itself, so that it works with no network and the paper's contents never leave the phone.
import { bytesOf } from '#kernel/credentials/verdict.ts';
import type { Conclusion } from './knowing/conclude.ts';
import { recall } from './knowing/keep.ts';
import { element, factsOf, verdictBox } from './view/facts.ts';
import { codeInAddress, findPlace, type Place, takeAlong } from './view/place.ts';
import { ageWords, claimRows, clockDoubt } from './view/words.ts';

const place = findPlace();
if (place) void begin(place);

async function begin(place: Place): Promise<void> {
  const code = codeInAddress();
  // A phone that belongs to a checkpoint judges there, where what it sees goes into the log.
  if (/^chot(=|$)/.test(code) || (code && (await recall('device')))) return location.replace(`/xac-thuc/chot#${location.hash.slice(1)}`);
  takeAlong(place);
  addEventListener('hashchange', () => void verify(place, codeInAddress()));
  listenToForm(place);
  offerCamera(place);
  await verify(place, code);
}

async function verify(place: Place, code: string): Promise<void> {
  if (!code) return;
  if (!bytesOf(code)) return show(place, code, 'unreadable');
  const conclusion = await place.knowledge.judge(code);
  if (!conclusion) return say(place, 'Chưa có danh sách khóa trên máy này. Hãy mở trang này một lần khi có mạng.');
  await show(place, code, conclusion.doubt ?? conclusion.verdict, conclusion);
}

async function show({ box, knowledge, provinceName }: Place, code: string, kind: string, conclusion?: Conclusion): Promise<void> {
  const words = verdictBox(kind);
  if (!words) return;
  box.textContent = '';
  box.append(words);
  if (conclusion?.claims) box.append(factsOf(claimRows(conclusion.claims, conclusion.issuerName ?? '', code, provinceName)));
  const standing = await knowledge.standing();
  const doubt = clockDoubt(conclusion ?? standing);
  if (doubt) box.append(element('p', doubt, 'notice warning'));
  box.append(element('p', ageWords(standing), standing.trust?.state === 'fresh' ? 'soft' : 'notice warning'));
  box.scrollIntoView({ block: 'start' });
  navigator.vibrate?.(kind === 'valid' ? 80 : [200, 80, 200]);
}

function say({ box }: Place, words: string): void {
  box.textContent = '';
  box.append(element('p', words, 'notice warning'));
}

/** A PDF is for the server to look into; a code need not leave the phone. */
function listenToForm(place: Place): void {
  document.querySelector('form[action="/xac-thuc"]')?.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const code = (form.elements.namedItem('code') as HTMLTextAreaElement).value;
    const file = form.elements.namedItem('pdf') as HTMLInputElement;
    if (!code || file.files?.length) return;
    event.preventDefault();
    void verify(place, code);
  });
}

function offerCamera(place: Place): void {
  const room = document.querySelector<HTMLElement>('[data-camera]');
  if (!room || !navigator.mediaDevices) return;
  const button = element('button', 'Quét bằng máy ảnh', 'button');
  button.type = 'button';
  button.addEventListener('click', () => void scan(place, room, button));
  room.prepend(button);
}

async function scan(place: Place, room: HTMLElement, button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  try {
    const { scanOnce } = (await import(place.url('scanOnce'))) as typeof import('./scan-once.ts');
    const text = await scanOnce(room, place.url);
    if (text) await verify(place, text);
    else say(place, 'Chưa thấy mã nào. Đưa máy gần hơn, tránh bóng loáng rồi quét lại.');
  } catch {
    say(place, 'Không mở được máy ảnh. Hãy cho phép dùng máy ảnh, hoặc dùng ứng dụng máy ảnh của điện thoại quét mã.');
  }
  button.disabled = false;
}
