import type { Db } from '#kernel/db/index.ts';
import type { SigningKeys } from './keys.ts';
import { signPdf } from './sign-pdf.ts';
import { softwareKeys } from './software-keys.ts';
import { verifyApart } from './verify-apart.ts';
import { type PdfSignature, verifyPdf } from './verify-pdf.ts';

export type { SigningKeys } from './keys.ts';
export type { PdfSignature } from './verify-pdf.ts';

/** A person who signs in an office; the certificate carries name, title and organisation. */
export type SigningPerson = { accountId: string; name: string; title: string; organisation: string };

/** The signing room (ký số): PAdES B-B signatures, each an incremental update that leaves the earlier ones whole. */
export type Signing = {
  /** A person's signature (chữ ký số cá nhân), shown as the page `showing` draws it. */
  signAsPerson(pdf: Uint8Array, person: SigningPerson, showing: Uint8Array, at: Date): Promise<Uint8Array>;
  /** The organisation's signature (chữ ký số của cơ quan): what it shows carries number, date, seal and QR; without `showing` it is invisible. */
  sealAsOrganisation(pdf: Uint8Array, unit: { id: string; name: string }, showing: Uint8Array | undefined, at: Date): Promise<Uint8Array>;
  /** Every signature of a file, first signed first; empty for a file that has none or is no PDF. */
  verifyPdf(pdf: Uint8Array): Promise<{ signatures: PdfSignature[] }>;
};

/** Opens the room with software keys of a test authority, or with `keys` from elsewhere. */
export function openSigning(
  db: Db,
  { secretKey, rootDir }: { secretKey: string; rootDir?: string },
  now: () => Date,
  keys: SigningKeys = softwareKeys(db, secretKey, now),
): Signing {
  return {
    async signAsPerson(pdf, person, showing, at) {
      const signer = await keys.signerFor(`person:${person.accountId}`, { name: person.name, organisation: person.organisation, unit: person.title }, at);
      return signPdf(pdf, { signer, field: 'NguoiKy', reason: 'Ký ban hành', at, showing });
    },
    async sealAsOrganisation(pdf, unit, showing, at) {
      const signer = await keys.signerFor(`unit:${unit.id}`, { name: unit.name, organisation: unit.name }, at);
      return signPdf(pdf, { signer, field: 'CoQuan', reason: 'Dấu của cơ quan, tổ chức', at, showing, alsoOnFirst: true });
    },
    verifyPdf: async (pdf) => (rootDir ? verifyApart(rootDir, pdf, await keys.trusted()) : verifyPdf(pdf, await keys.trusted())),
  };
}
