import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestProvince, testProvince } from '../../../../test/support/province.ts';
import { aFirmSends } from './firm.fixture.ts';
import { asXlsx, rightRow } from './sheet.fixture.ts';

let province: TestProvince;
beforeAll(async () => {
  province = await testProvince({ profile: '2021', at: '2021-08-16 09:00' });
});
afterAll(() => province.close());

const place = { plate: 1, name: 5 };

/** Two rows, the first with this in one of its cells; answers what the first dossier of the lot says. */
async function sent(column: keyof typeof place, value: string): Promise<Record<string, { name?: string; plate?: string }[]>> {
  const rows = [rightRow(1), rightRow(2)];
  rows[0]?.splice(place[column], 1, value);
  const firm = await aFirmSends(province, await asXlsx(rows));
  await firm.press('Nộp 2 dòng đúng');
  expect(firm.status, firm.text.slice(0, 300)).toBe(200);
  const { form } = await province.db.one<{ form: Record<string, { name?: string; plate?: string }[]> }>(
    sql`select d.form from dossiers.dossiers d join dossiers.lots l on l.id = d.lot where l.code = ${firm.$('.big.code').text()} order by d.lot_row limit 1`,
  );
  return form;
}

// Excel writes a sign that XML cannot hold as _x0000_: one such cell must not hold up a thousand rows.
test.each([
  ['a sign the database does not take', 'Nông_x0000_ Văn Mẫu'],
  ['half a letter', 'Nông_xD83D_ Văn Mẫu'],
  ['a sign that turns the writing round', 'Nông \u202eVăn Mẫu'],
  ['a bell', 'Nông_x0007_ Văn Mẫu'],
])('a cell with %s is read like what a person types', async (_, value) => {
  const [driver] = (await sent('name', value)).drivers ?? [];
  expect(driver?.name).toMatch(/^Nông\ufffd? Văn Mẫu$/);
});

test.each(['20C–001.01', '\u200e20C-001.01\u200e', '２０Ｃ-001.01', '20\u0421-001.01'])('a plate pasted as %j is the plate it looks like', async (value) => {
  const [vehicle] = (await sent('plate', value)).vehicles ?? [];
  expect(vehicle?.plate).toBe('20C00101');
});
