import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, type Info } from 'csv-parse/sync';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Calendar, dayKinds, type SpecialDay } from '#kernel/calendar/index.ts';
import { calendarOf, day, type Rules, rulesSchema } from './rules.ts';
import { levels, type UnitLevel } from './unit.ts';

const blank = z.literal('').transform(() => null);
const name = z.string().trim().min(1, 'còn để trống');
const roles = z.array(z.enum(['desk', 'civil-status', 'specialist', 'leader', 'clerk', 'checkpoint', 'admin', 'auditor'])).min(1);
const identifier = z.string().regex(/^[.0-9A-Z]{1,35}$/, 'mã định danh chỉ gồm chữ số, chữ in hoa và dấu chấm (QĐ 20/2020/QĐ-TTg)');

/** «m05443*»: the star says that only a part went there. */
const successor = z.string().transform((text) => ({ id: text.replace(/\*$/, ''), part: text.endsWith('*') ? ('partial' as const) : ('full' as const) }));
const successors = z
  .string()
  .transform((text) => text.split(' ').filter(Boolean))
  .pipe(z.array(successor));

const departmentRow = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'chỉ dùng chữ thường không dấu, số và dấu gạch nối'),
  kind: z.enum(Object.keys(levels)),
  name,
  full_name: name,
  parent: blank.or(z.string()),
  valid_from: blank.or(day),
  valid_to: blank.or(day),
  successors,
  identifier: blank.or(identifier),
  basis: name,
});
const unitRow = departmentRow.extend({ code: name, lon: blank.or(z.coerce.number()), lat: blank.or(z.coerce.number()) });
const dayRow = z.strictObject({ date: day, kind: z.enum(dayKinds), name, basis: name });

const position = z.strictObject({
  id: name,
  levels: z.array(z.enum(['province', 'district', 'commune', 'agency'])).min(1),
  title: name,
  roles,
  /** The lines above a signature: «TM. ỦY BAN NHÂN DÂN», «CHỦ TỊCH» (NĐ 30/2020 Phụ lục I). */
  signs_as: z.array(name).default([]),
});

const official = z.strictObject({
  login: z.string().regex(/^[a-z0-9]+\.[a-z0-9]+$/, 'tên đăng nhập như sangmoc.motcua'),
  name,
  position: name,
  unit: name,
  title: name.optional(),
  roles: roles.optional(),
  // Real people are entered by the administrator, never from a file of the product.
  demo: z.literal(true),
});

export type Succession = z.output<typeof successor>;
export type ProfileUnit = Omit<z.output<typeof unitRow>, 'code'> & { code: string | null };
export type ProfileDay = SpecialDay & { basis: string };
export type ProfilePosition = { id: string; levels: UnitLevel[]; title: string; roles: z.output<typeof roles>; signsAs: string[] };
/** A demo official (cán bộ mẫu) in one position; never a real person. */
export type Official = { login: string; name: string; unit: string; position: string; title: string; roles: z.output<typeof roles>; demo: true };

/** The facts of one era, read from its folder: units, days off, rules, positions, and the demo's officials. */
export type Profile = {
  id: Rules['id'];
  units: ProfileUnit[];
  days: ProfileDay[];
  rules: Rules;
  positions: ProfilePosition[];
  officials: Official[];
  calendar: Calendar;
};

/** A mistake in a profile folder, told with its file and line. */
export class ProfileError extends Error {}

/** Reads and checks a profile folder (bộ quy định theo thời kỳ); throws {@link ProfileError} that names every mistake of a file. */
export async function loadProfile(dir: string): Promise<Profile> {
  const territories = await readTable(join(dir, 'units.csv'), unitRow);
  const departments = await readTable(join(dir, 'departments.csv'), departmentRow);
  const days = await readTable(join(dir, 'calendar.csv'), dayRow);
  const rules = await readYaml(join(dir, 'rules.yaml'), rulesSchema);
  const positions = (await readYaml(join(dir, 'positions.yaml'), z.array(position))).map(({ signs_as, ...rest }) => ({ ...rest, signsAs: signs_as }));
  const officials = await readYaml(join(dir, 'officials.yaml'), z.array(official));
  const units: ProfileUnit[] = [...territories, ...departments.map((row) => ({ ...row, code: null, lon: null, lat: null }))];
  refuseLooseEnds(dir, { units, rules });
  refuseRepeated(
    join(dir, 'calendar.csv'),
    days.map(({ date }) => date),
  );
  refuseRepeated(
    join(dir, 'officials.yaml'),
    officials.map(({ login }) => login),
  );
  return {
    id: rules.id,
    units,
    days,
    rules,
    positions,
    officials: officials.map((one) => placed(one, positions, units, dir)),
    calendar: calendarOf(rules, days),
  };
}

/** Title and roles come from the position unless the official's own line says otherwise. */
function placed(one: z.output<typeof official>, positions: readonly ProfilePosition[], units: readonly ProfileUnit[], dir: string): Official {
  const place = `${join(dir, 'officials.yaml')}: ${one.login}`;
  const held = positions.find(({ id }) => id === one.position);
  const unit = units.find(({ id }) => id === one.unit);
  if (!held) throw new ProfileError(`${place}: không có chức vụ «${one.position}» trong positions.yaml`);
  if (!unit) throw new ProfileError(`${place}: không có đơn vị «${one.unit}» trong units.csv và departments.csv`);
  if (!held.levels.includes(levels[unit.kind] ?? 'agency')) throw new ProfileError(`${place}: «${unit.full_name}» không có chức vụ «${held.title}»`);
  return { ...one, title: one.title ?? held.title, roles: one.roles ?? held.roles };
}

async function readTable<T extends z.ZodType>(file: string, row: T): Promise<z.output<T>[]> {
  const rows = parse(await readFile(file, 'utf8'), { columns: true, bom: true, skip_empty_lines: true, info: true }) as unknown as {
    record: unknown;
    info: Info;
  }[];
  const faults: string[] = [];
  const read = rows.flatMap(({ record, info }) => {
    const parsed = row.safeParse(record);
    if (parsed.success) return [parsed.data];
    faults.push(...parsed.error.issues.map(({ path, message }) => `${file}:${info.lines} ${path.join('.')}: ${message}`));
    return [];
  });
  if (faults.length > 0) throw new ProfileError(faults.join('\n'));
  return read;
}

async function readYaml<T extends z.ZodType>(file: string, schema: T): Promise<z.output<T>> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(file, 'utf8'), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) throw new ProfileError(`${file}:${lines.linePos(broken.pos[0]).line} ${broken.message}`);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(positionOf(document.contents, path)).line;
  throw new ProfileError(parsed.error.issues.map(({ path, message }) => `${file}:${lineOf(path)} ${path.join('.')}: ${message}`).join('\n'));
}

/** Where the deepest part of a path that exists stands in the file. */
function positionOf(node: unknown, path: readonly PropertyKey[]): number {
  const [key, ...rest] = path;
  const here = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
  if (key === undefined) return here;
  const next = isMap(node) ? node.get(key, true) : isSeq(node) ? node.get(Number(key), true) : undefined;
  return next ? positionOf(next, rest) : here;
}

function refuseLooseEnds(dir: string, { units, rules }: Pick<Profile, 'units' | 'rules'>): void {
  refuseRepeated(
    join(dir, 'units.csv'),
    units.map(({ id }) => id),
  );
  const known = new Set(units.map(({ id }) => id));
  const links = units.flatMap((unit) => [unit.parent ?? [], unit.successors.map(({ id }) => id)].flat(2).map((id) => [unit.id, id] as const));
  const [loose] = [...links, ['rules.yaml province', rules.province] as const].filter(([, id]) => !known.has(id));
  if (loose) throw new ProfileError(`${dir}: «${loose[0]}» trỏ đến đơn vị «${loose[1]}» không có trong units.csv và departments.csv`);
  const backwards = units.find(({ valid_from, valid_to }) => valid_from && valid_to && valid_to < valid_from);
  if (backwards) throw new ProfileError(`${dir}: đơn vị «${backwards.id}» hết hiệu lực trước khi có hiệu lực`);
}

function refuseRepeated(file: string, keys: readonly string[]): void {
  const repeated = keys.find((key, i) => keys.indexOf(key) !== i);
  if (repeated) throw new ProfileError(`${file}: «${repeated}» có hai lần`);
}
