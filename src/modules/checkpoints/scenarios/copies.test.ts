import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import type { Phone } from '../../../../test/support/phone.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { forget } from '../events.ts';
import { aCheckpoint, aPaper, aPhoneAt, flagsOf, places, scansOf } from './steps.ts';

describe.each([
  { profile: '2026', day: '2026-11-23', far: 'vonhai.chutich', near: 'sangmoc.chutich', issuer: { unit: 'so-xay-dung', login: 'xaydung.chuyenvien' } },
  {
    profile: '2021',
    day: '2021-08-16',
    far: 'vonhai.chutich',
    near: 'sangmoc.chutich',
    issuer: { unit: 'so-giao-thong-van-tai', login: 'giaothong.chuyenvien' },
  },
] as const)('one paper at two places in $profile', ({ profile, day, far, near, issuer }) => {
  let province: TestProvince;
  let here: Phone;
  let there: Phone;
  beforeAll(async () => {
    province = await testProvince({ profile, at: `${day} 08:00` });
    here = await aPhoneAt(province, near, await aCheckpoint(province, near, 'Chốt Phổ Yên', places.phoYen));
    there = await aPhoneAt(province, far, await aCheckpoint(province, far, 'Chốt Đình Cả', places.dinhCa));
  });
  afterAll(() => province.close());

  /** Seen by one phone and so many minutes later by the other; the log of the first comes last. */
  async function seenTwice(code: string, minutes: number, said = {}): Promise<void> {
    await here.scan(code, said);
    province.clock(later(minutes));
    await there.scan(code, said);
    await there.send();
    await here.send();
    province.clock(later(60));
  }
  let minute = 0;
  function later(minutes: number): string {
    minute += minutes;
    return `${day} ${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  }

  test('is a copy when no vehicle makes the way, and both phones are warned from then on', async () => {
    const paper = await aPaper(province, { unit: issuer.unit, number: '1/GTVT', subject: '20C-111.11' });
    await seenTwice(paper.code, 5);
    const [flag] = await flagsOf(province);
    expect(flag).toMatchObject({ number: '1/GTVT', minutes: 5 });
    expect(flag?.km).toBeCloseTo(43, 0);
    for (const phone of [here, there]) {
      const { suspects } = await phone.send([]);
      expect(suspects).toMatchObject([{ status: paper.place }]);
      expect(suspects[0]?.words).toMatch(/hai nơi quá xa nhau: Chốt Phổ Yên lúc .*; Chốt Đình Cả lúc .*; cách 43 km/);
    }
    // Seen again and again it stays one suspicion.
    await seenTwice(paper.code, 5);
    expect(await flagsOf(province)).toHaveLength(1);
  });

  test('is none when a vehicle can make the way, or when what was seen was not valid', async () => {
    await seenTwice((await aPaper(province, { number: '2/GTVT' })).code, 30);
    await seenTwice((await aPaper(province, { number: '3/GTVT', days: -1 })).code, 5);
    await seenTwice('không phải giấy', 5);
    expect((await flagsOf(province)).map(({ number }) => number)).toEqual(['1/GTVT']);
  });

  test('is judged by the right time, however wrong the clocks are', async () => {
    there.ahead = 170;
    await seenTwice((await aPaper(province, { number: '4/GTVT' })).code, 30);
    expect((await flagsOf(province)).map(({ number }) => number)).toEqual(['1/GTVT']);
    await seenTwice((await aPaper(province, { number: '5/GTVT', unit: issuer.unit })).code, 5);
    there.ahead = 0;
    expect((await flagsOf(province)).map(({ number }) => number)).toEqual(['1/GTVT', '5/GTVT']);
  });

  test('is told to the unit that issued it, and shown to it and to the units of both checkpoints, and to nobody else', async () => {
    await province.settle();
    const told = await province.platform.notifications.list(20);
    expect(told.map(({ subject }) => subject)).toContain('Nghi giấy số 1/GTVT bị sao chép');
    for (const login of [issuer.login, near, far, 'tinh.kiemsoat']) {
      const officer = await province.officer(login);
      await officer.open('/can-bo/chot');
      expect(officer.text, login).toContain('2 giấy nghi bị sao chép');
      await officer.follow('Xem nghi vấn');
      await officer.follow('20C-111.11');
      expect(officer.text, login).toContain('Thấy ở hai nơi cách nhau 43 km');
      expect(officer.text, login).toContain('không mở được từ đơn vị này, chỉ xem được số giấy');
      expect(officer.$('button').text().includes('Ghi kết luận'), login).toBe(login !== 'tinh.kiemsoat');
    }
    const [flag] = await flagsOf(province);
    const stranger = await province.officer('tuphap.giamdoc');
    await stranger.open('/can-bo/chot/nghi-van');
    expect(stranger.text).toContain('Không có nghi vấn nào');
    expect((await stranger.open(`/can-bo/chot/nghi-van/${flag?.id}`)).status).toBe(404);
    expect((await stranger.send(`/can-bo/chot/nghi-van/${flag?.id}/ket-luan`, { as: 'copy', why: 'x' })).status).toBe(404);
  });

  test('stays a suspicion when an officer calls it a copy, and is none any more when it was a false alarm', async () => {
    const officer = await province.officer(issuer.login);
    await officer.open('/can-bo/chot/nghi-van');
    await officer.follow('20C-111.11');
    await officer.press('Ghi kết luận', {});
    expect(officer.status).toBe(422);
    expect(officer.text).toContain('Hãy chọn một kết luận');
    await officer.press('Ghi kết luận', { as: 'copy', why: 'Chủ xe ở nhà cả ngày' });
    expect(officer.text).toContain('giấy bị sao chép');
    expect((await here.send([])).suspects.map(({ words }) => words).join()).toContain('Cán bộ đã kết luận: giấy bị sao chép');
    await officer.open('/can-bo/chot/nghi-van');
    await officer.follow('20C-123.45');
    await officer.press('Ghi kết luận', { as: 'false-alarm', why: 'Máy ở Đình Cả ghi nhầm giờ' });
    expect((await here.send([])).suspects).toHaveLength(1);
    const { settled } = await province.db.one<{ settled: number }>(sql`select count(*) as settled from kernel.audit where action = 'settle-flag'`);
    expect(settled).toBe(2);
  });

  test('that was revoked after a phone let it pass is told to the phones', async () => {
    const paper = await aPaper(province, { number: '6/GTVT' });
    await here.scan(paper.code);
    await here.send();
    await province.platform.credentials.revoke(paper.id, 'xe đã bán', 'thử', province.platform.now());
    const found = (await there.send([])).suspects.find(({ status }) => status === paper.place);
    expect(found?.words).toContain('đã bị thu hồi sau khi được quét');
  });

  test('that was suspended is told to the phones until it is reinstated', async () => {
    const { credentials, now } = province.platform;
    const paper = await aPaper(province, { number: '8/GTVT' });
    await here.scan(paper.code);
    await here.send();
    await credentials.suspend(paper.id, 'chờ xác minh', 'thử', now());
    const told = async () => (await there.send([])).suspects.find(({ status }) => status === paper.place)?.words ?? '';
    expect(await told()).toContain('đã bị đình chỉ sau khi được quét');
    await credentials.reinstate(paper.id, 'thử', now());
    expect(await told()).toBe('');
  });

  test('is forgotten when the days are over, but what a flag holds stays until it is settled and as old', async () => {
    const held = await aPaper(province, { number: '7/GTVT', unit: issuer.unit, subject: '20C-777.77' });
    await seenTwice(held.code, 5);
    const before = (await scansOf(province, here.device)).length;
    expect(before).toBeGreaterThan(3);
    province.clock(profile === '2026' ? '2027-02-20 09:00' : '2021-11-13 09:00');
    expect(await forget(province.platform), 'on day 89').toBe(0);
    province.clock(profile === '2026' ? '2027-03-01 09:00' : '2021-11-20 09:00');
    await forget(province.platform);
    expect((await scansOf(province, here.device)).map(({ number }) => number)).toEqual(['7/GTVT']);
    expect((await flagsOf(province)).map(({ number }) => number)).toEqual(['7/GTVT']);
    // The log goes on where it stood.
    await here.scan('x');
    expect(await here.send(here.log.slice(-1))).toMatchObject({ upTo: here.log.length, refused: [] });
    expect(await here.send()).toMatchObject({ refused: [] });
    const officer = await province.officer(issuer.login);
    await officer.open('/can-bo/chot/nghi-van');
    await officer.follow('20C-777.77');
    await officer.press('Ghi kết luận', { as: 'false-alarm', why: 'hai xe kéo một moóc' });
    province.clock(profile === '2026' ? '2027-06-05 09:00' : '2022-02-25 09:00');
    await forget(province.platform);
    expect(await flagsOf(province)).toEqual([]);
    expect(await scansOf(province, there.device)).toEqual([]);
  });
});
