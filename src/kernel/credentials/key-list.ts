import { moment, seconds } from './claims.ts';
import { readCbor, writeCbor } from './cbor.ts';
import { same } from './cose.ts';

/** A key a unit signs or has signed with. `x`, `y`: the point on P-256. */
export type ListedKey = {
  kid: Uint8Array;
  x: Uint8Array;
  y: Uint8Array;
  unitId: string;
  unitName: string;
  validFrom: Date;
  validTo: Date | null;
  revokedFrom: Date | null;
};

/** The list of keys (danh sách khóa), signed by the province; a verifier keeps it for weeks. */
export type KeyList = { madeAt: Date; keys: readonly ListedKey[]; find(kid: Uint8Array): ListedKey | undefined };

export function makeKeyList(madeAt: Date, keys: readonly ListedKey[]): KeyList {
  return { madeAt, keys, find: (kid) => keys.find((key) => same(key.kid, kid)) };
}

/** The list as CBOR: [1, made, [[kid, x, y, unit, name, from, to, revoked] …]]; 0 stands for «not». */
export function writeKeyList({ madeAt, keys }: Pick<KeyList, 'madeAt' | 'keys'>): Uint8Array {
  const rows = keys.map((key) => [key.kid, key.x, key.y, key.unitId, key.unitName, seconds(key.validFrom), optional(key.validTo), optional(key.revokedFrom)]);
  return writeCbor([1, seconds(madeAt), rows]);
}

export function readKeyList(payload: Uint8Array): KeyList | undefined {
  const list = readCbor(payload);
  if (!Array.isArray(list) || list[0] !== 1 || typeof list[1] !== 'number' || !Array.isArray(list[2])) return undefined;
  const keys = list[2].map(readKey);
  return keys.every((key) => key !== undefined) ? makeKeyList(moment(list[1]), keys) : undefined;
}

function readKey(row: unknown): ListedKey | undefined {
  if (!Array.isArray(row)) return undefined;
  const [kid, x, y, unitId, unitName, from, to, revoked] = row as unknown[];
  if (!(kid instanceof Uint8Array && x instanceof Uint8Array && y instanceof Uint8Array && x.length === 32 && y.length === 32)) return undefined;
  if (typeof unitId !== 'string' || typeof unitName !== 'string' || typeof from !== 'number' || typeof to !== 'number' || typeof revoked !== 'number')
    return undefined;
  return { kid, x, y, unitId, unitName, validFrom: moment(from), validTo: to ? moment(to) : null, revokedFrom: revoked ? moment(revoked) : null };
}

function optional(at: Date | null): number {
  return at ? seconds(at) : 0;
}
