import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { aCheckpoint, aCode, aPhoneAt, places } from '../../src/modules/checkpoints/scenarios/steps.ts';
import { fitsNarrowScreens, look, noBarriers, requestsOf, type TestBrowser, testBrowser } from '../support/browser.ts';
import { aPass, changed, install, localNow, type Pass, paste, titleOf } from '../support/roadside.ts';

const keeper = 'sangmoc.chutich';
type Row = { seq: number; said: string; found: string; plate: string | null; lat: number | null };

describe('the scan log of a checkpoint', () => {
  let at: TestBrowser;
  let valid: Pass;
  let page: Page;
  let checkpoint: string;
  beforeAll(async () => {
    at = await testBrowser({ at: localNow() });
    valid = await aPass(at, '20C-123.45');
    checkpoint = await aCheckpoint(at.province, keeper, 'Chốt Phổ Yên', places.phoYen);
    page = await at.phone({
      viewport: { width: 360, height: 640 },
      permissions: ['geolocation'],
      geolocation: { latitude: 21.41, longitude: 105.87, accuracy: 12 },
    });
  });
  afterAll(() => at.close());

  const rows = () => at.province.db.many<Row>(sql`select seq, said, found, plate, lat from checkpoints.scans order by device_id, seq`);

  test('is not kept by a phone that belongs to none', async () => {
    const asked = requestsOf(page.context());
    await install(page);
    expect(await paste(page, valid.text)).toBe('Giấy thật, còn giá trị');
    await page.getByRole('button', { name: 'Quét tiếp' }).click();
    await page.getByRole('button', { name: 'Sổ quét' }).click();
    await page.getByText('Máy này chưa nối vào chốt nào').waitFor();
    await look(page, 'checkpoint-enrol');
    await page.waitForTimeout(500);
    expect(asked.filter((line) => line.includes('/xac-thuc/so') || line.includes(valid.text.slice(-30)))).toEqual([]);
  });

  test('begins with a one-time code, also when the first answer is lost on the way, and asks once whether it may hold the place', async () => {
    await page.goto(`/xac-thuc#chot=${await aCode(at.province, keeper, checkpoint)}`);
    await page.getByLabel('Tên cán bộ').fill('Tổ tuần tra 2');
    await page.context().route(
      '**/xac-thuc/so/dang-ky',
      async (route) => {
        expect((await route.fetch()).status()).toBe(200);
        await route.abort();
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Nối máy vào chốt' }).click();
    await page.getByText('hãy thử lại khi có sóng').waitFor();
    await page.getByRole('button', { name: 'Nối máy vào chốt' }).click();
    await page.getByText('Chốt Phổ Yên').waitFor();
    expect(await at.province.db.many(sql`select id from checkpoints.devices`)).toHaveLength(1);
    expect(page.url()).not.toContain('chot=');
    await page.getByText('Ghi cả vị trí lúc quét?').waitFor();
    await look(page, 'checkpoint-enrolled');
    await noBarriers(page);
    await page.getByRole('button', { name: 'Ghi vị trí' }).click();
    await page.getByText('Ghi cả vị trí lúc quét?').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Đóng' }).click();
  });

  test('holds what was seen, signed and chained, through a night without a line, and is sent when the line returns', async () => {
    await page.waitForTimeout(500);
    await page.context().setOffline(true);
    await page.reload();
    await paste(page, valid.text);
    await page.getByRole('button', { name: 'Đúng biển số' }).click();
    await page.getByText('Biển số đúng với xe').waitFor();
    await paste(page, changed(valid.text, 'signature'));
    await paste(page, valid.text);
    await page.getByLabel('Hoặc gõ biển số trên xe').fill('29 h 999.99');
    await page.getByRole('button', { name: 'So', exact: true }).click();
    expect(await titleOf(page)).toBe('Giấy này của xe khác');
    await look(page, 'checkpoint-other-vehicle');
    await paste(page, 'A'.repeat(200));
    await page.getByRole('button', { name: 'Quét tiếp' }).click();
    await expect.poll(() => page.locator('[data-waiting]').innerText()).toBe('3 chưa gửi');
    // A battery taken out now loses nothing, not even the line still open.
    await page.reload();
    await expect.poll(() => page.locator('[data-waiting]').innerText()).toBe('4 chưa gửi');
    await page.getByRole('button', { name: 'Sổ quét' }).click();
    await page.getByText('4 lần chưa gửi').waitFor();
    expect(await page.locator('[data-scans] li').count()).toBe(4);
    await look(page, 'checkpoint-book');
    await noBarriers(page);
    expect(await rows()).toEqual([]);
    await page.context().setOffline(false);
    await page.getByText('Đã gửi hết').waitFor();
    const kept = await rows();
    expect(kept.map(({ said, found, plate }) => [said, found, plate])).toEqual([
      ['valid', 'valid', 'same'],
      ['forged', 'forged', null],
      ['valid', 'valid', 'differs'],
      ['unreadable', 'unreadable', null],
    ]);
    // Where it was seen, because the officer allowed it.
    expect(kept.at(-1)?.lat).toBeCloseTo(21.41, 2);
    const refused = await at.province.db.many(sql`select * from checkpoints.refusals`);
    expect(refused).toEqual([]);
  });

  test('forgives typed plates their spaces, dots and dashes', async () => {
    await page.reload();
    await paste(page, valid.text);
    await page.getByLabel('Hoặc gõ biển số trên xe').fill('20c 12345');
    await page.getByRole('button', { name: 'So', exact: true }).click();
    await page.getByText('Biển số đúng với xe').waitFor();
    expect(await titleOf(page)).toBe('Giấy thật, còn giá trị');
  });

  test('says next time that a paper was seen at two places too far apart', async () => {
    const far = await aPhoneAt(at.province, 'vonhai.chutich', await aCheckpoint(at.province, 'vonhai.chutich', 'Chốt Đình Cả', places.dinhCa));
    await far.scan(valid.text);
    await far.send();
    await page.getByRole('button', { name: 'Quét tiếp' }).click();
    await page.getByRole('button', { name: 'Sổ quét' }).click();
    const [answer] = await Promise.all([page.waitForResponse('**/xac-thuc/so'), page.getByRole('button', { name: 'Gửi ngay' }).click()]);
    expect(answer.status()).toBe(200);
    expect(((await answer.json()) as { suspects: unknown[] }).suspects).toHaveLength(1);
    await page.getByRole('button', { name: 'Đóng' }).click();
    await page.context().setOffline(true);
    await page.reload();
    expect(await paste(page, valid.text)).toBe('Giấy thật, nghi bị sao chép');
    expect(await page.locator('[data-verdict]').innerText()).toMatch(/hai nơi quá xa nhau: .*Chốt Đình Cả.*cách 4\d km/);
    await look(page, 'checkpoint-copied');
    await page.context().setOffline(false);
  });

  test('cannot be rewritten: each line names the one before, and a paper opened by the camera app of the phone goes in too', async () => {
    const before = (await rows()).length;
    await page.goto(valid.text);
    await page.waitForURL(/\/xac-thuc\/chot/);
    await titleOf(page);
    await page.getByRole('button', { name: 'Đúng biển số' }).click();
    await expect.poll(async () => (await rows()).length, { timeout: 15_000 }).toBeGreaterThan(before);
    const log = await page.evaluate(
      () =>
        new Promise<{ payload: string; prev: string }[]>((resolve) => {
          indexedDB.open('xac-thuc').addEventListener('success', ({ target }) => {
            const all = (target as IDBOpenDBRequest).result.transaction('scans').objectStore('scans').getAll();
            all.addEventListener('success', () =>
              resolve(
                (all.result as { payload: Uint8Array }[]).map(({ payload }) => {
                  const text = new TextDecoder().decode(payload);
                  return { payload: text, prev: (JSON.parse(text) as { prev: string }).prev };
                }),
              ),
            );
          });
        }),
    );
    expect(log.length).toBeGreaterThan(4);
    log.forEach(({ prev }, i) =>
      expect(prev).toBe(
        i === 0
          ? ''
          : createHash('sha256')
              .update(log[i - 1]?.payload ?? '')
              .digest('base64url'),
      ),
    );
    await fitsNarrowScreens(page, [320, 360]);
  });
});
