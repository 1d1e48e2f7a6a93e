/**
 * COSE_Sign1 (RFC 9052) with ES256, and nothing else of COSE. Pure: keys are used by whoever calls, so that the server (node:crypto)
 * and the browser (WebCrypto) share every rule about bytes.
 *
 * The envelope has one layout only, so it is read byte by byte: cheaper than a general decoder, and nothing but our own encoding passes.
 *   d2 84 | 4d a2 01 26 04 48 kid[8] | a0 | bstr payload | 58 40 signature[64]
 */
export type Sign1 = { kid: Uint8Array; payload: Uint8Array; signature: Uint8Array /** What was signed: Sig_structure. */; signed: Uint8Array };

/** {1: -7 (ES256), 4: kid of 8 bytes} */
const headerStart = Uint8Array.from([0xa2, 0x01, 0x26, 0x04, 0x48]);
const headerLength = headerStart.length + 8;
const envelopeStart = Uint8Array.from([0xd2, 0x84, 0x40 + headerLength]);
const signatureStart = Uint8Array.from([0x58, 64]);
/** ["Signature1", protected, external (empty), payload] */
const structureStart = Uint8Array.from([0x84, 0x6a, ...new TextEncoder().encode('Signature1')]);
const most = 64 * 1024;

export function protectedHeader(kid: Uint8Array): Uint8Array {
  return join(headerStart, kid);
}

/** The bytes that a signature of `payload` covers. */
export function toBeSigned(header: Uint8Array, payload: Uint8Array): Uint8Array {
  return join(structureStart, byteString(header.length), header, Uint8Array.of(0x40), byteString(payload.length), payload);
}

export function assemble(header: Uint8Array, payload: Uint8Array, signature: Uint8Array): Uint8Array {
  return join(envelopeStart, header, Uint8Array.of(0xa0), byteString(payload.length), payload, signatureStart, signature);
}

/** Takes a credential apart; undefined for anything that our own encoder would not have written byte for byte. */
export function takeApart(bytes: Uint8Array): Sign1 | undefined {
  const kidAt = envelopeStart.length + headerStart.length;
  const payloadAt = kidAt + 8 + 1;
  if (bytes.length > most || !startsWith(bytes, 0, envelopeStart) || !startsWith(bytes, envelopeStart.length, headerStart) || bytes[payloadAt - 1] !== 0xa0)
    return undefined;
  const payload = readByteString(bytes, payloadAt);
  if (!payload || !startsWith(bytes, payload.end, signatureStart) || bytes.length !== payload.end + signatureStart.length + 64) return undefined;
  const header = bytes.subarray(envelopeStart.length, envelopeStart.length + headerLength);
  return {
    kid: bytes.subarray(kidAt, kidAt + 8),
    payload: payload.bytes,
    signature: bytes.subarray(payload.end + signatureStart.length),
    signed: toBeSigned(header, payload.bytes),
  };
}

/** The head of a byte string in the shortest form there is for its length. */
function byteString(length: number): Uint8Array {
  if (length < 24) return Uint8Array.of(0x40 + length);
  return length < 256 ? Uint8Array.of(0x58, length) : Uint8Array.of(0x59, length >> 8, length & 255);
}

function readByteString(bytes: Uint8Array, at: number): { bytes: Uint8Array; end: number } | undefined {
  const first = bytes[at] ?? 0;
  const [size, length] =
    first === 0x59 ? [3, ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)] : first === 0x58 ? [2, bytes[at + 1] ?? 0] : [1, first - 0x40];
  const end = at + size + length;
  return length >= 0 && end <= bytes.length && startsWith(bytes, at, byteString(length)) ? { bytes: bytes.subarray(at + size, end), end } : undefined;
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && startsWith(a, 0, b);
}

function startsWith(bytes: Uint8Array, at: number, start: Uint8Array): boolean {
  for (let i = 0; i < start.length; i++) if (bytes[at + i] !== start[i]) return false;
  return true;
}

function join(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
