import { AxeBuilder } from '@axe-core/playwright';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page as Tab } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Assets, openAssets } from './assets.ts';
import { Gallery } from './gallery.tsx';
import { hangLook } from './look.ts';
import { hangSign } from './page.tsx';

const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(!chromiumPath)('the pattern book, in a real browser', () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  beforeAll(async () => {
    const assets = await openAssets(join(import.meta.dirname, '../..'));
    hangLook(assets.look);
    hangSign({ province: 'Tỉnh Thái Nguyên', demo: true });
    server = serveGallery(assets);
    address = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: chromiumPath, args: quiet });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  async function open(path: string, width: number): Promise<{ tab: Tab; complaints: string[] }> {
    const tab = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    const complaints: string[] = [];
    tab.on('console', (message) => complaints.push(message.text()));
    await tab.goto(address + path);
    return { tab, complaints };
  }

  test.each([
    ['/officer', 1366],
    ['/officer', 360],
    ['/citizen', 1366],
    ['/citizen', 360],
  ])('%s at %i px has nothing that axe can find, and breaks no rule of the policy', async (path, width) => {
    const { tab, complaints } = await open(path, width);
    const { violations } = await new AxeBuilder({ page: tab }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test.each([320, 360, 768, 1024, 1440])('fits %i px: nothing is cut off or has to be pushed sideways', async (width) => {
    for (const path of ['/officer', '/citizen']) {
      const { tab } = await open(path, width);
      expect(await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    }
  });

  test('whatever is pressed is as large as a thumb', async () => {
    const { tab } = await open('/officer', 360);
    const small = await tab.evaluate(() =>
      Array.from(
        document.querySelectorAll('button, .button, select, textarea, .choice, nav a, input:not([type=radio]):not([type=checkbox]):not([type=hidden])'),
      )
        .map((el) => ({ what: el.outerHTML.slice(0, 80), height: el.getBoundingClientRect().height }))
        .filter(({ height }) => height > 0 && height < 44),
    );
    expect(small).toEqual([]);
  });

  test('the keyboard reaches the content first, and sees where it is', async () => {
    const { tab } = await open('/officer', 1366);
    await tab.keyboard.press('Tab');
    expect(await tab.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#noi-dung');
    expect(await tab.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle)).toBe('solid');
  });
});

function serveGallery(assets: Assets): Server {
  return createServer(async (request, response) => {
    const found = assets.serve(new Request(new URL(request.url ?? '/', 'http://localhost')));
    if (found) {
      response.writeHead(found.status, Object.fromEntries(found.headers)).end(Buffer.from(await found.arrayBuffer()));
      return;
    }
    const policy = `default-src 'none'; style-src 'self' '${assets.look.citizenCssHash}'; font-src 'self'; img-src 'self' data:`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
    response.end(String(<Gallery officer={request.url === '/officer'} />));
  }).listen(0);
}
