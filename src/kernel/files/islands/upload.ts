// Why this exists: a photo of 4 MB never arrives over 2G. This shrinks it, sends it in pieces and goes on after the line drops.

type Sending = { url: string; token: string };

const most = 1600;
const quality = 0.7;
const patience = 45_000;
const piece = { least: 8 * 1024, first: 32 * 1024, most: 512 * 1024 };

for (const place of document.querySelectorAll<HTMLElement>('[data-upload]')) {
  const input = place instanceof HTMLInputElement ? place : place.querySelector<HTMLInputElement>('input[type=file]');
  input?.addEventListener('change', () => [...(input.files ?? [])].forEach((file) => send(input, file)));
}

// While a file is on its way the form waits for it; the person is told what it waits for.
document.addEventListener('submit', (event) => {
  const busy = (event.target as HTMLElement).querySelector<HTMLElement>('[data-sending]');
  if (!busy) return;
  event.preventDefault();
  busy.setAttribute('data-sending', 'Hãy đợi gửi xong rồi bấm lại. ');
  busy.focus();
});

async function send(input: HTMLInputElement, file: File): Promise<void> {
  const stop = new AbortController();
  const line = draw(input, file.name, stop);
  try {
    const small = await shrink(file);
    const ticket = await deliver(small, file, line, stop.signal, input.closest('[data-sheet]') ? ',sheet' : '');
    line.removeAttribute('data-sending');
    line.querySelector('progress')?.remove();
    tell(line, `${file.name}: đã gửi xong.`);
    line.append(hidden(`upload.${input.name}`, ticket));
    // The file is ours now; left in the field it would be sent a second time with the form.
    input.value = '';
  } catch (error) {
    line.removeAttribute('data-sending');
    line.querySelector('progress')?.remove();
    if (stop.signal.aborted) line.remove();
    else tell(line, `${file.name}: ${error instanceof Refusal ? error.message : 'chưa gửi được. Bấm nút cuối trang thì tệp sẽ được gửi cùng biểu mẫu.'}`);
    if (error instanceof Refusal || stop.signal.aborted) input.value = '';
  }
}

class Refusal extends Error {}

function draw(input: HTMLInputElement, name: string, stop: AbortController): HTMLElement {
  const line = document.createElement('p');
  line.setAttribute('role', 'status');
  line.setAttribute('data-sending', '');
  line.tabIndex = -1;
  const bar = document.createElement('progress');
  bar.setAttribute('aria-label', name);
  bar.max = 100;
  const text = document.createElement('span');
  text.textContent = `${name}: đang chuẩn bị…`;
  const cancel = document.createElement('button');
  cancel.type = 'button';
  cancel.className = 'button plain';
  cancel.textContent = 'Bỏ tệp này';
  cancel.addEventListener('click', () => {
    stop.abort();
    line.remove();
  });
  line.append(bar, ' ', text, ' ', cancel);
  input.after(line);
  return line;
}

function tell(line: HTMLElement, text: string): void {
  const span = line.querySelector('span');
  const whole = `${line.getAttribute('data-sending') ?? ''}${text}`;
  if (span && span.textContent !== whole) span.textContent = whole;
}

function hidden(name: string, value: string): HTMLInputElement {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = name;
  field.value = value;
  return field;
}

/** A smaller JPEG of a photo; the file itself when it is no picture, cannot be drawn here, or would not get smaller. */
async function shrink(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/')) return file;
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const scale = Math.min(1, most / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.naturalWidth * scale);
    canvas.height = Math.round(picture.naturalHeight * scale);
    const pen = canvas.getContext('2d');
    if (!pen) return file;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
    return small && small.size < file.size ? small : file;
  } catch {
    return file;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Sends until everything has arrived; answers the ticket for the form. Only a refusal or the person ends it earlier. */
async function deliver(bytes: Blob, file: File, line: HTMLElement, signal: AbortSignal, kind: string): Promise<string> {
  const memory = `upload ${file.name} ${file.size} ${file.lastModified} ${bytes.size}`;
  let sending = recall(memory);
  let offset = sending ? undefined : 0;
  let size = piece.first;
  for (let failures = 0; !signal.aborted; ) {
    try {
      if (!sending) {
        sending = await begin(bytes, file.name, signal, kind);
        remember(memory, sending);
        offset = 0;
      }
      offset ??= await arrived(sending, signal);
      if (offset === undefined) {
        sending = undefined;
        continue;
      }
      show(line, file.name, offset, bytes.size);
      if (offset >= bytes.size) {
        remember(memory, undefined);
        return `${sending.url.split('/').pop()}.${sending.token}`;
      }
      const began = Date.now();
      offset = await push(sending, bytes, offset, size, signal);
      size = adapt(size, Date.now() - began);
      failures = 0;
    } catch (error) {
      if (error instanceof Refusal || signal.aborted) {
        remember(memory, undefined);
        if (sending) void ask(sending, 'DELETE').catch(() => undefined);
        throw error;
      }
      offset = undefined;
      size = piece.least;
      tell(line, `${file.name}: mất mạng, đang thử lại…`);
      await pause(Math.min(30_000, 1000 * 2 ** failures++), signal);
    }
  }
  throw new Error('cancelled');
}

async function begin(bytes: Blob, name: string, signal: AbortSignal, kind: string): Promise<Sending> {
  const encoded = btoa(String.fromCharCode(...new TextEncoder().encode(name)));
  const response = await fetch('/tep/tai-len', {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': String(bytes.size), 'upload-metadata': `filename ${encoded}${kind}` },
    signal,
  });
  await refuse(response);
  const url = response.headers.get('location');
  const token = response.headers.get('upload-token');
  if (!url || !token) throw new Error('no address');
  return { url, token };
}

/** How much the server has; undefined when it no longer knows the upload, which then begins anew. */
async function arrived(sending: Sending, signal: AbortSignal): Promise<number | undefined> {
  const response = await ask(sending, 'HEAD', {}, undefined, signal);
  if (response.status === 404 || response.status === 410 || response.status === 422) return undefined;
  return offsetOf(response);
}

async function push(sending: Sending, bytes: Blob, offset: number, size: number, signal: AbortSignal): Promise<number> {
  const part = bytes.slice(offset, offset + size);
  const response = await ask(sending, 'PATCH', { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }, part, signal);
  await refuse(response);
  return offsetOf(response);
}

/** A dead line often says nothing at all: an answer that does not come in time counts as lost. */
async function ask(to: Sending, method: string, headers: Record<string, string> = {}, body?: Blob, signal?: AbortSignal): Promise<Response> {
  const stop = new AbortController();
  const end = () => stop.abort();
  const timer = setTimeout(end, patience);
  signal?.addEventListener('abort', end);
  try {
    return await fetch(to.url, { method, headers: { 'tus-resumable': '1.0.0', 'upload-token': to.token, ...headers }, body, signal: stop.signal });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

function offsetOf(response: Response): number {
  const text = response.headers.get('upload-offset');
  if (!response.ok || text === null) throw new Error(`${response.status}`);
  return Number(text);
}

/** What the server says in words is for the person; everything else is tried again. */
async function refuse(response: Response): Promise<void> {
  if ([413, 422, 429, 507].includes(response.status)) throw new Refusal(await response.text());
}

/** About two seconds a piece: a good line gets longer ones, a bad line loses less when it drops. */
function adapt(size: number, took: number): number {
  return Math.round(Math.max(piece.least, Math.min(piece.most, took < 1000 ? size * 2 : took > 4000 ? size / 2 : size)));
}

function show(line: HTMLElement, name: string, offset: number, size: number): void {
  const percent = Math.floor((offset / size) * 100);
  const bar = line.querySelector('progress');
  if (bar) bar.value = percent;
  // Read aloud every fifth of the way, not every piece.
  tell(line, `${name}: đang gửi, được ${percent - (percent % 20)} %`);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    const now = () => {
      clearTimeout(timer);
      done();
    };
    window.addEventListener('online', now, { once: true });
    signal.addEventListener('abort', now, { once: true });
  });
}

// Private windows and full phones have no storage; then a reload begins anew.
function recall(memory: string): Sending | undefined {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(memory) ?? 'null');
    return found && typeof found === 'object' && 'url' in found && 'token' in found ? { url: String(found.url), token: String(found.token) } : undefined;
  } catch {
    return undefined;
  }
}

function remember(memory: string, sending: Sending | undefined): void {
  try {
    if (sending) localStorage.setItem(memory, JSON.stringify(sending));
    else localStorage.removeItem(memory);
  } catch {
    return;
  }
}
