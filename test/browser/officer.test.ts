import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPassword } from '#kernel/identity/index.ts';
import { aCitizenHasFiled, type Life, registerSays, stateOf, verbsOf } from '../../src/modules/dossiers/scenarios/steps.ts';
import { look, noBarriers, type TestBrowser, testBrowser, typeAnswers } from '../support/browser.ts';
import { beforeCamera } from '../support/camera.ts';

describe('a day at the office of Sảng Mộc', () => {
  let at: TestBrowser;
  let life: Life;
  const desks = new Map<string, Page>();
  beforeAll(async () => {
    at = await testBrowser();
    life = await aCitizenHasFiled(at.province, '2.000635', { chosen: { 'delivery.mode': 'desk' } });
  });
  afterAll(() => at.close());

  /** The browser of an official, signed in by one press on the page of demo accounts. */
  async function deskOf(login: string): Promise<Page> {
    const known = desks.get(login);
    if (known) return known;
    const page = await at.desk();
    await page.goto('/can-bo/tai-khoan-mau');
    await page.getByRole('button', { name: `Vào bằng ${login}` }).click();
    expect(new URL(page.url()).pathname).toBe('/can-bo');
    desks.set(login, page);
    return page;
  }

  async function seen(page: Page, name: string): Promise<void> {
    await noBarriers(page);
    await look(page, `desk-${name}`);
  }

  async function opens(login: string): Promise<Page> {
    const page = await deskOf(login);
    await page.goto('/can-bo');
    await page.getByRole('link', { name: life.code }).click();
    return page;
  }

  async function presses(page: Page, button: string): Promise<void> {
    await page.getByRole('button', { name: button, exact: true }).click();
    expect(await page.locator('.notice.error').allInnerTexts()).toEqual([]);
    expect(await page.locator('.notice.success').count(), button).toBe(1);
  }

  test('signs in with login, password and the code of the moment', async () => {
    const page = await at.desk();
    await page.goto('/can-bo/tai-khoan-mau');
    await seen(page, 'demo-accounts');
    const line = page.locator('li', { hasText: 'sangmoc.chuyenvien' }).first();
    const code = await line.locator('input[name=code]').inputValue();
    await page.goto('/can-bo');
    expect(new URL(page.url()).pathname).toBe('/can-bo/dang-nhap');
    await seen(page, 'sign-in');
    await page.getByLabel('Tên đăng nhập').fill('sangmoc.chuyenvien');
    await page.getByLabel('Mật khẩu').fill(demoPassword);
    await page.getByLabel('Mã 6 số').fill('000000');
    await page.keyboard.press('Enter');
    expect(await page.locator('.notice.error').innerText()).toContain('chưa đúng');
    await page.getByLabel('Mật khẩu').fill(demoPassword);
    await page.getByLabel('Mã 6 số').fill(code);
    await page.keyboard.press('Enter');
    await page.waitForURL('/can-bo');
    await seen(page, 'board-empty');
    await page.context().close();
  });

  test('on a phone finds the work first, and opens the menu by finger or key', async () => {
    const phone = await at.phone();
    await phone.goto('/can-bo/tai-khoan-mau');
    await phone.getByRole('button', { name: 'Vào bằng sangmoc.chutich' }).click();
    expect((await phone.getByRole('heading', { level: 1 }).boundingBox())?.y).toBeLessThan(320);
    const search = phone.getByRole('link', { name: 'Tìm hồ sơ', exact: true });
    expect(await search.isVisible()).toBe(false);
    await phone.getByRole('checkbox', { name: 'Danh mục' }).press('Space');
    await seen(phone, 'phone-menu');
    await search.click();
    expect(new URL(phone.url()).pathname).toBe('/can-bo/ho-so');
    await phone.context().close();
  });

  test('the desk asks for more, the citizen sends it, the desk takes it in', async () => {
    const page = await deskOf('sangmoc.motcua');
    await seen(page, 'board');
    await page.getByRole('link', { name: life.code }).click();
    await seen(page, 'dossier-new');
    await page.getByText('Yêu cầu bổ sung, sửa đổi').click();
    const phone = page.locator('.mark-item', { hasText: 'Số điện thoại' }).first();
    await phone.getByRole('checkbox').check();
    await phone.getByRole('textbox').fill('Số gọi không được, xin ghi lại');
    await seen(page, 'dossier-ask');
    await presses(page, 'Gửi phiếu yêu cầu bổ sung');
    expect(await stateOf(life)).toBe('awaiting-supplement');
    await life.citizen.open('/tra-cuu/ho-so');
    expect(life.citizen.text).toContain('Số gọi không được, xin ghi lại');
    await life.citizen.press('Gửi bổ sung', { 'applicant.phone': '0912345678' });
    await opens('sangmoc.motcua');
    await seen(page, 'dossier-supplemented');
    if (await page.getByRole('button', { name: 'Tiếp nhận hồ sơ' }).isVisible()) await presses(page, 'Tiếp nhận hồ sơ');
    await seen(page, 'dossier-received');
  });

  test('it is assessed, signed, sealed, paid and given back, each on its own desk', async () => {
    const assessor = await opens('sangmoc.hotich');
    await typeAnswers(assessor, registerSays as Record<string, string>);
    await seen(assessor, 'dossier-assess');
    await presses(assessor, 'Trình ký');
    const leader = await opens('sangmoc.chutich');
    expect(await leader.locator('.trail li.now').innerText()).toContain('Chờ: Ký duyệt');
    await seen(leader, 'dossier-sign');
    await presses(leader, 'Ký duyệt');
    const clerk = await opens('sangmoc.vanthu');
    await presses(clerk, 'Vào số và đóng dấu');
    const desk = await opens('sangmoc.motcua');
    await seen(desk, 'dossier-give-back');
    await desk.getByLabel('Số biên lai').fill('0000123');
    await presses(desk, 'Ghi nhận đã thu');
    await presses(desk, 'Ghi nhận đã trả kết quả');
    await seen(desk, 'dossier-done');
    expect(await desk.locator('.trail li.now').count(), 'nothing waits any more').toBe(0);
    expect(await stateOf(life)).toBe('given-back');
    expect((await verbsOf(life)).slice(-5)).toEqual(['assess', 'approve', 'seal', 'pay', 'giveBack']);
  });

  test('the dossier is printed without menus, buttons and forms', async () => {
    const page = await deskOf('sangmoc.motcua');
    await page.goto(`/can-bo/ho-so/${life.id}`);
    await page.emulateMedia({ media: 'print' });
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll('nav, .side, form, button, summary')].filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80)),
    );
    expect(shown).toEqual([]);
    const text = await page.locator('main').innerText();
    for (const words of [life.code, 'Quá trình', 'Lý Văn Mẫu']) expect(text).toContain(words);
    await look(page, 'print-dossier');
    await page.emulateMedia({ media: null });
  });

  test('a USB scanner types the card and presses Enter; the person is filled in and nothing is sent', async () => {
    const page = await deskOf('sangmoc.motcua');
    await page.goto('/can-bo/nhap');
    await seen(page, 'enter-choose');
    await page.getByLabel('Người dân cần việc gì?').fill('giay khai sinh ban sao');
    await page.keyboard.press('Enter');
    await page.locator('main a[href="/can-bo/nhap/2.000635"]').click();
    await page.waitForURL('**/can-bo/nhap/2.000635');
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('card');
    await page.keyboard.type('019190001234|090123456|TRIỆU THỊ MẪU|05031990|Nữ|Xóm Khuổi Mèo, Sảng Mộc, Thái Nguyên|10052021');
    await page.keyboard.press('Enter');
    await page.waitForLoadState();
    await expect.poll(() => page.locator('[name="applicant.name"]').inputValue()).toBe('Triệu Thị Mẫu');
    expect(await page.locator('[name="applicant.number"]').inputValue()).toBe('019190001234');
    expect(await page.locator('[name="applicant.birthDate"]').inputValue()).toBe('05/03/1990');
    expect(await page.locator('.notice.error').count(), 'nothing was sent yet').toBe(0);
    await seen(page, 'enter-scanned');
    await page.locator('[name="card"]').fill('khong phai the');
    await page.keyboard.press('Enter');
    await page.getByText('Đây không phải mã QR của thẻ căn cước').first().waitFor();
    await seen(page, 'enter-wrong-card');
  });

  test('the desk camera reads the card as well', async () => {
    await beforeCamera(at.url, '019190001234|090123456|TRIỆU THỊ MẪU|05031990|Nữ|Xóm Khuổi Mèo, Sảng Mộc, Thái Nguyên|10052021', async (page) => {
      await page.goto('/can-bo/tai-khoan-mau');
      await page.getByRole('button', { name: 'Vào bằng sangmoc.motcua' }).click();
      await page.goto('/can-bo/nhap/2.000635');
      await page.getByRole('button', { name: 'Quét bằng máy ảnh' }).click();
      await expect.poll(() => page.locator('[name="applicant.name"]').inputValue(), { timeout: 15_000 }).toBe('Triệu Thị Mẫu');
      expect(await page.locator('[name="applicant.number"]').inputValue()).toBe('019190001234');
      expect(await page.locator('video').count(), 'the camera is let go').toBe(0);
    });
  });

  test('every other page of the office has no barrier', async () => {
    const page = await deskOf('sangmoc.motcua');
    for (const [name, path] of Object.entries({
      search: '/can-bo/ho-so?q=mau',
      slips: '/can-bo/phieu',
      register: '/can-bo/so-theo-doi',
      sessions: '/can-bo/thiet-bi',
    })) {
      await page.goto(path);
      await seen(page, name);
    }
    const admin = await deskOf('tinh.quantri');
    await admin.goto('/quan-tri');
    await seen(admin, 'admin');
  });

  test('whatever the menu offers, the one it is offered to may open', async () => {
    for (const [login, page] of desks) {
      const links = await page.locator('.side a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).pathname));
      expect(links.length).toBeGreaterThan(3);
      for (const path of links) expect([login, path, (await page.goto(path))?.status()]).toEqual([login, path, 200]);
    }
  });
});
