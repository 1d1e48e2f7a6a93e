/**
 * Base 32 (RFC 4648) without padding. Every character is alphanumeric for a QR code (5.5 bits instead of 8), legal in the
 * fragment of an address, and survives cameras that cut an address at the first odd sign. Base 41 would save 6 % and did not survive.
 */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += letters[(held >>> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + letters[(held << (5 - bits)) & 31] : text;
}

const values = new Uint8Array(128).fill(255);
for (let i = 0; i < letters.length; i++) values[letters.charCodeAt(i)] = i;

/** Undefined for text that no encoder of ours writes: a strange letter, or left-over bits that are not nought. */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array((text.length * 5) >> 3);
  let at = 0;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? 255;
    if (value > 31) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >>> bits;
      held &= (1 << bits) - 1;
    }
  }
  return bits >= 5 || held !== 0 ? undefined : bytes;
}
