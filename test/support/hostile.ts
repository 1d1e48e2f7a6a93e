import { load } from 'cheerio';

/** The same numbers for the same seed, so that what a run found can be found again. */
export type Dice = { next(): number; below(limit: number): number; pick<T>(of: readonly T[]): T; chance(p: number): boolean };

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (limit: number) => Math.floor(next() * limit);
  return { next, below, pick: <T>(of: readonly T[]) => of[below(of.length)] as T, chance: (p) => next() < p };
}

/** Where it is cut matters: the second half of a pair left alone is no text. */
const cuts = [80, 100, 120, 200, 300, 500, 1000, 2000].flatMap((length) => ['a'.repeat(length - 1) + '😀', `${'ộ'.repeat(length - 1)}😀😀`]);

/** Each leaves a mark in the parsed page when it is echoed without escaping; see `traces`. */
export const injections = [
  '<xss7731>',
  '"><xss7731>',
  "'><xss7731>",
  '</textarea><xss7731>',
  '</title></style></script><xss7731>',
  '" onxss7731="1',
  "' onxss7731='1",
  '<img src=x onxss7731=1>',
  'javascript:xss7731()',
  '{{constructor.constructor("xss7731")()}}',
  '&lt;xss7731&gt;',
  '<!--<xss7731>',
];

const databaseTricks = [
  "' or '1'='1",
  "'; drop table dossiers.dossiers; --",
  "') union select secret from kernel.accounts --",
  '1; select pg_sleep(20)',
  "' || pg_sleep(20) || '",
  '$1',
  '\\',
  '%_%',
  'a:* & !b | (',
  "'''",
  "''&''|<->",
];

const numbers = [
  '-1',
  '0',
  '1e999',
  '-1e999',
  'NaN',
  'Infinity',
  '9007199254740993',
  '99999999999999999999',
  '2147483648',
  '0x10',
  '1.5',
  '٣',
  '１',
  '-0',
  '+1',
];

const dates = [
  '31/02/2026',
  '29/02/2025',
  '00/00/0000',
  '2026-02-31',
  '9999-12-31',
  '0001-01-01',
  '31/12/9999',
  '31/12/2200',
  '01/01/1850',
  '1/1/1',
  '32/13/2026',
];

const strange = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfff',
  '\ufffe\uffff',
  '\u202e\u2066rtl',
  '\r\nSet-Cookie: xss7731=1',
  'người\u0301'.repeat(50),
  '😀'.repeat(300),
  'z'.repeat(100_000),
  `${'('.repeat(3000)}${')'.repeat(3000)}`,
  `${'a '.repeat(5000)}!`,
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '../../../../etc/passwd',
  '..\\..\\secret.key',
  'null',
  'undefined',
  '[object Object]',
  'true',
];

export const hostileTexts: readonly string[] = [...injections, ...databaseTricks, ...numbers, ...dates, ...strange, ...cuts];

/** As they stand in an address; most are no text at all once decoded. */
export const hostileSegments: readonly string[] = [
  '%00',
  '2.000635%00',
  '%',
  '%E0%A4%A',
  '%ff%fe',
  '%ed%a0%80',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e%2fsecret.key',
  '..%5c..%5csecret.key',
  "'%20or%201=1--",
  '%22%3E%3Cxss7731%3E',
  '%3Cxss7731%3E',
  '%27%20onxss7731=%271',
  '00000000-0000-7000-8000-000000000000',
  '00000000-0000-7000-8000-00000000000%00',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '__proto__',
  'constructor',
  '-1',
  '1e999',
  '%F0%9F%98%80',
  'z'.repeat(4000),
  '%C4%91'.repeat(400),
  ';',
  'a%0d%0aSet-Cookie:%20xss7731=1',
];

export const hostileNames: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '[]',
  'a[b][c]',
  'a.b.c.d',
  'paper.',
  'upload.',
  'item',
  'kept',
  'why.',
  'draft.',
  'revision',
  'request',
  'x'.repeat(5000),
  '\u0000',
  '<xss7731>',
];

/** What an injection has left in a page: elements, attributes or addresses that it would have made. Nothing when everything was escaped. */
export function traces(html: string): string[] {
  const $ = load(html);
  return $('*')
    .toArray()
    .filter((element) => {
      const attributes = Object.entries($(element).attr() ?? {});
      const made = ($(element).prop('tagName') ?? '').toLowerCase().includes('xss7731') || attributes.some(([name]) => name.includes('xss7731'));
      return made || attributes.some(([name, value]) => /^(href|src|action|formaction)$/.test(name) && /^\s*(javascript|data:text)/i.test(value));
    })
    .map((element) => $.html(element).slice(0, 200));
}
