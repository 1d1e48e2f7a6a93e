import { PDF, PdfArray, type PdfDict, PdfNumber, PdfString } from '@libpdf/core';
import type * as pkijs from 'pkijs';
import { readCertificate, subjectOf } from './authority.ts';
import { checkCms } from './verify-cms.ts';

/**
 * One signature of a PDF as found. `intact`: these bytes are what was signed; `trusted`: by a certificate of ours that was valid then;
 * `at`: by the signer's own clock; `coversWholeFile`: nothing was added after it (only the last one can say so).
 */
export type PdfSignature = {
  signer: string;
  organisation: string | undefined;
  at: Date | undefined;
  intact: boolean;
  trusted: boolean;
  coversWholeFile: boolean;
  reason: string | undefined;
};

type Range = { before: number; after: number; end: number };

const unreadable: PdfSignature = {
  signer: 'không đọc được',
  organisation: undefined,
  at: undefined,
  intact: false,
  trusted: false,
  coversWholeFile: false,
  reason: undefined,
};

/** Checks every signature of a PDF, first signed first; a file that is no PDF, or has none, has an empty list. */
export async function verifyPdf(bytes: Uint8Array, authorities: readonly Uint8Array[]): Promise<{ signatures: PdfSignature[] }> {
  const trusted = authorities.map(readCertificate);
  const found = (await signatureDicts(bytes)).map((dict) => ({ dict, range: rangeOf(dict) }));
  found.sort((a, b) => (a.range?.end ?? 0) - (b.range?.end ?? 0));
  return {
    signatures: await Promise.all(found.map(({ dict, range }) => verifyOne(bytes, dict, range, trusted).catch(() => unreadable))),
  };
}

async function signatureDicts(bytes: Uint8Array): Promise<PdfDict[]> {
  try {
    const form = (await PDF.load(bytes)).getForm();
    return (form?.getSignatureFields() ?? []).flatMap((field) => field.getSignatureDict() ?? []);
  } catch {
    return [];
  }
}

/** The two signed stretches of a file: from its first byte up to the signature, and from there to `end`. */
function rangeOf(dict: PdfDict): Range | undefined {
  const value = dict.get('ByteRange');
  const numbers = value instanceof PdfArray ? [...value].flatMap((item) => (item instanceof PdfNumber ? [item.value] : [])) : [];
  const [start, before, after, rest] = numbers;
  if (numbers.length !== 4 || start !== 0 || before === undefined || after === undefined || rest === undefined) return undefined;
  return after > before && rest > 0 ? { before, after, end: after + rest } : undefined;
}

async function verifyOne(bytes: Uint8Array, dict: PdfDict, range: Range | undefined, authorities: pkijs.Certificate[]): Promise<PdfSignature> {
  const signature = range && range.end <= bytes.length ? signatureBetween(bytes, range) : undefined;
  if (!range || !signature) return unreadable;
  const checked = checkCms(signature, Buffer.concat([bytes.subarray(0, range.before), bytes.subarray(range.after, range.end)]));
  if (!checked) return unreadable;
  const { certificate, at, intact } = checked;
  const { name, organisation } = subjectOf(certificate);
  return {
    signer: name,
    organisation,
    at,
    intact,
    trusted: wasValid(certificate, at) && (await isIssuedBy(certificate, authorities)),
    coversWholeFile: range.end === bytes.length,
    reason: textOf(dict.get('Reason')),
  };
}

/** The one place that is not signed must hold the signature and nothing else, or unsigned content could hide there. */
function signatureBetween(bytes: Uint8Array, { before, after }: Range): Uint8Array | undefined {
  const text = Buffer.from(bytes.subarray(before, after)).toString('latin1');
  return /^<(?:[0-9A-Fa-f]{2})+>$/.test(text) ? trim(Buffer.from(text.slice(1, -1), 'hex')) : undefined;
}

/** The space reserved for a signature is longer than the signature: the length of its outermost part says where it ends. */
function trim(contents: Buffer): Uint8Array {
  const first = contents[1] ?? 0;
  const bytesOfLength = first & 0x80 ? first & 0x7f : 0;
  const length = bytesOfLength > 0 && bytesOfLength <= 4 ? contents.readUIntBE(2, bytesOfLength) : first;
  return new Uint8Array(contents.subarray(0, 2 + bytesOfLength + length));
}

function wasValid({ notBefore, notAfter }: pkijs.Certificate, at: Date | undefined): boolean {
  return at !== undefined && notBefore.value <= at && at <= notAfter.value;
}

async function isIssuedBy(certificate: pkijs.Certificate, authorities: pkijs.Certificate[]): Promise<boolean> {
  const answers = await Promise.all(authorities.map((authority) => certificate.verify(authority).catch(() => false)));
  return answers.includes(true);
}

function textOf(value: unknown): string | undefined {
  return value instanceof PdfString ? value.asString() : undefined;
}
