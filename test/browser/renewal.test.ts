import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remindEnding } from '../../src/modules/dossiers/renew/remind.ts';
import { aCitizenHasFiled, itIsAssessed, itIsReceived, itIsSignedAndSealed, type Life } from '../../src/modules/dossiers/scenarios/steps.ts';
import { fitsNarrowScreens, look, noBarriers, type TestBrowser, testBrowser } from '../support/browser.ts';

/** The most a page that a citizen meets may weigh on the wire. */
const mostBytes = 14 * 1024;

describe.each([
  ['without script', false],
  ['with script', true],
])('on a phone of 360 px, %s', (name, javaScriptEnabled) => {
  let at: TestBrowser;
  let life: Life;
  beforeAll(async () => {
    at = await testBrowser({ at: '2026-11-23 09:00' });
    const two = { 'vehicles.1.plate': '20C-678.90', 'vehicles.1.type': 'Ô tô tải Mẫu', 'vehicles.1.owner': 'own' };
    const asked = { 'period.from': '23/11/2026', 'period.to': '22/12/2026', 'period.purpose': 'official', ...two };
    life = await aCitizenHasFiled(at.province, '1.002856', { unit: 'so-xay-dung', chosen: asked, add: ['Thêm xe nữa'] });
    await itIsReceived(life, 'xaydung.motcua');
    await itIsAssessed(life, 'xaydung.chuyenvien', {});
    await itIsSignedAndSealed(life, 'xaydung.giamdoc', 'xaydung.vanthu');
    at.province.clock('2026-12-16 09:00');
  });
  afterAll(() => at.close());

  async function seen(page: Page, what: string): Promise<void> {
    await fitsNarrowScreens(page);
    if (javaScriptEnabled) await noBarriers(page);
    await look(page, `renewal-${javaScriptEnabled ? 'script' : 'plain'}-${what}`);
    const bytes = brotliCompressSync(await page.content()).length;
    expect(bytes, `${what}, ${name}`).toBeLessThan(mostBytes);
  }

  test('from the dossier: «Gia hạn», a photo of what must be new, «Gửi hồ sơ»', async () => {
    const page = await at.phone({ javaScriptEnabled });
    await page.goto('/tra-cuu');
    await page.getByLabel('Mã hồ sơ').fill(life.code);
    await page.getByLabel('Số điện thoại').fill('0912345678');
    await page.getByRole('button', { name: 'Xem hồ sơ' }).click();
    await seen(page, 'track');
    await page.getByRole('link', { name: 'Gia hạn', exact: true }).first().click();
    expect(await page.locator('main').innerText()).toContain('20C-123.45');
    await seen(page, 'proposal');
    const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    await page.locator('input[type=file]').setInputFiles({ name: 'quyet-dinh.png', mimeType: 'image/png', buffer: photo });
    if (javaScriptEnabled) await page.getByText('quyet-dinh.png: đã gửi xong.').waitFor();
    await page.getByRole('button', { name: 'Gửi hồ sơ' }).click();
    await page.waitForURL(/bien-nhan/);
    await seen(page, 'receipt');
    await page.context().close();
  });

  test('from the reminder: the phone number, «Gia hạn», «Gửi hồ sơ»', async () => {
    await remindEnding(at.province.platform);
    const all = await at.province.platform.notifications.list(50);
    const link = /http\S+\/gia-han\/\S+/.exec(all.find(({ subject }) => subject.startsWith('Nhắc'))?.body ?? '')?.[0] ?? '';
    const page = await at.phone({ javaScriptEnabled });
    await page.goto(link);
    await seen(page, 'who');
    await page.getByLabel('Số điện thoại đã nhận tin nhắc').fill('0912 345 678');
    await page.getByRole('button', { name: 'Xem giấy sắp hết hạn' }).click();
    await seen(page, 'ending');
    await page.getByRole('button', { name: 'Gia hạn' }).click();
    expect(await page.locator('main').innerText()).toContain('20C-678.90');
    await look(page, `renewal-${javaScriptEnabled ? 'script' : 'plain'}-from-reminder`);
    await page.context().close();
  });

  test('an officer sees on a desk what ends soon', async () => {
    const page = await at.desk();
    const officer = await at.province.officer('xaydung.chuyenvien');
    await page.context().addCookies([...officer.cookies].map(([cookie, value]) => ({ name: cookie, value, url: at.url })));
    await page.goto('/can-bo/giay-phep/sap-het-han');
    expect(await page.locator('main').innerText()).toContain('20C-678.90');
    await noBarriers(page);
    await look(page, `renewal-officer-${javaScriptEnabled}`);
    await page.context().close();
  });
});
