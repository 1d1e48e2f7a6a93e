import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { sql } from '#kernel/db/index.ts';
import { filePass } from '../../src/modules/dossiers/batch/passes.fixture.ts';
import { fitsNarrowScreens, look, noBarriers, testBrowser, type TestBrowser } from '../support/browser.ts';

let open: TestBrowser;
beforeAll(async () => {
  open = await testBrowser({ profile: '2021', at: '2021-08-16 08:10' });
  const { platform } = open.province;
  for (let i = 0; i < 14; i++)
    await filePass(platform, {
      plates: [`20C-${56_780 + i}`],
      typed: i === 5 ? { 'drivers.0.testDate': '01/08/2021' } : i === 8 ? { 'drivers.0.testDate': '' } : {},
    });
}, 60_000);
afterAll(() => open.close());

/** An officer whose browser runs no script. */
async function officer(login: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open.desk({ javaScriptEnabled: false, ...options });
  const account = await open.province.platform.identity.accountByLogin(`giaothong.${login}`);
  const value = await open.province.platform.identity.openSession(account?.id ?? '');
  await page.context().addCookies([{ name: 'motcua', value, url: open.url }]);
  return page;
}

test('without script: everything marked, agreed to, what fails left out, watched until it is over, and begun again', async () => {
  for (const login of ['motcua', 'chuyenvien', 'giamdoc']) {
    const page = await officer(login);
    await page.goto('/can-bo/giay-phep?chon=trang');
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    if (login === 'giamdoc') await look(page, 'batch-confirm');
    expect(await page.locator('h1').textContent()).toContain('14 hồ sơ');
    expect(await page.locator('input[name=include]').count()).toBe(2);
    if (login !== 'giamdoc') for (const box of await page.locator('input[name=include]').all()) await box.check();
    await page.getByRole('button', { name: 'Đồng ý các hồ sơ đã chọn' }).click();
    if (login === 'giamdoc') await look(page, 'batch-running');
    await open.province.settle();
    await page.reload();
    if (login === 'giamdoc') {
      await look(page, 'batch-over');
      expect(await page.locator('main').textContent()).toContain('Để lại: 1 hồ sơ');
      await page.getByRole('button', { name: 'Làm lại 1 hồ sơ' }).click();
      expect(await page.locator('h1').textContent()).toContain('1 hồ sơ');
    }
  }
  const { signed } = await open.province.db.one<{ signed: number }>(sql`select count(*)::int as signed from dossiers.results where signed_at is not null`);
  expect(signed, 'the one that fails waits for the leader to look at it').toBe(13);
}, 60_000);

test('fits a phone and bars nobody: the confirmation, the progress, the list, the switch', async () => {
  const page = await officer('giamdoc', { javaScriptEnabled: true, viewport: { width: 360, height: 740 } });
  await page.goto('/can-bo/tu-dong-cap');
  await page.getByLabel('Vì sao bật').fill('Đợt cao điểm, cả đêm có xe xin');
  await page.getByRole('button', { name: 'Bật tự động cấp' }).click();
  const { id } = await filePass(open.province.platform, { plates: ['20C-99001'] });
  await open.province.settle();
  const batches = await open.province.db.many<{ id: string }>(sql`select id from dossiers.batches order by made_at`);
  const paths = [
    '/can-bo/tu-dong-cap',
    '/can-bo/hang-loat',
    `/can-bo/hang-loat/${batches.at(-2)?.id}`,
    `/can-bo/hang-loat/${batches.at(-1)?.id}`,
    `/can-bo/ho-so/${id}`,
  ];
  for (const [i, path] of paths.entries()) {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(path);
    await noBarriers(page);
    await fitsNarrowScreens(page);
    await look(page, `batch-phone-${i}`);
    await page.setViewportSize({ width: 1366, height: 768 });
    await look(page, `batch-desk-${i}`);
  }
}, 60_000);
