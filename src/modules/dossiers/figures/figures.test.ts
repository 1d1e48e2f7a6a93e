import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aCitizenHasFiled, itIsAssessed, itIsReceived, itIsSignedAndSealed, officerPresses } from '../scenarios/steps.ts';

const unit = 'so-giao-thong-van-tai';
const board = '/can-bo/giay-phep/bang';
let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-15 20:00' });
});
afterAll(() => province.close());

async function file(plate: string, chosen: Record<string, string> = {}) {
  return aCitizenHasFiled(province, 'MC-LUONG-XANH', {
    unit,
    chosen: { 'period.from': '16/8/2021', 'period.to': '5/9/2021', 'vehicles.0.plate': plate, ...chosen },
  });
}

async function issue(plate: string, onBehalf = '', chosen: Record<string, string> = {}) {
  const life = await file(plate, chosen);
  await itIsReceived(life, 'giaothong.motcua');
  await itIsAssessed(life, 'giaothong.chuyenvien', { 'draft.onBehalf': onBehalf });
  await itIsSignedAndSealed(life, 'giaothong.giamdoc', 'giaothong.vanthu');
  return life;
}

describe('a week-end of passes', () => {
  beforeAll(async () => {
    province.clock('2021-08-15 23:40');
    await issue('20C-000.01', '01');
    province.clock('2021-08-16 00:20');
    await issue('20C-000.02', '01', { 'journey.to': '31' });
    await issue('20C-000.03');
    const late = await file('20C-000.04');
    const refused = await file('20C-000.05');
    await itIsReceived(refused, 'giaothong.motcua');
    await officerPresses(refused, 'giaothong.chuyenvien', 'Từ chối giải quyết', { reason: 'Xe không chở hàng.', basis: 'Công văn mẫu' });
    province.clock('2021-08-16 20:00');
    expect(late.code).toBeTruthy();
  });

  test('is told in one sentence, counted by the hours of Việt Nam, and names what waits longest', async () => {
    const leader = await province.officer('giaothong.giamdoc');
    await leader.open(`${board}?khoang=2-ngay`);
    expect(leader.status).toBe(200);
    expect(leader.$('.headline').text()).toBe('3 giấy trong 2 ngày, 2 giấy cấp hộ Hà Nội');
    expect(leader.$('.plot svg').attr('aria-label')).toBe('23 giờ: 1; 0 giờ: 2');
    expect(leader.text).toContain('Chờ lâu nhất');
    expect(leader.text).toMatch(/quá hạn/);
    expect(leader.text).toContain('Xe không chở hàng.');
    await leader.open(`${board}?khoang=hom-nay`);
    expect(leader.$('.headline').text()).toBe('2 giấy hôm nay, 1 giấy cấp hộ Hà Nội');
    expect(leader.$('meta[http-equiv]').length).toBe(0);
    expect((await leader.raw(`${board}?tu-xem=1`)).headers.get('refresh')).toBe('60');
  });

  test('agrees with a slow recount of what was written', async () => {
    const auditor = await province.officer('tinh.kiemsoat');
    const bytes = new Uint8Array(await (await auditor.raw(`${board}.csv?khoang=7-ngay`)).arrayBuffer());
    const csv = new TextDecoder().decode(bytes);
    const line = (what: string) =>
      Number(
        csv
          .split('\r\n')
          .find((one) => one.startsWith(what))
          ?.split(',')
          .at(-1),
      );
    const recount = await province.db.many<{ state: string; minutes: number | null; due: boolean | null }>(
      sql`select state, extract(epoch from finished_at - submitted_at)::float8 / 60 as minutes, finished_at <= first_due_at as due from dossiers.dossiers`,
    );
    const answered = recount.filter(({ minutes }) => minutes !== null);
    expect([...bytes.subarray(0, 3)], 'Excel reads it as UTF-8').toEqual([0xef, 0xbb, 0xbf]);
    expect(line('Đã cấp,giấy')).toBe(3);
    expect(line('Đã cấp,xe hoặc phương tiện khác nhau')).toBe(3);
    expect(line('Đã trả lời,hồ sơ')).toBe(answered.length);
    expect(line('Đã trả lời,đúng hạn')).toBe(answered.filter(({ due }) => due).length);
    expect(line('Hành trình,Thái Nguyên → Hải Phòng')).toBe(1);
    expect(line('Cấp theo ngày,2021-08-15')).toBe(1);
    expect(line('Lý do từ chối,Xe không chở hàng.')).toBe(1);
  });

  test('leads from a number to the permits behind it, and tells what has been suspended and taken back since', async () => {
    const leader = await province.officer('giaothong.giamdoc');
    await leader.open(`${board}?khoang=7-ngay`);
    await leader.open(leader.$('.bars a:contains("Hà Nội")').first().attr('href') ?? '');
    expect(leader.text).toContain('cấp hộ Hà Nội');
    const plates = () =>
      leader
        .$('.issued .plate')
        .toArray()
        .map((one) => leader.$(one).text());
    expect(plates()).toEqual(['20C-000.02', '20C-000.01']);
    await leader.open('/can-bo/giay-phep/da-cap?khoang=7-ngay&toi=31');
    expect(plates()).toEqual(['20C-000.02']);
    await province.db.run(sql`update dossiers.permits set suspended_at = now() where shown = '20C-000.01'`);
    await province.db.run(sql`update dossiers.permits set suspended_at = now(), revoked_at = now() where shown = '20C-000.02'`);
    await leader.open(`${board}?khoang=7-ngay`);
    expect(leader.$('.headline').text(), 'what was issued was issued').toContain('3 giấy');
    await leader.open(leader.$('a[href*="dinh-chi"]').attr('href') ?? '');
    expect(plates()).toEqual(['20C-000.01']);
    expect(leader.text).toContain('Đang bị đình chỉ');
    await leader.open('/can-bo/giay-phep/da-cap?khoang=7-ngay&tinh-trang=thu-hoi');
    expect(plates()).toEqual(['20C-000.02']);
    await province.db.run(sql`update dossiers.permits set suspended_at = null, revoked_at = null`);
  });

  test('hands a spreadsheet no formula, whatever an officer wrote as a reason', async () => {
    await province.db.run(sql`update dossiers.events set note = '=1+1, "x"' where verb = 'refuse'`);
    const leader = await province.officer('giaothong.giamdoc');
    const csv = await (await leader.raw(`${board}.csv?khoang=7-ngay`)).text();
    expect(csv).toContain(`Lý do từ chối,"'=1+1, ""x""",1`);
    await province.db.run(sql`update dossiers.events set note = 'Xe không chở hàng.' where verb = 'refuse'`);
  });

  test('is the business of the unit that issues and of those who look over all; of nobody else', async () => {
    const elsewhere = await province.officer('sangmoc.chutich');
    await elsewhere.open(`${board}?khoang=7-ngay`);
    expect(elsewhere.status).toBe(200);
    expect(elsewhere.text).toContain('không cấp loại giấy nào');
    await elsewhere.open('/can-bo/giay-phep/da-cap?thu-tuc=MC-LUONG-XANH');
    expect(elsewhere.text).not.toContain('20C-000');
    expect((await elsewhere.raw(`${board}.csv?thu-tuc=MC-LUONG-XANH`)).status).toBe(404);
    const stranger = await province.stranger();
    expect((await stranger.raw(board)).status).not.toBe(200);
    const administrator = await province.officer('tinh.quantri');
    expect((await administrator.raw(board)).status).toBe(403);
  });

  test.each(['?khoang=__proto__', '?thu-tuc=khong-co', "?tu=';drop&den=%00&khoang=chon", '?khoang=chon&tu=31/2/2021'])(
    'does not stumble over %s',
    async (query) => {
      const leader = await province.officer('giaothong.giamdoc');
      expect((await leader.raw(board + query)).status).toBe(200);
      expect((await leader.raw(`${board}.csv${query}`)).status).toBe(200);
    },
  );
});
