// Why: reads the QR of an identity card with the desk's camera and presses «điền từ thẻ»; a USB scanner needs no script.

const box = document.querySelector<HTMLElement>('[data-identity-card]');
const input = box?.querySelector<HTMLInputElement>('input[name="card"]');

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
declare const BarcodeDetector: { new (options: { formats: string[] }): Detector } | undefined;

if (box && input && navigator.mediaDevices) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button second';
  button.textContent = 'Quét bằng máy ảnh';
  button.addEventListener('click', () => void scan(button));
  box.append(' ', button);
}

async function scan(button: HTMLButtonElement): Promise<void> {
  button.disabled = true;
  const said = status();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
    const video = document.createElement('video');
    video.className = 'shot';
    video.setAttribute('playsinline', '');
    video.srcObject = stream;
    box?.append(video);
    await video.play();
    said.textContent = 'Đưa mã QR của thẻ vào giữa khung hình.';
    const text = await firstCode(video, Date.now() + 60_000);
    stream.getTracks().forEach((track) => track.stop());
    video.remove();
    if (text) fill(text);
    else said.textContent = 'Chưa đọc được mã. Lau thẻ, đưa gần hơn rồi thử lại, hoặc gõ tay.';
  } catch {
    said.textContent = 'Không mở được máy ảnh. Hãy cho phép dùng máy ảnh, hoặc dùng máy quét USB.';
  }
  button.disabled = false;
}

function status(): HTMLElement {
  const known = box?.querySelector<HTMLElement>('[role="status"]');
  if (known) return known;
  const made = document.createElement('p');
  made.setAttribute('role', 'status');
  box?.append(made);
  return made;
}

/** The phone's own reader where there is one, else the WebAssembly one, fetched only now. */
async function firstCode(video: HTMLVideoElement, until: number): Promise<string | undefined> {
  const read = await reader();
  while (Date.now() < until) {
    const text = await read(video).catch(() => undefined);
    if (text) return text;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return undefined;
}

async function reader(): Promise<(video: HTMLVideoElement) => Promise<string | undefined>> {
  if (typeof BarcodeDetector !== 'undefined') {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const address = box?.dataset.reader;
  if (!address) throw new Error('no reader');
  const { readCode } = (await import(address)) as { readCode(picture: ImageData): Promise<string | undefined> };
  return (video) => readCode(frameOf(video));
}

function frameOf(video: HTMLVideoElement): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(video, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function fill(text: string): void {
  if (!input) return;
  input.value = text;
  box?.querySelector<HTMLButtonElement>('button[value="scan"]')?.click();
}
