import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

/** Whose certificate: names as they appear in the subject, in Vietnamese. */
export type CertificateName = { name: string; organisation: string; unit?: string };

/** From when and until when a certificate holds. */
export type Validity = { from: Date; until: Date };

export type KeyPair = { certificate: Uint8Array; privateKey: Uint8Array };

export const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const [commonName, organisationName, unitName] = ['2.5.4.3', '2.5.4.10', '2.5.4.11'];
const [basicConstraints, keyUsage] = ['2.5.29.19', '2.5.29.15'];

/** The authority of an installation without tokens: its name says in every viewer that it is for trying out. */
export const authorityName: CertificateName = { name: 'CA thử nghiệm Một Cửa – không có giá trị pháp lý', organisation: 'Một Cửa (bản thử nghiệm)' };

/** Makes a key and its certificate; without `issuer` it signs itself, as an authority does. */
export async function issueCertificate(subject: CertificateName, { from, until }: Validity, issuer?: KeyPair): Promise<KeyPair> {
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const authority = issuer && readCertificate(issuer.certificate);
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: serial() });
  certificate.notBefore = timeOf(from);
  certificate.notAfter = timeOf(until);
  certificate.subject.typesAndValues = named(subject);
  certificate.issuer.typesAndValues = authority ? authority.subject.typesAndValues : named(subject);
  certificate.extensions = extensions(!issuer);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(issuer ? await privateKeyOf(issuer) : keys.privateKey, 'SHA-256');
  return {
    certificate: new Uint8Array(certificate.toSchema(true).toBER()),
    privateKey: new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
  };
}

export function readCertificate(der: Uint8Array): pkijs.Certificate {
  return pkijs.Certificate.fromBER(new Uint8Array(der).buffer);
}

export function privateKeyOf({ privateKey }: KeyPair): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', privateKey as BufferSource, algorithm, false, ['sign']);
}

/** X.509 writes years from 2050 on in a longer form (RFC 5280 §4.1.2.5). */
function timeOf(value: Date): pkijs.Time {
  return new pkijs.Time({ type: value.getUTCFullYear() < 2050 ? 0 : 1, value });
}

/** Serial numbers are positive: the first bit of the first byte must be nought. */
function serial(): ArrayBuffer {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.buffer;
}

/** Vietnamese letters need UTF8String; a printable string would lose them. */
function named({ name, organisation, unit }: CertificateName): pkijs.AttributeTypeAndValue[] {
  const pairs: [string, string | undefined][] = [
    [organisationName, organisation],
    [unitName, unit],
    [commonName, name],
  ];
  return pairs.flatMap(([type, value]) => (value ? [new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) })] : []));
}

function extensions(isAuthority: boolean): pkijs.Extension[] {
  const constraints = new pkijs.BasicConstraints({ cA: isAuthority });
  // Bits of RFC 5280: an authority signs certificates and lists (5, 6), a signer signs and cannot deny it (0, 1).
  const usage = new asn1js.BitString({ valueHex: new Uint8Array([isAuthority ? 0b0000_0110 : 0b1100_0000]).buffer, unusedBits: isAuthority ? 1 : 6 });
  return [
    new pkijs.Extension({ extnID: basicConstraints, critical: true, extnValue: constraints.toSchema().toBER(false), parsedValue: constraints }),
    new pkijs.Extension({ extnID: keyUsage, critical: true, extnValue: usage.toBER(false), parsedValue: usage }),
  ];
}

/** A name of the subject: who signed, and for which organisation. */
export function subjectOf(certificate: pkijs.Certificate): { name: string; organisation: string | undefined } {
  const value = (type: string) => certificate.subject.typesAndValues.find((one) => one.type === type)?.value.valueBlock.value as string | undefined;
  return { name: value(commonName) ?? 'không rõ tên', organisation: value(organisationName) };
}
