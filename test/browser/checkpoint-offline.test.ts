import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { look, type TestBrowser, testBrowser } from '../support/browser.ts';
import { aPass, changed, day, install, localNow, type Pass, paste } from '../support/roadside.ts';

const hour = 3_600_000;
const small = { viewport: { width: 360, height: 640 } };

describe('a checkpoint without a line', () => {
  let at: TestBrowser;
  let valid: Pass;
  let page: Page;
  beforeEach(async () => {
    at = await testBrowser({ at: localNow() });
    valid = await aPass(at, '20C-123.45');
    page = await at.phone(small);
  });
  afterEach(() => at.close());

  /** No line any more, and so much later by the phone's clock, the page opened anew as after a night. */
  async function later(ms: number, opened = '/xac-thuc/chot'): Promise<void> {
    await page.clock.setFixedTime(Date.now() + ms);
    // From another page, as a new day begins: an address that differs only behind # would not be opened anew.
    await page.goto('about:blank');
    await page.goto(opened);
  }

  async function cut(): Promise<void> {
    await page.context().setOffline(true);
    await at.stopServer();
  }

  test('works from the first visit to day 29, says its age, warns from day 7, and on day 31 concludes nothing', async () => {
    const [soon, revoked] = [await aPass(at, '20C-222.22', { expires: new Date(Date.now() + 3 * day) }), await aPass(at, '20C-333.33')];
    await at.province.platform.credentials.revoke(revoked.id, 'xe đã bán', 'người thử', at.province.platform.now());
    await install(page);
    await cut();
    const seen: [days: number, title: string, age: string, alarm: boolean][] = [];
    for (const days of [0, 1, 8, 29, 31]) {
      await later(days * day);
      const title = await paste(page, valid.text);
      const alarm = page.locator('[data-alarm]');
      seen.push([days, title, (await page.locator('[data-age]').innerText()).trim(), await alarm.isVisible()]);
      await look(page, `checkpoint-day-${days}`);
      expect(await paste(page, changed(valid.text, 'signature'))).toBe('Giấy giả hoặc bị sửa');
      expect(await paste(page, revoked.text)).toBe('Giấy đã bị thu hồi');
      expect(await paste(page, soon.text)).toBe(days < 3 ? 'Giấy thật, còn giá trị' : days > 30 ? tooOld : 'Giấy thật, đã hết hạn');
    }
    expect(seen).toEqual([
      [0, 'Giấy thật, còn giá trị', 'Danh sách: hôm nay', false],
      [1, 'Giấy thật, còn giá trị', 'Danh sách: 1 ngày', false],
      [8, 'Giấy thật, còn giá trị', 'Danh sách: 8 ngày', true],
      [29, 'Giấy thật, còn giá trị', 'Danh sách: 29 ngày', true],
      [31, tooOld, 'Danh sách: 31 ngày, quá cũ', true],
    ]);
  });

  test('opens from the short address too, and judges in the page of a plain visitor alike', async () => {
    await install(page, '/xac-thuc');
    await cut();
    for (const [days, title] of [
      [29, 'Giấy thật, còn giá trị'],
      [31, tooOld],
    ] as const) {
      await later(days * day, valid.text);
      await page.locator('[data-verify] .verdict').waitFor();
      expect(await page.locator('[data-verify] h2').innerText()).toBe(title);
    }
    expect(await page.locator('[data-verify]').innerText()).toContain('cũ 31 ngày');
  });

  test('whose clock is behind says so, and neither passes nor condemns a genuine paper', async () => {
    const forever = await aPass(at, '20C-444.44', { expires: null });
    const over = await aPass(at, '20C-555.55', { expires: new Date(Date.now() - hour) });
    await install(page);
    await cut();
    await later(-40 * day);
    expect(await paste(page, valid.text)).toBe('Không kết luận được: đồng hồ máy chậm');
    expect(await page.locator('[data-trust]').innerText()).toMatch(/Đồng hồ máy này chậm khoảng 40 ngày: đang chỉ .* bật «Tự động đặt giờ»/);
    await look(page, 'checkpoint-clock-behind');
    // What no clock can change is said all the same.
    expect(await paste(page, forever.text)).toBe('Giấy thật, còn giá trị');
    expect(await paste(page, over.text)).toBe('Giấy thật, đã hết hạn');
    expect(await paste(page, changed(valid.text, 'signature'))).toBe('Giấy giả hoặc bị sửa');
  });

  test('whose clock was set back overnight remembers that time does not go back', async () => {
    await install(page);
    await cut();
    await later(5 * day);
    expect(await paste(page, valid.text)).toBe('Giấy thật, còn giá trị');
    await later(2 * day);
    expect(await paste(page, valid.text)).toBe('Không kết luận được: đồng hồ máy chậm');
  });
});

describe('a checkpoint with a line and a wrong clock', () => {
  let at: TestBrowser;
  beforeEach(async () => {
    at = await testBrowser({ at: localNow() });
  });
  afterEach(() => at.close());

  test.each([
    { wrong: 'ahead', ms: 5 * hour, words: /Đồng hồ máy này nhanh khoảng 5 giờ/ },
    { wrong: 'behind', ms: -5 * hour, words: /Đồng hồ máy này chậm khoảng 5 giờ/ },
  ])('asks the server, and knows that it is $wrong', async ({ ms, words }) => {
    const now = at.province.platform.now();
    const long = await aPass(at, '20C-123.45');
    const short = await aPass(at, '20C-222.22', { expires: new Date(now.getTime() + 2 * hour) });
    const over = await aPass(at, '20C-333.33', { expires: new Date(now.getTime() - 2 * hour) });
    const page = await at.phone(small);
    await page.clock.setFixedTime(Date.now() + ms);
    await install(page);
    await page.locator('[data-alarm]').waitFor();
    expect(await page.locator('[data-alarm]').innerText()).toMatch(words);
    expect(await page.locator('[data-age]').innerText()).toContain('hôm nay');
    expect(await paste(page, long.text)).toBe('Giấy thật, còn giá trị');
    expect(await page.locator('[data-trust]').innerText()).toMatch(words);
    // By the phone's clock one is over that is not; by the right clock one is over that the phone would pass.
    for (const { text } of [short, over]) expect(await paste(page, text)).not.toMatch(/giả|không rõ nơi cấp/i);
    if (ms > 0) expect(await paste(page, short.text)).toBe('Không kết luận được: đồng hồ máy nhanh');
    else expect(await paste(page, over.text)).toBe('Giấy thật, đã hết hạn');
    // Set right, the doubt goes with the next answer of the server.
    await page.clock.setFixedTime(Date.now());
    await page.reload();
    await expect.poll(() => page.locator('[data-alarm]').isVisible()).toBe(false);
    expect(await paste(page, short.text)).toBe('Giấy thật, còn giá trị');
  });
});

describe('the shell', () => {
  test('comes once in at most 450 kB, and then never again', async () => {
    const at = await testBrowser({ at: localNow() });
    const page = await at.phone(small);
    await install(page);
    await page.waitForTimeout(500);
    // This browser has no camera; the reader that was being fetched for it is kept all the same, or it would come twice.
    await page.getByText('Không mở được máy ảnh').waitFor();
    expect(page.workers().filter((worker) => !worker.url().includes('sw.js'))).toHaveLength(1);
    const first = at.bytesSent();
    console.log(`the whole app, first visit: ${(first / 1000).toFixed(0)} kB`);
    expect(first).toBeLessThan(450_000);
    const asked: string[] = [];
    page.context().on('response', (response) => void (response.fromServiceWorker() ? undefined : asked.push(new URL(response.url()).pathname)));
    for (const path of ['/xac-thuc/chot', '/xac-thuc', '/xac-thuc/chot']) {
      await page.goto(path);
      await page.locator('[data-verify]').waitFor({ state: 'attached' });
      await page.waitForTimeout(700);
    }
    // Lists are asked after, and whether the worker is still the same; of the shell itself not one byte.
    expect(asked.filter((path) => !/^\/xac-thuc\/(khoa|thu-hoi|sw\.js)$/.test(path))).toEqual([]);
    console.log(`three visits more: ${at.bytesSent() - first} bytes, all of it lists and «nothing new»`);
    expect(at.bytesSent() - first).toBeLessThan(16_000);
    await at.close();
  });

  test('is looked after behind the page, and costs nothing when nothing is new', async () => {
    const at = await testBrowser({ at: localNow() });
    const headers = { 'accept-encoding': 'br' };
    for (const path of ['/xac-thuc', '/xac-thuc/chot', '/xac-thuc/sw.js']) {
      const { headers: sent } = await fetch(at.url + path, { headers });
      const etag = sent.get('etag') ?? '';
      expect(etag, path).not.toBe('');
      for (let i = 0; i < 2; i++) {
        const again = await fetch(at.url + path, { headers: { ...headers, 'if-none-match': etag } });
        expect([again.status, (await again.arrayBuffer()).byteLength], path).toEqual([304, 0]);
      }
    }
    // A plain visitor's page stays light; the scanner comes when a camera is opened.
    const html = await (await fetch(`${at.url}/xac-thuc`, { headers })).text();
    const scripts = [...html.matchAll(/<script type="module" src="([^"]+)"/g)].map(([, src]) => src ?? '');
    let bytes = 0;
    for (const src of scripts) bytes += brotliCompressSync(Buffer.from(await (await fetch(at.url + src)).arrayBuffer())).length;
    expect(scripts.length).toBe(1);
    expect(bytes).toBeLessThan(10_000);
    expect(brotliCompressSync(html).length).toBeLessThan(14_000);
    const app = (await (await fetch(`${at.url}/xac-thuc/chot`)).text()).match(/rel="manifest" href="([^"]+)"/)?.[1] ?? '';
    const manifest = (await (await fetch(at.url + app)).json()) as {
      start_url: string;
      display: string;
      icons: { src: string; sizes: string; purpose: string }[];
    };
    expect(manifest).toMatchObject({ start_url: '/xac-thuc/chot', display: 'standalone' });
    expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable']);
    for (const { src } of manifest.icons) expect((await fetch(at.url + src)).headers.get('content-type')).toBe('image/png');
    await at.close();
  });
});

const tooOld = 'Không kết luận được: danh sách quá cũ';
