import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, type Signer } from '@libpdf/core';

/** `showing`: what the signature shows on the last page, a transparent page of the same size drawn by our own templates. */
export type Asked = { signer: Signer; field: string; reason: string; at: Date; showing: Uint8Array | undefined };

/**
 * Adds one PAdES B-B signature as an incremental update: every earlier signature stays whole, byte for byte.
 * What the signature shows is its own appearance, so number, date, seal and QR belong to whoever signs with them.
 */
export async function signPdf(bytes: Uint8Array, { signer, field, reason, at, showing }: Asked): Promise<Uint8Array> {
  const pdf = await PDF.load(bytes);
  // The library would write the whole file anew, and break every signature in it, without a word.
  const obstacle = pdf.canSaveIncrementally();
  if (obstacle) throw new Error(`the PDF cannot be signed without rewriting it: ${obstacle}`);
  const fieldName = freeName(pdf, field);
  if (showing) await showOnPage(pdf, fieldName, showing);
  const signed = await pdf.sign({ signer, fieldName, reason, signingTime: at, level: 'B-B', subFilter: 'ETSI.CAdES.detached', estimatedSize: roomFor(signer) });
  return signed.bytes;
}

/** Bytes kept free for the signature: its certificates and 2 kB for the rest. What is too much travels as noughts to every citizen. */
function roomFor({ certificate, certificateChain = [] }: Signer): number {
  return [certificate, ...certificateChain].reduce((sum, { length }) => sum + length, 2048);
}

/** A second person signs in a field of their own: NguoiKy, NguoiKy2, … */
function freeName(pdf: PDF, wanted: string): string {
  const taken = new Set((pdf.getForm()?.getSignatureFields() ?? []).map(({ name }) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  return name;
}

async function showOnPage(pdf: PDF, name: string, overlay: Uint8Array): Promise<void> {
  const page = pdf.getPages().at(-1);
  if (!page) throw new Error('a document without pages cannot be signed visibly');
  const drawn = await pdf.embedPage(await PDF.load(overlay), 0);
  const field = pdf.getOrCreateForm().createSignatureField(name);
  const dict = field.getDict();
  const ref = field.getRef();
  if (!ref) throw new Error('a new signature field has a reference');
  dict.set('AP', PdfDict.of({ N: drawn.ref }));
  dict.set('Rect', new PdfArray([0, 0, drawn.width, drawn.height].map((edge) => PdfNumber.of(edge))));
  keepRectangle(dict);
  const annotations = page.dict.getArray('Annots', pdf.context.registry.resolve.bind(pdf.context.registry));
  if (annotations) annotations.push(ref);
  else page.dict.set('Annots', new PdfArray([ref]));
}

/** The library makes every signature invisible by emptying its rectangle; ours shows something. */
function keepRectangle(dict: PdfDict): void {
  const set = dict.set.bind(dict);
  dict.set = (key, value) => {
    if ((key instanceof PdfName ? key.value : key) !== 'Rect') set(key, value);
  };
}
