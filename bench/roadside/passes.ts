import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { qrRows } from '#design/qr-rows.ts';
import { type ListedKey, makeKeyList } from '#kernel/credentials/key-list.ts';
import { checkSignature } from '#kernel/credentials/keys.ts';
import { judge, type VerdictName } from '#kernel/credentials/verdict.ts';
import type { Printing } from '#kernel/printing/index.ts';
import { resultPaper } from '#modules/dossiers/papers/data.ts';
import { samplePass } from '#modules/dossiers/papers/samples.ts';
import { type Grey, pixelsPerMm, toPicture } from './grey.ts';
import { findCode } from './reader.ts';

/** A pass as it lies behind a windscreen: the printed page, where on it the code is (mm), and what the code says. */
export type PrintedPass = { text: string; modules: number; page: Grey; code: { x: number; y: number; side: number } };

type Signed = { at: string; unitId: string; x: string; y: string; passes: readonly Pass[] };
type Pass = { plate: string; number: string; conditions: string; people: string; text: string };

const template = 'src/modules/dossiers/papers/vehicle-pass.typ';

/** Real credentials on the real paper, printed layer over layer as they are when the clerk seals them; and how a phone judges them. */
export async function printPasses(printing: Printing): Promise<{ passes: PrintedPass[]; judgeText(text: string): Promise<VerdictName> }> {
  const signed = JSON.parse(await readFile(join(import.meta.dirname, 'signed-passes.json'), 'utf8')) as Signed;
  const passes: PrintedPass[] = [];
  for (const pass of signed.passes) passes.push(await print(printing, pass));
  const at = new Date(signed.at);
  const knowing = { keys: makeKeyList({ madeAt: at, validUntil: at, keys: [keyOf(signed)] }), status: undefined, check: checkSignature };
  return { passes, judgeText: async (text) => (await judge(text, knowing, at)).verdict };
}

function keyOf({ at, unitId, ...point }: Signed): ListedKey {
  const [x, y] = [Buffer.from(point.x, 'hex'), Buffer.from(point.y, 'hex')];
  return { kid: x.subarray(0, 8), x, y, unitId, unitName: 'Sở Giao thông vận tải', validFrom: new Date(at), validTo: null, revokedFrom: null };
}

async function print(printing: Printing, { plate, number, conditions, people, text }: Pass): Promise<PrintedPass> {
  const rows = qrRows(text);
  const data = { ...samplePass, number, pass: { ...samplePass.pass, plate, conditions, people }, qr: rows, shortCode: 'ABCD-2345' };
  const [base, sealed] = await Promise.all(
    (['base', 'organisation'] as const).map(async (layer) => raster(await printing.draw(template, resultPaper.parse({ ...data, layer })))),
  );
  const { data: pixels, info } = await sharp(base)
    .composite([{ input: sealed ?? Buffer.alloc(0), blend: 'multiply' }])
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const page = { width: info.width, height: info.height, pixels: Float32Array.from(pixels) };
  const corners = await findCode(toPicture(page));
  if (!corners) throw new Error('the code on the clean page was not found');
  const { topLeft, bottomRight } = corners;
  const code = { x: topLeft.x / pixelsPerMm, y: topLeft.y / pixelsPerMm, side: (bottomRight.x - topLeft.x) / pixelsPerMm };
  return { text, modules: rows.length, page, code };
}

async function raster(svg: string): Promise<Buffer> {
  return sharp(Buffer.from(svg), { density: 72 * 4 })
    .flatten({ background: 'white' })
    .resize(Math.round(210 * pixelsPerMm))
    .png()
    .toBuffer();
}
