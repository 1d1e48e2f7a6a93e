import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestBrowser } from './browser.ts';

export const day = 86_400_000;

/** Chromium's own clock is real, so the province's is set by it; local time of Việt Nam. */
export function localNow(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

export type Pass = { id: string; text: string };
export type PassWords = { at?: Date; expires?: Date | null; notBefore?: Date; unit?: string; kind?: 'vehicle-pass' | 'result' };

/** A vehicle pass as the transport department issues it. */
export function aPass(
  { province }: TestBrowser,
  plate: string,
  { unit = 'so-xay-dung', at = province.platform.now(), ...more }: PassWords = {},
): Promise<Pass> {
  const { credentials, organisations } = province.platform;
  return credentials.issue({
    id: crypto.randomUUID(),
    unit: { id: unit, name: organisations.issuingName(unit) },
    at,
    kind: 'vehicle-pass',
    number: '12/GNDPT',
    title: 'Giấy nhận diện phương tiện',
    subject: plate,
    dossier: 'H55.11-261123-0001',
    note: 'Thái Nguyên → Hà Nội',
    onBehalf: '01',
    conditions: 'Đi theo quốc lộ 3, không dừng dọc đường',
    people: 'L.V.M. ··456',
    expires: new Date(at.getTime() + 60 * day),
    ...more,
  });
}

/** One letter changed: in the signature the paper is a forgery, in the name of the key nobody is known to have signed it. */
export function changed(text: string, where: 'signature' | 'key'): string {
  const place = where === 'key' ? text.indexOf('#') + 17 : text.length - 20;
  return `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
}

/** Opens the checkpoint's page and waits until it could do without the network. */
export async function install(page: Page, path = '/xac-thuc/chot'): Promise<void> {
  await page.goto(path);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve, { once: true }));
  });
}

/** Pastes a code, as an officer does whose camera is broken; answers the verdict's title. */
export async function paste(page: Page, text: string): Promise<string> {
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-verdict]')?.replaceChildren());
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-verdict]')?.setAttribute('hidden', ''));
  await page.getByRole('button', { name: 'Dán mã' }).click();
  await page.getByLabel('Cả đoạn mã').fill(text);
  await page.getByRole('button', { name: 'Kiểm tra' }).click();
  return titleOf(page);
}

export async function titleOf(page: Page): Promise<string> {
  const title = page.locator('[data-verdict]:not([hidden]) h2');
  await title.waitFor();
  return title.innerText();
}

/** Every title that comes up, one after the other, without anybody touching the phone. */
export async function titlesSeen(page: Page, wanted: number): Promise<string[]> {
  const seen: string[] = [];
  await expect
    .poll(
      async () => {
        const title = await titleOf(page);
        if (!seen.includes(title)) seen.push(title);
        return seen.length;
      },
      { timeout: 25_000, interval: 100 },
    )
    .toBe(wanted);
  return seen;
}
