import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aPassIsAskedFor } from './passes.ts';
import { anOfficerOpens, itIsAssessed, itIsReceived, itIsSignedAndSealed, type Life } from './steps.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021' });
});
afterAll(() => province.close());

async function asked(chosen: Record<string, string> = {}): Promise<Life> {
  return { province, citizen: await province.stranger(), ...(await aPassIsAskedFor(province, chosen)) };
}

async function card(life: Life, login = 'giaothong.motcua') {
  const officer = await anOfficerOpens(life, login);
  const found = officer.$('section.card').filter((_, one) => officer.$(one).find('h2').text() === 'Máy đã kiểm tra');
  return { officer, found, words: found.text().replace(/\s+/g, ' ') };
}

async function itIsIssued(life: Life): Promise<void> {
  await itIsReceived(life, 'giaothong.motcua');
  await itIsAssessed(life, 'giaothong.chuyenvien', {});
  await itIsSignedAndSealed(life, 'giaothong.giamdoc', 'giaothong.vanthu');
}

describe('a vehicle that holds a pass and asks again', () => {
  let first: Life;
  let second: Life;
  beforeAll(async () => {
    first = await asked({ 'vehicles.0.plate': '20C-123.45' });
    await itIsIssued(first);
    province.clock('2021-08-16 15:00');
    second = await asked({ 'vehicles.0.plate': '20c 12345', 'period.from': '25/8/2021', 'period.to': '31/8/2021', 'drivers.0.testDate': '16/8/2021' });
  });

  test('the officer reads the number and the days of the pass, and the rule when he asks for it', async () => {
    const { found, words } = await card(second);
    const { number } = await province.db.one<{ number: string }>(sql`select number_text as number from dossiers.permits where dossier_id = ${first.id}::uuid`);
    expect(words).toContain(`Đã có giấy số ${number}, có giá trị 17/08/2021 – 31/08/2021, trùm cả thời gian xin`);
    expect(found.find('details').first().text()).toContain('Quy định: Mỗi xe chỉ mang một giấy trong cùng một thời gian.');
    expect(found.find('li').first().attr('class')).toBe('fail');
    expect(words).toContain('2 không đạt, 6 đạt');
  });

  test('nothing is refused by the machine: the officer decides, and what he saw stands in the history', async () => {
    await itIsIssued(second);
    const events = await province.db.many<{ verb: string; seen: string }>(
      sql`select verb, c ->> 'verdict' as seen from dossiers.events, jsonb_array_elements(detail -> 'checks') c
        where dossier_id = ${second.id}::uuid and c ->> 'id' = 'no-other-permit' order by seq`,
    );
    expect(events).toEqual([
      { verb: 'assess', seen: 'fail' },
      { verb: 'approve', seen: 'fail' },
    ]);
    const { officer, words } = await card(second);
    expect(words).toContain('lúc quyết định');
    expect(officer.text.replace(/\s+/g, ' ')).toContain('Máy kiểm tra: 2 không đạt, 6 đạt');
  });

  test('the log that nobody can take anything out of has no names of drivers from it', async () => {
    const { audited } = await province.db.one<{ audited: string }>(
      sql`select string_agg(detail::text, ' ') as audited from kernel.audit where subject_id = ${second.id}`,
    );
    expect(audited).not.toContain('Lương Văn Mẫu');
  });

  test('the first, long decided, is not judged anew by what came after it', async () => {
    const { words } = await card(first);
    expect(words).toContain('8 đạt, lúc quyết định');
  });

  test('a pass that is taken back stands in nobody’s way', async () => {
    await province.db.run(sql`update dossiers.permits set revoked_at = now()`);
    const third = await asked({ 'vehicles.0.plate': '20C12345', 'period.from': '25/8/2021', 'period.to': '31/8/2021', 'drivers.0.testDate': '22/8/2021' });
    expect((await card(third)).words).toContain('Không có giấy nào khác');
  });
});

describe('one vehicle in two open dossiers', () => {
  let earlier: Life;
  let later: Life;
  beforeAll(async () => {
    earlier = await asked({ 'vehicles.0.plate': '20C-555.55' });
    province.clock('2021-08-16 16:00');
    later = await asked({ 'vehicles.0.plate': '20C-555.55' });
  });

  test('the officer of the unit is led to the other one; the later is too many, the earlier only worth a look', async () => {
    const [a, b] = [await card(earlier), await card(later)];
    expect(a.found.find(`a[href="/can-bo/ho-so/${later.id}"]`).text()).toBe(later.code);
    expect(b.found.find(`a[href="/can-bo/ho-so/${earlier.id}"]`).text()).toBe(earlier.code);
    expect([a.found.find('li.doubt').length, b.found.find('li.fail').length]).toEqual([1, 1]);
  });

  test('another unit’s dossier is told of without its code and without a way to it', async () => {
    await province.db.run(sql`update dossiers.dossiers set receiving_unit = 'so-tu-phap', deciding_unit = 'so-tu-phap' where id = ${later.id}::uuid`);
    const { found, words } = await card(earlier);
    expect(words).toContain('Còn một hồ sơ khác xin cho biển số này');
    expect(words).not.toContain(later.code);
    expect(found.find('a')).toHaveLength(0);
    await province.db.run(
      sql`update dossiers.dossiers set receiving_unit = ${'so-giao-thong-van-tai'}, deciding_unit = ${'so-giao-thong-van-tai'} where id = ${later.id}::uuid`,
    );
  });

  test('withdrawn, it is no longer in the way', async () => {
    const citizen = await province.stranger();
    await citizen.open('/tra-cuu');
    await citizen.press('Xem hồ sơ', { ma: later.code, phone: '0912345678' });
    await citizen.press('Rút hồ sơ', { reason: 'Nộp nhầm hai lần' });
    expect((await card(earlier)).found.find('li.doubt, li.fail')).toHaveLength(0);
  });
});

test('a procedure without checks has no such card', async () => {
  const { aCitizenHasFiled } = await import('./steps.ts');
  const life = await aCitizenHasFiled(province, '2.000635', { unit: 'c05719' });
  expect((await card(life, 'sangmoc.motcua')).found).toHaveLength(0);
});
