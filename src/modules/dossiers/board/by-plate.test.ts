import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aPassIsAskedFor } from '../scenarios/passes.ts';

let province: TestProvince;
let pass: { id: string; code: string };
beforeAll(async () => {
  province = await testProvince({ profile: '2021' });
  const second = { 'vehicles.1.type': 'Ô tô tải Mẫu', 'vehicles.1.owner': 'own', 'vehicles.1.inspectedTo': '31/12/2027' };
  pass = await aPassIsAskedFor(province, {
    'business.name': 'Hợp tác xã Tìm Mẫu',
    'vehicles.0.plate': '20C-123.45',
    'vehicles.1.plate': '29E1-234.56',
    ...second,
  });
  await aPassIsAskedFor(province, { 'business.name': 'Hợp tác xã Khác Mẫu', 'vehicles.0.plate': '20C-999.99' });
});
afterAll(() => province.close());

async function found(typed: string, login = 'giaothong.motcua'): Promise<string[]> {
  const officer = await province.officer(login);
  await officer.open(`/can-bo/ho-so?q=${encodeURIComponent(typed)}`);
  expect(officer.status).toBe(200);
  const links = officer.$('table a[href^="/can-bo/ho-so/"]').toArray();
  return links.map((link) => officer.$(link).attr('href')?.split('/').at(-1) ?? '');
}

describe('a dossier is found by the plates it asks for', () => {
  test.each([
    '20C-123.45',
    '20C12345',
    '20c 12345',
    '20C 123.45',
    '20 C - 123 45',
    '20c-123',
    '29E1-234.56',
    '29e123456',
    'tìm 20C-123.45',
    'Hợp tác xã Tìm Mẫu 20C 123 45',
    '20 C 123 45 tìm mẫu',
    '20C.12345 tìm',
    '20C-123.45 & | ! ( :*',
  ])('typed as «%s»', async (typed) => {
    expect(await found(typed)).toEqual([pass.id]);
  });

  test.each(['20C-123.46', '21C-123.45', 'khác 20C-123.45', `20C-123.45 ${'9'.repeat(40)}`])('and not by another, typed as «%s»', async (typed) => {
    expect((await found(typed)).filter((id) => id === pass.id)).toEqual([]);
  });

  test('by officers of its own unit only', async () => {
    expect(await found('20C-123.45', 'sangmoc.motcua')).toEqual([]);
  });

  test('also when it was filed before plates stood in the search text, and before words stood under units', async () => {
    await province.db.run(
      sql`update dossiers.dossiers set search = to_tsvector('simple', code || ' hop tac xa tim mau +84912345678 unitsogiaothongvantai'), things = '{29LĐ-123.45}' where id = ${pass.id}::uuid`,
    );
    expect(await found('29LĐ-123.45')).toEqual([]);
    for (const step of ['082-search-by-thing', '091-words-under-units'])
      await province.db.script(await readFile(join(import.meta.dirname, `../migrations/${step}.sql`), 'utf8'));
    for (const typed of ['29LĐ-123.45', 'tìm mẫu', 'hợp tác xã tìm 29LĐ 123 45', pass.code]) expect(await found(typed), typed).toEqual([pass.id]);
    expect(await found('20C-999.99'), 'what stood there already stays').toHaveLength(1);
    expect(await found('tìm mẫu', 'sangmoc.motcua')).toEqual([]);
  });
});
