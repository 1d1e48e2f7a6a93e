import { type Db, sql } from '#kernel/db/index.ts';
import { toBase32 } from './base32.ts';
import { writeCbor } from './cbor.ts';
import { type Claims, toMap } from './claims.ts';
import { takeApart } from './cose.ts';
import { checkSignature, type Keys, openKeys, provinceKey, signPayload } from './keys.ts';
import { type KeyList, makeKeyList, readKeyList, writeKeyList } from './key-list.ts';
import { makeBits, readStatusList, type StatusList, writeStatusList } from './status-list.ts';
import { judge, type Verdict } from './verdict.ts';

export { type Claims, type Kind, kinds } from './claims.ts';
export { type Verdict, type VerdictName, verdicts } from './verdict.ts';

/** What is asked for a credential; place in the status list and times are given here. */
export type Asked = Omit<Claims, 'issuer' | 'issuedAt' | 'notBefore' | 'status'> & {
  id: string;
  unit: { id: string; name: string };
  at: Date;
  notBefore?: Date;
};

/** Credentials (mã xác thực): issue, revoke, publish lists, judge. */
export type Credentials = {
  /** The text for the QR: a short address of the verifier with the signed bytes behind #, all letters a QR holds in 5.5 bits. */
  issue(asked: Asked): Promise<{ id: string; text: string; shortCode: string }>;
  revoke(id: string, why: string, by: string, at: Date): Promise<boolean>;
  keyList(): Promise<Uint8Array>;
  statusList(): Promise<Uint8Array>;
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
  const province = () => keys.inUse({ id: provinceKey, name: 'Tỉnh' }, now());
  const address = `${publicUrl.toUpperCase()}/X#`;
  return {
    issue: (asked) => issue(db, keys, address, asked),
    async revoke(id, why, by, at) {
      return (
        (await db.run(
          sql`update kernel.credentials set revoked_at = ${at}, revoked_why = ${why}, revoked_by = ${by} where id = ${id}::uuid and revoked_at is null`,
        )) === 1
      );
    },
    keyList: async () => {
      const root = await province();
      return signPayload(root, writeKeyList({ madeAt: now(), keys: (await keys.all()).filter(({ unitId }) => unitId !== provinceKey) }));
    },
    statusList: async () => signPayload(await province(), await writeStatusList({ madeAt: now(), bits: await bitsOf(db) })),
    judge: async (text) => {
      const known = {
        keys: makeKeyList(
          now(),
          (await keys.all()).filter(({ unitId }) => unitId !== provinceKey),
        ),
        status: { madeAt: now(), bits: await bitsOf(db) },
        check: checkSignature,
      };
      return judge(text, known, now());
    },
    async provincePoint() {
      const { x, y } = await province();
      return Buffer.concat([x, y]).toString('base64url');
    },
    async rotate(unit) {
      await db.transaction(async () => {
        await keys.retire(unit.id, now());
        await keys.inUse(unit, now());
      });
    },
    async revokeKeys(unit, from) {
      await db.transaction(async () => {
        await keys.revoke(unit.id, from);
        await keys.inUse(unit, now());
      });
    },
  };
}

async function issue(
  db: Db,
  keys: Keys,
  address: string,
  { id, unit, at, notBefore, ...said }: Asked,
): Promise<{ id: string; text: string; shortCode: string }> {
  const key = await keys.inUse(unit, at);
  // Taking the place outside any lock: a place that a rolled-back transaction took stays empty, and nobody minds.
  const { place } = await db.one<{ place: number }>(sql`select nextval('kernel.credential_places') as place`);
  const claims: Claims = { ...said, issuer: unit.id, issuedAt: at, notBefore: notBefore ?? at, status: place };
  const text = address + toBase32(signPayload(key, writeCbor(toMap(claims))));
  await db.run(sql`insert into kernel.credentials (id, place, kid, unit_id, text, issued_at, expires_at)
    values (${id}::uuid, ${place}, ${Buffer.from(key.kid)}, ${unit.id}, ${text}, ${at}, ${said.expires})`);
  return { id, text, shortCode: text.slice(-8).replace(/(.{4})(.{4})/, '$1-$2') };
}

async function bitsOf(db: Db): Promise<Uint8Array> {
  const rows = await db.many<{ place: number }>(sql`select place from kernel.credentials where revoked_at is not null`);
  const { highest } = await db.one<{ highest: number }>(sql`select coalesce(max(place), 0) as highest from kernel.credentials`);
  return makeBits(
    rows.map(({ place }) => place),
    highest,
  );
}

/** Reads a list that the province signed; undefined when it did not. Shared with tests; the browser has its own check. */
export async function readSigned(bytes: Uint8Array, point: string): Promise<{ keys?: KeyList; status?: StatusList } | undefined> {
  const sign1 = takeApart(bytes);
  const xy = Buffer.from(point, 'base64url');
  if (!sign1 || !checkSignature({ x: xy.subarray(0, 32), y: xy.subarray(32) }, sign1.signed, sign1.signature)) return undefined;
  return { keys: readKeyList(sign1.payload), status: await readStatusList(sign1.payload) };
}
