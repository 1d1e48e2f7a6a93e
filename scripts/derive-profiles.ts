/**
 * Derives the units and the calendar of both profiles from public data sets; run once by hand, its output is committed.
 *   node scripts/derive-profiles.ts <folder with admin-units-2021.csv, admin-units-2025.csv, admin-map-2025-07-01.csv, holidays-vn-2021-2027.csv, departments-province.csv>
 */
import { parse } from 'csv-parse/sync';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Row = Record<string, string>;
type Unit = {
  id: string;
  code: string;
  kind: string;
  name: string;
  full_name: string;
  parent: string;
  valid_from: string;
  valid_to: string;
  successors: string;
  identifier: string;
  lon: string;
  lat: string;
};

const source = process.argv[2] ?? '';
const target = join(import.meta.dirname, '../data/profiles');
const [reform, dayBefore] = ['2025-07-01', '2025-06-30'];

const empty: Unit = {
  id: '',
  code: '',
  kind: '',
  name: '',
  full_name: '',
  parent: '',
  valid_from: '',
  valid_to: '',
  successors: '',
  identifier: '',
  lon: '',
  lat: '',
};

const units2021 = read('admin-units-2021.csv');
const units2025 = read('admin-units-2025.csv');
const map = read('admin-map-2025-07-01.csv');

write('2021', 'units.csv', [...province2021(), ...departments('name_2021', 'p19', '', '')]);
write('2026', 'units.csv', [...province2026(), ...departments('name_2025', 'p19m', reform, ''), ...historical()]);
for (const profile of ['2021', '2026']) writeCalendar(profile);

function province2021(): Unit[] {
  const districts = units2021.filter((row) => row.level === '2');
  return units2021.map((row) => {
    const district = districts.findIndex(({ code }) => code === (row.level === '3' ? row.parent : row.code)) + 1;
    const siblings = units2021.filter(({ level, parent }) => level === '3' && parent === row.parent);
    const own = siblings.findIndex(({ code }) => code === row.code) + 1;
    const identifier = row.level === '1' ? 'H55' : row.level === '2' ? `H55.${two(district + 20)}` : `H55.${two(district + 20)}.${two(own)}`;
    return unit(
      row,
      row.level === '1' ? 'p19' : row.level === '2' ? `d${row.code}` : `c${row.code}`,
      row.level === '3' ? `d${row.parent}` : row.level === '2' ? 'p19' : '',
      '',
      '',
      '',
      identifier,
    );
  });
}

function province2026(): Unit[] {
  const communes = units2025.filter((row) => row.level === '3');
  return units2025.map((row) => {
    const own = communes.findIndex(({ code }) => code === row.code) + 1;
    return unit(
      row,
      row.level === '1' ? 'p19m' : `m${row.code}`,
      row.level === '1' ? '' : 'p19m',
      reform,
      '',
      '',
      row.level === '1' ? 'H55' : `H55.${300 + own}`,
    );
  });
}

/** Communes as they were on the last day of three tiers, so that the address on an old paper is still understood. */
function historical(): Unit[] {
  const byOld = Map.groupBy(map, (row) => row.old_code ?? '');
  const provinces = [
    { id: 'p19', code: '19', name: 'Thái Nguyên' },
    { id: 'p06', code: '06', name: 'Bắc Kạn' },
  ].map(({ id, code, name }) => ({ ...empty, id, code, kind: 'tỉnh', name, full_name: `Tỉnh ${name}`, valid_to: dayBefore, successors: 'p19m' }));
  const districts = [...new Map(map.map((row) => [row.old_district ?? '', row])).values()].map((row) => {
    const { kind, name } = named(row.old_district_name ?? '');
    return {
      ...empty,
      id: `d${row.old_district}`,
      code: row.old_district ?? '',
      kind,
      name,
      full_name: row.old_district_name ?? '',
      parent: `p${row.old_province}`,
      valid_to: dayBefore,
    };
  });
  const communes = [...byOld].map(([code, rows]) => {
    const { kind, name } = named(rows[0]?.old_name ?? '');
    return {
      ...empty,
      id: `c${code}`,
      code,
      kind,
      name,
      full_name: rows[0]?.old_name ?? '',
      parent: `d${rows[0]?.old_district}`,
      valid_to: dayBefore,
      successors: rows.map((row) => `m${row.new_code}`).join(' '),
    };
  });
  return [...provinces, ...districts, ...communes];
}

function departments(column: 'name_2021' | 'name_2025', parent: string, from: string, to: string): Unit[] {
  const names = [...new Set(read('departments-province.csv').map((row) => row[column] ?? ''))].filter(
    (name) => /^(Văn phòng|Sở|Thanh tra|Ban|Trung tâm)/.test(name) && !name.includes(';'),
  );
  return names.map((name, i) => ({
    ...empty,
    id: slug(name),
    code: slug(name),
    kind: 'cơ quan',
    name,
    full_name: `${name}${/tỉnh/.test(name) ? '' : ' tỉnh'} Thái Nguyên`,
    parent,
    valid_from: from,
    valid_to: to,
    identifier: `H55.${two(i + 1)}`,
  }));
}

function unit(row: Row, id: string, parent: string, from: string, to: string, successors: string, identifier: string): Unit {
  return {
    id,
    code: row.code ?? '',
    kind: row.type ?? '',
    name: row.name ?? '',
    full_name: row.full_name ?? '',
    parent,
    valid_from: from,
    valid_to: to,
    successors,
    identifier,
    lon: row.lon ?? '',
    lat: row.lat ?? '',
  };
}

function named(full: string): { kind: string; name: string } {
  const kind = ['Thành phố', 'Thị xã', 'Thị trấn', 'Huyện', 'Phường', 'Xã'].find((prefix) => full.toLowerCase().startsWith(prefix.toLowerCase())) ?? '';
  return { kind: kind.toLowerCase(), name: full.slice(kind.length).trim() };
}

function writeCalendar(profile: string): void {
  const rows = read('holidays-vn-2021-2027.csv').map(({ date, kind, name, basis, note }) => ({
    date,
    kind,
    name,
    basis: [basis, note].filter(Boolean).join('; '),
  }));
  write(profile, 'calendar.csv', rows);
}

function read(file: string): Row[] {
  return parse(readFileSync(join(source, file), 'utf8'), { columns: true, bom: true }) as Row[];
}

function write(profile: string, file: string, rows: object[]): void {
  mkdirSync(join(target, profile), { recursive: true });
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: unknown[]) => cells.map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : cell)).join(',');
  writeFileSync(join(target, profile, file), `${[line(columns), ...rows.map((row) => line(Object.values(row)))].join('\n')}\n`);
}

function slug(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
