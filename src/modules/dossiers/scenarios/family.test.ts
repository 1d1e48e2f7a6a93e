import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import type { Visitor } from '../../../../test/support/visitor.ts';
import { permitsOfDossier } from '../store/permits.ts';
import { resultsOf } from '../store/results.ts';
import {
  aCitizenHasFiled,
  aPersonIsEntered,
  itIsAssessed,
  itIsReceived,
  itIsSignedAndSealed,
  type Life,
  photo,
  stateOf,
  theCitizenLooksItUp,
  wordsOfPdf,
} from './steps.ts';

type Office = { unit: string; desk: string; officer: string; leader: string; clerk: string };
const eras = {
  '2021': { at: '2021-08-16', unit: 'so-giao-thong-van-tai', login: 'giaothong' },
  '2026': { at: '2026-11-23', unit: 'so-xay-dung', login: 'xaydung' },
} as const;

/** What ends is expired by the clock and renewed by its holder; what is registered holds for ever. */
const permits: readonly [code: string, eras: readonly ('2021' | '2026')[], renewedBy?: string][] = [
  ['2.002288', ['2021', '2026']],
  ['1.002856', ['2021', '2026']],
  ['1.001023', ['2021', '2026']],
  ['1.002877', ['2021', '2026']],
  ['1.014190', ['2026'], '1.014191'],
  ['1.014192', ['2026'], '1.014191'],
  ['MC-BIEN-HIEU-XE', ['2021']],
];
const registrations: readonly [code: string, eras: readonly ('2021' | '2026')[]][] = [
  ['1.004088', ['2021', '2026']],
  ['1.004047', ['2021', '2026']],
  ['1.003930', ['2021', '2026']],
  ['1.004002', ['2021', '2026']],
  ['1.003970', ['2021', '2026']],
  ['1.006391', ['2021', '2026']],
  ['1.004036', ['2021', '2026']],
  ['2.001711', ['2021', '2026']],
  ['2.001659', ['2021', '2026']],
  ['MC-XE-MAY-CHUYEN-DUNG', ['2021']],
];

describe.each(['2021', '2026'] as const)('the transport family of %s', (era) => {
  const { at, unit, login } = eras[era];
  const office: Office = { unit, desk: `${login}.motcua`, officer: `${login}.chuyenvien`, leader: `${login}.giamdoc`, clerk: `${login}.vanthu` };
  const [year = ''] = at.split('-');
  let province: TestProvince;
  beforeAll(async () => {
    province = await testProvince({ profile: era, at: `${at} 09:00` });
  });
  afterAll(() => province.close());

  const asked = { 'period.from': at.split('-').reverse().join('/'), 'period.to': `31/12/${year}` };

  async function decided(life: Life): Promise<Life> {
    if ((await stateOf(life)) === 'submitted') await itIsReceived(life, office.desk);
    await itIsAssessed(life, office.officer, {});
    await itIsSignedAndSealed(life, office.leader, office.clerk);
    return life;
  }

  async function verdictsOf(life: Life): Promise<(string | undefined)[][]> {
    const results = await resultsOf(province.db, life.id);
    const judged = await Promise.all(results.map(({ credentialText }) => province.platform.credentials.judge(credentialText ?? '')));
    return judged.map(({ verdict, claims }) => [verdict, claims?.subject]);
  }

  test.each(permits.filter(([, offered]) => offered.includes(era)))(
    '%s: applied for, decided, verified, expired, renewed',
    async (code, _, renewedBy = code) => {
      province.clock(`${at} 09:00`);
      const life = await decided(await aCitizenHasFiled(province, code, { unit, chosen: code.startsWith('1.00') ? asked : {} }));
      const [permit] = await permitsOfDossier(province.db, life.id);
      expect(permit?.shown).not.toBe('');
      expect(await verdictsOf(life)).toEqual([['valid', permit?.shown]]);
      const end = permit?.validUntil;
      province.clock(new Date((end?.getTime() ?? 0) + 8 * 3_600_000).toISOString().slice(0, 10).concat(' 09:00'));
      expect(await verdictsOf(life)).toEqual([['expired', permit?.shown]]);

      const holder = await theCitizenLooksItUp(life);
      await holder.follow('Gia hạn');
      expect(holder.text).toContain(permit?.shown);
      await holder.press('Gửi hồ sơ', photosAskedFor(holder));
      const renewed = await decided(await lifeOnReceipt(province, holder));
      const [next] = await permitsOfDossier(province.db, renewed.id);
      expect([next?.procedureCode, next?.thing, next?.renews]).toEqual([renewedBy, permit?.thing, permit?.id]);
      expect(await verdictsOf(renewed)).toEqual([['valid', permit?.shown]]);
    },
  );

  test.each(registrations.filter(([, offered]) => offered.includes(era)))('%s: applied for, decided, verified, and holds for ever', async (code) => {
    province.clock(`${at} 09:00`);
    const life = await aCitizenHasFiled(province, code, { unit });
    await itIsReceived(life, office.desk);
    await itIsAssessed(life, office.officer, { 'draft.registration': 'TN-0456' });
    await itIsSignedAndSealed(life, office.leader, office.clerk);
    expect(await verdictsOf(life)).toEqual([['valid', 'TN-0456']]);
    const [permit] = await permitsOfDossier(province.db, life.id);
    expect([permit?.thing, permit?.validUntil]).toEqual(['TN0456', null]);
    const [result] = await resultsOf(province.db, life.id);
    const file = await (await province.officer(office.desk)).raw(`/can-bo/ho-so/${life.id}/ket-qua/${result?.id}`);
    expect(wordsOfPdf(new Uint8Array(await file.arrayBuffer()))).toContain('TN-0456');
    province.clock('2045-01-01 09:00');
    expect(await verdictsOf(life)).toEqual([['valid', 'TN-0456']]);
  });

  test.each(['2.001034', '1.002357'])('%s: a permit for China is taken at the desk only, and its renewal sent there', async (code) => {
    province.clock(`${at} 09:00`);
    const stranger = await province.stranger();
    await stranger.open(`/dich-vu-cong/${code}/nop`);
    expect(stranger.text).toContain('làm tại bàn một cửa');
    const life = await decided(await aPersonIsEntered(province, code, { login: office.desk, chosen: asked, seen: ['de-nghi', 'dang-ky-xe'] }));
    expect(await verdictsOf(life)).toEqual([['valid', '20C-123.45']]);
    province.clock(`${year}-12-28 09:00`);
    const holder = await theCitizenLooksItUp(life);
    expect(holder.text).toContain('gia hạn tại bàn một cửa hoặc qua bưu điện');
  });

  test.each([
    ['1.002063', 'Lào'],
    ['1.001577', 'Campuchia'],
    ['1.001737', 'Trung Quốc'],
  ])('%s: a vehicle of %s may stay on, until the day that was granted', async (code, land) => {
    province.clock(`${at} 09:00`);
    const [from = '', to = ''] = [`${at.slice(0, 8)}24`, `${at.slice(0, 8)}27`].map((day) => day.split('-').reverse().join('/'));
    const stay = { 'stay.until': from, 'stay.from': from, 'stay.to': to, 'vehicles.0.plate': 'UN 1234' };
    const life = await decided(await aPersonIsEntered(province, code, { login: office.desk, chosen: stay, seen: ['de-nghi', 'giay-phep'] }));
    const [result] = await resultsOf(province.db, life.id);
    expect(result?.title).toContain(land);
    province.clock(`${at.slice(0, 8)}27 22:00`);
    expect(await verdictsOf(life)).toEqual([['valid', 'UN1234']]);
    province.clock(`${at.slice(0, 8)}28 00:01`);
    expect(await verdictsOf(life)).toEqual([['expired', 'UN1234']]);
  });

  test('who carries heavy or dangerous goods to China gets a letter of introduction that anybody can verify', async () => {
    province.clock(`${at} 09:00`);
    const stranger = await province.stranger();
    await stranger.open('/dich-vu-cong?q=hang+nguy+hiem+sang+trung+quoc');
    await stranger.follow(stranger.$('main a[href="/dich-vu-cong/1.002381"]').first().text());
    expect(stranger.text).toContain('không nộp trên mạng');
    const life = await decided(await aPersonIsEntered(province, '1.002381', { login: office.desk, seen: ['de-nghi', 'giay-phep'] }));
    const [[verdict, about] = []] = await verdictsOf(life);
    expect([verdict, about]).toEqual(['valid', expect.stringMatching(/Mẫu/)]);
    expect(await permitsOfDossier(province.db, life.id), 'a letter is no permit, and ends never').toEqual([expect.objectContaining({ validUntil: null })]);
  });
});

/** Papers that have aged are asked for again, on the same page. */
function photosAskedFor(citizen: Visitor): Record<string, File> {
  const inputs = citizen.$('input[type=file][name^="paper."]').toArray();
  return Object.fromEntries(inputs.map((input) => [citizen.$(input).attr('name') ?? '', photo()]));
}

/** The dossier whose receipt is before the citizen. */
async function lifeOnReceipt(province: TestProvince, citizen: Visitor): Promise<Life> {
  const code = citizen.$('.big').first().text().trim();
  const { id } = await province.db.one<{ id: string }>(sql`select id from dossiers.dossiers where code = ${code}`);
  return { province, citizen, code, id };
}

test('what has moved to the police is not filed here any more: the search says where to go', async () => {
  const province = await testProvince();
  const stranger = await province.stranger();
  await stranger.open('/dich-vu-cong?q=dang+ky+may+xuc');
  expect(stranger.text).toContain('nay làm ở Công an tỉnh');
  await stranger.open('/dich-vu-cong/MC-XE-MAY-CHUYEN-DUNG');
  expect(stranger.text).toContain('Nay làm ở Công an tỉnh hoặc công an cấp xã');
  expect(stranger.$('a[href$="/nop"]').length).toBe(0);
  await stranger.open('/dich-vu-cong/MC-XE-MAY-CHUYEN-DUNG/nop');
  expect(stranger.text).toContain('ngành công an làm');
  await province.close();
});
