import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

/** A picture from the camera; `thorough`: look longer, also for codes that are turned, small or faint. */
export type Frame = { picture: ImageData; thorough: boolean };

const quick: ReaderOptions = { formats: ['QRCode'], maxNumberOfSymbols: 1, tryHarder: true, tryRotate: false, tryInvert: false, tryDownscale: false };
const thorough: ReaderOptions = { formats: ['QRCode'], maxNumberOfSymbols: 4, tryHarder: true };
let prepared = '';

/** The text of the QR in a picture; undefined when there is none. */
export async function readFrame({ picture, thorough: longer }: Frame, wasm: string): Promise<string | undefined> {
  if (prepared !== wasm) prepareZXingModule({ overrides: { locateFile: () => wasm } });
  prepared = wasm;
  const found = (await readBarcodes(picture, longer ? thorough : quick)).map(({ text }) => text).filter(Boolean);
  // A windscreen bears other codes too: the longest is the one with a signature in it.
  return [...found].sort((a, b) => b.length - a.length)[0];
}
