import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aLot } from './lot.fixture.ts';
import { sendLot } from './send-lot.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
});
afterAll(() => province.close());

const anyone = { kind: 'anyone' } as const;

const count = async (what: string, lot: string) =>
  (
    await province.db.one<{ many: number }>(sql`select case ${what}
      when 'dossiers' then (select count(*) from dossiers.dossiers where lot = ${lot}::uuid)
      when 'papers' then (select count(*) from dossiers.papers p join dossiers.dossiers d on d.id = p.dossier_id where d.lot = ${lot}::uuid)
      when 'events' then (select count(*) from dossiers.events e join dossiers.dossiers d on d.id = e.dossier_id where d.lot = ${lot}::uuid)
      when 'audit' then (select count(*) from kernel.audit where detail->>'lot' = ${lot}) end as many`)
  ).many;

describe('a lot', () => {
  test('is its dossiers, each with its papers, history, audit record and a code behind that of the lot', async () => {
    const lot = await aLot(province.platform, 30);
    const written = await sendLot(province.platform, anyone, lot);
    expect(written).toMatchObject({ id: lot.id, fresh: true, phone: '+84912345678', code: expect.stringMatching(/-210816-0001$/) });
    expect(await Promise.all(['dossiers', 'papers', 'events', 'audit'].map((what) => count(what, lot.id)))).toEqual([30, 30, 30, 30]);
    const codes = await province.db.many<{ code: string; row: number }>(
      sql`select right(code, 4) as code, lot_row as row from dossiers.dossiers where lot = ${lot.id}::uuid order by lot_row`,
    );
    expect([codes[0], codes.at(-1)]).toEqual([
      { code: '0002', row: 2 },
      { code: '0031', row: 31 },
    ]);
  });

  test('sent again, or by two at once, is the lot that is already there', async () => {
    const lot = await aLot(province.platform, 20);
    const both = await Promise.all([sendLot(province.platform, anyone, lot), sendLot(province.platform, anyone, lot)]);
    const third = await sendLot(province.platform, anyone, lot);
    expect(new Set([...both, third].map(({ code }) => code)).size).toBe(1);
    expect([...both, third].filter(({ fresh }) => fresh)).toHaveLength(1);
    expect(await count('dossiers', lot.id)).toBe(20);
  });

  test('is found by the plate of any of its vehicles', async () => {
    const desk = await province.officer('giaothong.motcua');
    await desk.open('/can-bo/ho-so?q=20c10007');
    expect(desk.$('table a.code').length).toBeGreaterThan(0);
  });
});

describe('what is told of a lot', () => {
  test('one message when it is filed, one for all news of a quarter of an hour, none for a single dossier', async () => {
    const lot = await aLot(province.platform, 12);
    const { id, code } = await sendLot(province.platform, anyone, lot);
    await province.settle();
    const told = async () => (await province.platform.notifications.about(id)).filter(({ channel }) => channel === 'email').map(({ subject }) => subject);
    expect(await told()).toEqual([`Đã nhận 12 hồ sơ, lô ${code}`]);
    const dossiers = lot.rows.map(({ filing }) => filing.requestId);
    for (const [i, dossier] of dossiers.entries()) {
      const officer = await province.officer('giaothong.motcua');
      await officer.open(`/can-bo/ho-so/${dossier}`);
      if (i === 0) await officer.press('Từ chối tiếp nhận', { reason: 'Xe không thuộc diện', basis: 'Công văn mẫu' });
      else await officer.press('Tiếp nhận hồ sơ');
      expect(officer.status, officer.text.slice(0, 600)).toBe(200);
    }
    await province.settle();
    province.clock('2021-08-16 09:16');
    await province.settle();
    expect(await told()).toEqual([`Đã nhận 12 hồ sơ, lô ${code}`, `Lô ${code}: 1 không được tiếp nhận, 11 đã tiếp nhận`]);
    const [, news] = (await province.platform.notifications.about(id)).filter(({ channel }) => channel === 'email');
    expect(news?.body).toContain('20C-100.00');
    expect(news?.body).toContain('Xe không thuộc diện');
    for (const dossier of dossiers) expect(await province.platform.notifications.about(dossier)).toEqual([]);
    province.clock('2021-08-16 09:31');
    await province.settle();
    expect(await told()).toHaveLength(2);
  });
});
