import { encode } from 'cborg';

/**
 * The part of CBOR (RFC 8949) that credentials and lists are written in: whole numbers, bytes, text, arrays, and maps with whole numbers
 * as keys; no floats, tags or indefinite lengths.
 */
export type Cbor = number | string | Uint8Array | readonly Cbor[] | ReadonlyMap<number, Cbor>;

/** Deterministic (RFC 8949, 4.2): shortest heads, keys in order. */
export function writeCbor(value: Cbor): Uint8Array {
  return encode(value);
}

/**
 * Reads what `writeCbor` writes and not one byte else: no longer heads, no keys out of order or twice, no broken UTF-8, nothing left over.
 * Undefined for anything else. By hand, because a general decoder weighs more than the rest of the verifier on a phone, and accepts more.
 */
export function readCbor(bytes: Uint8Array): Cbor | undefined {
  const reading = { bytes, at: 0 };
  try {
    const value = readValue(reading, mostDepth);
    return reading.at === bytes.length ? value : undefined;
  } catch (error) {
    if (error !== refused) throw error;
    return undefined;
  }
}

type Reading = { bytes: Uint8Array; at: number };

const refused = new Error('not CBOR as we write it');
const mostDepth = 4;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readValue(reading: Reading, depth: number): Cbor {
  const first = reading.bytes[reading.at++] ?? refuse();
  const count = readCount(reading, first & 31);
  const kind = first >> 5;
  if (kind === 0) return count;
  if (kind === 1) return -1 - count;
  if (kind === 2) return take(reading, count);
  if (kind === 3) return readText(take(reading, count));
  // Each item takes a byte at least, so a count beyond what is left is a lie, told to make us reserve memory.
  if (kind > 5 || depth === 0 || count > reading.bytes.length - reading.at) return refuse();
  return kind === 4 ? readArray(reading, count, depth - 1) : readMap(reading, count, depth - 1);
}

/** The number in a head of 1, 2, 3, 5 or 9 bytes, refused when a shorter head would have held it. */
function readCount(reading: Reading, small: number): number {
  if (small < 24) return small;
  if (small > 27) return refuse();
  const length = 1 << (small - 24);
  let count = 0;
  for (let i = 0; i < length; i++) count = count * 256 + (reading.bytes[reading.at++] ?? refuse());
  const least = length === 1 ? 24 : 256 ** (length / 2);
  return count >= least && Number.isSafeInteger(count) ? count : refuse();
}

function readArray(reading: Reading, count: number, depth: number): Cbor[] {
  const items: Cbor[] = [];
  for (let i = 0; i < count; i++) items.push(readValue(reading, depth));
  return items;
}

function readMap(reading: Reading, count: number, depth: number): Map<number, Cbor> {
  const map = new Map<number, Cbor>();
  let before = -1;
  for (let i = 0; i < count; i++) {
    const key = readValue(reading, 0);
    if (typeof key !== 'number' || key <= before) return refuse();
    map.set((before = key), readValue(reading, depth));
  }
  return map;
}

function take(reading: Reading, count: number): Uint8Array {
  const end = reading.at + count;
  if (end > reading.bytes.length) return refuse();
  const taken = reading.bytes.subarray(reading.at, end);
  reading.at = end;
  return taken;
}

function readText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return refuse();
  }
}

function refuse(): never {
  throw refused;
}
