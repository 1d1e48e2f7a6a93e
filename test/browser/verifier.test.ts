import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fitsNarrowScreens, look, noBarriers, requestsOf, type TestBrowser, testBrowser } from '../support/browser.ts';
import { beforeCamera } from '../support/camera.ts';

type Papers = { valid: string; other: string; expired: string; revoked: string; forged: string; stranger: string };

/** Chromium's own clock is real, so the papers are dated by it. */
const day = 86_400_000;

describe('whoever holds a paper asks whether it is genuine', () => {
  let at: TestBrowser;
  let papers: Papers;
  beforeAll(async () => {
    at = await testBrowser({ at: localNow() });
    papers = await issuePapers(at);
  });
  afterAll(() => at.close());

  test('the QR opens the page, the verdict is large, and nothing behind # reaches the server', async () => {
    const page = await at.phone();
    const asked = requestsOf(page.context());
    await page.goto(papers.valid);
    expect(await verdictOf(page)).toBe('Giấy thật, còn giá trị');
    expect(new URL(page.url()).pathname).toBe('/xac-thuc');
    const size = await page
      .locator('[data-verify] .verdict :is(h2, b, strong, p)')
      .first()
      .evaluate((title) => parseFloat(getComputedStyle(title).fontSize));
    expect(size).toBeGreaterThanOrEqual(22);
    const said = await page.locator('[data-verify]').innerText();
    expect(said).toContain('Hoàng Văn Mẫu');
    expect(said).toContain('cập nhật trong hôm nay');
    await fitsNarrowScreens(page);
    await noBarriers(page);
    await look(page, 'phone-verdict-valid');
    const secret = papers.valid.split('#')[1] ?? '';
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((line) => line.includes(secret.slice(0, 24)))).toEqual([]);
    await page.context().close();
  });

  test('a code read by the camera of the phone', async () => {
    await beforeCamera(at.url, papers.valid, async (page) => {
      await page.goto('/xac-thuc');
      await page.getByRole('button', { name: 'Quét bằng máy ảnh' }).click();
      expect(await verdictOf(page)).toBe('Giấy thật, còn giá trị');
      expect(await page.locator('video').count()).toBe(0);
    });
  });

  test('without script a pasted code is judged by the server', async () => {
    const page = await at.phone({ javaScriptEnabled: false });
    await page.goto('/xac-thuc');
    await page.getByLabel('Mã hoặc địa chỉ').fill(papers.forged);
    await page.getByRole('button', { name: 'Kiểm tra' }).click();
    expect(await verdictOf(page)).toBe('Giấy giả hoặc bị sửa');
    await look(page, 'phone-verdict-forged');
    await page.context().close();
  });

  test('after one visit it judges without any network, and says how old its lists are', async () => {
    const page = await at.phone();
    await page.goto('/xac-thuc');
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve, { once: true }));
    });
    await page.context().setOffline(true);
    await at.stopServer();
    await page.goto(papers.valid);
    expect(await verdictOf(page)).toBe('Giấy thật, còn giá trị');
    await page.reload();
    expect(await verdictOf(page)).toBe('Giấy thật, còn giá trị');
    const seen: Record<string, string> = {};
    const { valid, ...others } = papers;
    for (const [name, text] of Object.entries({ ...others, valid })) {
      // One scan after another on the same page: only what stands behind # changes.
      await page.evaluate(
        (code) => {
          const place = document.querySelector('[data-verify]');
          if (place) place.textContent = '';
          location.hash = code;
        },
        `${text.split('#')[1]}`,
      );
      seen[name] = await verdictOf(page);
      await look(page, `phone-offline-${name}`);
    }
    expect(seen).toEqual({
      valid: 'Giấy thật, còn giá trị',
      other: 'Giấy thật, còn giá trị',
      expired: 'Giấy thật, đã hết hạn',
      revoked: 'Giấy đã bị thu hồi',
      forged: 'Giấy giả hoặc bị sửa',
      stranger: 'Không rõ nơi cấp',
    });
    await page.clock.setFixedTime(Date.now() + 9 * day);
    await page.goto(papers.other.replace('/X#', '/x#'));
    await verdictOf(page);
    expect(await page.locator('[data-verify]').innerText()).toMatch(/cũ 9 ngày\. Hãy nối mạng để cập nhật/);
    await look(page, 'phone-offline-old-lists');
    await page.context().close();
  });
});

async function verdictOf(page: Page): Promise<string> {
  const verdict = page.locator('[data-verify] .verdict').first();
  await verdict.waitFor();
  const words = await verdict.innerText();
  return (
    words
      .split('\n')
      .find((line) => line.trim())
      ?.trim() ?? ''
  );
}

function localNow(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

async function issuePapers({ province }: TestBrowser): Promise<Papers> {
  const { credentials } = province.platform;
  const now = province.platform.now();
  const unit = { id: 'm05719', name: 'Ủy ban nhân dân xã Sảng Mộc' };
  const issue = (subject: string, times: { at?: Date; expires?: Date; unit?: typeof unit } = {}) =>
    credentials.issue({
      id: randomUUID(),
      unit,
      at: now,
      kind: 'civil-status-extract',
      number: '12/TLKS-BS',
      title: 'Trích lục khai sinh (bản sao)',
      subject,
      dossier: 'H55.368-261123-0001',
      note: 'sinh năm 2015',
      expires: null,
      ...times,
    });
  const [valid, other, expired, revoked] = [
    await issue('Hoàng Văn Mẫu'),
    await issue('Lý Thị Mẫu'),
    await issue('Nông Văn Mẫu', { expires: new Date(now.getTime() - day) }),
    await issue('Ma Thị Mẫu'),
  ];
  await credentials.revoke(revoked.id, 'cấp nhầm', 'người thử', now);
  return {
    valid: valid.text,
    other: other.text,
    expired: expired.text,
    revoked: revoked.text,
    forged: changed(other.text, other.text.length - 20),
    stranger: changed(other.text, other.text.indexOf('#') + 17),
  };
}

/** One letter changed: in the signature the paper is a forgery, in the name of the key nobody is known to have signed it. */
function changed(text: string, place: number): string {
  return `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;
}
