import { z } from 'zod';

/**
 * What stands on each paper. Everything is text that is already in the words of the paper (dates written out, names of the era):
 * a template decides where a thing stands, never what it says.
 */

/**
 * A QR as rows of cells, dark or light, made into one drawing: a thousand squares of their own would be most of the work of a page.
 * Each cell is a hair taller than it is, so that no viewer shows light between the rows.
 */
const matrix = z.custom<number[][]>((rows) => Array.isArray(rows) && rows.every((row) => Array.isArray(row))).transform(drawing);

function drawing(rows: number[][]): string {
  if (rows.length === 0) return '';
  const path = rows.map((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ]
      .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1.03h-${run.length}z`)
      .join(''),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${rows.length} ${rows.length}"><path d="${path.join('')}"/></svg>`;
}

/** What may be missing, or null in a stored slip, is empty on paper. */
const text = z
  .string()
  .nullish()
  .transform((words) => words ?? '');
const texts = z.array(z.string()).default([]);

const office = {
  /** The body above (cơ quan chủ quản); empty when the paper does not name one. */
  agency: text,
  unit: z.string().min(1),
  title: z.string().min(1),
  /** Draws the note «bản mẫu». */
  demo: z.boolean().default(false),
  /** Signed with a software key of the test authority: the paper says so. */
  trial: z.boolean().default(true),
  /** Address, telephone, e-mail at the foot. */
  contact: text,
  /** The time written into the file; the same data and time give the same bytes. */
  printedAt: z.iso.datetime(),
};

/**
 * Lines of a civil-status register as an extract (trích lục) copies them, by name; an empty one is printed as a dash. A parent or spouse is
 * one line of words, or apart: name, birthYear or birthDate, ethnicity, nationality, residence, idPaper.
 */
const registerFields = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));

/** A result (kết quả): what the authority gives back. `layer` says whose part is drawn, see office.typ. */
export const resultPaper = z.object({
  ...office,
  layer: z.enum(['base', 'person', 'organisation']),
  place: text,
  /** Trích yếu, a line under the title. */
  about: text,
  addressee: text,
  grounds: texts,
  intro: text,
  fields: registerFields.default({}),
  rows: z.array(z.tuple([z.string(), z.string()])).default([]),
  body: texts,
  /** plate (or the number painted on a vessel or machine), kind, type, capacity, purpose, until, origin, destination, stops, way, goods, unit, onBehalf, conditions, people (masked), from. */
  pass: z.record(z.string(), z.string()).default({}),
  valid: text,
  recipients: texts,
  signsAs: texts,
  signer: text,
  signerTitle: text,
  signedAt: text,
  number: text,
  date: text,
  qr: matrix.default(''),
  shortCode: text,
  /** The day of a code that took the place of an older one. */
  codeSince: text,
});

/** A slip (phiếu) of a dossier, A5; `form` is its number in the era's list. */
export const slipPaper = z.object({
  ...office,
  kind: z.enum(['receipt', 'supplement', 'refusal', 'apology', 'stop', 'control']),
  form: z.string(),
  number: z.string(),
  code: z.string(),
  place: text,
  issuedLong: text,
  procedure: z.string(),
  applicant: z.object({ name: z.string(), address: text, phone: text, email: text }),
  papers: z.array(z.object({ name: z.string(), copy: text, count: z.number().default(1) })).default([]),
  sets: z.number().default(1),
  limit: text,
  receivedAt: text,
  dueAt: text,
  newDueAt: text,
  returnWords: text,
  feeWords: text,
  book: text,
  bookEntry: text,
  items: z.array(z.object({ label: z.string(), why: text })).default([]),
  reason: text,
  basis: text,
  officer: text,
  /** Office of the one who signs, where it is not the officer who wrote it: «TM. ỦY BAN NHÂN DÂN», «CHỦ TỊCH». */
  signsAs: texts,
  history: z.array(z.object({ at: z.string(), unit: text, who: z.string(), verb: z.string(), note: text, standing: text })).default([]),
  qr: matrix.default(''),
});

/** The register (sổ theo dõi hồ sơ), A4 across. */
export const registerPaper = z.object({
  ...office,
  form: z.string(),
  book: text,
  from: text,
  to: text,
  lines: z.array(
    z.object({
      ordinal: z.number(),
      code: z.string(),
      procedure: z.string(),
      sets: z.number().default(1),
      applicant: z.string(),
      contact: text,
      unit: text,
      received: text,
      due: text,
      returned: text,
      returnMode: text,
      signed: text,
      note: text,
    }),
  ),
});

export type ResultPaper = z.input<typeof resultPaper>;
export type SlipPaper = z.input<typeof slipPaper>;
export type RegisterPaper = z.input<typeof registerPaper>;
