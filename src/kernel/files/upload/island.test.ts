import { build } from 'esbuild';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hangLook } from '#design/index.ts';
import { anyone } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { get, listen, publicPages, serve, stopListening } from '#kernel/web/index.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type Files, openFiles, uploadRoutes } from '../index.ts';

const chromiumPath = '/usr/bin/chromium';
const form = `<!doctype html><html lang="vi"><meta charset="utf-8"><script type="module" src="/upload.js"></script>
  <form method="get" action="/sent"><div data-upload="paper.cccd"><label for="f">Ảnh</label><input id="f" type="file" name="paper.cccd"></div><button>Gửi</button></form>`;

let base: TestDatabase;
let dataDir: string;
let files: Files;
let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let origin: string;
let island: Uint8Array;

beforeAll(async () => {
  const built = await build({
    entryPoints: [join(import.meta.dirname, '../islands/upload.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['chrome70', 'firefox68', 'safari13'],
  });
  island = built.outputFiles[0]?.contents ?? new Uint8Array();
});

test('the island weighs less than 4 kB', () => {
  expect(brotliCompressSync(island).length).toBeLessThan(4096);
});

describe.skipIf(!existsSync(chromiumPath))('in the browser', () => {
  beforeAll(async () => {
    base = await testDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'motcua-island-'));
    hangLook({ citizenCss: '', citizenCssHash: '', url: (name) => `/${name}` });
    const config = { dataDir, s3: undefined, trustProxy: false, publicUrl: 'http://localhost' };
    const now = () => new Date();
    files = openFiles(base.db, { every: () => undefined }, config, now);
    const platform = { config, now, files, log: { error: console.error } } as unknown as Platform;
    const routes = [...uploadRoutes, get('/', 'anyone', (c) => c.html(form)), get('/sent', 'anyone', (c) => c.text('sent'))];
    const assets = (request: Request) =>
      request.url.endsWith('/upload.js') ? new Response(Buffer.from(island), { headers: { 'content-type': 'text/javascript' } }) : undefined;
    server = await listen(serve({ platform, routes, readActor: async () => anyone, styleHashes: [], assets }).fetch, publicPages(), 0);
    const address = server.address();
    origin = `http://localhost:${address && typeof address === 'object' ? address.port : 0}`;
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
    await page.goto(origin);
  });
  afterEach(() => context.close());
  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    await stopListening(server);
    await base.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** A line as slow as 3G on a hill: bytes a second upwards. */
  async function slowDown(upwards: number): Promise<{ cut(offline: boolean): Promise<unknown> }> {
    const line = await context.newCDPSession(page);
    const cut = (offline: boolean) =>
      line.send('Network.emulateNetworkConditions', { offline, latency: 50, downloadThroughput: 500_000, uploadThroughput: upwards });
    await line.send('Network.enable');
    await cut(false);
    return { cut };
  }

  async function taken() {
    const ticket = await page.locator('input[name="upload.paper.cccd"]').getAttribute('value', { timeout: 20_000 });
    const received = await files.takeUpload(ticket ?? '');
    if (!('file' in received)) throw new Error(received.refusal);
    return received.file;
  }

  test('a photo is made smaller before it is sent, and goes on when the line comes back', async () => {
    const photo = join(dataDir, 'ảnh chụp.jpg');
    const noise = await sharp({ create: { width: 2400, height: 1800, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 40 } } })
      .jpeg({ quality: 95 })
      .toBuffer();
    await writeFile(photo, noise);
    const line = await slowDown(150_000);
    await page.setInputFiles('#f', photo);
    await page.getByText(/đang gửi, được (20|40|60) %/).waitFor({ timeout: 20_000 });
    await line.cut(true);
    await page.getByText('mất mạng, đang thử lại').waitFor({ timeout: 10_000 });
    await line.cut(false);
    await page.getByText('ảnh chụp.jpg: đã gửi xong.').waitFor({ timeout: 20_000 });
    const file = await taken();
    const seen = await sharp(await files.read(file.hash)).metadata();
    expect([file.name, file.type, seen.width, seen.height]).toEqual(['ảnh chụp.jpg', 'image/jpeg', 1600, 1200]);
    expect(file.size).toBeLessThan(noise.length);
    expect(await page.locator('#f').inputValue()).toBe('');
  });

  test('after the page was loaded again the same file goes on where it was', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(700_000), Buffer.from('\n%%EOF\n')]);
    await writeFile(join(dataDir, 'đơn.pdf'), bytes);
    await slowDown(200_000);
    await page.setInputFiles('#f', join(dataDir, 'đơn.pdf'));
    await page.getByText(/đang gửi, được (20|40) %/).waitFor({ timeout: 20_000 });
    await page.reload();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${request.headers()['upload-offset'] ?? ''}`.trim()));
    await page.setInputFiles('#f', join(dataDir, 'đơn.pdf'));
    expect((await taken()).hash).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(asked[0]).toBe('HEAD');
    expect(asked).not.toContain('POST');
    expect(Number(asked[1]?.split(' ')[1])).toBeGreaterThan(50_000);
  });

  test('the form waits for a file on its way, and the person may leave it out', async () => {
    await writeFile(join(dataDir, 'lớn.pdf'), Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(900_000), Buffer.from('\n%%EOF\n')]));
    await slowDown(60_000);
    await page.setInputFiles('#f', join(dataDir, 'lớn.pdf'));
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('Hãy đợi gửi xong').waitFor();
    await page.getByRole('button', { name: 'Bỏ tệp này' }).click();
    await page.getByRole('button', { name: 'Gửi' }).click();
    await page.getByText('sent').waitFor();
    expect(page.url()).not.toContain('upload.');
  });

  test('what the server refuses is said in its words', async () => {
    await writeFile(join(dataDir, 'x.pdf'), '<script>alert(1)</script>');
    await page.setInputFiles('#f', join(dataDir, 'x.pdf'));
    await page.getByText('x.pdf: Chỉ nhận ảnh').waitFor({ timeout: 10_000 });
    expect(await page.locator('[data-sending]').count()).toBe(0);
  });
});
