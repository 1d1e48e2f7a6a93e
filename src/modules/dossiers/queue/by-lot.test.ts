import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aLot } from '../lots/lot.fixture.ts';
import { sendLot } from '../lots/send-lot.ts';
import { aPassIsAskedFor } from '../scenarios/passes.ts';

let province: TestProvince;
let lots: { code: string }[];
let alone: { id: string; code: string };
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
  alone = await aPassIsAskedFor(province, { 'vehicles.0.plate': '20C-999.99' });
  lots = [];
  for (const many of [3, 2]) lots.push(await sendLot(province.platform, { kind: 'anyone' }, await aLot(province.platform, many)));
});
afterAll(() => province.close());

const at = (i: number) => lots[i]?.code ?? '';

test('the queue is narrowed to one lot, and what is done is done with that lot only', async () => {
  const officer = await province.officer('giaothong.motcua');
  await officer.open('/can-bo/giay-phep');
  expect(officer.$('.queue tbody tr')).toHaveLength(6);
  expect(officer.$('select[name=lo] option').length, 'both lots, and any').toBe(3);
  await officer.open(`/can-bo/giay-phep?lo=${at(0)}`);
  expect(officer.$('.queue tbody tr')).toHaveLength(3);
  expect(officer.$('select[name=lo]').val()).toBe(at(0));
  await officer.follow('Chọn cả trang (3)');
  expect(new URL(officer.url).searchParams.get('lo')).toBe(at(0));
  await officer.press('Đồng ý');
  expect(officer.text).toContain('tiếp nhận 3 hồ sơ');
  await officer.press('Đồng ý các hồ sơ đã chọn');
  await province.settle();
  const states = await province.db.many<{ lot: string | null; state: string }>(
    sql`select distinct l.code as lot, d.state from dossiers.dossiers d left join dossiers.lots l on l.id = d.lot order by d.state`,
  );
  expect(states).toEqual([{ lot: at(0), state: 'received' }, ...[at(1), null].map((lot) => ({ lot, state: 'submitted' }))]);
});

test('an address that names no lot, or one of nobody here, narrows nothing or finds nothing', async () => {
  const officer = await province.officer('giaothong.motcua');
  await officer.open(`/can-bo/giay-phep?lo=${encodeURIComponent("' or 1=1 --")}`);
  expect(officer.$('.queue tbody tr')).toHaveLength(3);
  await officer.open('/can-bo/giay-phep?lo=000.00.08.H55-210816-9999');
  expect(officer.text).toContain('Không có hồ sơ nào khớp');
});

test('a firm that calls with the code of its lot is found with all its dossiers, by its own office', async () => {
  const officer = await province.officer('giaothong.chuyenvien');
  for (const typed of [at(1), at(1).toLowerCase(), at(1).replaceAll('-', ' ')]) {
    await officer.open(`/can-bo/ho-so?q=${encodeURIComponent(typed)}`);
    expect(officer.$('table a.code').length, typed).toBe(2);
  }
  await officer.follow(officer.$('table a.code').first().text().trim());
  await officer.follow('xem cả lô');
  expect(officer.$('table a.code').length).toBe(2);
  await officer.open(`/can-bo/ho-so/${alone.id}`);
  expect(officer.text).not.toContain('xem cả lô');
  const stranger = await province.officer('sangmoc.motcua');
  await stranger.open(`/can-bo/ho-so?q=${encodeURIComponent(at(1))}`);
  expect(stranger.$('table a.code').length).toBe(0);
});
