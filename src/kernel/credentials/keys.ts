import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { type Db, sql } from '#kernel/db/index.ts';
import { secretsFrom } from '#kernel/identity/secrets.ts';
import { assemble, protectedHeader, toBeSigned } from './cose.ts';
import type { ListedKey } from './key-list.ts';

/** The key that signs lists; its thumbprint stands in the verifier page. */
export const provinceKey = 'province';

export type OwnKey = ListedKey & { privateKey: KeyObject };

type Row = {
  kid: Buffer;
  unitId: string;
  unitName: string;
  x: Buffer;
  y: Buffer;
  privateKey: Buffer | null;
  validFrom: Date;
  validTo: Date | null;
  revokedFrom: Date | null;
};

const columns = sql`kid, unit_id as "unitId", unit_name as "unitName", x, y, private_key as "privateKey", valid_from as "validFrom", valid_to as "validTo", revoked_from as "revokedFrom"`;
const purpose = 'note.credential-key';

export type Named = { id: string; name: string };

export type Keys = {
  /** The key a unit signs with now; made when first needed. */
  inUse(unit: Named, now: Date): Promise<OwnKey>;
  /** The same without its private half, which for the province may be kept elsewhere. */
  listedInUse(unit: Named, now: Date): Promise<ListedKey & { isHere: boolean }>;
  all(): Promise<ListedKey[]>;
  /** Those that sign or signed since this moment, and those with a paper that had not ended by then. */
  stillNeeded(endedBefore: Date): Promise<ListedKey[]>;
  retire(unitId: string, now: Date): Promise<void>;
  /** Keys in use that are older than this, the province's own excepted. */
  olderThan(day: Date): Promise<Named[]>;
  /** Distrusts every key of a unit from `since` on, also one that was distrusted from a later day. */
  revoke(unitId: string, since: Date, now: Date): Promise<number>;
  /** A public key whose private half never comes here. */
  adopt(unit: Named, key: Pick<ListedKey, 'kid' | 'x' | 'y'>, now: Date): Promise<void>;
};

/** Keys by unit; private halves are sealed with SECRET_KEY. */
export function openKeys(db: Db, secretKey: string): Keys {
  const secrets = secretsFrom(secretKey);

  function read(row: Row): OwnKey {
    if (!row.privateKey) throw new Error(`the private key of ${row.unitId} is kept elsewhere`);
    const pkcs8 = secrets.open(purpose, row.privateKey, row.kid.toString('hex'));
    return { ...listed(row), privateKey: createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' }) };
  }

  const find = (unitId: string) =>
    db.maybe<Row>(sql`select ${columns} from kernel.credential_keys where unit_id = ${unitId} and valid_to is null and revoked_from is null`);

  async function insert(unit: Named, { kid, x, y }: Pick<ListedKey, 'kid' | 'x' | 'y'>, sealed: Buffer | null, now: Date): Promise<void> {
    // Whole seconds, because that is what credentials and lists carry: a key is not younger than what it signs first.
    const validFrom = new Date(Math.floor(now.getTime() / 1000) * 1000);
    await db.run(sql`insert into kernel.credential_keys (kid, unit_id, unit_name, x, y, private_key, valid_from)
      values (${Buffer.from(kid)}, ${unit.id}, ${unit.name}, ${Buffer.from(x)}, ${Buffer.from(y)}, ${sealed}, ${validFrom}) on conflict do nothing`);
  }

  async function findOrMake(unit: Named, now: Date): Promise<Row> {
    const found = await find(unit.id);
    if (found) return found;
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kid = randomBytes(8);
    const sealed = secrets.seal(purpose, privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), kid.toString('hex'));
    await insert(unit, { kid, ...pointOf(publicKey) }, sealed, now);
    const made = await find(unit.id);
    if (!made) throw new Error(`no key could be made for ${unit.id}`);
    return made;
  }

  return {
    inUse: async (unit, now) => read(await findOrMake(unit, now)),
    async listedInUse(unit, now) {
      const row = await findOrMake(unit, now);
      return { ...listed(row), isHere: row.privateKey !== null };
    },
    all: async () => (await db.many<Row>(sql`select ${columns} from kernel.credential_keys order by valid_from, kid`)).map(listed),
    stillNeeded: async (endedBefore) =>
      (
        await db.many<Row>(sql`select ${columns} from kernel.credential_keys k where coalesce(valid_to >= ${endedBefore}, true)
          or exists (select from kernel.credentials c where c.kid = k.kid and expires_at is null)
          or exists (select from kernel.credentials c where c.kid = k.kid and expires_at >= ${endedBefore}) order by valid_from, kid`)
      ).map(listed),
    retire: async (unitId, now) => void (await db.run(sql`update kernel.credential_keys set valid_to = ${now} where unit_id = ${unitId} and valid_to is null`)),
    olderThan: (day) =>
      db.many<Named>(sql`select unit_id as id, unit_name as name from kernel.credential_keys
        where valid_to is null and unit_id <> ${provinceKey} and valid_from < ${day} order by unit_id`),
    revoke: (unitId, since, now) =>
      db.run(sql`update kernel.credential_keys set revoked_from = least(revoked_from, ${since}), valid_to = coalesce(valid_to, ${now})
        where unit_id = ${unitId} and coalesce(valid_to, ${now}) >= ${since}`),
    adopt: (unit, key, now) => insert(unit, key, null, now),
  };
}

export function pointOf(key: KeyObject): Pick<ListedKey, 'x' | 'y'> {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
}

function listed({ kid, x, y, unitId, unitName, validFrom, validTo, revokedFrom }: Row): ListedKey {
  return { kid: new Uint8Array(kid), x: new Uint8Array(x), y: new Uint8Array(y), unitId, unitName, validFrom, validTo, revokedFrom };
}

/** Signs a payload as COSE_Sign1 with ES256. */
export function signPayload(key: OwnKey, payload: Uint8Array): Uint8Array {
  const header = protectedHeader(key.kid);
  return assemble(header, payload, sign('sha256', toBeSigned(header, payload), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }));
}

type Imported = { key: KeyObject; dsaEncoding: 'ieee-p1363' };
const imported = new WeakMap<object, Imported | null>();

/** One signature with node:crypto; the imported key is kept beside the listed one, for importing costs as much as checking. */
export function checkSignature(key: Pick<ListedKey, 'x' | 'y'>, signed: Uint8Array, signature: Uint8Array): boolean {
  let known = imported.get(key);
  if (known === undefined) imported.set(key, (known = importKey(key)));
  return known !== null && verify('sha256', signed, known, signature);
}

/** Null for a point that is not on the curve. */
function importKey({ x, y }: Pick<ListedKey, 'x' | 'y'>): Imported | null {
  try {
    const jwk = { kty: 'EC', crv: 'P-256', x: Buffer.from(x).toString('base64url'), y: Buffer.from(y).toString('base64url') };
    return { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  } catch {
    return null;
  }
}
