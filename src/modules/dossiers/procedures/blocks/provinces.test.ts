import { describe, expect, test } from 'vitest';
import { bare, namesOf } from '../../sheets/nearest.ts';
import { provincesOf } from './provinces.ts';

const of63 = provincesOf('2021');
const of34 = provincesOf('2026');

/** Whom a cell names, when it names anybody exactly; several would be a fault of the list. */
function meant(written: string, among: typeof of63): string[] {
  return among.filter((option) => namesOf(option).includes(bare(written))).map(({ label }) => label);
}

const spellings: readonly [what: string, spell: (name: string) => string][] = [
  ['as it is', (name) => name],
  ['in small letters without accents', (name) => name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd')],
  ['in capitals', (name) => name.toUpperCase()],
  ['in letters and marks apart, as some phones type', (name) => name.normalize('NFD')],
  ['in one word', (name) => name.replaceAll(/[\s-]/g, '')],
  ['with its kind', (name) => `Tỉnh ${name}`],
  ['as a city', (name) => `TP. ${name.replace('TP. ', '')}`],
];

describe.each(spellings)('a province written %s', (_, spell) => {
  test('means itself and no other in 2021', () => {
    for (const { label } of of63) expect(meant(spell(label), of63), spell(label)).toEqual([label]);
  });
  test('means itself and no other in 2026, also under a name that is gone', () => {
    for (const { label } of of34) expect(meant(spell(label), of34), spell(label)).toEqual([label]);
    for (const { label } of of63) expect(meant(spell(label), of34), spell(label)).toHaveLength(1);
  });
});

test('63 became 34, each with the digits of one that is in it, and none was lost', () => {
  expect([of63.length, of34.length, new Set(of34.map(({ value }) => value)).size]).toEqual([63, 34, 34]);
  const into = new Map(of63.map(({ label, value }) => [value, meant(label, of34)[0]]));
  // Lào Cai took the digits of Yên Bái, which is a part of it.
  for (const { value, label } of of34) expect(into.get(value), `${value} ${label}`).toBe(label);
  expect(new Set(into.values()).size).toBe(34);
});

test.each([
  ['TP HCM', 'TP. Hồ Chí Minh'],
  ['tphcm', 'TP. Hồ Chí Minh'],
  ['Tp. Hồ Chí Minh', 'TP. Hồ Chí Minh'],
  ['Sài Gòn', 'TP. Hồ Chí Minh'],
  ['Bình Dương', 'TP. Hồ Chí Minh'],
  ['Vũng Tàu', 'TP. Hồ Chí Minh'],
  ['HN', 'Hà Nội'],
  ['Thừa Thiên Huế', 'Huế'],
  ['thua thien - hue', 'Huế'],
  ['Bắc Cạn', 'Thái Nguyên'],
  ['Daklak', 'Đắk Lắk'],
  ['Đắc Nông', 'Lâm Đồng'],
])('«%s» is %s today', (written, province) => expect(meant(written, of34)).toEqual([province]));
