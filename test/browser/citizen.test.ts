import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { answersTo, photo } from '../../src/modules/dossiers/scenarios/steps.ts';
import { fitsNarrowScreens, look, noBarriers, type TestBrowser, testBrowser, typeAnswers } from '../support/browser.ts';

const procedure = '2.000635';
const filing = `/dich-vu-cong/${procedure}/nop`;

describe('a citizen with a small phone', () => {
  let at: TestBrowser;
  let answers: Record<string, string>;
  beforeAll(async () => {
    at = await testBrowser();
    answers = { unit: 'm05719', ...((await answersTo(at.province, procedure)) as Record<string, string>) };
  });
  afterAll(() => at.close());

  async function phone(scripts = true): Promise<Page> {
    return at.phone({ javaScriptEnabled: scripts });
  }

  async function toTheForm(page: Page, seen: (name: string) => Promise<void>): Promise<void> {
    await page.goto('/');
    await seen('home');
    await page.getByRole('searchbox').fill('giay khai sinh ban sao');
    await page.getByRole('button', { name: 'Tìm' }).click();
    await seen('found');
    await page.locator(`main a[href="/dich-vu-cong/${procedure}"]`).first().click();
    await seen('procedure');
    await page.locator(`a[href="${filing}"]`).first().click();
    expect(new URL(page.url()).pathname).toBe(filing);
  }

  async function fromReviewToTheTrack(page: Page, seen: (name: string) => Promise<void>): Promise<string> {
    await expectHeading(page, 'Xem lại trước khi gửi');
    await seen('review');
    await page.getByRole('button', { name: 'Gửi hồ sơ' }).click();
    const code = (await page.locator('.big').first().innerText()).trim();
    expect(code).toMatch(/^H55\.368-261123-\d{4}$/);
    await seen('receipt');
    await page.getByRole('link', { name: 'Xem hồ sơ đang ở đâu' }).click();
    expect(await page.locator('h1').innerText()).toContain(code);
    await seen('track');
    return code;
  }

  test('without script: finds, fills in, is asked what follows, sends, and finds it again by code and phone', async () => {
    const page = await phone(false);
    const seen = async (name: string) => look(page, `phone-plain-${name}`);
    await toTheForm(page, seen);
    // What nearly everybody answers is chosen, so its question is there; what only some are asked comes after a look.
    expect(await typeAnswers(page, { ...answers, 'applicant.idKind': 'passport' })).toContain('applicant.otherNumber');
    await page.getByRole('button', { name: 'Xem lại hồ sơ' }).click();
    await seen('errors');
    await typeAnswers(page, { 'applicant.idKind': 'passport', 'applicant.otherNumber': 'B1234567' });
    const [needed] = await page.locator('input[type=file]').all();
    await needed?.setInputFiles({ name: 'giay-to.png', mimeType: 'image/png', buffer: Buffer.from(await photo().arrayBuffer()) });
    await page.getByRole('button', { name: 'Xem lại hồ sơ' }).click();
    const code = await fromReviewToTheTrack(page, seen);
    const other = await phone(false);
    await other.goto('/tra-cuu');
    await other.getByLabel('Mã hồ sơ').fill(code);
    await other.getByLabel('Số điện thoại').fill(answers['applicant.phone'] ?? '');
    await other.getByRole('button', { name: 'Xem hồ sơ' }).click();
    expect(await other.locator('main').innerText()).toContain('Bạn đã nộp hồ sơ');
    await Promise.all([page.context().close(), other.context().close()]);
  });

  test('with script: every page fits 320 px and has no barrier; a question appears when an answer asks for it, and goes again', async () => {
    const page = await phone();
    const seen = async (name: string) => {
      await fitsNarrowScreens(page);
      await noBarriers(page);
      await look(page, `phone-${name}`);
    };
    await toTheForm(page, seen);
    await seen('form');
    const number = page.locator('[name="applicant.number"]');
    expect(await number.isVisible()).toBe(true);
    await page.getByLabel('Hộ chiếu').check();
    expect(await number.isVisible()).toBe(false);
    expect(await page.locator('[name="applicant.otherNumber"], [name="applicant.paperNumber"]').first().isVisible()).toBe(true);
    await page.getByLabel('Số định danh (thẻ căn cước)').check();
    expect(await number.isVisible()).toBe(true);
    await page.getByLabel('Gửi bưu điện về nhà').check();
    expect(await page.getByLabel('Địa chỉ nhận thư').isVisible()).toBe(true);
    await page.getByLabel('Bản điện tử').check();
    expect(await page.getByLabel('Địa chỉ nhận thư').isVisible()).toBe(false);
    const mandate = page.getByLabel('Văn bản ủy quyền');
    await page.getByLabel('Được người khác ủy quyền').check();
    expect(await mandate.isVisible(), 'a paper only some must bring').toBe(true);
    await page.getByLabel('Cho chính mình').check();
    expect(await mandate.isVisible()).toBe(false);
    expect(await typeAnswers(page, answers)).not.toContain('applicant.number');
    await page.getByRole('button', { name: 'Xem lại hồ sơ' }).click();
    await fromReviewToTheTrack(page, seen);
    for (const [name, path] of Object.entries({
      ask: '/tra-cuu',
      resume: '/dich-vu-cong/lam-tiep',
      all: '/dich-vu-cong',
      nothing: '/khong-co',
      verify: '/xac-thuc',
    })) {
      await page.goto(path);
      await seen(name);
    }
    await page.context().close();
  });

  test('sent empty: every mistake is a link to its field, and what was typed stays', async () => {
    const page = await phone();
    await page.goto(filing);
    await page.locator('[name="applicant.name"]').fill('Lý Văn Còn');
    await page.getByRole('button', { name: 'Xem lại hồ sơ' }).click();
    const links = page.locator('.notice.error a');
    expect(await links.count()).toBeGreaterThan(5);
    for (const link of await links.all()) {
      const target = (await link.getAttribute('href'))?.slice(1) ?? '';
      await link.click();
      const where = await page.evaluate((id) => {
        const field = document.getElementById(id);
        const box = field?.getBoundingClientRect();
        return { there: field !== null, shown: !!box && box.height > 0 && box.top >= -1 && box.top < innerHeight };
      }, target);
      expect({ target, ...where }).toEqual({ target, there: true, shown: true });
    }
    expect(await page.locator('[name="applicant.name"]').inputValue()).toBe('Lý Văn Còn');
    await fitsNarrowScreens(page);
    await noBarriers(page);
    await look(page, 'phone-mistakes');
    await page.context().close();
  });

  test('by keyboard alone: Tab reaches every question in the order of the page, and one sees where one is', async () => {
    const page = await at.desk();
    await page.goto(filing);
    await look(page, 'desk-form');
    const wanted = await page.evaluate(() => {
      const names = [...document.querySelectorAll<HTMLInputElement>('form[data-filing] :is(input, select, textarea):not([type=hidden])')]
        .filter((field) => field.checkVisibility())
        .map((field) => field.name);
      return [...new Set(names)];
    });
    const reached: string[] = [];
    const unseen: string[] = [];
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate(() => {
        const now = document.activeElement as HTMLInputElement;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(now);
        const label = now.closest('label');
        const around = label ? getComputedStyle(label) : undefined;
        const marked = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none' || (around && around.outlineStyle !== 'none');
        return { name: now.name ?? '', inForm: !!now.closest('form[data-filing]'), value: now.value, marked: !!marked, words: now.outerHTML.slice(0, 120) };
      });
      if (!here.marked) unseen.push(here.words);
      if (here.inForm && !reached.includes(here.name)) reached.push(here.name);
      if (here.inForm && here.value === 'save') break;
    }
    expect(unseen).toEqual([]);
    expect(reached).toEqual([...wanted, 'step']);
    await page.context().close();
  });

  test('a photo whose line breaks in the middle arrives all the same, and is attached', async () => {
    const page = await phone();
    const context = page.context();
    await page.goto(filing);
    await typeAnswers(page, answers);
    const noise = await sharp(randomBytes(900 * 700 * 3), { raw: { width: 900, height: 700, channels: 3 } })
      .jpeg({ quality: 95 })
      .toBuffer();
    const pieces: number[] = [];
    page.on('request', (request) => void (request.method() === 'PATCH' && pieces.push(Number(request.headers()['upload-offset']))));
    const second = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await page.locator('input[type=file]').first().setInputFiles({ name: 'can-cuoc.jpg', mimeType: 'image/jpeg', buffer: noise });
    await second;
    await context.setOffline(true);
    await page.getByText('mất mạng, đang thử lại').waitFor();
    await context.setOffline(false);
    await page.getByText('can-cuoc.jpg: đã gửi xong.').waitFor();
    expect(pieces.length).toBeGreaterThan(2);
    expect(
      pieces.filter((offset) => offset === 0),
      'it went on where it stood',
    ).toHaveLength(1);
    await page.getByRole('button', { name: 'Xem lại hồ sơ' }).click();
    await expectHeading(page, 'Xem lại trước khi gửi');
    expect(await page.locator('main').innerText()).toContain('can-cuoc.jpg');
    await look(page, 'phone-review-photo');
    await page.getByRole('button', { name: 'Gửi hồ sơ' }).click();
    const code = (await page.locator('.big').first().innerText()).trim();
    const papers = await at.province.db.many(
      sql`select p.file_hash from dossiers.papers p join dossiers.dossiers d on d.id = p.dossier_id where d.code = ${code} and p.file_hash is not null`,
    );
    expect(papers, 'attached once').toHaveLength(1);
    await context.close();
  });
});

async function expectHeading(page: Page, words: string): Promise<void> {
  await page.waitForLoadState();
  const text = await page.locator('h1').innerText();
  const mistakes = text === words ? [] : await page.locator('.notice.error li').allInnerTexts();
  expect([text, ...mistakes]).toEqual([words]);
}
