import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aPassIsAskedFor } from '../scenarios/passes.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 00:00' });
  const { id } = await aPassIsAskedFor(province);
  await copies(id, 2000);
  province.clock('2021-08-16 08:00');
}, 60_000);
afterAll(() => province.close());

/** So many more of the same, each with a plate and a time of its own; every hundredth plate is asked for twice. */
async function copies(id: string, many: number): Promise<void> {
  await province.db.run(sql`with source as (select * from dossiers.dossiers where id = ${id}::uuid), made as (
      select gen_random_uuid() as id, n, '20C' || (20000 + case when n % 100 = 0 then n - 1 else n end) as plate from generate_series(1, ${many}::int) n
    )
    insert into dossiers.dossiers select (jsonb_populate_record(null::dossiers.dossiers, to_jsonb(source) || jsonb_build_object('id', made.id, 'code', source.code || made.n, 'things', jsonb_build_array(made.plate),
      'submitted_at', source.submitted_at + made.n * interval '10 seconds', 'due_at', source.due_at + made.n * interval '10 seconds',
      'form', jsonb_set(source.form, '{vehicles,0,plate}', to_jsonb(made.plate))))).* from source, made`);
  await province.db.run(sql`insert into dossiers.papers (dossier_id, paper, position, name, added_at)
    select id, 'dang-ky-xe', 0, 'x', submitted_at from dossiers.dossiers d where not exists (select from dossiers.papers p where p.dossier_id = d.id)`);
  await province.db.script('analyze dossiers.dossiers; analyze dossiers.papers; analyze dossiers.procedures');
}

describe('two thousand passes waiting', () => {
  test('are drawn a hundred at a time, quickly, every one of them checked', async () => {
    const officer = await province.officer('giaothong.motcua');
    await officer.open('/can-bo/giay-phep');
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      await officer.open('/can-bo/giay-phep?trang=3');
      times.push(performance.now() - started);
    }
    const middle = times.toSorted((a, b) => a - b)[2] ?? 0;
    console.log(`queue of 2,001: ${middle.toFixed(0)} ms, ${(officer.body.length / 1000).toFixed(0)} kB`);
    expect(officer.$('.queue tbody tr')).toHaveLength(100);
    expect(officer.$('.queue-counts li').first().text()).toContain('2.001');
    expect(officer.$('.queue-counts .fail').text()).toContain('20có');
    expect(middle).toBeLessThan(3000);
  });

  test('take as many statements as one does', async () => {
    const asked = async (path: string) => {
      const officer = await province.officer('giaothong.motcua');
      await officer.open(path);
      let many = 0;
      const { pool } = province.db;
      const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
      pool.query = ((...args: unknown[]) => (many++, query(...args))) as typeof pool.query;
      await officer.open(path);
      pool.query = query as typeof pool.query;
      return many;
    };
    const statements = await asked('/can-bo/giay-phep');
    await province.db.run(sql`update dossiers.dossiers set holder_unit = 'elsewhere' where id <> (select id from dossiers.dossiers order by id limit 1)`);
    expect(await asked('/can-bo/giay-phep')).toBe(statements);
    await province.db.run(sql`update dossiers.dossiers set holder_unit = receiving_unit`);
    expect(statements).toBeLessThan(12);
  });

  test('are ticked together, and only those that the filter leaves', async () => {
    const officer = await province.officer('giaothong.motcua');
    await officer.open('/can-bo/giay-phep?kiem-tra=dat&chon=het');
    const ids = officer
      .$('[name=ids]')
      .toArray()
      .map((box) => officer.$(box).val()); // every one of them, on this page or not
    expect(new Set(ids).size).toBe(1961);
    expect(officer.text).toContain('Đã chọn 1.961 hồ sơ');
  });
});
