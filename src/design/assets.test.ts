import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type Assets, openAssets } from './assets.ts';

const root = join(import.meta.dirname, '../..');
let assets: Assets;
beforeAll(async () => {
  assets = await openAssets(root);
});

function ask(path: string, accepted = ''): Response | undefined {
  return assets.serve(new Request(new URL(path, 'http://localhost'), { headers: { 'accept-encoding': accepted } }));
}

test('the stylesheet inside each page weighs at most 3.8 kB on the wire', () => {
  expect(brotliCompressSync(Buffer.from(assets.look.citizenCss)).length).toBeLessThanOrEqual(3800);
});

test('the policy knows the stylesheet by its hash', () => {
  expect(assets.look.citizenCssHash).toBe(`sha256-${createHash('sha256').update(assets.look.citizenCss).digest('base64')}`);
});

test('a built file is kept for ever by those who have it, and is sent small', async () => {
  const path = assets.look.url('officer.css');
  expect(path).toMatch(/^\/tai-nguyen\/officer-\w{10}\.css$/);
  const small = ask(path, 'gzip, br');
  expect(small?.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(small?.headers.get('content-encoding')).toBe('br');
  const plain = await ask(path)?.text();
  expect(brotliDecompressSync(Buffer.from((await small?.arrayBuffer()) ?? new ArrayBuffer())).toString()).toBe(plain);
});

test('phones are given no font; larger screens four faces of ours, each of which is there', async () => {
  const media = /@media ?\(min-width: ?48rem\)\{@font-face.*/s.exec(assets.look.citizenCss)?.[0] ?? '';
  const before = assets.look.citizenCss.slice(0, -media.length);
  expect(before).not.toContain('@font-face');
  const urls = [...media.matchAll(/url\("?([^")]+\.woff2)"?\)/g)].map(([, url]) => url ?? '');
  expect(urls.length).toBe(4);
  for (const url of urls) expect(ask(url)?.headers.get('content-type')).toBe('font/woff2');
});

test('every island of the house is built', () => {
  const islands = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /islands\/[a-z-]+\.ts$/.test(file));
  for (const island of islands) expect(assets.look.url(basename(island).replace('.ts', '.js'))).toMatch(/^\/(tai-nguyen\/[a-z-]+-\w{10}|xac-thuc\/sw)\.js$/);
});

test('an unknown file is not ours to answer', () => {
  expect(ask('/tai-nguyen/officer-0000000000.css')).toBeUndefined();
  expect(() => assets.look.url('no-such.js')).toThrow(/officer\.css/);
});
