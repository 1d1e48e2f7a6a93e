import { fold } from './procedures/index.ts';

type FoundBy = {
  applicant: { name: string; phone: string | null; number: string | null };
  /** Folded, as the dossier keeps them. */
  things: readonly string[];
  receivingUnit: string;
  decidingUnit: string;
};

/**
 * What officers find a dossier by, beside its code: folded name, phone, number, plates. The units stand with them, so that a search looks
 * among a unit's own dossiers only and takes as long in a province with a million as in one with ten thousand.
 */
export function wordsToFindBy({ applicant: { name, phone, number }, things, receivingUnit, decidingUnit }: FoundBy): string {
  // A phone number is stored as +84…, and typed either way.
  const phones = phone ? `${phone} ${phone.replace(/^\+84/, '0')}` : '';
  return fold(`${name} ${phones} ${number ?? ''} ${things.join(' ')} ${unitWord(receivingUnit)} ${unitWord(decidingUnit)}`);
}

/** A unit as one word of the search text, which no person types. */
export function unitWord(id: string): string {
  return `unit${id.replaceAll(/[^a-z0-9]/g, '')}`;
}

/**
 * What was typed, as PostgreSQL is asked for it (to_tsquery); '' when nothing can be looked for. Every word must begin a word of the dossier:
 * «trieu ma» finds Triệu Thị Mai. A plate may be typed in pieces: «20C-123.45» and «20 C 12345» find what stands there as one word.
 */
export function lookedFor(typed: string): string {
  const words = typed
    .split(/\s+/)
    .map((word) => fold(word).split(' ').filter(Boolean))
    .filter((pieces) => pieces.length > 0);
  const each = words.map((pieces) => either(all(pieces), joined(pieces))).join(' & ');
  return words.length > 1 ? either(`(${each})`, joined(words.flat())) : each;
}

function all(pieces: readonly string[]): string {
  return pieces.map((piece) => `${piece}:*`).join(' & ');
}

const longestThing = 20;

/** The pieces as one word, when they may be a plate: letters and digits, and not long. */
function joined(pieces: readonly string[]): string | undefined {
  const whole = pieces.join('');
  return pieces.length > 1 && whole.length <= longestThing && /\d/.test(whole) && /\p{L}/u.test(whole) ? `${whole}:*` : undefined;
}

function either(one: string, other: string | undefined): string {
  return other ? `(${one} | ${other})` : one;
}
