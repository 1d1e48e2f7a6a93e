// Why: judges a scanned paper in the phone itself, so that it works with no network and the paper's contents never leave the phone.
import { bytesOf, judge, type Knowing, type Verdict } from '#kernel/credentials/verdict.ts';
import type { KeyList, ListedKey } from '#kernel/credentials/key-list.ts';
import { takeKeyList, takeStatusList } from '#kernel/credentials/lists.ts';
import type { StatusList } from '#kernel/credentials/status-list.ts';
import { trustOf } from '#kernel/credentials/trust.ts';

const place = document.querySelector<HTMLElement>('[data-verify]');

async function checkBrowser({ x, y }: Pick<ListedKey, 'x' | 'y'>, signed: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  try {
    const key = await crypto.subtle.importKey('raw', Uint8Array.from([4, ...x, ...y]), curve, false, ['verify']);
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature as BufferSource, signed as BufferSource);
  } catch {
    return false;
  }
}

async function fetchList(address: string): Promise<Uint8Array | undefined> {
  const response = await fetch(address).catch(() => undefined);
  return response?.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
}

function base64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
}

type Lists = { keys: KeyList; status: StatusList | undefined };
let lists: Promise<Lists | undefined> | undefined;

async function readLists(): Promise<Lists | undefined> {
  const [keyBytes, statusBytes] = await Promise.all([fetchList(place?.dataset.keys ?? ''), fetchList(place?.dataset.status ?? '')]);
  const keys = keyBytes && (await takeKeyList(keyBytes, base64url(place?.dataset.point ?? ''), checkBrowser));
  return keys && { keys, status: statusBytes && (await takeStatusList(statusBytes, keys, checkBrowser)) };
}

async function verify(text: string): Promise<void> {
  if (!place) return;
  if (!bytesOf(text)) return show({ verdict: 'unreadable' });
  lists ??= readLists();
  const known = await lists;
  if (!known) {
    lists = undefined;
    return say('Chưa có danh sách khóa trên máy này. Hãy mở trang này một lần khi có mạng.');
  }
  const knowing: Knowing = { ...known, check: checkBrowser };
  show(await judge(text, knowing, new Date()), known);
}

function show({ verdict, claims, issuerName }: Verdict, known?: Lists): void {
  const words = document.querySelector<HTMLTemplateElement>('#verdicts')?.content.querySelector(`[data-kind="${verdict}"]`);
  if (!place || !words) return;
  place.textContent = '';
  place.append(words.cloneNode(true));
  if (claims) {
    const rows: [string, string][] = [
      ['Loại giấy', claims.title],
      ['Của ai, về gì', claims.subject],
      ['Ghi thêm', claims.note],
      ['Số', claims.number],
      ['Nơi cấp', issuerName ?? ''],
      ['Cấp lúc', clock(claims.issuedAt)],
      ['Có giá trị đến', claims.expires ? clock(claims.expires) : 'không thời hạn'],
      ['Mã hồ sơ', claims.dossier],
    ];
    place.append(facts(rows));
  }
  if (known) place.append(age(known));
  place.scrollIntoView({ block: 'start' });
  if (navigator.vibrate) navigator.vibrate(verdict === 'valid' ? 80 : [200, 80, 200]);
}

function facts(rows: [string, string][]): HTMLElement {
  const list = document.createElement('dl');
  list.className = 'facts';
  for (const [name, value] of rows.filter(([, text]) => text)) {
    const row = document.createElement('div');
    const [term, words] = [document.createElement('dt'), document.createElement('dd')];
    term.textContent = name;
    words.textContent = value;
    row.append(term, words);
    list.append(row);
  }
  return list;
}

/** How old the lists are; a verdict on old lists says so itself. */
function age({ keys, status }: Lists): HTMLElement {
  const { days, state } = trustOf(status?.madeAt ?? keys.madeAt, new Date(), keys.validUntil);
  const words = document.createElement('p');
  words.className = state !== 'fresh' || !status ? 'notice warning' : 'soft';
  words.textContent = status
    ? `Danh sách khóa và thu hồi trên máy này: ${days < 1 ? 'cập nhật trong hôm nay' : `cũ ${days} ngày`}.${state !== 'fresh' ? ' Hãy nối mạng để cập nhật; giấy bị thu hồi gần đây có thể chưa thấy.' : ''}`
    : 'Máy này chưa có danh sách thu hồi: chưa biết giấy có bị thu hồi hay không.';
  return words;
}

/** Việt Nam keeps UTC+7 all year; the phone's own zone does not matter. */
function clock(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString();
  return `${local.slice(11, 16)}, ${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`;
}

function say(words: string): void {
  if (!place) return;
  place.textContent = '';
  const box = document.createElement('p');
  box.className = 'notice warning';
  box.textContent = words;
  place.append(box);
}

function verifyAddress(): void {
  const code = location.hash.slice(1);
  // Some scanners escape what they open, others do not; a stray % is for the verdict to call unreadable.
  if (code)
    void verify(/%[0-9a-f]{2}/i.test(code) ? code.replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))) : code);
}

document.querySelector('form[action="/xac-thuc"]')?.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement;
  const code = (form.elements.namedItem('code') as HTMLTextAreaElement).value;
  const file = form.elements.namedItem('pdf') as HTMLInputElement;
  if (!code || file.files?.length) return;
  event.preventDefault();
  void verify(code);
});
addEventListener('hashchange', verifyAddress);
verifyAddress();
void navigator.serviceWorker?.register('/xac-thuc/sw.js', { scope: '/' }).catch(() => undefined);

/* Camera */
const camera = document.querySelector<HTMLElement>('[data-camera]');
if (camera && navigator.mediaDevices) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = 'Quét bằng máy ảnh';
  button.addEventListener('click', () => void scan(button));
  camera.append(button);
}

async function scan(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
    const video = document.createElement('video');
    video.setAttribute('playsinline', '');
    video.className = 'shot';
    video.srcObject = stream;
    camera?.append(video);
    await video.play();
    const { readCode } = (await import(place?.dataset.reader ?? '')) as { readCode(picture: ImageData): Promise<string | undefined> };
    const text = await firstCode(video, readCode, Date.now() + 120_000);
    stream.getTracks().forEach((track) => track.stop());
    video.remove();
    if (text) await verify(text);
    else say('Chưa thấy mã nào. Đưa máy gần hơn, tránh bóng loáng rồi quét lại.');
  } catch {
    say('Không mở được máy ảnh. Hãy cho phép dùng máy ảnh, hoặc dùng ứng dụng máy ảnh của điện thoại quét mã.');
  }
  button.disabled = false;
}

async function firstCode(video: HTMLVideoElement, readCode: (picture: ImageData) => Promise<string | undefined>, until: number): Promise<string | undefined> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  while (Date.now() < until) {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    const text = await readCode(context.getImageData(0, 0, canvas.width, canvas.height)).catch(() => undefined);
    if (text) return text;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  return undefined;
}
