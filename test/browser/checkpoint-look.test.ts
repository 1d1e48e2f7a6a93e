import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { look, noBarriers, type TestBrowser, testBrowser } from '../support/browser.ts';
import { beforeCamera } from '../support/camera.ts';
import { aPass, changed, localNow, type Pass, paste, titleOf } from '../support/roadside.ts';

const screens = [
  { name: 'day', viewport: { width: 360, height: 640 }, colorScheme: 'light' },
  { name: 'night', viewport: { width: 360, height: 640 }, colorScheme: 'dark' },
  { name: 'lying', viewport: { width: 640, height: 360 }, colorScheme: 'dark' },
  { name: 'desk', viewport: { width: 1366, height: 768 }, colorScheme: 'light' },
] as const;

describe('the screen of a checkpoint', () => {
  let at: TestBrowser;
  let valid: Pass;
  beforeAll(async () => {
    at = await testBrowser({ at: localNow() });
    valid = await aPass(at, '20C-123.45');
  });
  afterAll(() => at.close());

  test.each(screens)('by $name: filled by the verdict, for gloved fingers, read by everybody', async ({ name, ...screen }) => {
    await beforeCamera(
      at.url,
      [{ text: valid.text, seconds: 2 }],
      async (page) => {
        await page.goto('/xac-thuc/chot');
        expect(await titleOf(page)).toBe('Giấy thật, còn giá trị');
        await settled(page, `checkpoint-${name}-valid`);
        const { width, height } = screen.viewport;
        const box = await page.locator('[data-verdict]').boundingBox();
        expect([box?.width, box?.height]).toEqual([width, height]);
        await page.getByRole('button', { name: 'Khác biển số' }).click();
        await settled(page, `checkpoint-${name}-other-vehicle`);
        await page.getByRole('button', { name: 'Quét tiếp' }).click();
        await settled(page, `checkpoint-${name}-camera`);
        for (const sheet of ['Dán mã', 'Sổ quét', 'Máy này']) {
          await page.getByRole('navigation').getByRole('button', { name: sheet }).click();
          await settled(page, `checkpoint-${name}-${sheet}`);
          await page.getByRole('button', { name: 'Đóng' }).click();
        }
      },
      { ...screen, hasTouch: name !== 'desk' },
    );
  });

  test('is dark or light as the officer chose, whatever the phone says, and silent when told to be', async () => {
    const page = await at.phone({ viewport: { width: 360, height: 640 }, colorScheme: 'light' });
    await page.goto('/xac-thuc/chot');
    const ground = () => page.locator('main').evaluate(() => getComputedStyle(document.querySelector('.cp-bar') as Element).backgroundColor);
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await page.getByRole('navigation').getByRole('button', { name: 'Máy này' }).click();
    await page.getByLabel('Ban đêm').check();
    await page.getByLabel('Đọc to kết luận').uncheck();
    await expect.poll(() => page.evaluate(kept, 'settings')).toMatchObject({ light: 'night', sound: false });
    await page.reload();
    await expect.poll(ground).toBe('rgb(11, 16, 13)');
    await page.getByRole('navigation').getByRole('button', { name: 'Máy này' }).click();
    await expect.poll(() => page.getByLabel('Đọc to kết luận').isChecked()).toBe(false);
    expect(await page.getByLabel('Ghi cả vị trí').isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Cập nhật ngay' }).click();
    await page.getByText('Đã cập nhật.').waitFor();
  });

  test('speaks where there is a voice, and trembles otherwise for good than for bad', async () => {
    const page = await at.phone({ viewport: { width: 360, height: 640 } });
    await page.addInitScript(() => {
      const told: unknown[] = ((window as unknown as { told: unknown[] }).told = []);
      navigator.vibrate = (pattern) => !!told.push(pattern);
      speechSynthesis.getVoices = () => [{ lang: 'vi-VN' } as SpeechSynthesisVoice];
      speechSynthesis.speak = ({ text }) => void told.push(text);
      (window as unknown as { SpeechSynthesisUtterance: unknown }).SpeechSynthesisUtterance = class {
        readonly text: string;
        constructor(text: string) {
          this.text = text;
        }
      };
    });
    await page.goto('/xac-thuc/chot');
    await paste(page, valid.text);
    await paste(page, changed(valid.text, 'signature'));
    const told = () => page.evaluate(() => (window as unknown as { told: unknown[] }).told);
    await expect.poll(async () => (await told()).length).toBe(4);
    expect(await told()).toEqual([[90], 'Giấy thật, còn giá trị. Biển số 2 0 C 1 2 3 4 5', [600, 150, 600, 150, 600], 'Giấy giả hoặc bị sửa']);
  });

  test('says plainly what the eight letters beside the code can do, and what not', async () => {
    const page = await at.phone({ viewport: { width: 360, height: 640 } });
    await page.goto('/xac-thuc/chot');
    await page.getByRole('button', { name: 'Dán mã' }).click();
    await page.getByLabel('Cả đoạn mã').fill('7K2M-9QXD');
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    await page.getByText('Đây là mã ngắn: không đủ để biết giấy thật hay giả').waitFor();
    await page.getByRole('button', { name: 'Đóng' }).click();
    await paste(page, valid.text);
    expect(await page.locator('[data-facts]').innerText()).toContain(valid.text.slice(-8, -4));
  });

  /** Nothing that axe finds, nothing to be pushed sideways, and every key as large as a gloved finger. */
  async function settled(page: Page, name: string): Promise<void> {
    await page.waitForTimeout(150);
    await look(page, name);
    await noBarriers(page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('dialog[open]')]
        .concat(document.querySelector('dialog[open]') ? [] : [document.querySelector('main') as Element])
        .flatMap((place) => [...place.querySelectorAll<HTMLElement>('a, button, input, textarea, label.choice')])
        .filter((key) => key.offsetParent && !key.closest('label.choice *') && !key.matches('label.choice input'))
        .map((key) => ({ words: key.innerText || key.id, height: key.getBoundingClientRect().height }))
        .filter(({ height }) => height > 0 && height < 56),
    );
    expect(small, name).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), name).toBeLessThanOrEqual(0);
  }
});

/** What the phone has put away under a name, as the next visit will find it. */
function kept(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open('xac-thuc');
    asked.addEventListener('error', () => reject(asked.error));
    asked.addEventListener('success', () => {
      const found = asked.result.transaction('kept').objectStore('kept').get(name);
      found.addEventListener('success', () => (asked.result.close(), resolve(found.result)));
    });
  });
}
