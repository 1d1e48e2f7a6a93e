import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { answersTo, photo } from '../../src/modules/dossiers/scenarios/steps.ts';
import { asXlsx, firmList } from '../../src/modules/dossiers/sheets/sheet.fixture.ts';
import { fitsNarrowScreens, look, noBarriers, type TestBrowser, testBrowser, typeAnswers } from '../support/browser.ts';

let house: TestBrowser;
beforeAll(async () => {
  house = await testBrowser({ profile: '2021', at: '2021-08-16 09:00' });
}, 120_000);
afterAll(() => house.close());

/** What is typed once beside the sheet. */
async function shared(): Promise<Record<string, string>> {
  const all = Object.entries(await answersTo(house.province, 'MC-LUONG-XANH')).filter(([name]) => !/^(vehicles|drivers)\./.test(name));
  return Object.fromEntries(all.map(([name, value]) => [name, String(value)]));
}

const asUpload = async (file: File) => ({ name: file.name, mimeType: file.type, buffer: Buffer.from(await file.arrayBuffer()) });

describe('a firm with 120 vehicles, on a telephone 360 px wide', () => {
  test('sends its list in pieces, mends a row, files the rest as one lot and finds it again', async () => {
    const page = await house.phone();
    await page.goto('/dich-vu-cong/MC-LUONG-XANH/nop');
    await typeAnswers(page, await shared());
    await page.getByText('Nhiều xe? Gửi bảng Excel hoặc CSV').click();
    await page.locator('[name=sheet]').setInputFiles(await asUpload(await asXlsx(firmList(120, 3))));
    await page.getByText('xe.xlsx: đã gửi xong').waitFor();
    await page.locator('[name="paper.dang-ky-xe"]').setInputFiles(await asUpload(photo()));
    await page.getByText('giay-to.png: đã gửi xong').waitFor();
    await look(page, 'sheet-form');
    await fitsNarrowScreens(page);
    await page.getByRole('button', { name: 'Xem lại hồ sơ' }).click();
    await page.getByRole('heading', { name: 'Xem lại bảng trước khi nộp' }).or(page.locator('.notice.error')).waitFor();
    expect(await page.locator('.notice').first().innerText()).toContain('3 dòng cần sửa');
    await look(page, 'sheet-wrong');
    await fitsNarrowScreens(page);
    await noBarriers(page);
    await page.getByLabel('Biển số xe').first().fill('20C-999.99');
    // Return is pressed in a field as often as any button: it must not file anything.
    await page.keyboard.press('Enter');
    await page.getByText('Đã ghi những chỗ vừa sửa').waitFor();
    expect((await house.province.db.one<{ many: number }>(sql`select count(*) as many from dossiers.lots`)).many).toBe(0);
    await page.getByRole('button', { name: 'Nộp 118 dòng đúng' }).dblclick();
    await page.getByText('Đã nộp 118 hồ sơ').waitFor();
    await look(page, 'lot-receipt');
    await fitsNarrowScreens(page);
    await noBarriers(page);
    await page.getByRole('link', { name: 'Xem cả lô' }).click();
    await page.getByText('118 đang chờ xử lý').first().waitFor();
    await look(page, 'lot-phone');
    await fitsNarrowScreens(page);
    await noBarriers(page);
    expect((await house.province.db.one<{ many: number }>(sql`select count(*) as many from dossiers.dossiers where lot is not null`)).many).toBe(118);
    const desk = await page.context().newPage();
    await desk.setViewportSize({ width: 1366, height: 768 });
    await desk.goto('/tra-cuu/lo');
    await look(desk, 'lot-desk');
    const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: 'Tải danh sách (CSV)' }).click()]);
    expect(download.suggestedFilename()).toMatch(/-210816-0001\.csv$/);
  }, 120_000);
});
