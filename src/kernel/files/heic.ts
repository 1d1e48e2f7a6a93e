import type { Kept } from './receive.ts';

/** TIFF directories inside another: Exif, place, interoperability. */
const inner = new Set([0x8769, 0x8825, 0xa005]);
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const thumbnailAt = 0x201;
const thumbnailSize = 0x202;
const mark = 'Exif\0\0';
/** Of marks in a file and of directories behind one; a picture has one and five, more is an attempt to keep us busy. */
const most = 16;

/**
 * Apple's pictures, which our library may not decode: kept as they are, but with what the phone wrote beside the picture (place, maker,
 * hour, thumbnail) blanked where it stands. How the picture is turned does not stand there, so it stays upright.
 */
export function keepApplePicture(bytes: Uint8Array, type: string): Kept {
  const copy = Buffer.from(bytes);
  let at = copy.indexOf(mark, 0, 'latin1');
  for (let found = 0; at >= 0 && found < most; found++, at = copy.indexOf(mark, at + 6, 'latin1')) blankExif(copy.subarray(at + 6));
  blankXmp(copy);
  return { bytes: copy, type, flags: ['apple-picture'] };
}

function blankExif(tiff: Buffer): void {
  const order = tiff.toString('latin1', 0, 4);
  if (order !== 'II*\0' && order !== 'MM\0*') return;
  const blank = (from: number, to: number) => new Uint8Array(tiff.buffer, tiff.byteOffset, tiff.length).fill(0, from, to);
  const little = order === 'II*\0';
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const waiting = [long(4)];
  const seen = new Set<number>([0]);
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    if (seen.has(directory) || seen.size > most) continue;
    seen.add(directory);
    const end = Math.min(tiff.length, directory + 2 + short(directory) * 12);
    let thumbnail = 0;
    for (let entry = directory + 2; entry < end; entry += 12) {
      const [tag, length, value] = [short(entry), (sizes[short(entry + 2)] ?? 1) * long(entry + 4), long(entry + 8)];
      if (inner.has(tag)) waiting.push(value);
      else if (length > 4) blank(value, value + length);
      if (tag === thumbnailAt) thumbnail = value;
      if (tag === thumbnailSize && thumbnail > 0) blank(thumbnail, thumbnail + value);
    }
    waiting.push(long(end));
    blank(directory, end);
  }
}

function blankXmp(bytes: Buffer): void {
  for (let from = bytes.indexOf('<x:xmpmeta'); from >= 0; from = bytes.indexOf('<x:xmpmeta', from + 1)) {
    const to = bytes.indexOf('</x:xmpmeta>', from);
    bytes.fill(' ', from, to < 0 ? bytes.length : to + 12);
  }
}
