import { moment, seconds } from './claims.ts';
import { readCbor, writeCbor } from './cbor.ts';

/** Which credentials no longer hold: one bit for each, as in the W3C Bitstring Status List, but signed as COSE and not as JSON. */
export type StatusList = { madeAt: Date; bits: Uint8Array };

/** A bit may only be read as «fine» when the list is long enough to hold it; a newer credential than the list is not revoked yet. */
export function isRevoked({ bits }: StatusList, index: number): boolean {
  return ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
}

/** A list with these places set; at least 16 kB long, so that its length does not tell how many papers there are. */
export function makeBits(revoked: readonly number[], highest: number): Uint8Array {
  const bits = new Uint8Array(Math.max(16 * 1024, (highest >> 3) + 1));
  for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return bits;
}

/** [1, made, 'revocation', gzip(bits)] */
export async function writeStatusList({ madeAt, bits }: StatusList): Promise<Uint8Array> {
  return writeCbor([1, seconds(madeAt), 'revocation', await squeeze(bits, new CompressionStream('gzip'))]);
}

export async function readStatusList(payload: Uint8Array): Promise<StatusList | undefined> {
  const list = readCbor(payload);
  if (!Array.isArray(list) || list[0] !== 1 || typeof list[1] !== 'number' || list[2] !== 'revocation' || !(list[3] instanceof Uint8Array)) return undefined;
  const bits = await squeeze(list[3], new DecompressionStream('gzip')).catch(() => undefined);
  return bits && { madeAt: moment(list[1]), bits };
}

async function squeeze(bytes: Uint8Array, through: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
