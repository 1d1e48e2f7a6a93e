import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { buildCalendar, type Calendar, dayKinds } from '#kernel/calendar/index.ts';

const blank = z.literal('').transform(() => null);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'ngày viết như 2025-07-01');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'giờ viết như 07:30');
const sessions = z.array(z.tuple([clock, clock]));

const unitRow = z.object({
  id: z.string().min(1),
  code: z.string().min(1),
  kind: z.string().min(1),
  name: z.string().min(1),
  full_name: z.string().min(1),
  parent: blank.or(z.string()),
  valid_from: blank.or(date),
  valid_to: blank.or(date),
  successors: z.string().transform((text) => text.split(' ').filter(Boolean)),
  identifier: blank.or(z.string().regex(/^[.0-9A-Z]{1,35}$/, 'mã định danh chỉ gồm chữ số, chữ in hoa và dấu chấm (QĐ 20/2020)')),
  lon: blank.or(z.coerce.number()),
  lat: blank.or(z.coerce.number()),
});

const dayRow = z.object({ date, kind: z.enum(dayKinds), name: z.string(), basis: z.string() });

const slip = z.object({
  kind: z.enum(['receipt', 'supplement', 'refusal', 'apology', 'stop', 'control']),
  number: z.string(),
  name: z.string(),
  sign: z.string(),
});

const rules = z.object({
  id: z.enum(['2021', '2026']),
  name: z.string(),
  valid_from: date,
  valid_to: date.optional(),
  province: z.string(),
  hours: z.object({ 'mon-fri': sessions, sat: sessions.optional() }),
  cut_off: clock,
  dossier_code: z.object({ order: z.enum(['left-to-right', 'right-to-left']), digits: z.number().int().min(3).max(6), sure: z.string() }),
  unit_codes: z.object({ sure: z.string(), note: z.string() }),
  levels: z.object({ full: z.string(), partial: z.string(), none: z.string() }),
  online_filing: z.object({ own: z.boolean(), portal: z.url(), portal_name: z.string() }),
  slips: z.array(slip).min(5),
  register: z.object({ number: z.string(), name: z.string() }),
  issuing_name: z.record(z.string(), z.string()),
  result_signs: z.record(z.string(), z.string()),
  idle: z.object({ session_minutes: z.number(), session_hours: z.number(), account_days: z.number() }),
});

const official = z.object({
  login: z.string().regex(/^[a-z0-9.]+$/),
  name: z.string(),
  title: z.string(),
  unit: z.string(),
  roles: z.array(z.enum(['desk', 'civil-status', 'specialist', 'leader', 'clerk', 'admin', 'auditor'])).min(1),
});

export type ProfileUnit = z.infer<typeof unitRow>;
export type Rules = z.infer<typeof rules>;
export type Official = z.infer<typeof official>;

/** The facts of one era, read from its folder: units, days off, rules, and the demo's officials. */
export type Profile = { id: '2021' | '2026'; units: ProfileUnit[]; days: z.infer<typeof dayRow>[]; rules: Rules; officials: Official[]; calendar: Calendar };

/** Reads and checks a profile folder; a mistake is told with its file and line. */
export async function loadProfile(dir: string): Promise<Profile> {
  const [units, days] = await Promise.all([readTable(join(dir, 'units.csv'), unitRow), readTable(join(dir, 'calendar.csv'), dayRow)]);
  const [ruleSet, officials] = await Promise.all([readYaml(join(dir, 'rules.yaml'), rules), readYaml(join(dir, 'officials.yaml'), z.array(official))]);
  refuseLooseEnds(dir, units, officials);
  const weekly = Object.fromEntries([1, 2, 3, 4, 5].map((weekday) => [weekday, ruleSet.hours['mon-fri']]));
  const calendar = buildCalendar({ ...weekly, 6: ruleSet.hours.sat ?? [] }, days);
  return { id: ruleSet.id, units, days, rules: ruleSet, officials, calendar };
}

/** A mistake in a profile folder, told with its place. */
export class ProfileError extends Error {}

async function readTable<T extends z.ZodType>(file: string, row: T): Promise<z.output<T>[]> {
  const rows = parse(await readFile(file, 'utf8'), { columns: true, bom: true, skip_empty_lines: true }) as unknown[];
  // The first row of data is the second line of the file.
  return rows.map((value, i) => check(row, value, `${file}:${i + 2}`));
}

async function readYaml<T extends z.ZodType>(file: string, schema: T): Promise<z.output<T>> {
  return check(schema, parseYaml(await readFile(file, 'utf8')), file);
}

function check<T extends z.ZodType>(schema: T, value: unknown, place: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ProfileError(parsed.error.issues.map((issue) => `${place} ${issue.path.join('.')}: ${issue.message}`).join('\n'));
}

function refuseLooseEnds(dir: string, units: ProfileUnit[], officials: Official[]): void {
  const known = new Set(units.map(({ id }) => id));
  if (known.size !== units.length) throw new ProfileError(`${dir}/units.csv: có id đơn vị lặp lại`);
  const links = units.flatMap((unit) => [unit.parent, ...unit.successors].filter((id) => id !== null).map((id) => [unit.id, id]));
  const loose = [...links, ...officials.map(({ login, unit }) => [login, unit])].find(([, id]) => !known.has(id ?? ''));
  if (loose) throw new ProfileError(`${dir}: «${loose[0]}» trỏ đến đơn vị «${loose[1]}» không có trong units.csv`);
}
