import type { Signer } from '@libpdf/core';
import type { CertificateName } from './authority.ts';

/**
 * Where signing keys come from. Software keys of a test authority stand here today; a USB token, an HSM or a remote signing service
 * is another object of this shape: a `Signer` is a certificate, its chain, and a function that signs bytes.
 */
export type SigningKeys = {
  /** The signer of `person:<account>` or `unit:<id>`, whose certificate says `name` and is valid at `at`. */
  signerFor(subject: string, name: CertificateName, at: Date): Promise<Signer>;
  /** Certificates (DER) of the authorities whose signatures count as ours. */
  trusted(): Promise<Uint8Array[]>;
};
