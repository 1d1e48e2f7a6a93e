import { fold } from './procedures/index.ts';

type Units = { receivingUnit: string; decidingUnit: string };

type FoundBy = Units & {
  applicant: { name: string; phone: string | null; number: string | null };
  /** Folded, as the dossier keeps them. */
  things: readonly string[];
};

/** What officers find a dossier by, beside its code: folded name, phone, number, plates. */
export function wordsToFindBy({ applicant: { name, phone, number }, things, ...units }: FoundBy): string {
  // A phone number is stored as +84…, and typed either way.
  const phones = phone ? `${phone} ${phone.replace(/^\+84/, '0')}` : '';
  return wordsOfUnits(`${name} ${phones} ${number ?? ''} ${things.join(' ')}`, units);
}

/**
 * Each word of a text under each of the dossier's units, as one word: «unitm05719trieu». So a search reads nothing but what its own unit
 * has under that word, and takes as long in a province with a million dossiers as in one with ten thousand.
 */
export function wordsOfUnits(text: string, { receivingUnit, decidingUnit }: Units): string {
  const words = piecesOf(text);
  return [...new Set([receivingUnit, decidingUnit])].flatMap((unit) => words.map((word) => unitWord(unit) + word)).join(' ');
}

/** A unit as the beginning of a word, which no person types. */
function unitWord(id: string): string {
  return `unit${id.replaceAll(/[^a-z0-9]/g, '')}`;
}

function piecesOf(text: string): string[] {
  return fold(text).split(' ').filter(Boolean);
}

const mostPieces = 12;
/** PostgreSQL takes no query of any length, and an auditor asks of two hundred units at once. */
const mostTerms = 6000;

/**
 * What was typed, as PostgreSQL is asked for it (to_tsquery) among the dossiers of these units; '' when nothing can be looked for. Every
 * word must begin a word of the dossier: «trieu ma» finds Triệu Thị Mai. A plate may be typed in pieces: «20C-123.45» and «20 C 12345»
 * find what stands there as one word, with a name before or behind it too.
 */
export function lookedFor(typed: string, units: readonly string[]): string {
  const pieces = piecesOf(typed).slice(0, mostPieces);
  if (pieces.length === 0) return '';
  const ways = [pieces, ...plateJoined(pieces)].slice(0, Math.max(1, Math.floor(mostTerms / (pieces.length * units.length))));
  return units.flatMap((unit) => ways.map((way) => `(${way.map((piece) => inUnit(piece, unitWord(unit))).join(' & ')})`)).join(' | ');
}

/** Figures may also be a part of the dossier's code, which stands there for every unit alike. */
function inUnit(piece: string, unit: string): string {
  return /\d/.test(piece) && piece.length > 3 ? `(${unit}${piece}:* | ${piece}:*)` : `${unit}${piece}:*`;
}

const longestThing = 20;
const mostInPlate = 4;

/** Every way in which pieces that stand together make one plate: letters and digits, and not long. */
function plateJoined(pieces: readonly string[]): string[][] {
  const ways: string[][] = [];
  for (let from = 0; from < pieces.length; from++) {
    for (let to = from + 2; to <= Math.min(pieces.length, from + mostInPlate); to++) {
      const whole = pieces.slice(from, to).join('');
      if (whole.length <= longestThing && /\d/.test(whole) && /\p{L}/u.test(whole)) ways.push([...pieces.slice(0, from), whole, ...pieces.slice(to)]);
    }
  }
  return ways;
}
