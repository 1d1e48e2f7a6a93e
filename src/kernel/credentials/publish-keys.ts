import { createHash, createPublicKey } from 'node:crypto';
import type { Db } from '#kernel/db/index.ts';
import { readCbor } from './cbor.ts';
import { moment, seconds } from './claims.ts';
import { assemble, protectedHeader, same, takeApart, toBeSigned } from './cose.ts';
import { type KeyList, type ListedKey, readKeyList, statusSigner, writeKeyList, writeKeys } from './key-list.ts';
import { checkSignature, type Keys, pointOf, provinceKey, signPayload } from './keys.ts';
import { keepEnded, keepKeyList, type KeptKeyList, latestKeyList } from './store.ts';

export const province = { id: provinceKey, name: 'Tỉnh' };
export const lists = { id: statusSigner, name: 'Danh sách thu hồi' };

const validFor = 400 * 86_400_000;
const renewBefore = 200 * 86_400_000;

/** The list of keys in force, signed anew when keys changed; where the province's key is kept elsewhere, the last one it signed. */
export async function currentKeyList(db: Db, keys: Keys, now: Date): Promise<KeptKeyList> {
  const root = await keys.listedInUse(province, now);
  const listed = await keysToList(keys, now);
  const last = await latestKeyList(db);
  const kept = last && same(takeApart(last.bytes)?.kid ?? new Uint8Array(), root.kid) ? last : undefined;
  const holds = kept?.covers.equals(hashOf(listed)) && kept.validUntil.getTime() - now.getTime() > renewBefore;
  if (kept && (holds || !root.isHere)) return kept;
  const times = timesOf(last, now);
  const payload = await writeKeyList({ ...times, keys: listed });
  await keepKeyList(db, { ...times, covers: hashOf(listed), bytes: Buffer.from(signPayload(await keys.inUse(province, now), payload)) });
  return (await latestKeyList(db)) ?? currentKeyList(db, keys, now);
}

/** The province itself stands in no list: a verifier knows its key from the page. Keys whose last paper has ended are left out after a while. */
async function keysToList(keys: Keys, now: Date): Promise<ListedKey[]> {
  await keys.listedInUse(lists, now);
  return (await keys.stillNeeded(new Date(now.getTime() - keepEnded))).filter(({ unitId }) => unitId !== provinceKey);
}

function hashOf(listed: readonly ListedKey[]): Buffer {
  return createHash('sha256').update(writeKeys(listed)).digest();
}

function timesOf(last: KeptKeyList | undefined, now: Date): Pick<KeyList, 'madeAt' | 'validUntil'> {
  const madeAt = moment(Math.max(seconds(now), last ? seconds(last.madeAt) + 1 : 0));
  return { madeAt, validUntil: new Date(madeAt.getTime() + validFor) };
}

/** What the province signs on a machine of its own: exactly the bytes that the signature covers. `pem`: a new public key of the province. */
export async function keyListToSign(db: Db, keys: Keys, now: Date, pem?: string): Promise<Uint8Array> {
  const kid = pem ? publicKey(pem).kid : (await keys.listedInUse(province, now)).kid;
  return toBeSigned(protectedHeader(kid), await writeKeyList({ ...timesOf(await latestKeyList(db), now), keys: await keysToList(keys, now) }));
}

/** Takes the list back with its signature, and with `pem` the province's new key at once; answers what is wrong with it, or nothing. */
export async function takeSignedKeyList(
  db: Db,
  keys: Keys,
  now: Date,
  signed: { bytes: Uint8Array; signature: Uint8Array; pem?: string },
): Promise<string | undefined> {
  const [, header, , payload] = readStructure(signed.bytes);
  const list = payload && (await readKeyList(payload));
  const root = signed.pem ? publicKey(signed.pem) : await keys.listedInUse(province, now);
  const signature = fromDer(signed.signature);
  if (!header || !list) return 'Tệp danh sách không phải tệp đã xuất ra để ký.';
  if (!same(header, protectedHeader(root.kid)) || !signature || !checkSignature(root, signed.bytes, signature))
    return 'Chữ ký không phải của khóa tỉnh trên danh sách này.';
  const last = await latestKeyList(db);
  if (last && list.madeAt <= last.madeAt) return 'Danh sách này cũ hơn danh sách đang dùng. Hãy xuất lại rồi ký.';
  await db.transaction(async () => {
    if (signed.pem) {
      await keys.retire(provinceKey, now);
      await keys.adopt(province, root, now);
    }
    await keepKeyList(db, { ...list, covers: hashOf(list.keys), bytes: Buffer.from(assemble(header, payload, signature)) });
  });
  return undefined;
}

function readStructure(bytes: Uint8Array): [string?, Uint8Array?, Uint8Array?, Uint8Array?] {
  const list = readCbor(bytes);
  return Array.isArray(list) && list.length === 4 && list.slice(1).every((part) => part instanceof Uint8Array)
    ? (list as [string, Uint8Array, Uint8Array, Uint8Array])
    : [];
}

/** Its id is made from the point, so that both sides of the gap name it alike. */
function publicKey(pem: string): Pick<ListedKey, 'kid' | 'x' | 'y'> {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('the province signs with a P-256 key');
  const { x, y } = pointOf(key);
  return { kid: Uint8Array.from(createHash('sha256').update(x).update(y).digest().subarray(0, 8)), x, y };
}

/** openssl writes an ECDSA signature as SEQUENCE { r, s }; COSE as 64 bytes. */
function fromDer(der: Uint8Array): Uint8Array | undefined {
  const signature = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const number = der.subarray(at + 2, at + 2 + (der[at + 1] ?? 0));
    const digits = number.subarray(number.findIndex((byte) => byte !== 0));
    if (der[at] !== 2 || digits.length > 32) return undefined;
    signature.set(digits, end - digits.length);
    at += 2 + number.length;
  }
  return der[0] === 0x30 && at === der.length ? signature : undefined;
}
