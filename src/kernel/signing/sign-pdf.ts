import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, type PdfRef, PdfStream, type Signer } from '@libpdf/core';

/** `showing`: what the signature shows, a transparent copy of the paper with as many pages, drawn by our own templates. */
export type Asked = {
  signer: Signer;
  field: string;
  reason: string;
  at: Date;
  showing: Uint8Array | undefined /** What it shows begins on the first page. */;
  alsoOnFirst?: boolean;
};

/**
 * Adds one PAdES B-B signature as an incremental update: every earlier signature stays whole, byte for byte.
 * What the signature shows is its own appearance, so number, date, seal and QR belong to whoever signs with them.
 */
export async function signPdf(bytes: Uint8Array, { signer, field, reason, at, showing, alsoOnFirst = false }: Asked): Promise<Uint8Array> {
  const pdf = await PDF.load(bytes);
  // The library would write the whole file anew, and break every signature in it, without a word.
  const obstacle = pdf.canSaveIncrementally();
  if (obstacle) throw new Error(`the PDF cannot be signed without rewriting it: ${obstacle}`);
  const fieldName = freeName(pdf, field);
  if (showing) await showOnPages(pdf, fieldName, showing, alsoOnFirst);
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

/** Draws the signature's own page over the last one; what stands on the first (number and date of a longer paper) becomes a stamp there. */
async function showOnPages(pdf: PDF, name: string, overlay: Uint8Array, alsoOnFirst: boolean): Promise<void> {
  const [pages, shown] = [pdf.getPages(), await PDF.load(overlay)];
  const [first, last] = [pages[0], pages.at(-1)];
  if (!first || !last) throw new Error('a document without pages cannot be signed visibly');
  const drawn = await embed(pdf, shown, shown.getPageCount() - 1);
  const field = pdf.getOrCreateForm().createSignatureField(name);
  const ref = field.getRef();
  if (!ref) throw new Error('a new signature field has a reference');
  for (const [key, value] of appearance(drawn, last)) field.getDict().set(key, value);
  keepPlace(field.getDict());
  annotate(pdf, last, ref);
  if (alsoOnFirst && pages.length > 1 && shown.getPageCount() > 1) stamp(pdf, first, await embed(pdf, shown, 0));
}

type Page = ReturnType<PDF['getPages']>[number];
type Drawn = Awaited<ReturnType<PDF['embedPage']>>;

const pack = promisify<Uint8Array, Buffer>(deflate);

/** The page as a drawing of its own, packed by zlib beside us: the library would pack it in JavaScript, a third of the time that a signature takes. */
async function embed(pdf: PDF, source: PDF, page: number): Promise<Drawn> {
  const drawn = await pdf.embedPage(source, page);
  const stream = pdf.context.registry.resolve(drawn.ref);
  if (stream instanceof PdfStream && !stream.has('Filter')) {
    stream.setData(await pack(stream.data));
    stream.set('Filter', PdfName.of('FlateDecode'));
  }
  return drawn;
}

function appearance(drawn: Drawn, page: Page): [string, PdfDict | PdfArray | PdfRef][] {
  return [
    ['AP', PdfDict.of({ N: drawn.ref })],
    ['Rect', new PdfArray([0, 0, drawn.width, drawn.height].map((edge) => PdfNumber.of(edge)))],
    ['P', page.ref],
  ];
}

/** A stamp that is printed and cannot be moved (bits 3, 7 and 8). */
function stamp(pdf: PDF, page: Page, drawn: Drawn): void {
  const dict = PdfDict.of({ Type: PdfName.of('Annot'), Subtype: PdfName.of('Stamp'), F: PdfNumber.of(4 + 64 + 128) });
  for (const [key, value] of appearance(drawn, page)) dict.set(key, value);
  annotate(pdf, page, pdf.context.registry.register(dict));
}

function annotate(pdf: PDF, page: Page, ref: PdfRef): void {
  const annotations = page.dict.getArray('Annots', pdf.context.registry.resolve.bind(pdf.context.registry));
  if (annotations) annotations.push(ref);
  else page.dict.set('Annots', new PdfArray([ref]));
}

/** The library makes every signature invisible and puts it on the first page; ours shows something on the last. */
function keepPlace(dict: PdfDict): void {
  const set = dict.set.bind(dict);
  dict.set = (key, value) => {
    const name = key instanceof PdfName ? key.value : key;
    if (name !== 'Rect' && name !== 'P') set(key, value);
  };
}
