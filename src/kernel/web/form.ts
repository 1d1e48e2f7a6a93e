import type { Ctx } from './routes.ts';

/** What a person typed, by field name; a field asked for several times has several values. */
export type FormValues = Record<string, string[]>;

export type SentForm = { values: FormValues; files: Record<string, File[]> };

/** Reads a sent form of either encoding. Text comes out NFC, trimmed, and without control characters. */
export async function readForm(c: Ctx): Promise<SentForm> {
  const type = c.req.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return { values: collect(new URLSearchParams(await c.req.text())), files: {} };
  const data = await c.req.raw.formData().catch(() => new FormData());
  // Without a prototype: a field may be called «constructor».
  const files = Object.create(null) as Record<string, File[]>;
  const text: [string, string][] = [];
  for (const [name, value] of data) {
    if (typeof value === 'string') text.push([name, value]);
    else if (value.size > 0) (files[name] ??= []).push(value);
  }
  return { values: collect(text), files };
}

function collect(pairs: Iterable<[string, string]>): FormValues {
  const values: FormValues = Object.create(null) as FormValues;
  for (const [name, value] of pairs) (values[name] ??= []).push(cleanText(value));
  return { ...values };
}

/**
 * PostgreSQL refuses NUL in text, and lone surrogates cannot be UTF-8: neither means anything a person typed. Signs that turn the
 * direction of writing would let a name show other letters than it has.
 */
export function cleanText(value: string): string {
  return value.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(controls, '').trim();
}

const controls = /[^\P{Cc}\t\n]|[\ufeff\u202a-\u202e\u2066-\u2069]/gu;

/** The first value of a field, or ''. */
export function first(values: FormValues, name: string): string {
  return values[name]?.[0] ?? '';
}

/** A query parameter, cleaned like any other text a person typed. */
export function queryText(c: Ctx, name: string): string {
  return shorten(cleanText(c.req.query(name) ?? ''), 500);
}

/** At most so many letters; one that takes two places, such as 😀, is not torn apart, for half of it is no text to the database. */
export function shorten(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
