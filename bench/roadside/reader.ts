import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

export type Picture = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number; colorSpace: 'srgb' };

const options = { formats: ['QRCode' as const], maxNumberOfSymbols: 4, tryHarder: true };

/** The reader of the checkpoint page, with its WebAssembly taken from the package instead of the network. */
export async function openReader(): Promise<void> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer },
    fireImmediately: true,
  });
}

export async function readPicture(picture: Picture): Promise<string | undefined> {
  return (await readBarcodes(picture, options)).find(({ text }) => text)?.text;
}

export async function findCode(picture: Picture) {
  return (await readBarcodes(picture, options))[0]?.position;
}
