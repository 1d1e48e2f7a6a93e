import { CryptoKeySigner, type Signer } from '@libpdf/core';
import { type Db, sql } from '#kernel/db/index.ts';
import { secretsFrom } from '#kernel/identity/secrets.ts';
import { type CertificateName, issueCertificate, type KeyPair, privateKeyOf, testAuthority } from './authority.ts';
import { signPdf } from './sign-pdf.ts';
import { type PdfSignature, verifyPdf } from './verify-pdf.ts';

export type { PdfSignature } from './verify-pdf.ts';

/** A person who signs in an office; the certificate carries name, title and organisation. */
export type SigningPerson = { accountId: string; name: string; title: string; organisation: string };

/** The signing room (ký số). Behind it stand software keys of a test authority; a token or a remote device takes the same place. */
export type Signing = {
  /** A person's signature, shown as `overlay` draws it. */
  signAsPerson(pdf: Uint8Array, person: SigningPerson, showing: Uint8Array, at: Date): Promise<Uint8Array>;
  /** The organisation's signature (con dấu): its overlay carries number, date, seal and QR. */
  sealAsOrganisation(pdf: Uint8Array, unit: { id: string; name: string }, showing: Uint8Array | undefined, at: Date): Promise<Uint8Array>;
  verifyPdf(pdf: Uint8Array): Promise<{ signatures: PdfSignature[] }>;
};

/** Opens the room. Keys are made when first needed and kept sealed in the database. */
export function openSigning(db: Db, { secretKey }: { secretKey: string }, now: () => Date): Signing {
  const keys = keyStore(db, secretKey, now);

  async function signerFor(subject: string, name: CertificateName): Promise<Signer> {
    const authority = await keys.find('authority', testAuthority);
    const own = await keys.find(subject, name, authority);
    return new CryptoKeySigner(await privateKeyOf(own), own.certificate, 'EC', 'ECDSA', [authority.certificate]);
  }

  return {
    async signAsPerson(pdf, person, showing, at) {
      const signer = await signerFor(`person:${person.accountId}`, { name: person.name, organisation: person.organisation, unit: person.title });
      return signPdf(pdf, { signer, field: 'NguoiKy', reason: 'Ký ban hành', at, showing: { overlay: showing, page: 'last' } });
    },
    async sealAsOrganisation(pdf, unit, showing, at) {
      const signer = await signerFor(`unit:${unit.id}`, { name: unit.name, organisation: unit.name });
      return signPdf(pdf, { signer, field: 'CoQuan', reason: 'Dấu của cơ quan, tổ chức', at, ...(showing ? { showing: { overlay: showing, page: 'last' as const } } : {}) });
    },
    verifyPdf: async (pdf) => verifyPdf(pdf, [(await keys.find('authority', testAuthority)).certificate]),
  };
}

function keyStore(db: Db, secretKey: string, now: () => Date) {
  const secrets = secretsFrom(secretKey);
  const purpose = 'note.signing-key';
  const known = new Map<string, KeyPair>();

  async function read(subject: string): Promise<KeyPair | undefined> {
    const row = await db.maybe<{ certificate: Buffer; private_key: Buffer }>(sql`select certificate, private_key from kernel.signing_keys where subject = ${subject}`);
    return row && { certificate: new Uint8Array(row.certificate), privateKey: new Uint8Array(Buffer.from(secrets.open(purpose, row.private_key, subject), 'base64')) };
  }

  async function make(subject: string, name: CertificateName, issuer: KeyPair | undefined): Promise<KeyPair> {
    const fresh = await issueCertificate(name, now(), issuer);
    const sealed = secrets.seal(purpose, Buffer.from(fresh.privateKey).toString('base64'), subject);
    await db.run(sql`insert into kernel.signing_keys (subject, certificate, private_key, created_at)
      values (${subject}, ${Buffer.from(fresh.certificate)}, ${sealed}, ${now()}) on conflict do nothing`);
    // Another node may have been first; its key is the one that counts.
    return (await read(subject)) ?? fresh;
  }

  return {
    async find(subject: string, name: CertificateName, issuer?: KeyPair): Promise<KeyPair> {
      const found = known.get(subject) ?? (await read(subject)) ?? (await make(subject, name, issuer));
      known.set(subject, found);
      return found;
    },
  };
}
