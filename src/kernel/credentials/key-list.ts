import { moment, seconds } from './claims.ts';
import { readCbor, writeCbor } from './cbor.ts';
import { same } from './cose.ts';
import { shortPoint, yOf } from './curve.ts';
import { squeeze, unsqueeze } from './squeeze.ts';

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

/** Stands in the list where a unit would: the key that signs status lists and no paper. */
export const statusSigner = 'lists';

/** The list of keys (danh sách khóa), signed by the province; a verifier keeps it for weeks. Past `validUntil` it proves nothing. */
export type KeyList = { madeAt: Date; validUntil: Date; keys: readonly ListedKey[]; find(kid: Uint8Array): ListedKey | undefined };

export function makeKeyList({ madeAt, validUntil, keys }: Omit<KeyList, 'find'>): KeyList {
  return { madeAt, validUntil, keys, find: (kid) => keys.find((key) => same(key.kid, kid)) };
}

/** The list as CBOR: [2, 'keys', made, valid until, gzip([[kid, point, unit, name, from, to, revoked] …])]; 0 stands for «not». */
export async function writeKeyList({ madeAt, validUntil, keys }: Omit<KeyList, 'find'>): Promise<Uint8Array> {
  return writeCbor([2, 'keys', seconds(madeAt), seconds(validUntil), await squeeze(writeKeys(keys))]);
}

/** What the list says of keys, without the day on which it says it. */
export function writeKeys(keys: readonly ListedKey[]): Uint8Array {
  return writeCbor(
    keys.map(({ kid, x, y, unitId, unitName, validFrom, validTo, revokedFrom }) => [
      kid,
      shortPoint(x, y),
      unitId,
      unitName,
      seconds(validFrom),
      validTo ? seconds(validTo) : 0,
      revokedFrom ? seconds(revokedFrom) : 0,
    ]),
  );
}

export async function readKeyList(payload: Uint8Array): Promise<KeyList | undefined> {
  const list = readCbor(payload);
  if (!Array.isArray(list) || list.length !== 5) return undefined;
  const [version, what, made, until, squeezed] = list as unknown[];
  if (version !== 2 || what !== 'keys' || typeof made !== 'number' || typeof until !== 'number' || !(squeezed instanceof Uint8Array)) return undefined;
  const rows = readCbor((await unsqueeze(squeezed)) ?? new Uint8Array());
  const keys = Array.isArray(rows) ? rows.map(readKey) : [undefined];
  return keys.every((key) => key !== undefined) ? makeKeyList({ madeAt: moment(made), validUntil: moment(until), keys }) : undefined;
}

function readKey(row: unknown): ListedKey | undefined {
  if (!Array.isArray(row)) return undefined;
  const [kid, point, unitId, unitName, from, to, revoked] = row as unknown[];
  if (!(kid instanceof Uint8Array && point instanceof Uint8Array && point.length === 33)) return undefined;
  if (typeof unitId !== 'string' || typeof unitName !== 'string' || typeof from !== 'number' || typeof to !== 'number' || typeof revoked !== 'number')
    return undefined;
  const x = point.subarray(1);
  let y: Uint8Array | undefined;
  return {
    kid,
    x,
    // Worked out when first asked for: a phone reads two hundred keys and needs one.
    get y() {
      return (y ??= yOf(x, point[0] === 3));
    },
    unitId,
    unitName,
    validFrom: moment(from),
    validTo: to ? moment(to) : null,
    revokedFrom: revoked ? moment(revoked) : null,
  };
}

/** Whether the key was its unit's at that time. */
export function inForce({ validFrom, validTo }: ListedKey, at: Date): boolean {
  return validFrom <= at && (!validTo || at <= validTo);
}

/** A key that was stolen is listed with the day from which nothing it signed counts. */
export function isDistrusted({ revokedFrom }: ListedKey, at: Date): boolean {
  return revokedFrom !== null && revokedFrom <= at;
}
