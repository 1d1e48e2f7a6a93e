import { emptyWords, everydayWords } from './everyday-words.ts';
import { foldText } from '#kernel/organisations/fold-text.ts';

/** What a person asked for, ready for the index. `phrase` is everything folded, `words` those that mean something; no query means «everything». */
export type SearchQuery = { phrase: string; words: string[]; code?: string; tsquery?: string };

type Spelling = (word: string) => readonly string[];

/** Turns words as typed (no accents, everyday names) into a query of the index; `correct` may offer other spellings of a word. */
export function readQuery(typed: string, correct: Spelling = (word) => [word]): SearchQuery {
  const phrase = foldText(typed.slice(0, 200));
  const code = /^\s*(\d\.\d{3,6})/.exec(typed)?.[1];
  if (phrase === '') return { phrase, words: [] };
  const names = everydayWords.filter(([said]) => ` ${phrase} `.includes(` ${said} `));
  const written = names.reduce((text, name) => exchange(text, name), phrase).split(' ');
  const phrasings = names.length > 0 ? names.flatMap((name) => named(phrase, name, correct)) : plain(written, correct);
  return { phrase, words: withMeaning(written), code, tsquery: phrasings.map((one) => `(${one})`).join(' | ') };
}

/** All the words, or all that mean something. */
function plain(words: readonly string[], correct: Spelling): string[] {
  const meaning = withMeaning(words);
  return (meaning.length < words.length ? [words, meaning] : [words]).map((line) => together(line, correct));
}

/** An everyday name counts only as a whole, and so does what the register calls the thing; the other words may stand anywhere. */
function named(phrase: string, name: readonly [string, string], correct: Spelling): string[] {
  const others = exchange(phrase, [name[0], ''])
    .split(' ')
    .filter((word) => word !== '' && !emptyWords.has(word));
  return name.map((known) => [known.split(' ').join(' <-> '), ...(others.length > 0 ? [together(others, correct)] : [])].join(' & '));
}

function exchange(text: string, [said, written]: readonly [string, string]): string {
  return ` ${text} `.replace(` ${said} `, ` ${written} `).trim();
}

/** The words without those that only ask; all of them when nothing else is left. */
function withMeaning(words: readonly string[]): string[] {
  const meaning = words.filter((word) => !emptyWords.has(word));
  return meaning.length > 0 ? meaning : [...words];
}

function together(words: readonly string[], correct: Spelling): string {
  return words.map((word, i) => lexeme(correct(word), i === words.length - 1)).join(' & ');
}

/** Folded words are letters and digits only, so they cannot speak the query language. The last may be half typed. */
function lexeme(spellings: readonly string[], last: boolean): string {
  const written = spellings.map((word) => (last && word.length > 2 ? `${word}:*` : word));
  return written.length === 1 ? (written[0] ?? '') : `(${written.join(' | ')})`;
}

/** Offers the words of the vocabulary that are one slip away; the word itself when it is known or nothing is near. */
export function speller(vocabulary: ReadonlySet<string>): Spelling {
  const words = [...vocabulary];
  return (word) => {
    if (vocabulary.has(word) || word.length < 3 || /\d/.test(word)) return [word];
    const near = words.filter((known) => Math.abs(known.length - word.length) <= 1 && isOneSlip(word, known));
    return near.length > 0 ? near.slice(0, 12) : [word];
  };
}

/** True when one letter is added, missing, other, or swapped with its neighbour. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b) return true;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
