import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { listen, stopListening } from '#kernel/web/index.ts';
import { type TestProvince, testProvince } from './province.ts';

/** A test province on a loopback port and a real browser before it. */
export type TestBrowser = {
  province: TestProvince;
  url: string;
  phone(options?: BrowserContextOptions): Promise<Page>;
  desk(options?: BrowserContextOptions): Promise<Page>;
  /** Every byte that has left the server for the browser so far, heads and all. */
  bytesSent(): number;
  /** The line to the server is cut for good. */
  stopServer(): Promise<void>;
  close(): Promise<void>;
};

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

export async function testBrowser({ args = [], ...settings }: { args?: string[] } & Parameters<typeof testProvince>[0] = {}): Promise<TestBrowser> {
  // The address stands in every QR, so the port must be known before the province opens.
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const province = await testProvince({ ...settings, port, publicUrl: url });
  const server = await listen(province.fetch, province.platform.pages, port, '127.0.0.1');
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => void sockets.add(socket));
  const browser = await startChromium(args);
  const open = async (options: BrowserContextOptions) => {
    const context = await browser.newContext({ baseURL: url, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', ...options });
    context.setDefaultTimeout(10_000);
    return context.newPage();
  };
  let stopped: Promise<void> | undefined;
  const stopServer = () => (stopped ??= stopListening(server, 100));
  return {
    province,
    url,
    phone: (options = {}) => open({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, ...options }),
    desk: (options = {}) => open({ viewport: { width: 1366, height: 768 }, ...options }),
    bytesSent: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
    stopServer,
    async close() {
      await browser.close();
      await stopServer();
      await province.close();
    },
  };
}

/** Chromium with a profile of its own, which goes with it. */
export function startChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...quiet, ...args] });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What a machine can see of accessibility: nothing that axe calls serious or critical. */
export async function noBarriers(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = grave.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html}\n    ${failureSummary}`)
        .join('\n  ')}`,
  );
  expect(told, page.url()).toEqual([]);
}

/** Nobody must push a page of text sideways, not even on the narrowest phone. */
export async function fitsNarrowScreens(page: Page, widths = [320, 360]): Promise<void> {
  const before = page.viewportSize() ?? { width: 360, height: 740 };
  for (const width of widths) {
    await page.setViewportSize({ width, height: 740 });
    const wide = await page.evaluate(() => {
      const room = document.documentElement.clientWidth;
      const scrolls = (element: Element | null): boolean =>
        !!element && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
      const wider = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > room + 1 && !scrolls(element));
      return document.documentElement.scrollWidth > room
        ? wider
            .slice(0, 3)
            .map((element) => element.outerHTML.slice(0, 160))
            .concat(`${document.documentElement.scrollWidth} > ${room}`)
        : [];
    });
    expect(wide, `${page.url()} at ${width} px`).toEqual([]);
  }
  await page.setViewportSize(before);
}

/** A picture for human eyes, when MOTCUA_SHOTS is set; outside the repository. */
export async function look(page: Page, name: string): Promise<void> {
  if (!process.env.MOTCUA_SHOTS) return;
  await page.screenshot({ path: join(tmpdir(), `motcua-shot-${name}.png`), fullPage: true });
}

/** Everything a context asks the server for, workers included: address, fields and all. */
export function requestsOf(context: BrowserContext): string[] {
  const asked: string[] = [];
  context.on('request', (request) => void asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
  return asked;
}

/** Fills in what the page asks now, as a finger would; answers what it could not, because no such question is shown yet. */
export async function typeAnswers(page: Page, answers: Record<string, string>): Promise<string[]> {
  const notAsked: string[] = [];
  for (const [name, value] of Object.entries(answers)) {
    const field = page.locator(`[name="${name}"]`);
    const kind =
      (await field.count()) > 0
        ? await field.first().evaluate((element) => (element instanceof HTMLInputElement ? element.type : element.tagName.toLowerCase()))
        : 'none';
    const one = kind === 'radio' ? page.locator(`[name="${name}"][value="${value}"]`) : field.first();
    if (kind === 'hidden') continue;
    if (kind === 'none' || !(await one.isVisible())) notAsked.push(name);
    else if (kind === 'radio' || kind === 'checkbox') await one.check();
    else if (kind === 'select') await one.selectOption(value);
    else await one.fill(value);
  }
  return notAsked;
}
