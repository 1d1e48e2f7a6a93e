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
  privateKey: Buffer;
  validFrom: Date;
  validTo: Date | null;
  revokedFrom: Date | null;
};

const columns = sql`kid, unit_id as "unitId", unit_name as "unitName", x, y, private_key as "privateKey", valid_from as "validFrom", valid_to as "validTo", revoked_from as "revokedFrom"`;
const purpose = 'note.credential-key';

export type Keys = {
  inUse(unit: { id: string; name: string }, now: Date): Promise<OwnKey>;
  all(): Promise<ListedKey[]>;
  retire(unitId: string, now: Date): Promise<void>;
  revoke(unitId: string, from: Date): Promise<number>;
};

/** Keys by unit, made when first needed; private halves are sealed with SECRET_KEY. */
export function openKeys(db: Db, secretKey: string): Keys {
  const secrets = secretsFrom(secretKey);

  function read(row: Row): OwnKey {
    const pem = secrets.open(purpose, row.privateKey, row.kid.toString('hex'));
    return { ...listed(row), privateKey: createPrivateKey({ key: Buffer.from(pem, 'base64'), format: 'der', type: 'pkcs8' }) };
  }

  const find = (unitId: string) =>
    db.maybe<Row>(sql`select ${columns} from kernel.credential_keys where unit_id = ${unitId} and valid_to is null and revoked_from is null`);

  async function make(unit: { id: string; name: string }, now: Date): Promise<void> {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const kid = randomBytes(8);
    const sealed = secrets.seal(purpose, privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), kid.toString('hex'));
    // Whole seconds, because that is what credentials and lists carry: a key is not younger than what it signs first.
    const validFrom = new Date(Math.floor(now.getTime() / 1000) * 1000);
    await db.run(sql`insert into kernel.credential_keys (kid, unit_id, unit_name, x, y, private_key, valid_from)
      values (${kid}, ${unit.id}, ${unit.name}, ${Buffer.from(x, 'base64url')}, ${Buffer.from(y, 'base64url')}, ${sealed}, ${validFrom}) on conflict do nothing`);
  }

  return {
    async inUse(unit, now) {
      const found = await find(unit.id);
      if (found) return read(found);
      await make(unit, now);
      const made = await find(unit.id);
      if (!made) throw new Error(`no key could be made for ${unit.id}`);
      return read(made);
    },
    all: async () => (await db.many<Row>(sql`select ${columns} from kernel.credential_keys order by valid_from, kid`)).map(listed),
    retire: async (unitId, now) => void (await db.run(sql`update kernel.credential_keys set valid_to = ${now} where unit_id = ${unitId} and valid_to is null`)),
    revoke: (unitId, from) =>
      db.run(
        sql`update kernel.credential_keys set revoked_from = ${from}, valid_to = coalesce(valid_to, ${from}) where unit_id = ${unitId} and revoked_from is null`,
      ),
  };
}

function listed({ kid, x, y, unitId, unitName, validFrom, validTo, revokedFrom }: Row): ListedKey {
  return { kid: new Uint8Array(kid), x: new Uint8Array(x), y: new Uint8Array(y), unitId, unitName, validFrom, validTo, revokedFrom };
}

/** Signs a payload as COSE_Sign1 with ES256. */
export function signPayload(key: OwnKey, payload: Uint8Array): Uint8Array {
  const header = protectedHeader(key.kid);
  return assemble(header, payload, sign('sha256', toBeSigned(header, payload), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }));
}

const imported = new WeakMap<object, KeyObject | null>();

/** One signature with node:crypto; the imported key is kept beside the listed one, for importing costs as much as checking. */
export function checkSignature(key: Pick<ListedKey, 'x' | 'y'>, signed: Uint8Array, signature: Uint8Array): boolean {
  let known = imported.get(key);
  if (known === undefined) imported.set(key, (known = importKey(key)));
  return known !== null && verify('sha256', signed, { key: known, dsaEncoding: 'ieee-p1363' }, signature);
}

/** Null for a point that is not on the curve. */
function importKey({ x, y }: Pick<ListedKey, 'x' | 'y'>): KeyObject | null {
  try {
    return createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: Buffer.from(x).toString('base64url'), y: Buffer.from(y).toString('base64url') },
      format: 'jwk',
    });
  } catch {
    return null;
  }
}
