import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCheckpoint, aPaper, aPhoneAt, flagsOf, places } from '../../src/modules/checkpoints/scenarios/steps.ts';
import { fitsNarrowScreens, look, noBarriers, type TestBrowser, testBrowser } from '../support/browser.ts';

describe('the pages of checkpoints', () => {
  let at: TestBrowser;
  let checkpoint: string;
  let desk: Page;
  let phone: Page;
  const login = 'xaydung.chuyenvien';
  beforeAll(async () => {
    at = await testBrowser({ at: '2026-11-23 05:00' });
    [desk, phone] = await Promise.all([
      at.desk(),
      at.phone({ permissions: ['geolocation'], geolocation: { latitude: 21.4153, longitude: 105.8731, accuracy: 14 } }),
    ]);
    await signIn();
  });
  afterAll(() => at.close());

  async function signIn(): Promise<void> {
    for (const page of [desk, phone]) {
      await page.goto('/can-bo/tai-khoan-mau');
      await page.getByRole('button', { name: `Vào bằng ${login}` }).click();
    }
  }

  /** The same page on a PC and on a narrow phone. */
  async function seen(path: string, name: string): Promise<void> {
    for (const [page, kind] of [
      [desk, 'desk'],
      [phone, 'phone'],
    ] as const) {
      await page.goto(path);
      await noBarriers(page);
      if (kind === 'phone') await fitsNarrowScreens(page);
      await look(page, `checkpoints-${name}-${kind}`);
    }
  }

  /** A morning at the checkpoint: good papers, an old one, a changed one, and one that shows up elsewhere too. */
  async function aMorning(): Promise<void> {
    const { province } = at;
    const here = await aPhoneAt(province, login, checkpoint, 'Máy của anh Hậu');
    const there = await aPhoneAt(province, 'vonhai.chutich', await aCheckpoint(province, 'vonhai.chutich', 'Chốt Đình Cả', places.dinhCa), 'Máy Đình Cả');
    const paper = (plate: string, number: string, more = {}) => aPaper(province, { unit: 'so-xay-dung', subject: plate, number, ...more });
    const good = await Promise.all([1, 2, 3, 4, 5].map((i) => paper(`20C-12${i}.4${i}`, `${i}/GTVT`)));
    const old = await paper('20C-777.01', '9/GTVT', { days: -1 });
    const copied = await paper('20H-555.55', '12/GTVT');
    for (const [hour, times] of [3, 6, 11, 8, 4].entries()) {
      province.clock(`2026-11-23 0${5 + hour}:10`);
      for (let i = 0; i < times; i++) await here.scan(good[i % 5]?.code ?? '', { plate: 'same' });
    }
    await here.scan(old.code, { verdict: 'expired', plate: 'same' });
    await here.scan(`${good[0]?.code.slice(0, -8)}AAAAAAAA`, { verdict: 'forged', plate: 'differs' });
    await here.scan(good[1]?.code ?? '', { plate: 'differs' });
    await here.scan(copied.code, { plate: 'same' });
    province.clock('2026-11-23 09:18');
    await there.scan(copied.code, { plate: 'same' });
    await there.send();
    province.clock('2026-11-23 10:05');
    await here.send();
  }

  test('are empty and kind before there is anything', async () => {
    await seen('/can-bo/chot', 'empty');
    await seen('/can-bo/chot/nghi-van', 'no-flags');
  });

  test('make a checkpoint where the phone stands', async () => {
    await phone.goto('/can-bo/chot');
    await phone.getByLabel('Tên chốt').fill('Chốt cầu Đa Phúc, quốc lộ 3');
    await phone.getByRole('button', { name: 'Lấy vị trí của máy này' }).click();
    await phone.getByText('sai trong khoảng 14 m').waitFor();
    await phone.getByLabel('Ghi chú').fill('Trực: anh Hậu 0912 000 111, ngày đêm');
    await phone.getByRole('button', { name: 'Lập chốt' }).click();
    await phone.getByText('21.41530, 105.87310').waitFor();
    checkpoint = phone.url().split('/').at(-1) ?? '';
    await seen(`/can-bo/chot/${checkpoint}`, 'new');
    for (const [page, kind] of [
      [desk, 'desk'],
      [phone, 'phone'],
    ] as const) {
      await page.getByRole('button', { name: 'Lấy mã nối máy' }).click();
      await page.locator('.qr').waitFor();
      await noBarriers(page);
      if (kind === 'phone') await fitsNarrowScreens(page);
      await look(page, `checkpoints-code-${kind}`);
    }
  });

  test('show what was scanned', async () => {
    await aMorning();
    // Nobody stays signed in over a whole morning without touching anything.
    await signIn();
    await seen('/can-bo/chot', 'list');
    await seen(`/can-bo/chot/${checkpoint}`, 'scans');
    await desk.emulateMedia({ media: 'print' });
    await desk.goto(`/can-bo/chot/${checkpoint}`);
    await look(desk, 'checkpoints-print');
    await desk.emulateMedia({ media: 'screen' });
  }, 60_000);

  test('show the paper that was at two places, and take what an officer found out', async () => {
    await seen('/can-bo/chot/nghi-van', 'flags');
    const [flag] = await flagsOf(at.province);
    await seen(`/can-bo/chot/nghi-van/${flag?.id}`, 'flag');
    await phone.getByLabel('Giấy bị sao chép').check();
    await phone.getByLabel('Đã kiểm tra thế nào').fill('Chủ xe đang ở Phổ Yên, không đi Đình Cả');
    await phone.getByRole('button', { name: 'Ghi kết luận' }).click();
    expect(await phone.getByRole('heading', { level: 1 }).innerText()).toContain('bị sao chép');
    await look(phone, 'checkpoints-settled-phone');
  }, 60_000);
});
