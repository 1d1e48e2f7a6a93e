import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'citizen.css'), 'utf8');
const colours = new Map([...css.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name ?? '', value ?? '']));

/** Everything that is written, and what it is written on. */
const written: [string, string][] = [
  ['ground', 'ink soft tea tea-dark red amber'],
  ['paper', 'ink soft tea tea-dark red amber'],
  ['tea-pale', 'ink soft tea tea-dark'],
  ['red-pale', 'ink red'],
  ['amber-pale', 'ink amber'],
  ...['tea', 'tea-dark', 'red', 'amber'].map((on): [string, string] => [on, 'paper']),
].flatMap(([on = '', texts = '']) => texts.split(' ').map((text): [string, string] => [text, on]));

test.each(written)('%s is read on %s by people whose eyes are weak', (text, on) => {
  expect(contrast(colour(text), colour(on))).toBeGreaterThanOrEqual(4.5);
});

test.each(['ground', 'paper', 'tea-pale'])('the edge of a field and the ring of the focus stand out from %s', (on) => {
  expect(contrast(colour('edge'), colour(on))).toBeGreaterThanOrEqual(3);
  expect(contrast(colour('ink'), colour(on))).toBeGreaterThanOrEqual(3);
});

test('the two that belong to each other are told apart: ink around the ring, the ring around the button', () => {
  expect(contrast(colour('focus'), colour('tea'))).toBeGreaterThanOrEqual(3);
  expect(contrast(colour('focus'), colour('ink'))).toBeGreaterThanOrEqual(3);
});

function colour(name: string): string {
  const value = colours.get(name);
  if (!value) throw new Error(`there is no colour --${name}`);
  return value.length === 4 ? value.replace(/[0-9a-f]/g, '$&$&') : value;
}

/** WCAG 2.2, 1.4.3. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
