import { create } from 'qrcode';
import { toBase32 } from './base32.ts';
import { writeCbor } from './cbor.ts';
import { type Claims, toMap } from './claims.ts';
import { assemble, protectedHeader } from './cose.ts';

/** The largest code that a phone still reads from a print behind a windscreen. */
const largest = 13;

/** What gives way, in this order, and how many bytes of each are left at first; number, dossier and dates never do. */
const givesWay = { conditions: 48, people: 32, note: 40, subject: 40, title: 40 } as const;
const texts = Object.keys(givesWay) as (keyof typeof givesWay)[];

/** The same claims, with free texts shortened by «…» as far as the code behind `address` stays within version 13 at level M. */
export function fit(claims: Claims, address: string): Claims {
  const fitted = { ...claims };
  for (const name of texts) fitted[name] = claims[name].toWellFormed().normalize('NFC');
  const most = roomBehind(address);
  for (const least of [givesWay, undefined])
    for (const name of texts) {
      const over = sizeOf(fitted) - most;
      if (over > 0) fitted[name] = cut(fitted[name], Math.max(least?.[name] ?? bytesIn(more), bytesIn(fitted[name]) - over));
    }
  return fitted;
}

const rooms = new Map<string, number>();

/** How many bytes fit behind an address: asked of the library that draws the codes, once for each address. */
function roomBehind(address: string): number {
  const known = rooms.get(address);
  if (known !== undefined) return known;
  let [least, most] = [0, 400];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    // Noughts are all letters; digits among them could only take less.
    const text = address + toBase32(new Uint8Array(middle));
    if (create(text, { errorCorrectionLevel: 'M' }).version <= largest) least = middle;
    else most = middle - 1;
  }
  rooms.set(address, least);
  return least;
}

function sizeOf(claims: Claims): number {
  return assemble(protectedHeader(new Uint8Array(8)), writeCbor(toMap(claims)), new Uint8Array(64)).length;
}

const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' });
const more = '…';

/** At most so many bytes, whole letters only: an «ể» is not left without its hook. What is cut is never gone without a sign. */
function cut(text: string, most: number): string {
  if (bytesIn(text) <= most) return text;
  let kept = '';
  for (const { segment } of letters.segment(text)) {
    if (bytesIn(kept + segment + more) > most) break;
    kept += segment;
  }
  return kept.trimEnd() + more;
}

function bytesIn(text: string): number {
  return Buffer.byteLength(text);
}
