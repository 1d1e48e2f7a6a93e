import type { Kept } from './receive.ts';

/** Longest side in pixels: an A4 page at 170 dots per inch, enough to read small print. */
const longest = 2000;
const mostPixels = 80_000_000;

/** Draws a picture anew: upright, of bearable size, and without place, phone or thumbnail inside. */
export async function redraw(bytes: Uint8Array): Promise<Kept | { refusal: string }> {
  const sharp = await loadSharp();
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .rotate()
      .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82 });
    return { bytes: await picture.toBuffer(), type: 'image/jpeg', flags: [] };
  } catch {
    return { refusal: 'Ảnh này bị hỏng hoặc quá lớn, không mở được. Hãy chụp lại rồi gửi.' };
  }
}

/** Loaded with the first picture: it takes memory that an idle province does not have to spend. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
