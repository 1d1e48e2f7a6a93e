/**
 * Derives units, departments and days of both profiles from public data sets; run once by hand, its output is committed.
 *   node scripts/derive-profiles.ts <folder with admin-units-2021.csv, admin-units-2025.csv, admin-map-2025-07-01.csv,
 *     admin-changes-2022-2024.csv, holidays-vn-2021-2027.csv, departments-province.csv>
 */
import { parse } from 'csv-parse/sync';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Row = Record<string, string>;

const source = process.argv[2] ?? '';
const target = join(import.meta.dirname, '../data/profiles');
const reform = '2025-07-01';
const dayBefore = '2025-06-30';
// Most departments of 2021 were joined to others in the spring of 2025; the exact day is from memory [M].
const departmentsJoined = '2025-03-01';
const dayBeforeJoining = '2025-02-28';

const units2021 = read('admin-units-2021.csv');
const units2025 = read('admin-units-2025.csv');
const map = read('admin-map-2025-07-01.csv');
const changes = read('admin-changes-2022-2024.csv');
const departmentNames = read('departments-province.csv').filter(({ name_2021 }) => !name_2021?.startsWith('UBND'));

const basis2021 = 'danh mục TCTK 06/11/2021';
const basis2025 = 'NQ 1683/NQ-UBTVQH15';
const basisMap = 'danh mục 03/2025; NQ 1683/NQ-UBTVQH15';

write('2021', 'units.csv', province2021());
write('2026', 'units.csv', [...province2026(), ...lastOfThreeTiers(), ...gone2021()]);
write('2021', 'departments.csv', departments2021());
write('2026', 'departments.csv', departments2026());
for (const profile of ['2021', '2026']) writeCalendar(profile);

function province2021(): Row[] {
  const districts = units2021.filter(({ level }) => level === '2').map(({ code }) => code);
  const placeholder = (row: Row) => {
    if (row.level === '1') return 'H55';
    const district = String(districts.indexOf(row.level === '2' ? row.code : row.parent) + 31);
    if (row.level === '2') return `000.00.${district}.H55`;
    const siblings = units2021.filter(({ level, parent }) => level === '3' && parent === row.parent);
    return `000.${two(siblings.findIndex(({ code }) => code === row.code) + 1)}.${district}.H55`;
  };
  return units2021.map((row) => ({ ...unit2021(row), identifier: placeholder(row) }));
}

function unit2021(row: Row): Row {
  const id = row.level === '1' ? 'p19' : row.level === '2' ? `d${row.code}` : `c${row.code}`;
  const parent = row.level === '1' ? '' : row.level === '2' ? 'p19' : `d${row.parent}`;
  return unit({ id, code: row.code, kind: row.type, name: row.name, full_name: row.full_name, parent, lon: row.lon, lat: row.lat, basis: basis2021 });
}

function province2026(): Row[] {
  const communes = units2025.filter(({ level }) => level === '3').map(({ code }) => code);
  return units2025.map((row) => {
    const top = row.level === '1';
    return unit({
      id: top ? 'p19m' : `m${row.code}`,
      code: row.code,
      kind: row.type,
      name: row.name,
      full_name: row.full_name,
      parent: top ? '' : 'p19m',
      valid_from: reform,
      identifier: top ? 'H55' : `H55.${300 + communes.indexOf(row.code) + 1}`,
      lon: row.lon,
      lat: row.lat,
      basis: top ? 'NQ 202/2025/QH15' : basis2025,
    });
  });
}

/** Provinces, districts and communes as they were on the last day of three tiers, so that the address on an old paper is still understood. */
function lastOfThreeTiers(): Row[] {
  const provinces = [
    { id: 'p19', code: '19', name: 'Thái Nguyên' },
    { id: 'p06', code: '06', name: 'Bắc Kạn' },
  ].map((row) => unit({ ...row, kind: 'tỉnh', full_name: `Tỉnh ${row.name}`, valid_to: dayBefore, successors: 'p19m', basis: 'NQ 202/2025/QH15' }));
  const districts = [...Map.groupBy(map, (row) => row.old_district ?? '').values()].map(([row = {}]) => {
    const here = units2021.find(({ code, level }) => level === '2' && code === row.old_district);
    const parts = named(row.old_district_name ?? '');
    return unit({
      ...parts,
      id: districtOf(row.old_district),
      code: row.old_district,
      parent: `p${row.old_province}`,
      ...since('2', row.old_district),
      valid_to: dayBefore,
      lon: here?.lon,
      lat: here?.lat,
      basis: basisMap,
    });
  });
  const communes = [...Map.groupBy(map, (row) => row.old_code ?? '')].map(([code, rows]) => {
    const [row = {}] = rows;
    const here = units2021.find((old) => old.level === '3' && old.code === code);
    return unit({
      ...named(row.old_name ?? ''),
      id: communeOf(code),
      code,
      parent: districtOf(row.old_district),
      ...since('3', code),
      valid_to: dayBefore,
      // A star marks a successor that took only part of it.
      successors: rows.map(({ new_code, part }) => `m${new_code}${part === 'full' ? '' : '*'}`).join(' '),
      lon: here?.lon,
      lat: here?.lat,
      basis: basisMap,
    });
  });
  return [...provinces, ...districts, ...communes];
}

/** What changed its name or was joined to another between the list of 2021 and the reform. */
function gone2021(): Row[] {
  return units2021.flatMap((row) => {
    const change = changeOf(row);
    if (!change) return [];
    const [year = ''] = change.effective.split('-');
    const into = change.to ? `${row.level === '2' ? 'd' : 'c'}${change.to}` : '';
    const successors = !into ? '' : hasNewName(change.to, row.level) ? `${into}-${year}` : into;
    return [{ ...unit2021(row), valid_to: dayBeforeOf(change.effective), successors, basis: change.basis }];
  });
}

type Change = { effective: string; to: string; basis: string };

function changeOf(row: Row): Change | undefined {
  const told = changes.find(({ from_code }) => from_code === row.code);
  const joined = changes.find(({ to_code }) => to_code === row.code);
  // The wards of Phổ Yên were made by the resolution that made it a city.
  const change = told ?? joined ?? (row.parent === '172' && hasNewName(row.code ?? '', '3') ? changes.find(({ from_code }) => from_code === '172') : undefined);
  if (!change || (row.level === '3' && !hasNewName(row.code ?? '', '3') && isIn2025(row.code ?? ''))) return undefined;
  const unsure = change.basis?.startsWith('inferred')
    ? '; suy từ mã'
    : change.basis?.startsWith('UNVERIFIED')
      ? `; nơi nhập về chưa kiểm chứng: ${change.to_name}`
      : '';
  const to = isIn2025(row.code ?? '') || row.level === '2' ? (row.code ?? '') : change.to_code || guessedSuccessor(change.to_name ?? '', row.parent ?? '');
  return { effective: change.effective ?? '', to, basis: `${change.instrument}${unsure}` };
}

function guessedSuccessor(name: string, district: string): string {
  return map.find((row) => row.old_district === district && row.old_name === name.replace('?', ''))?.old_code ?? '';
}

function isIn2025(code: string): boolean {
  return map.some(({ old_code }) => old_code === code);
}

function hasNewName(code: string, level = '3'): boolean {
  const old = units2021.find((row) => row.level === level && row.code === code);
  const now =
    level === '2' ? map.find(({ old_district }) => old_district === code)?.old_district_name : map.find(({ old_code }) => old_code === code)?.old_name;
  return old !== undefined && now !== undefined && old.full_name?.toLowerCase() !== now.toLowerCase();
}

function since(level: '2' | '3', code = ''): Row {
  const row = units2021.find((old) => old.level === level && old.code === code);
  const change = row && hasNewName(code, level) ? changeOf(row) : undefined;
  return change ? { valid_from: change.effective } : {};
}

/** A unit that got another name has another id from then on: a name belongs to its years. */
function communeOf(code = ''): string {
  return dated(`c${code}`, since('3', code));
}

function districtOf(code = ''): string {
  return dated(`d${code}`, since('2', code));
}

function dated(id: string, { valid_from }: Row): string {
  return valid_from ? `${id}-${valid_from.slice(0, 4)}` : id;
}

function departments2021(): Row[] {
  return departmentNames.map(({ name_2021: name = '', basis }, i) =>
    department(name, { parent: 'p19', identifier: `000.00.${two(i + 1)}.H55`, basis: basisOf(basis) }),
  );
}

function departments2026(): Row[] {
  const names = [...new Set(departmentNames.flatMap((row) => intoNames(row)))];
  const now = names.map((name, i) =>
    department(name, {
      parent: 'p19m',
      valid_from: isNew(name) ? departmentsJoined : '',
      identifier: `H55.${two(i + 1)}`,
      basis: basisOf(departmentNames.find(({ name_2025 }) => name_2025?.includes(name))?.basis),
    }),
  );
  const before = departmentNames
    .filter(({ name_2021 = '' }) => !names.includes(name_2021))
    .map((row) =>
      department(row.name_2021 ?? '', { parent: 'p19', valid_to: dayBeforeJoining, successors: intoNames(row).map(slug).join(' '), basis: basisOf(row.basis) }),
    );
  return [...now, ...before];
}

/** «Sở Nội vụ (lao động, người có công); Sở Y tế (…)» are two departments. */
function intoNames({ name_2025 = '' }: Row): string[] {
  return name_2025.split(';').map((name) => name.replace(/\(.*?\)/, '').trim());
}

function isNew(name: string): boolean {
  return !departmentNames.some(({ name_2021 }) => name_2021 === name);
}

function basisOf(basis = ''): string {
  return basis.startsWith('memory') ? 'M: theo trí nhớ; mã định danh là mã tạm' : basis;
}

function department(name: string, more: Row): Row {
  const central = /^(Công an|Bộ Chỉ huy|Bảo hiểm|Cục|Kho bạc)/.test(name);
  const full = name.replace(/ tỉnh$/, '');
  return {
    id: slug(name),
    kind: central ? 'cơ quan ngành dọc' : 'cơ quan',
    name,
    full_name: `${full} tỉnh Thái Nguyên`,
    parent: '',
    valid_from: '',
    valid_to: '',
    successors: '',
    identifier: '',
    basis: '',
    ...more,
  };
}

function unit(known: Partial<Record<string, string>>): Row {
  const row = {
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
    basis: '',
  };
  return { ...row, ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) };
}

function named(full: string): Row {
  const kind = ['Thành phố', 'Thị xã', 'Thị trấn', 'Huyện', 'Phường', 'Xã'].find((prefix) => full.toLowerCase().startsWith(prefix.toLowerCase())) ?? '';
  const name = full.slice(kind.length).trim();
  return { kind: kind.toLowerCase(), name, full_name: `${kind} ${name}` };
}

function dayBeforeOf(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function writeCalendar(profile: string): void {
  const rows = read('holidays-vn-2021-2027.csv').map(({ date = '', kind = '', name = '', basis = '', note = '' }) => {
    // The new public holiday is named in several later texts, so its basis is better than the list says.
    const known = date.endsWith('-11-24') ? 'S: NQ 28/2026/QH16, hiệu lực 01/7/2026' : [basis, note].filter(Boolean).join('; ');
    return { date, kind, name, basis: known };
  });
  write(profile, 'calendar.csv', rows);
}

function read(file: string): Row[] {
  return parse(readFileSync(join(source, file), 'utf8'), { columns: true, bom: true }) as Row[];
}

function write(profile: string, file: string, rows: Row[]): void {
  mkdirSync(join(target, profile), { recursive: true });
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: (string | undefined)[]) => cells.map((cell = '') => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
  writeFileSync(join(target, profile, file), `${[line(columns), ...rows.map((row) => line(columns.map((column) => row[column])))].join('\n')}\n`);
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
