import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWorkingDay } from '#kernel/calendar/index.ts';
import { sql } from '#kernel/db/index.ts';
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { importProfile, loadProfile, type Organisations, organisations, type Profile } from './index.ts';

const [today, reform, before] = ['2026-11-23', '2025-07-01', '2025-06-30'];
const folder = (id: string) => join(import.meta.dirname, '../../../data/profiles', id);

let base: TestDatabase;
let profile: Profile;
let tree: Organisations;

beforeAll(async () => {
  base = await testDatabase();
  profile = await loadProfile(folder('2026'));
  await importProfile(base.db, profile);
  tree = await organisations(base.db, profile.rules);
});
afterAll(() => base.drop());

function names(units: readonly { fullName: string }[]): string[] {
  return units.map(({ fullName }) => fullName);
}

async function everything(): Promise<unknown> {
  return base.db.one(sql`select (select jsonb_agg(u order by u.id) from kernel.units u) as units, (select jsonb_agg(d order by d.date) from kernel.calendar_days d) as days,
    (select jsonb_agg(s order by s.unit_id, s.successor_id) from kernel.unit_successions s) as successions, (select jsonb_agg(p order by p.id) from kernel.positions p) as positions`);
}

describe('importing', () => {
  test('a second time changes nothing, not even a row version', async () => {
    const [first, versions] = [await everything(), await base.db.many(sql`select id, xmin::text from kernel.units order by id`)];
    await importProfile(base.db, profile);
    expect(await everything()).toEqual(first);
    expect(await base.db.many(sql`select id, xmin::text from kernel.units order by id`)).toEqual(versions);
  });

  test('takes up what the folder changed, and drops a successor that it no longer names', async () => {
    const changed = {
      ...profile,
      units: profile.units.map((unit) => (unit.id === 'c05461' ? { ...unit, name: 'Khác', successors: unit.successors.slice(0, 1) } : unit)),
    };
    await importProfile(base.db, changed);
    expect(
      await base.db.one(
        sql`select name, (select count(*) from kernel.unit_successions where unit_id = 'c05461') as next from kernel.units where id = 'c05461'`,
      ),
    ).toEqual({ name: 'Khác', next: 1 });
    await importProfile(base.db, profile);
  });

  test('is all or nothing', async () => {
    const first = await everything();
    const broken = {
      ...profile,
      units: profile.units.map((unit) => ({ ...unit, name: 'x' })),
      days: [{ date: '2026-02-31', kind: 'public' as const, name: 'x', basis: 'x' }],
    };
    await expect(importProfile(base.db, broken)).rejects.toThrow();
    expect(await everything()).toEqual(first);
  });
});

describe('the tree on a day', () => {
  test('the same official code names different territories before and after the reform', () => {
    expect(tree.unitByCode('05716', before)?.fullName).toBe('Thị trấn Đình Cả');
    expect(tree.unitByCode('05716', reform)?.fullName).toBe('Xã Võ Nhai');
    expect(tree.unitByCode('99999', today)).toBeUndefined();
  });

  test('an old address leads to who stands there now, through every change of name', () => {
    expect(names(tree.successors('c05731', today))).toEqual(['Xã Thần Sa']);
    expect(names(tree.successors('c05731', before))).toEqual(['Xã Thượng Nung']);
    expect(names(tree.successors('c05461', today)).sort()).toEqual(['Phường Gia Sàng', 'Phường Phan Đình Phùng']);
    expect(tree.successionsOf('c05461').map(({ part }) => part)).toEqual(['partial', 'partial']);
    expect(names(tree.successors('c05536', '2024-12-31'))).toEqual(['Thị trấn Chợ Chu']);
    expect(tree.successors('c05536', today).map(({ id }) => id)).toEqual(['m05569']);
    expect(tree.successors('d170', today)).toEqual([]);
    expect(names(tree.successors('p06', today))).toEqual(['Tỉnh Thái Nguyên']);
  });

  test('every commune that is gone leads to one of today, whole or in parts', () => {
    const gone = [...tree.at('commune', '2021-08-15'), ...tree.at('commune', before)];
    expect(gone.filter(({ id }) => tree.successors(id, today).length === 0)).toEqual([]);
  });

  test('levels, kinds and children change with the reform', () => {
    expect(tree.at('commune', today)).toHaveLength(92);
    expect(tree.unitsOfKind('phường', today)).toHaveLength(15);
    expect(tree.at('district', today)).toHaveLength(0);
    expect(tree.children('d170', before)).toHaveLength(15);
    expect(tree.children('d170', today)).toHaveLength(0);
    expect(tree.children('p19m', today).filter(({ level }) => level === 'commune')).toHaveLength(92);
  });

  test('units come in Vietnamese order', () => {
    const all = names(tree.unitsOfKind('phường', today).map(({ name }) => ({ fullName: name })));
    expect(all).toEqual(all.toSorted(new Intl.Collator('vi').compare));
  });
});

describe('names and roles', () => {
  test('a unit is named as it signs, and so is the body above it', () => {
    expect(tree.issuingName('m05719')).toBe('Ủy ban nhân dân xã Sảng Mộc');
    expect(tree.parentName('m05719')).toBe('Ủy ban nhân dân tỉnh Thái Nguyên');
    expect(tree.parentName('c05719')).toBe('Ủy ban nhân dân huyện Võ Nhai');
    expect(tree.parentName('p19m')).toBe('');
    expect(tree.issuingName('so-xay-dung')).toBe('Sở Xây dựng');
    expect(tree.province().fullName).toBe('Tỉnh Thái Nguyên');
  });

  test('a department that was joined to another is answered by the other', () => {
    expect(tree.decidingUnit('m05719', undefined, today)).toBe('m05719');
    expect(tree.decidingUnit('m05719', 'so-giao-thong-van-tai', today)).toBe('so-xay-dung');
    expect(tree.decidingUnit('c05719', 'so-giao-thong-van-tai', '2021-08-15')).toBe('so-giao-thong-van-tai');
    expect(() => tree.decidingUnit('m05719', 'so-nao-do', today)).toThrow('there is no unit');
  });

  test('every unit that can receive today has an identifier code of the left-to-right form', () => {
    const receiving = [...tree.at('commune', today), ...tree.unitsOfKind('cơ quan', today)];
    for (const { id } of receiving) expect(tree.identifierCode(id)).toMatch(/^H55(\.\d+)+$/);
    expect(() => tree.identifierCode('c05719')).toThrow('no identifier code');
  });

  test('positions belong to levels', () => {
    expect(tree.positionsOf('m05719').map(({ id }) => id)).toContain('chairman');
    expect(tree.positionsOf('so-tu-phap').map(({ id }) => id)).not.toContain('chairman');
    expect(tree.positionsOf('m05719').find(({ id }) => id === 'chairman')?.signsAs).toEqual(['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']);
  });
});

describe('searching', () => {
  test.each([
    ['without accents', 'sang moc', 'Xã Sảng Mộc'],
    ['with accents', 'Thần Sa', 'Xã Thần Sa'],
    ['đ as d', 'duc xuan', 'Phường Đức Xuân'],
    ['by the beginning of words', 'vo nh', 'Xã Võ Nhai'],
    ['an agency', 'so tu phap', 'Sở Tư pháp tỉnh Thái Nguyên'],
  ])('%s', (_, typed, found) => {
    expect(names(tree.searchUnits(typed, today))[0]).toBe(found);
  });

  test('units that are gone come after those of today, and nothing typed finds nothing', () => {
    const [first, second] = tree.searchUnits('xa sang moc', today);
    expect([first?.id, second?.id]).toEqual(['m05719', 'c05719']);
    expect(tree.searchUnits('  ', today)).toEqual([]);
    expect(tree.searchUnits('xa', today, 5)).toHaveLength(5);
  });
});

describe('rules on a day', () => {
  test('the set in force, or the last one before a gap', async () => {
    await importProfile(base.db, await loadProfile(folder('2021')));
    const both = await organisations(base.db, profile.rules);
    expect(both.ruleSetOn('2021-08-15').id).toBe('2021');
    expect(both.ruleSetOn(before).id).toBe('2021');
    expect(both.ruleSetOn(reform).id).toBe('2026');
    expect(both.ruleSetOn('2010-01-01').id).toBe('2021');
    expect(both.issuingName('m05719')).toBe('Ủy ban nhân dân xã Sảng Mộc');
  });

  test('a day off that the province adds is kept from then on', async () => {
    await base.owner.run(sql`insert into kernel.calendar_days values ('2026-11-25', 'public', 'Ngày thử', 'test')`);
    const after = await organisations(base.db, profile.rules);
    expect(isWorkingDay('2026-11-25', tree.calendarOn(today))).toBe(true);
    expect(isWorkingDay('2026-11-25', after.calendarOn(today))).toBe(false);
  });
});
