import { decode, encode } from 'cborg';

/**
 * COSE_Sign1 (RFC 9052) with ES256, and nothing else of COSE. Pure: keys are used by whoever calls, so that the server (node:crypto)
 * and the browser (WebCrypto) share every rule about bytes.
 */
export type Sign1 = { kid: Uint8Array; payload: Uint8Array; signature: Uint8Array /** What was signed: Sig_structure. */; signed: Uint8Array };

const [algorithmHeader, kidHeader] = [1, 4];
const es256 = -7;
/** CBOR tag 18, COSE_Sign1, as the one byte it always is. */
const sign1Tag = 0xd2;
const most = 64 * 1024;

export function protectedHeader(kid: Uint8Array): Uint8Array {
  return encode(
    new Map<number, unknown>([
      [algorithmHeader, es256],
      [kidHeader, kid],
    ]),
  );
}

/** The bytes that a signature of `payload` covers. */
export function toBeSigned(header: Uint8Array, payload: Uint8Array): Uint8Array {
  return encode(['Signature1', header, new Uint8Array(), payload]);
}

export function assemble(header: Uint8Array, payload: Uint8Array, signature: Uint8Array): Uint8Array {
  return Uint8Array.from([sign1Tag, ...encode([header, new Map(), payload, signature])]);
}

/** Takes a credential apart; undefined for anything that our own encoder would not have written byte for byte. */
export function takeApart(bytes: Uint8Array): Sign1 | undefined {
  if (bytes.length > most) return undefined;
  const parts = contentsOf(bytes);
  if (!parts) return undefined;
  const [header, unprotected, payload, signature] = parts;
  if (!(header instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array && unprotected instanceof Map)) return undefined;
  if (unprotected.size > 0 || signature.length !== 64) return undefined;
  const kid = kidOf(header);
  if (!kid || !same(assemble(header, payload, signature), bytes)) return undefined;
  return { kid, payload, signature, signed: toBeSigned(header, payload) };
}

function contentsOf(bytes: Uint8Array): unknown[] | undefined {
  const parts = bytes[0] === sign1Tag ? readCbor(bytes.subarray(1)) : undefined;
  return Array.isArray(parts) && parts.length === 4 ? parts : undefined;
}

function kidOf(header: Uint8Array): Uint8Array | undefined {
  const map = readCbor(header);
  if (!(map instanceof Map) || map.size !== 2 || map.get(algorithmHeader) !== es256) return undefined;
  const kid: unknown = map.get(kidHeader);
  return kid instanceof Uint8Array && kid.length === 8 && same(protectedHeader(kid), header) ? kid : undefined;
}

/** Strict CBOR: shortest numbers, no duplicate keys, no floats, nothing left over. Undefined instead of an error. */
export function readCbor(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      useMaps: true,
      strict: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowNaN: false,
      allowInfinity: false,
    });
  } catch {
    return undefined;
  }
}

export function writeCbor(value: unknown): Uint8Array {
  return encode(value);
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
