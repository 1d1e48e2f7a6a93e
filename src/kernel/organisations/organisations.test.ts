import { mkdtemp, readFile, cp, writeFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '#kernel/db/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { importProfile, loadOrganisations, loadProfile, type Organisations } from './index.ts';

const folder = (id: string) => join(import.meta.dirname, '../../../data/profiles', id);

describe('a profile folder', () => {
  test('2021 has three tiers: 9 districts and 178 communes', async () => {
    const { units } = await loadProfile(folder('2021'));
    const count = (...kinds: string[]) => units.filter(({ kind }) => kinds.includes(kind)).length;
    expect(count('huyện', 'thành phố', 'thị xã')).toBe(9);
    expect(count('xã', 'phường', 'thị trấn')).toBe(178);
  });

  test('2026 has two tiers: 77 xã and 15 phường, and knows what stood there before', async () => {
    const { units } = await loadProfile(folder('2026'));
    const today = units.filter(({ valid_to }) => valid_to === null);
    expect(today.filter(({ kind }) => kind === 'xã')).toHaveLength(77);
    expect(today.filter(({ kind }) => kind === 'phường')).toHaveLength(15);
    expect(units.filter(({ valid_to, kind }) => valid_to === '2025-06-30' && ['xã', 'phường', 'thị trấn'].includes(kind)).length).toBe(172 + 108);
  });

  test('a mistake is told with its file and line', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'motcua-profile-'));
    await cp(folder('2021'), copy, { recursive: true });
    const days = await readFile(join(copy, 'calendar.csv'), 'utf8');
    await writeFile(join(copy, 'calendar.csv'), days.replace('2021-02-10,tet', '2021-02-10,ngủ'));
    await expect(loadProfile(copy)).rejects.toThrow(/calendar\.csv:3 kind/);
    await rm(copy, { recursive: true });
  });
});

describe('the organisation tree', () => {
  let base: TestDatabase;
  let tree: Organisations;
  beforeAll(async () => {
    base = await testDatabase();
    const profile = await loadProfile(folder('2026'));
    await importProfile(base.db, profile);
    await importProfile(base.db, profile);
    tree = await loadOrganisations(base.db, profile.rules);
  });
  afterAll(() => base.drop());

  test('importing twice leaves one of each', async () => {
    const { units, days } = await base.db.one<{ units: number; days: number }>(sql`select (select count(*) from kernel.units) as units, (select count(*) from kernel.calendar_days) as days`);
    expect({ units, days }).toEqual({ units: 407, days: 113 });
  });

  test('the same official code names different territories before and after the reform', () => {
    expect(tree.unit('c01840').successors).toEqual(['m01840']);
    expect(tree.successors('c01834', '2026-01-01').map(({ id }) => id)).toEqual(['m01840']);
    expect(tree.successors('c05731', '2026-01-01').map(({ fullName }) => fullName)).toEqual(['Xã Thần Sa']);
    expect(tree.successors('c05731', '2025-01-01').map(({ id }) => id)).toEqual(['c05731']);
  });

  test('a unit is named as it signs, and so is the body above it', () => {
    expect(tree.issuingName('m05719')).toBe('Ủy ban nhân dân xã Sảng Mộc');
    expect(tree.parentName('m05719')).toBe('Ủy ban nhân dân tỉnh Thái Nguyên');
    expect(tree.issuingName('so-xay-dung')).toBe('Sở Xây dựng');
  });

  test('units of a level exist only between their dates', () => {
    expect(tree.at('commune', '2026-11-23')).toHaveLength(92);
    expect(tree.at('district', '2026-11-23')).toHaveLength(0);
    expect(tree.at('district', '2025-06-30').length).toBeGreaterThan(9);
  });
});
