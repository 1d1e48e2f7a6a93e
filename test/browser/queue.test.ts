import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { aPassIsAskedFor } from '../../src/modules/dossiers/scenarios/passes.ts';
import { fitsNarrowScreens, look, noBarriers, testBrowser, type TestBrowser } from '../support/browser.ts';

let open: TestBrowser;
beforeAll(async () => {
  open = await testBrowser({ profile: '2021', at: '2021-08-15 14:20' });
  const { province } = open;
  const hours = ['14:20', '15:05', '17:40', '19:55', '21:10', '22:30', '23:15'];
  for (const [i, hour] of hours.entries()) {
    province.clock(`2021-08-15 ${hour}`);
    const spoiled: Record<string, string>[] = [
      {},
      {},
      { 'drivers.0.testDate': '' },
      {},
      { 'vehicles.0.inspectedTo': '20/8/2021' },
      { 'period.to': '10/9/2021', 'vehicles.0.plate': '13C-123.45' },
      {},
    ];
    const many = { 'vehicles.1.plate': '20H-001.23', 'vehicles.1.type': 'Xe đầu kéo Mẫu', 'vehicles.1.owner': 'own', 'vehicles.1.inspectedTo': '31/12/2027' };
    await aPassIsAskedFor(province, {
      'vehicles.0.plate': `20C-${String(101 + i * 77)}.${String(10 + i * 9)}`,
      'journey.to': ['01', '31', '24'][i % 3] ?? '01',
      'journey.onBehalf': i % 3 === 0 ? '01' : '',
      'business.name': `Hợp tác xã Vận tải Mẫu ${i + 1}`,
      ...(i === 3 ? many : {}),
      ...spoiled[i],
    });
  }
  // The same plate asked for again.
  await aPassIsAskedFor(province, { 'vehicles.0.plate': '20C-101.10', 'journey.to': '01' });
  province.clock('2021-08-16 02:48');
});
afterAll(() => open.close());

async function signedIn(page: Page, path: string): Promise<Page> {
  const account = await open.province.platform.identity.accountByLogin('giaothong.motcua');
  const value = await open.province.platform.identity.openSession(account?.id ?? '');
  await page.context().addCookies([{ name: 'motcua', value, url: open.url }]);
  await page.goto(path);
  return page;
}

describe('the queue of permits in a browser', () => {
  test('is looked through by keyboard', async () => {
    const page = await signedIn(await open.desk(), '/can-bo/giay-phep');
    await look(page, 'queue-desk');
    await noBarriers(page);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    expect(await page.locator('[data-count]').textContent()).toBe('Đã chọn 2 hồ sơ');
    expect(await page.locator('tbody tr:nth-child(-n+2) [name=ids]:checked').count()).toBe(2);
    await look(page, 'queue-desk-ticked');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.waitForURL(/ho-so/);
    await look(page, 'checks-desk');
    await noBarriers(page);
    await page.context().close();
  });

  test('a whole page is ticked and unticked without another page', async () => {
    const page = await signedIn(await open.desk(), '/can-bo/giay-phep');
    await page.locator('[data-page]').click();
    expect(await page.locator('[name=ids]:checked').count()).toBe(8);
    expect(new URL(page.url()).search).toBe('');
    await page.locator('[data-page]').click();
    expect(await page.locator('[data-count]').textContent()).toBe('Đánh dấu hồ sơ rồi chọn việc');
    await page.context().close();
  });

  test('without script the same links tick', async () => {
    const page = await signedIn(await open.desk({ javaScriptEnabled: false }), '/can-bo/giay-phep');
    await page.locator('[data-page]').click();
    expect(await page.locator('[name=ids]:checked').count()).toBe(8);
    await page.context().close();
  });

  test('fits a phone', async () => {
    const page = await signedIn(await open.phone(), '/can-bo/giay-phep');
    await look(page, 'queue-phone');
    await fitsNarrowScreens(page);
    await noBarriers(page);
    await page.locator('tbody tr [data-open]').first().click();
    await page.waitForURL(/ho-so/);
    await look(page, 'checks-phone');
    await fitsNarrowScreens(page);
    await page.context().close();
  });
});
