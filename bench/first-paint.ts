import type { Browser } from 'playwright-core';
import { startChromium } from '../test/support/browser.ts';
import { type Figure, median } from './figures.ts';
import { formPath, procedureCode } from './province.ts';
import type { Server } from './server.ts';
import { openSlowLine } from './slow-line.ts';

const line = { bytesPerSecond: 50_000 / 8, roundTrip: 800 };
const rounds = 3;

const pages: [name: string, path: string][] = [
  ['home', '/'],
  ['search', `/dich-vu-cong?q=${encodeURIComponent('giấy khai sinh')}`],
  ['procedure', `/dich-vu-cong/${procedureCode}`],
  ['form', formPath],
];

/** When a phone that comes for the first time sees something, on a line of 50 kbit/s with 800 ms there and back. */
export async function benchFirstPaint(server: Server): Promise<Figure[]> {
  const browser = await startChromium();
  try {
    const figures: Figure[] = [];
    for (const [name, path] of pages) {
      const seen = await Promise.all(Array.from({ length: rounds }, () => firstPaint(browser, server, path)));
      figures.push({
        name: `first paint of ${name}`,
        value: median(seen) / 1000,
        unit: 's',
        limit: 3,
        at: 'most',
        note: `Chromium, empty cache, 50 kbit/s, 800 ms; opening the connection counted, TLS and a slow processor not; ${seen.map((ms) => (ms / 1000).toFixed(2)).join(', ')}`,
      });
    }
    return figures;
  } finally {
    await browser.close();
  }
}

async function firstPaint(browser: Browser, { port }: Server, path: string): Promise<number> {
  const slow = await openSlowLine(port, line);
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, isMobile: true, deviceScaleFactor: 2, locale: 'vi-VN' });
  try {
    const page = await context.newPage();
    await page.goto(`${slow.url}${path}`, { timeout: 30_000, waitUntil: 'domcontentloaded' });
    return await page.evaluate(paintedAt);
  } finally {
    await context.close();
    slow.close();
  }
}

/** Runs in the browser. */
function paintedAt(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const [paint] = list.getEntriesByName('first-contentful-paint');
      if (paint) resolve(paint.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}
