import type { Db } from '#kernel/db/index.ts';
import { toBase32 } from './base32.ts';
import { readCbor, writeCbor } from './cbor.ts';
import { type Claims, fromMap, toMap } from './claims.ts';
import { same, takeApart } from './cose.ts';
import { fit } from './fit.ts';
import { type ListedKey, makeKeyList, readKeyList } from './key-list.ts';
import { checkSignature, type Keys, type Named, openKeys, type OwnKey, provinceKey, signPayload } from './keys.ts';
import { currentKeyList, keyListToSign, province, takeSignedKeyList } from './publish-keys.ts';
import { openPublisher } from './publish.ts';
import { noteRecovery, openRecoveries, type Recoveries } from './recoveries.ts';
import { issuedAt, keepIssued, lostOf, markReinstated, markReplaced, markRevoked, markSuspended, nextPlace } from './store.ts';
import { bytesOf, judge, type Verdict } from './verdict.ts';

export { type Claims, type Kind, kinds } from './claims.ts';
export { type Recovery, recoveredTopic } from './recoveries.ts';
export { type Verdict, type VerdictName, verdicts } from './verdict.ts';

/** What is asked for a credential; place in the status list and times are given here. */
export type Asked = Omit<Claims, 'issuer' | 'issuedAt' | 'notBefore' | 'status' | 'onBehalf' | 'conditions' | 'people'> &
  Partial<Pick<Claims, 'onBehalf' | 'conditions' | 'people'>> & {
    id: string;
    unit: { id: string; name: string };
    at: Date;
    notBefore?: Date;
  };

/** Credentials (mã xác thực): issue, suspend, revoke, publish lists, judge. */
export type Credentials = Recoveries & {
  /** The text for the QR: a short address of the verifier with the signed bytes behind #, all letters a QR holds in 5.5 bits. */
  issue(asked: Asked): Promise<{ id: string; text: string; shortCode: string }>;
  revoke(id: string, why: string, by: string, at: Date): Promise<boolean>;
  /** For a time: the verifier says «suspended» until it is reinstated. False when it was suspended or revoked before. */
  suspend(id: string, why: string, by: string, at: Date): Promise<boolean>;
  reinstate(id: string, by: string, at: Date): Promise<boolean>;
  /** For good, because another stands in its place: the verifier says «replaced» and asks for the new paper. */
  replace(id: string, by: string, at: Date): Promise<boolean>;
  /** Signed by the province. */
  keyList(): Promise<Uint8Array>;
  /** Signed by the key that the key list names for it; `since` asks for what changed after, and gets the whole where that is no longer. */
  statusList(since?: Date): Promise<Uint8Array>;
  judge(text: string | Uint8Array): Promise<Verdict>;
  /** Thumbprint of the province's key, for the verifier to pin: its x and y, 64 bytes, base64url. */
  provincePoint(): Promise<string>;
  /** A new key for a unit: the old one signs nothing more and still verifies. */
  rotate(unit: Named): Promise<void>;
  /** Rotates what has signed for longer than this; answers whose keys those were. Nobody's while the province signs elsewhere. */
  rotateOld(days: number): Promise<Named[]>;
  /**
   * After a theft: nothing the unit's keys signed since that day counts, a new key takes over, and the papers that were in use are called
   * to be issued anew. Answers those; the thief's are not among them, for he does not write into our book.
   */
  recover(unit: Named, since: Date): Promise<Lost[]>;
  /** The same papers later: those not yet taken back or replaced. */
  lost(unit: Named): Promise<Lost[]>;
  /** Which of these credentials are lost so. */
  lostAmong(ids: readonly string[]): Promise<Set<string>>;
  /** Whether phones that fetch the lists now can know the key this unit signs with: not yet where the list still has to be signed elsewhere. */
  isListed(unit: Named): Promise<boolean>;
  /** Whether the province's key lies here, so that a new list of keys is signed by itself. */
  signsHere(): Promise<boolean>;
  /** For a province whose key is on a machine of its own: what to sign there, and taking it back. `pem` brings a new public key along. */
  keyListToSign(pem?: string): Promise<Uint8Array>;
  takeSignedKeyList(signed: { bytes: Uint8Array; signature: Uint8Array; pem?: string }): Promise<string | undefined>;
  keys(): Promise<readonly ListedKey[]>;
};

/** A paper that no longer counts since its unit's key was distrusted. */
export type Lost = Pick<Claims, 'number' | 'title' | 'subject' | 'dossier' | 'issuedAt'> & { id: string };

/** Opens the room. `publicUrl` is the address that a phone camera opens. */
export function openCredentials(db: Db, { secretKey, publicUrl }: { secretKey: string; publicUrl: string }, now: () => Date): Credentials {
  const keys = openKeys(db, secretKey);
  const publisher = openPublisher(db, keys, now);
  const address = `${publicUrl.toUpperCase()}/X#`;

  async function told<T>(change: Promise<T>): Promise<T> {
    return change.finally(publisher.changed);
  }

  const signsHere = async () => (await keys.listedInUse(province, now())).isHere;
  const lost = async (unit: Named) => (await lostOf(db, { unitId: unit.id }, now())).flatMap(({ id, text }) => readLost(id, text, unit.id));
  const rotate = (unit: Named) =>
    told(
      db.transaction(async () => {
        await keys.retire(unit.id, now());
        await keys.listedInUse(unit, now());
      }),
    );

  return {
    ...openRecoveries(db),
    issue: (asked) => issue(db, keys, address, asked),
    revoke: (id, why, by, at) => told(markRevoked(db, { id, why, by, at }, now())),
    suspend: (id, why, by, at) => told(markSuspended(db, { id, why, by, at }, now())),
    reinstate: (id) => told(markReinstated(db, id, now())),
    replace: (id, by, at) => told(markReplaced(db, { id, by, at }, now())),
    keyList: publisher.keyList,
    statusList: (since) => (since ? publisher.statusSince(since) : publisher.statusList()),
    judge: (text) => judgeNow(db, keys, text, now()),
    async provincePoint() {
      const { x, y } = await keys.listedInUse(province, now());
      return Buffer.concat([x, y]).toString('base64url');
    },
    rotate,
    signsHere,
    async rotateOld(days) {
      const old = (await signsHere()) ? await keys.olderThan(new Date(now().getTime() - days * 86_400_000)) : [];
      for (const unit of old) await rotate(unit);
      return old;
    },
    recover: (unit, since) =>
      told(
        db.transaction(async () => {
          await keys.revoke(unit.id, since, now());
          await keys.listedInUse(unit, now());
          const papers = await lost(unit);
          await noteRecovery(db, unit, { since, at: now(), papers: papers.length });
          return papers;
        }),
      ),
    lost,
    lostAmong: async (ids) => new Set((await lostOf(db, { ids }, now())).map(({ id }) => id)),
    async isListed(unit) {
      const { kid } = await keys.listedInUse(unit, now());
      const listed = await readKeyList(takeApart((await currentKeyList(db, keys, now())).bytes)?.payload ?? new Uint8Array());
      return listed?.find(kid) !== undefined;
    },
    keyListToSign: (pem) => keyListToSign(db, keys, now(), pem),
    takeSignedKeyList: (signed) => told(takeSignedKeyList(db, keys, now(), signed)),
    keys: keys.all,
  };
}

function readLost(id: string, text: string, unitId: string): Lost[] {
  const claims = fromMap(readCbor(takeApart(bytesOf(text) ?? new Uint8Array())?.payload ?? new Uint8Array()), unitId);
  return claims ? [{ id, ...claims }] : [];
}

async function issue(
  db: Db,
  keys: Keys,
  address: string,
  { id, unit, at, notBefore, ...said }: Asked,
): Promise<{ id: string; text: string; shortCode: string }> {
  for (let tries = 0; tries < 3; tries++) {
    const key = await keys.inUse(unit, at);
    const place = await nextPlace(db);
    const issuedAt = notBeforeItsKey(at, key);
    const text = address + toBase32(signPayload(key, writeCbor(toMap(fit(claimsOf({ unit, notBefore, ...said }, issuedAt, place), address)))));
    // Not kept: the key was retired between the look and the writing.
    if (await keepIssued(db, { id, place, kid: key.kid, unitId: unit.id, text, issuedAt, expiresAt: said.expires }))
      return { id, text, shortCode: shortCodeOf(text) };
  }
  throw new Error(`the key of ${unit.id} changes faster than anything can be signed with it`);
}

function claimsOf({ unit, notBefore, ...said }: Omit<Asked, 'id' | 'at'>, issuedAt: Date, status: number): Claims {
  return { onBehalf: '', conditions: '', people: '', ...said, issuer: unit.id, issuedAt, notBefore: notBefore ?? issuedAt, status };
}

/** What began under an old key and is signed with a new one must not look older than its key: that is how forgeries are told. */
function notBeforeItsKey(at: Date, { validFrom }: OwnKey): Date {
  return at < validFrom ? validFrom : at;
}

/** The last letters of the QR's text, for the ear: two people compare a paper over the telephone. */
export function shortCodeOf(text: string): string {
  return text.slice(-8).replace(/(.{4})(.{4})/, '$1-$2');
}

/**
 * The server needs no list: it looks into its own book. A revocation counts from the moment it is made, and what is rightly signed but
 * stands in no book was signed with a stolen key.
 */
async function judgeNow(db: Db, keys: Keys, text: string | Uint8Array, now: Date): Promise<Verdict> {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  const listed = makeKeyList({ madeAt: now, validUntil: now, keys: (await keys.all()).filter(({ unitId }) => unitId !== provinceKey) });
  const found = await judge(bytes ?? new Uint8Array(), { keys: listed, status: undefined, check: checkSignature }, now);
  if (!bytes || !found.claims) return found;
  const issued = await issuedAt(db, found.claims.status);
  if (!issued || !same(bytesOf(issued.text) ?? new Uint8Array(), bytes)) return { verdict: 'forged' };
  return issued.status === 'fine' ? found : { ...found, verdict: issued.status };
}
