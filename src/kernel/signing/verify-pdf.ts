import { PDF, PdfArray, type PdfDict, PdfNumber, PdfString } from '@libpdf/core';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { readCertificate, subjectOf } from './authority.ts';

/** One signature of a PDF as found. `intact`: these bytes are what was signed; `trusted`: by a certificate of ours. */
export type PdfSignature = { signer: string; organisation: string | undefined; at: Date | undefined; intact: boolean; trusted: boolean; coversWholeFile: boolean; reason: string | undefined };

/** Checks every signature of a PDF; a file that is no PDF, or has none, has an empty list. */
export async function verifyPdf(bytes: Uint8Array, authorities: readonly Uint8Array[]): Promise<{ signatures: PdfSignature[] }> {
  const dicts = await signatureDicts(bytes);
  const trusted = authorities.map(readCertificate);
  return { signatures: await Promise.all(dicts.map((dict) => verifyOne(bytes, dict, trusted))) };
}

async function signatureDicts(bytes: Uint8Array): Promise<PdfDict[]> {
  try {
    const form = (await PDF.load(bytes)).getForm();
    return (form?.getSignatureFields() ?? []).flatMap((field) => field.getSignatureDict() ?? []);
  } catch {
    return [];
  }
}

async function verifyOne(bytes: Uint8Array, dict: PdfDict, trusted: pkijs.Certificate[]): Promise<PdfSignature> {
  const unknown = { signer: 'không đọc được', organisation: undefined, at: undefined, intact: false, trusted: false, coversWholeFile: false, reason: undefined };
  try {
    const range = numbersOf(dict.get('ByteRange'));
    const contents = dict.get('Contents');
    if (range.length !== 4 || !(contents instanceof PdfString)) return unknown;
    const signed = signedBytes(bytes, range);
    const cms = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(trim(contents.bytes)).content });
    const certificate = cms.certificates?.[0] as pkijs.Certificate | undefined;
    if (!certificate) return unknown;
    return {
      ...namesOf(certificate),
      at: signingTime(cms),
      intact: await isIntact(cms, signed),
      trusted: await isIssuedBy(certificate, trusted),
      coversWholeFile: (range[2] ?? 0) + (range[3] ?? 0) === bytes.length,
      reason: textOf(dict.get('Reason')),
    };
  } catch {
    return unknown;
  }
}

function namesOf(certificate: pkijs.Certificate) {
  const { name, organisation } = subjectOf(certificate);
  return { signer: name, organisation };
}

function numbersOf(value: unknown): number[] {
  return value instanceof PdfArray ? [...value].flatMap((item) => (item instanceof PdfNumber ? [item.value] : [])) : [];
}

function textOf(value: unknown): string | undefined {
  return value instanceof PdfString ? value.asString() : undefined;
}

function signedBytes(bytes: Uint8Array, [start = 0, length = 0, again = 0, rest = 0]: number[]): ArrayBuffer {
  const joined = new Uint8Array(length + rest);
  joined.set(bytes.subarray(start, start + length));
  joined.set(bytes.subarray(again, again + rest), length);
  return joined.buffer;
}

/** The space reserved for a signature is longer than the signature: its own length says where it ends. */
function trim(contents: Uint8Array): ArrayBuffer {
  const { offset } = asn1js.fromBER(contents.slice().buffer);
  return contents.slice(0, offset > 0 ? offset : contents.length).buffer;
}

async function isIntact(cms: pkijs.SignedData, data: ArrayBuffer): Promise<boolean> {
  const result = await cms.verify({ signer: 0, data, checkChain: false, extendedMode: true }).catch((e) => { console.log(e, e.stack); return undefined; });
  return result?.signatureVerified === true;
}

async function isIssuedBy(certificate: pkijs.Certificate, authorities: pkijs.Certificate[]): Promise<boolean> {
  const answers = await Promise.all(authorities.map((authority) => certificate.verify(authority).catch(() => false)));
  return answers.includes(true);
}

const signingTimeType = '1.2.840.113549.1.9.5';

function signingTime(cms: pkijs.SignedData): Date | undefined {
  const attribute = cms.signerInfos[0]?.signedAttrs?.attributes.find(({ type }) => type === signingTimeType);
  const value: unknown = attribute?.values[0];
  return value instanceof asn1js.UTCTime || value instanceof asn1js.GeneralizedTime ? value.toDate() : undefined;
}
