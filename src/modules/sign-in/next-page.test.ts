import { expect, test } from 'vitest';
import { localPath, pageOf } from './next-page.ts';

test.each([
  ['/can-bo/ho-so/1?xem=2', '/can-bo/ho-so/1?xem=2'],
  ['', '/can-bo'],
  ['https://example.com/', '/can-bo'],
  ['//example.com/', '/can-bo'],
  ['/\\example.com/', '/can-bo'],
  ['/\t/example.com/', '/can-bo'],
  ['/.//example.com/', '/can-bo'],
  ['/a/..//example.com', '/can-bo'],
  ['javascript:alert(1)', '/can-bo'],
])('after sign-in «%s» leads to %s', (wanted, page) => {
  expect(localPath(wanted)).toBe(page);
});

test('an unfinished session is completed first and remembers where it was going', () => {
  expect(pageOf('open', '/can-bo/x')).toBe('/can-bo/x');
  expect(pageOf('enrol', '/can-bo/x?a=b&c')).toBe('/can-bo/xac-thuc-hai-lop?tiep=%2Fcan-bo%2Fx%3Fa%3Db%26c');
  expect(pageOf('change-password', '/can-bo')).toBe('/can-bo/mat-khau?tiep=%2Fcan-bo');
});
