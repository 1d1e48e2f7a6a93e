import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readBarcodes } from 'zxing-wasm/reader';
import { readFrame } from '#modules/verify/islands/camera/read-frame.ts';

export type Picture = { data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number; colorSpace: 'srgb' };

let wasm: Promise<string> | undefined;

/** The reader of the checkpoint page itself, first as it reads most frames and then as it reads every third; its WebAssembly comes from the package. */
export async function readPicture(picture: Picture): Promise<string | undefined> {
  const address = await (wasm ??= wasmAddress());
  return (await readFrame({ picture, thorough: false }, address)) ?? (await readFrame({ picture, thorough: true }, address));
}

async function wasmAddress(): Promise<string> {
  const bytes = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  return `data:application/wasm;base64,${bytes.toString('base64')}`;
}

/** Where on a clean picture the code is. */
export async function findCode(picture: Picture) {
  await readPicture(picture);
  return (await readBarcodes(picture, { formats: ['QRCode'] }))[0]?.position;
}
