import { emptyWords, everydayWords } from './everyday-words.ts';
import { fold } from './fold.ts';

/** What a person asked for, ready for the index. `phrase` is everything folded; undefined queries mean «everything». */
export type SearchQuery = { phrase: string; code?: string; tsquery?: string };

/** Turns words as typed (no accents, everyday names) into a query of the index; `correct` may offer other spellings of a word. */
export function readQuery(typed: string, correct: (word: string) => readonly string[] = (word) => [word]): SearchQuery {
  const phrase = fold(typed.slice(0, 200));
  const code = /^\s*(\d\.\d{3,6})/.exec(typed)?.[1];
  if (phrase === '') return { phrase };
  const phrasings = [
    phrase,
    ...everydayWords.flatMap(([said, written]) => (` ${phrase} `.includes(` ${said} `) ? [` ${phrase} `.replace(` ${said} `, ` ${written} `).trim()] : [])),
  ];
  const conjunctions = phrasings.flatMap((one) => {
    const words = one.split(' ');
    const meaning = words.filter((word) => !emptyWords.has(word));
    return meaning.length > 0 && meaning.length < words.length ? [words, meaning] : [words];
  });
  return {
    phrase,
    code,
    tsquery: conjunctions.map((words) => `(${words.map((word, i) => lexeme(correct(word), i === words.length - 1)).join(' & ')})`).join(' | '),
  };
}

/** Folded words are letters and digits only, so they cannot speak the query language. The last may be half typed. */
function lexeme(spellings: readonly string[], last: boolean): string {
  const written = spellings.map((word) => (last && word.length > 1 ? `${word}:*` : word));
  return written.length === 1 ? (written[0] ?? '') : `(${written.join(' | ')})`;
}

/** Offers the words of the vocabulary that are one slip away; the word itself when it is known or nothing is near. */
export function speller(vocabulary: ReadonlySet<string>): (word: string) => readonly string[] {
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
