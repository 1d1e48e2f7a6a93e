// Why: reads a QR from a picture with WebAssembly, for browsers without a reader of their own; fetched only when a camera is opened.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

let ready = false;

/** The text of the first QR in a picture; undefined when there is none. */
export async function readCode(picture: ImageData): Promise<string | undefined> {
  if (!ready) {
    const wasm = document.querySelector<HTMLElement>('[data-reader-wasm]')?.dataset.readerWasm ?? '';
    prepareZXingModule({ overrides: { locateFile: () => wasm } });
    ready = true;
  }
  const [found] = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 });
  return found?.text;
}
