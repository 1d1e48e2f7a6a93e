import { moment, seconds } from './claims.ts';
import { readCbor, writeCbor } from './cbor.ts';
import { squeeze, unsqueeze } from './squeeze.ts';

export type Status = 'fine' | 'revoked' | 'suspended' | 'replaced';

/**
 * Which credentials do not hold now (danh sách thu hồi và đình chỉ): two bits for each, as in the W3C Bitstring Status List, but signed as
 * COSE and not as JSON. Both bits set: replaced by a new one (đã cấp lại); a verifier that does not know this yet calls it revoked. `keysMadeAt` ties it to the list of keys that was in force: a verifier with older keys must fetch those first.
 */
export type StatusList = { madeAt: Date; keysMadeAt: Date; revoked: Uint8Array; suspended: Uint8Array };

/** What changed after `since`: each place with what holds for it now. */
export type StatusDelta = { madeAt: Date; keysMadeAt: Date; since: Date; revoked: readonly number[]; suspended: readonly number[]; fine: readonly number[] };

/** A place beyond the end is that of a credential younger than the list: not revoked yet. */
export function statusOf({ revoked, suspended }: Pick<StatusList, 'revoked' | 'suspended'>, place: number): Status {
  if (isSet(revoked, place)) return isSet(suspended, place) ? 'replaced' : 'revoked';
  return isSet(suspended, place) ? 'suspended' : 'fine';
}

function isSet(bits: Uint8Array, place: number): boolean {
  return ((bits[Math.floor(place / 8)] ?? 0) & (0x80 >> (place & 7))) !== 0;
}

/** Bits are added 16 kB at a time, so that the length does not tell how many papers there are. */
const step = 16 * 1024;

export function makeBits(places: readonly number[], highest: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil((Math.floor(highest / 8) + 1) / step) * step);
  for (const place of places) setBit(bits, place);
  return bits;
}

function setBit(bits: Uint8Array, place: number): void {
  bits[Math.floor(place / 8)] = (bits[Math.floor(place / 8)] ?? 0) | (0x80 >> (place & 7));
}

/** [2, 'status', made, keys made, gzip(revoked), gzip(suspended)] */
export async function writeStatusList({ madeAt, keysMadeAt, revoked, suspended }: StatusList): Promise<Uint8Array> {
  return writeCbor([2, 'status', seconds(madeAt), seconds(keysMadeAt), await squeeze(revoked), await squeeze(suspended)]);
}

/** [2, 'status-delta', made, keys made, since, revoked, suspended, fine]: places in order, each as its distance from the one before. */
export function writeStatusDelta({ madeAt, keysMadeAt, since, revoked, suspended, fine }: StatusDelta): Uint8Array {
  return writeCbor([2, 'status-delta', seconds(madeAt), seconds(keysMadeAt), seconds(since), distances(revoked), distances(suspended), distances(fine)]);
}

function distances(places: readonly number[]): number[] {
  return places.toSorted((a, b) => a - b).map((place, i, sorted) => place - (sorted[i - 1] ?? 0));
}

/**
 * The list after a payload that the status signer signed: a whole list, or what changed since `known`. Undefined when it cannot be read,
 * is older than what is known (an old list played again), or leaves a gap after it.
 */
export async function applyStatus(known: StatusList | undefined, payload: Uint8Array): Promise<StatusList | undefined> {
  const list = readCbor(payload);
  if (!Array.isArray(list) || list[0] !== 2) return undefined;
  const [, what, made, keysMade, ...rest] = list as unknown[];
  if (typeof made !== 'number' || typeof keysMade !== 'number') return undefined;
  const times = { madeAt: moment(made), keysMadeAt: moment(keysMade) };
  if (known && isOlder(times, known)) return undefined;
  if (what === 'status' && rest.length === 2) return readWhole(times, rest);
  return what === 'status-delta' && rest.length === 4 && known ? readDelta(known, times, rest) : undefined;
}

/** By the keys first: whoever stole the signer's key and dated a list far ahead loses his hold with the next list of keys. */
function isOlder(a: Times, b: Times): boolean {
  const keys = a.keysMadeAt.getTime() - b.keysMadeAt.getTime();
  return keys < 0 || (keys === 0 && a.madeAt < b.madeAt);
}

type Times = Pick<StatusList, 'madeAt' | 'keysMadeAt'>;

async function readWhole(times: Times, bits: unknown[]): Promise<StatusList | undefined> {
  const [revoked, suspended] = await Promise.all(bits.map((squeezed) => (squeezed instanceof Uint8Array ? unsqueeze(squeezed) : undefined)));
  return revoked && suspended && { ...times, revoked, suspended };
}

/** One place more than any province will ever give out: a distance beyond it would only reserve memory. */
const mostPlaces = 2 ** 28;

function readDelta(known: StatusList, times: Times, [since, ...distances]: unknown[]): StatusList | undefined {
  const [revoked, suspended, fine] = distances.map(readPlaces);
  if (typeof since !== 'number' || moment(since) > known.madeAt || !revoked || !suspended || !fine) return undefined;
  const highest = [...revoked, ...suspended].reduce((most, place) => Math.max(most, place), known.revoked.length * 8 - 1);
  const next = { ...times, revoked: makeBits([], highest), suspended: makeBits([], highest) };
  next.revoked.set(known.revoked);
  next.suspended.set(known.suspended);
  for (const place of [...revoked, ...suspended, ...fine]) {
    clearBit(next.revoked, place);
    clearBit(next.suspended, place);
  }
  for (const place of revoked) setBit(next.revoked, place);
  for (const place of suspended) setBit(next.suspended, place);
  return next;
}

function clearBit(bits: Uint8Array, place: number): void {
  const at = Math.floor(place / 8);
  if (at < bits.length) bits[at] = (bits[at] ?? 0) & ~(0x80 >> (place & 7));
}

function readPlaces(list: unknown): number[] | undefined {
  if (!Array.isArray(list)) return undefined;
  let place = 0;
  const places = list.map((distance) => (place += typeof distance === 'number' && distance >= 0 ? distance : Number.NaN));
  return places.every((each) => each < mostPlaces) ? places : undefined;
}
