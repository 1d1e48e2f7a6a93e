import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isWorkingDay } from '#kernel/calendar/index.ts';
import { exists, loadProfile, type ProfileUnit } from './index.ts';
import { levels } from './unit.ts';

const folder = (id: string) => join(import.meta.dirname, '../../../data/profiles', id);

function standing(units: readonly ProfileUnit[], level: string, on: string): ProfileUnit[] {
  return units.filter((unit) => levels[unit.kind] === level && exists({ validFrom: unit.valid_from, validTo: unit.valid_to }, on));
}

describe('the two eras', () => {
  test('2021 has three tiers: 9 districts and 178 communes', async () => {
    const { units } = await loadProfile(folder('2021'));
    expect(standing(units, 'district', '2021-08-15')).toHaveLength(9);
    expect(standing(units, 'commune', '2021-08-15')).toHaveLength(178);
  });

  test('2026 has two tiers: 77 xã and 15 phường', async () => {
    const { units } = await loadProfile(folder('2026'));
    const communes = standing(units, 'commune', '2026-11-23');
    expect(communes.filter(({ kind }) => kind === 'xã')).toHaveLength(77);
    expect(communes.filter(({ kind }) => kind === 'phường')).toHaveLength(15);
    expect(communes).toHaveLength(92);
    expect(standing(units, 'district', '2026-11-23')).toHaveLength(0);
  });

  test('2026 still knows what stood there before, on every date', async () => {
    const { units } = await loadProfile(folder('2026'));
    // Bắc Kạn, 108 communes, is known only as it was at the end.
    expect(standing(units, 'commune', '2025-06-30')).toHaveLength(172 + 108);
    expect(standing(units, 'commune', '2021-08-15')).toHaveLength(178 + 108);
    expect(standing(units, 'district', '2021-08-15')).toHaveLength(9 + 8);
  });

  test('no two units that exist on the same day share a code or an identifier', async () => {
    for (const id of ['2021', '2026']) {
      const { units } = await loadProfile(folder(id));
      for (const level of ['commune', 'district', 'agency']) {
        for (const on of ['2021-08-15', '2025-06-30', '2025-07-01', '2026-11-23']) {
          const there = standing(units, level, on);
          for (const key of ['code', 'identifier'] as const) {
            const keys = there.map((unit) => unit[key]).filter((value) => value !== null);
            expect(new Set(keys).size, `${id} ${level} ${on} ${key}`).toBe(keys.length);
          }
        }
      }
    }
  });

  test('the slips are six with the register in 2021, and seven since 2025 with the notice of stopping', async () => {
    const [old, now] = await Promise.all([loadProfile(folder('2021')), loadProfile(folder('2026'))]);
    expect(old.rules.slips.map(({ number }) => number)).toEqual(['01', '02', '03', '04', '05']);
    expect(old.rules.register.number).toBe('06');
    expect(now.rules.slips.find(({ kind }) => kind === 'stop')?.number).toBe('05');
    expect(now.rules.register.number).toBe('07');
  });

  test('both calendars list both eras', async () => {
    for (const id of ['2021', '2026']) {
      const { calendar } = await loadProfile(folder(id));
      expect(isWorkingDay('2021-02-12', calendar)).toBe(false);
      expect(isWorkingDay('2026-01-10', calendar)).toBe(true);
      expect(isWorkingDay('2026-11-24', calendar)).toBe(false);
      expect(isWorkingDay('2030-09-02', calendar)).toBe(false);
      expect([calendar.knows('2027-12-31'), calendar.knows('2028-01-01')]).toEqual([true, false]);
    }
  });

  test('every demo official is marked as one, has work to do, and stands in a unit of today', async () => {
    for (const [id, on] of [
      ['2021', '2021-08-15'],
      ['2026', '2026-11-23'],
    ] as const) {
      const { officials, units } = await loadProfile(folder(id));
      for (const { unit, roles, demo } of officials) {
        expect(demo).toBe(true);
        expect(roles.length).toBeGreaterThan(0);
        const place = units.find((one) => one.id === unit)!;
        expect(exists({ validFrom: place.valid_from, validTo: place.valid_to }, on), unit).toBe(true);
      }
      expect(new Set(officials.filter(({ login }) => login.startsWith('sangmoc.')).flatMap(({ roles }) => roles))).toEqual(
        new Set(id === '2021' ? ['desk', 'civil-status', 'leader', 'clerk'] : ['desk', 'civil-status', 'leader', 'clerk', 'specialist']),
      );
    }
  });
});

describe('a mistake in a profile', () => {
  let copy: string;
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'motcua-profile-'));
    await cp(folder('2026'), copy, { recursive: true });
  });
  afterEach(() => rm(copy, { recursive: true }));

  test.each([
    ['a kind of day that does not exist', 'calendar.csv', '2021-02-10,tet', '2021-02-10,ngủ', /calendar\.csv:3 kind/],
    ['a date that does not exist', 'calendar.csv', '2021-02-10,', '2021-02-30,', /calendar\.csv:3 date/],
    ['a day listed twice', 'calendar.csv', '2021-02-11,', '2021-02-10,', /calendar\.csv: «2021-02-10» có hai lần/],
    ['a kind of unit that does not exist', 'units.csv', 'm01840,01840,phường', 'm01840,01840,tổng', /units\.csv:3 kind/],
    ['a parent that does not exist', 'units.csv', 'Phường Đức Xuân,p19m', 'Phường Đức Xuân,p99', /«m01840» trỏ đến đơn vị «p99»/],
    ['a successor that does not exist', 'units.csv', ',m05443* m05467*,', ',m05443* m99999,', /«c05461» trỏ đến đơn vị «m99999»/],
    ['two units with one id', 'units.csv', 'm01843,01843', 'm01840,01843', /«m01840» có hai lần/],
    ['a rule without how sure it is', 'rules.yaml', ', sure: V }', ' }', /rules\.yaml:\d+ cut_off\.sure/],
    ['working hours at 25:00', 'rules.yaml', 'monday: [["07:30"', 'monday: [["25:30"', /rules\.yaml:10 hours\.week\.monday\.0\.0: giờ viết như 07:30/],
    ['a dossier code without its sequence', 'rules.yaml', '-{sequence}', '', /dossier_code\.format: cần đủ/],
    ['a state without a national code', 'rules.yaml', ', stopped: 8 }', ' }', /states\.national\.stopped/],
    ['an indentation that is not YAML', 'rules.yaml', 'province: p19m', '  province: [', /rules\.yaml:\d+ /],
    ['an official without a unit', 'officials.yaml', 'unit: m05719', 'unit: m00000', /sangmoc\.motcua: không có đơn vị «m00000»/],
    [
      'a position that a unit cannot have',
      'officials.yaml',
      'position: desk-officer, unit: m05719',
      'position: director, unit: m05719',
      /«Xã Sảng Mộc» không có chức vụ «Giám đốc»/,
    ],
    ['an official who is not marked as demo', 'officials.yaml', ', demo: true', '', /officials\.yaml:2 0\.demo/],
  ])('%s is told with its place', async (_, file, right, wrong, told) => {
    const path = join(copy, file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(right);
    await writeFile(path, text.replace(right, wrong));
    await expect(loadProfile(copy)).rejects.toThrow(told);
  });
});
