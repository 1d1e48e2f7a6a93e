import { type Db, sql } from '#kernel/db/index.ts';

/** The next number of a unit's yearly series, from 1 without gaps: the row stays locked until the transaction ends. */
export async function nextNumber(db: Db, unitId: string, series: string, year: number): Promise<number> {
  const { last } = await db.one<{ last: number }>(sql`insert into dossiers.number_series (unit_id, series, year, last) values (${unitId}, ${series}, ${year}, 1)
    on conflict (unit_id, series, year) do update set last = number_series.last + 1 returning last`);
  return last;
}
