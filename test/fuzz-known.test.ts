import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { networkOf } from '#kernel/identity/sign-in.ts';
import { cleanText } from '#kernel/web/index.ts';
import { printRegister } from '../src/modules/dossiers/papers/index.ts';
import { sampleRegister } from '../src/modules/dossiers/papers/samples.ts';
import { aCitizenHasFiled } from '../src/modules/dossiers/scenarios/steps.ts';
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

test.each(['constructor', '__proto__', 'toString'])('nothing is said to be done because an address says xong=%s', async (word) => {
  const { id } = await aCitizenHasFiled(province, '2.000635');
  await officer.open(`/can-bo/ho-so/${id}?xong=${word}`);
  expect(officer.status).toBe(200);
  expect(officer.body).not.toMatch(/native code|Đã \[object|Đã undefined/);
});

test('one page is kept under one address, however its letters are written', async () => {
  const visitor = await province.stranger();
  for (const [path, kept] of [
    ['/dich-vu-cong/2.000635', 'public, max-age=60'],
    ['/dich-vu-cong/%32.000635', null],
    ['/dich-vu-cong/2.000635?a=1', null],
  ] as const)
    expect((await visitor.raw(path)).headers.get('cache-control')?.replace('private, no-store', '') || null, path).toBe(kept);
});

test('tries are counted by household: an address of IPv6 may be written long or short', () => {
  const one = ['2001:db8::1', '2001:db8::ffff:1:2:3', '2001:db8:0:0:9::', '2001:db8:0:0:1:2:3:4'].map(networkOf);
  expect(new Set(one)).toEqual(new Set(['2001:db8:0:0']));
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect([networkOf('::1'), networkOf('10.0.0.1'), networkOf('::ffff:10.0.0.1')]).toEqual(['0:0:0:0', '10.0.0.1', '::ffff:10.0.0.1']);
});

test('a sign that turns the direction of writing is not taken into a name', () => {
  expect(cleanText('Nguyễn \u202eVăn\u202c \u2066A')).toBe('Nguyễn Văn A');
});

test('a letter no font here has stands on paper as □, and the rest as it was written', async () => {
  const common = [
    [0x20, 0x7e],
    [0xa0, 0x17f],
    [0x391, 0x3a1],
    [0x3a3, 0x3ce],
    [0x400, 0x45f],
    [0x1ea0, 0x1ef9],
    [0x2013, 0x2014],
    [0x2018, 0x201e],
  ].flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)));
  const register = sampleRegister(1);
  const lines = register.lines.map((line) => ({ ...line, applicant: `${common.join(' ')} 𠀋 😀 Ａ ệ` }));
  const pdf = await printRegister(province.platform.printing, { ...register, lines });
  const { stdout } = spawnSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' });
  expect(stdout).toMatch(/□\s+□\s+□\s+ệ/);
});

test('a lock is not walked around by writing the login otherwise or claiming another address', async () => {
  const ways = ['Sangmoc.HoTich', ' sangmoc.hotich ', 'ｓangmoc.hotich', 'SANGMOC.HOTICH', 'sangmoc.hotich\u0000', 'sangmoc.hotich'];
  const visitor = await province.stranger();
  for (const [i, login] of ways.entries())
    await visitor.send('/can-bo/dang-nhap', { login, password: 'sai', code: '' }, { 'x-forwarded-for': `10.0.0.${i}`, forwarded: `for=10.0.0.${i}` });
  expect(visitor.status).toBe(429);
  expect(visitor.text).toContain('tạm khoá');
});
