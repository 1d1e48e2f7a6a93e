import { createHash, createPublicKey, verify } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** A detached CMS signature as found: who, when (by the signer's own clock), and whether these bytes are the signed ones. */
export type CheckedCms = { certificate: pkijs.Certificate; at: Date | undefined; intact: boolean };

const [messageDigestType, signingTimeType] = ['1.2.840.113549.1.9.4', '1.2.840.113549.1.9.5'];
const digests: Record<string, string> = { '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512' };

/** Checks a detached signature over `data`; undefined when it has no signer that could be read. */
export function checkCms(der: Uint8Array, data: Uint8Array): CheckedCms | undefined {
  const cms = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(new Uint8Array(der).buffer).content });
  const [signer, ...others] = cms.signerInfos;
  const certificate = signer && certificateOf(cms, signer);
  if (!signer || !certificate || others.length > 0) return undefined;
  // A signature that carries what it signed says nothing about the file around it: such a one never counts here.
  const detached = !cms.encapContentInfo.eContent;
  return { certificate, at: signingTime(signer), intact: detached && isSignedBy(signer, certificate, data) };
}

/** The certificate the signature names, not merely one that travels with it. */
function certificateOf(cms: pkijs.SignedData, { sid }: pkijs.SignerInfo): pkijs.Certificate | undefined {
  if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return undefined;
  const certificates = (cms.certificates ?? []).flatMap((one) => (one instanceof pkijs.Certificate ? [one] : []));
  return certificates.find(({ issuer, serialNumber }) => issuer.isEqual(sid.issuer) && serialNumber.isEqual(sid.serialNumber));
}

function isSignedBy(signer: pkijs.SignerInfo, certificate: pkijs.Certificate, data: Uint8Array): boolean {
  const digest = digests[signer.digestAlgorithm.algorithmId];
  const claimed = attribute(signer, messageDigestType);
  if (!digest || !signer.signedAttrs || !(claimed instanceof asn1js.OctetString)) return false;
  const actual = createHash(digest).update(data).digest();
  if (!actual.equals(claimed.valueBlock.valueHexView)) return false;
  const key = createPublicKey({ key: Buffer.from(certificate.subjectPublicKeyInfo.toSchema().toBER()), format: 'der', type: 'spki' });
  return verify(digest, new Uint8Array(signer.signedAttrs.encodedValue), key, signer.signature.valueBlock.valueHexView);
}

function signingTime(signer: pkijs.SignerInfo): Date | undefined {
  const value = attribute(signer, signingTimeType);
  return value instanceof asn1js.UTCTime || value instanceof asn1js.GeneralizedTime ? value.toDate() : undefined;
}

function attribute(signer: pkijs.SignerInfo, type: string): unknown {
  return signer.signedAttrs?.attributes.find((one) => one.type === type)?.values[0];
}
