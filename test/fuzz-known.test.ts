import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestProvince, testProvince } from './support/province.ts';
import type { Visitor } from './support/visitor.ts';

/** What the dice once found, so that it is tried in every run. */
let province: TestProvince;
let officer: Visitor;
beforeAll(async () => {
  province = await testProvince();
  officer = await province.officer('sangmoc.motcua');
});
afterAll(() => province.close());

const own = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };

test.each([
  '/dich-vu-cong/%00/nop',
  '/dich-vu-cong/2.000635%00',
  '/can-bo/nhap/2.000635%00',
  '/can-bo/ho-so/%00',
  '/api/v1/procedures/%00',
  '/tep/tai-len/%00',
])('a NUL in an address is an address that is not there: %s', async (path) => {
  expect((await officer.raw(path)).status).toBe(404);
});

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('a form may bring a file under the name %s', async (name) => {
  const form = new FormData();
  form.append(name, new File(['x'], 'x.png'));
  expect((await officer.raw('/tra-cuu', { method: 'POST', body: form, headers: own })).status).toBe(404);
});

test.each([100, 500])('a text cut at %i letters in the middle of a 😀 can be kept', async (length) => {
  const words = `${'a'.repeat(length - 1)}😀`;
  expect((await officer.raw(`/can-bo/ho-so?q=${encodeURIComponent(words)}`)).status).toBe(200);
  const admin = await province.officer('tinh.quantri');
  expect((await admin.raw(`/quan-tri?tim=${encodeURIComponent(words)}`)).status).toBe(200);
  expect((await officer.raw(`/can-bo/phieu?q=${encodeURIComponent(words)}`)).status).toBe(200);
});
