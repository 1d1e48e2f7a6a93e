import type { Db } from '#kernel/db/index.ts';
import { toBase32 } from './base32.ts';
import { writeCbor } from './cbor.ts';
import { type Claims, toMap } from './claims.ts';
import { fit } from './fit.ts';
import { makeKeyList } from './key-list.ts';
import { checkSignature, type Keys, openKeys, provinceKey, signPayload } from './keys.ts';
import { openPublisher } from './publish.ts';
import { keepIssued, markReinstated, markRevoked, markSuspended, nextPlace, statusAt } from './store.ts';
import { judge, type Verdict } from './verdict.ts';

export { type Claims, type Kind, kinds } from './claims.ts';
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
export type Credentials = {
  /** The text for the QR: a short address of the verifier with the signed bytes behind #, all letters a QR holds in 5.5 bits. */
  issue(asked: Asked): Promise<{ id: string; text: string; shortCode: string }>;
  revoke(id: string, why: string, by: string, at: Date): Promise<boolean>;
  /** For a time: the verifier says «suspended» until it is reinstated. False when it was suspended or revoked before. */
  suspend(id: string, why: string, by: string, at: Date): Promise<boolean>;
  reinstate(id: string, by: string, at: Date): Promise<boolean>;
  /** Signed by the province. */
  keyList(): Promise<Uint8Array>;
  /** Signed by the key that the key list names for it; `since` asks for what changed after, and gets the whole where that is no longer. */
  statusList(since?: Date): Promise<Uint8Array>;
  judge(text: string | Uint8Array): Promise<Verdict>;
  /** Thumbprint of the province's key, for the verifier to pin: its x and y, 64 bytes, base64url. */
  provincePoint(): Promise<string>;
  /** A new key for a unit: the old one signs nothing more and still verifies. */
  rotate(unit: { id: string; name: string }): Promise<void>;
  /** After a theft: nothing the unit's keys signed from then on counts; a new key takes over. */
  revokeKeys(unit: { id: string; name: string }, from: Date): Promise<void>;
};

/** Opens the room. `publicUrl` is the address that a phone camera opens. */
export function openCredentials(db: Db, { secretKey, publicUrl }: { secretKey: string; publicUrl: string }, now: () => Date): Credentials {
  const keys = openKeys(db, secretKey);
  const publisher = openPublisher(db, keys, now);
  const address = `${publicUrl.toUpperCase()}/X#`;

  async function told<T>(change: Promise<T>): Promise<T> {
    return change.finally(publisher.changed);
  }

  return {
    issue: (asked) => issue(db, keys, address, asked),
    revoke: (id, why, by, at) => told(markRevoked(db, { id, why, by, at }, now())),
    suspend: (id, why, by, at) => told(markSuspended(db, { id, why, by, at }, now())),
    reinstate: (id) => told(markReinstated(db, id, now())),
    keyList: publisher.keyList,
    statusList: (since) => (since ? publisher.statusSince(since) : publisher.statusList()),
    judge: (text) => judgeNow(db, keys, text, now()),
    async provincePoint() {
      const { x, y } = await keys.inUse({ id: provinceKey, name: 'Tỉnh' }, now());
      return Buffer.concat([x, y]).toString('base64url');
    },
    rotate: (unit) =>
      told(
        db.transaction(async () => {
          await keys.retire(unit.id, now());
          await keys.inUse(unit, now());
        }),
      ),
    revokeKeys: (unit, from) =>
      told(
        db.transaction(async () => {
          await keys.revoke(unit.id, from);
          await keys.inUse(unit, now());
        }),
      ),
  };
}

async function issue(
  db: Db,
  keys: Keys,
  address: string,
  { id, unit, at, notBefore, ...said }: Asked,
): Promise<{ id: string; text: string; shortCode: string }> {
  const key = await keys.inUse(unit, at);
  const place = await nextPlace(db);
  const claims: Claims = { onBehalf: '', conditions: '', people: '', ...said, issuer: unit.id, issuedAt: at, notBefore: notBefore ?? at, status: place };
  const text = address + toBase32(signPayload(key, writeCbor(toMap(fit(claims, address)))));
  await keepIssued(db, { id, place, kid: key.kid, unitId: unit.id, text, issuedAt: at, expiresAt: said.expires });
  return { id, text, shortCode: shortCodeOf(text) };
}

/** The last letters of the QR's text, for the ear: two people compare a paper over the telephone. */
export function shortCodeOf(text: string): string {
  return text.slice(-8).replace(/(.{4})(.{4})/, '$1-$2');
}

/** The server needs no list: it looks at the one place in question, so that a revocation counts from the moment it is made. */
async function judgeNow(db: Db, keys: Keys, text: string | Uint8Array, now: Date): Promise<Verdict> {
  const listed = makeKeyList({ madeAt: now, validUntil: now, keys: (await keys.all()).filter(({ unitId }) => unitId !== provinceKey) });
  const found = await judge(text, { keys: listed, status: undefined, check: checkSignature }, now);
  const status = found.claims ? await statusAt(db, found.claims.status) : 'fine';
  return status === 'fine' ? found : { ...found, verdict: status };
}
