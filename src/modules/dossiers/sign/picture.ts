import sharp from 'sharp';
import { qrRows } from '#design/qr-rows.ts';
import type { Platform } from '#kernel/platform.ts';
import { drawCard } from '../papers/index.ts';
import { procedureVersion } from '../procedures/index.ts';
import type { Dossier } from '../store/read.ts';
import type { Result } from '../store/results.ts';
import { cardOf } from './paper.ts';

/** A phone held upright; the square for the code as papers/phone-card.typ leaves it, in the same dots. */
const [width, square] = [1080, { top: 396, side: 936 }];

/**
 * A sealed result as a picture (PNG) for the phone: the same QR, large on white. It proves as much as the paper does, because
 * the proof is in the QR; undefined before the seal.
 */
export async function pictureOf(platform: Platform, dossier: Dossier, result: Result): Promise<Uint8Array | undefined> {
  if (!result.credentialText || !result.sealedAt) return undefined;
  const procedure = await procedureVersion(platform.db, dossier.procedureId);
  const svg = await drawCard(platform.printing, cardOf(platform, { dossier, procedure, at: result.sealedAt }, result));
  const code = await codeOf(result.credentialText);
  const place = { left: Math.round((width - code.side) / 2), top: square.top + Math.round((square.side - code.side) / 2) };
  return sharp(Buffer.from(svg))
    .resize({ width })
    .flatten({ background: '#fff' })
    .composite([{ input: code.png, ...place }])
    .png({ palette: true, colours: 16, compressionLevel: 9 })
    .toBuffer();
}

/** The code in whole dots, as large as its square allows with four cells of white around it. */
async function codeOf(text: string): Promise<{ png: Buffer; side: number }> {
  const rows = qrRows(text);
  const cell = Math.floor(square.side / (rows.length + 4));
  const side = cell * rows.length;
  const grey = Buffer.from(rows.flat().map((dark) => (dark ? 0 : 255)));
  const png = await sharp(grey, { raw: { width: rows.length, height: rows.length, channels: 1 } })
    .resize({ width: side, height: side, kernel: 'nearest' })
    .png()
    .toBuffer();
  return { png, side };
}
