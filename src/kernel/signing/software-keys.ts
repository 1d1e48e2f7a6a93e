import { createHash } from 'node:crypto';
import { CryptoKeySigner } from '@libpdf/core';
import { type Db, sql } from '#kernel/db/index.ts';
import { secretsFrom } from '#kernel/identity/secrets.ts';
import { authorityName, type CertificateName, issueCertificate, type KeyPair, privateKeyOf, type Validity } from './authority.ts';
import type { SigningKeys } from './keys.ts';

const authoritySubject = 'authority';

/**
 * Software keys of a test authority, made when first needed, private halves sealed with SECRET_KEY.
 * Only what was committed is remembered: a key made inside a transaction that is rolled back must not sign afterwards.
 */
export function softwareKeys(db: Db, secretKey: string, now: () => Date): SigningKeys {
  const secrets = secretsFrom(secretKey);
  const purpose = 'note.signing-key';
  const remembered = new Map<string, KeyPair>();
  const signers = new WeakMap<KeyPair, CryptoKeySigner>();

  async function read(subject: string): Promise<KeyPair | undefined> {
    const known = remembered.get(subject);
    if (known) return known;
    // A row that we see and did not write ourselves in this transaction was committed.
    const row = await db.maybe<{ certificate: Buffer; private_key: Buffer; committed: boolean }>(
      sql`select certificate, private_key, xmin::text is distinct from pg_current_xact_id_if_assigned()::xid::text as committed
        from kernel.signing_keys where subject = ${subject}`,
    );
    if (!row) return undefined;
    const pair = {
      certificate: new Uint8Array(row.certificate),
      privateKey: new Uint8Array(Buffer.from(secrets.open(purpose, row.private_key, subject), 'base64')),
    };
    if (row.committed) remembered.set(subject, pair);
    return pair;
  }

  async function find(subject: string, name: CertificateName, validity: Validity, issuer?: KeyPair): Promise<KeyPair> {
    const known = await read(subject);
    if (known) return known;
    const fresh = await issueCertificate(name, validity, issuer);
    const sealed = secrets.seal(purpose, Buffer.from(fresh.privateKey).toString('base64'), subject);
    await db.run(sql`insert into kernel.signing_keys (subject, certificate, private_key, created_at)
      values (${subject}, ${Buffer.from(fresh.certificate)}, ${sealed}, ${now()}) on conflict do nothing`);
    // Another node may have been first; its key is the one that counts.
    return (await read(subject)) ?? fresh;
  }

  const authority = (at: Date) => find(authoritySubject, authorityName, { from: yearOf(at, -1), until: yearOf(at, 25) });
  return {
    async signerFor(subject, name, at) {
      const issuer = await authority(at);
      const own = await find(`${subject}/${fingerprint(name)}/${at.getUTCFullYear()}`, name, { from: yearOf(at), until: yearOf(at, 2) }, issuer);
      const signer = signers.get(own) ?? new CryptoKeySigner(await privateKeyOf(own), own.certificate, 'EC', 'ECDSA', [issuer.certificate]);
      signers.set(own, signer);
      return signer;
    },
    async trusted() {
      const known = await read(authoritySubject);
      return known ? [known.certificate] : [];
    },
  };
}

/** Who is promoted, moved or merged signs with a new certificate: names and titles are part of the key's address. */
function fingerprint(name: CertificateName): string {
  return createHash('sha256')
    .update(JSON.stringify([name.name, name.organisation, name.unit]))
    .digest('hex')
    .slice(0, 16);
}

/** The first moment of a year (UTC). A key serves from the start of the year of its first signature to the end of the next. */
function yearOf(at: Date, later = 0): Date {
  return new Date(Date.UTC(at.getUTCFullYear() + later, 0, 1));
}
