import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aLot } from './lot.fixture.ts';
import { sendLot } from './send-lot.ts';

let province: TestProvince;
let lot: { id: string; code: string };
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
  await sendLot(province.platform, { kind: 'anyone' }, await aLot(province.platform, 2));
  lot = await sendLot(province.platform, { kind: 'anyone' }, await aLot(province.platform, 60));
});
afterAll(() => province.close());

async function inBulk(login: string, verb: string, most: number): Promise<void> {
  const dossiers = await province.db.many<{ line: string }>(
    sql`select id || ':' || revision as line from dossiers.dossiers where lot = ${lot.id}::uuid order by lot_row limit ${most}`,
  );
  const officer = await province.officer(`giaothong.${login}`);
  await officer.send('/can-bo/hang-loat', { verb, ids: dossiers.map(({ line }) => line) });
  await officer.press(' hồ sơ', officer.$('[name=include]').length > 0 ? { include: dossiers.map(({ line }) => line.slice(0, 36)) } : {});
  await province.settle();
}

test('an office sees who filed the lot, its most urgent clock, its rows by state, and comes to the work on exactly this lot', async () => {
  const officer = await province.officer('giaothong.motcua');
  await officer.open(`/can-bo/lo/${lot.id}`);
  expect(officer.text).toContain('Hồ sơ gấp nhất: còn 12 giờ');
  expect(officer.$('tbody tr')).toHaveLength(50);
  await officer.open(`/can-bo/lo/${lot.id}?trang=2`);
  expect(officer.$('tbody tr')).toHaveLength(10);
  await officer.follow('Xử lý 60 hồ sơ đang chờ tôi');
  expect(officer.$('.queue tbody tr')).toHaveLength(60);
  expect(officer.$('.queue [name=ids][checked]')).toHaveLength(60);
  await inBulk('motcua', 'receive', 1);
  await officer.open(`/can-bo/lo/${lot.id}?trang-thai=submitted&trang=2`);
  expect(officer.$('tbody tr')).toHaveLength(9);
  province.clock('2021-08-16 22:00');
  const evening = await province.officer('giaothong.giamdoc');
  await evening.open(`/can-bo/lo/${lot.id}`);
  expect(evening.text).toContain('60 hồ sơ đã quá hạn');
  province.clock('2021-08-16 09:10');
  const looks = await province.db.many(sql`select from kernel.audit where subject_kind = 'lot' and subject_id = ${lot.id} and action = 'read'`);
  expect(looks.length, 'each look is recorded').toBe(4);
});

test('another unit has no such lot, nor its papers; an auditor reads it', async () => {
  for (const login of ['sangmoc.motcua', 'tinh.quantri'])
    for (const more of ['', '/ket-qua.zip', '/in.pdf'])
      expect((await (await province.officer(login)).raw(`/can-bo/lo/${lot.id}${more}`)).status, `${login} ${more}`).toBe(404);
  expect((await (await province.officer('tinh.kiemsoat')).raw(`/can-bo/lo/${lot.id}`)).status).toBe(200);
  expect((await (await province.officer('giaothong.motcua')).raw('/can-bo/lo/khong-co')).status).toBe(404);
});

test('after sealing the desk prints all of it and takes the signed originals; before, there is nothing', async () => {
  const desk = await province.officer('giaothong.motcua');
  expect((await desk.raw(`/can-bo/lo/${lot.id}/in.pdf`)).status).toBe(404);
  for (const [login, verb] of [
    ['chuyenvien', 'assess'],
    ['giamdoc', 'approve'],
    ['vanthu', 'seal'],
  ] as const)
    await inBulk(login, verb, 1);
  await desk.open(`/can-bo/lo/${lot.id}`);
  expect(desk.text).toContain('Tải mọi giấy có chữ ký số (ZIP)');
  for (const [file, type] of [
    ['ket-qua.zip', 'application/zip'],
    ['in.pdf', 'application/pdf'],
  ])
    expect((await desk.raw(`/can-bo/lo/${lot.id}/${file}`)).headers.get('content-type'), file).toBe(type);
}, 60_000);
