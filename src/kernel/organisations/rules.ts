import { z } from 'zod';
import { buildCalendar, type Calendar, type SpecialDay, weekdays } from '#kernel/calendar/index.ts';

export const day = z.iso.date('ngày viết như 2025-07-01');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'giờ viết như 07:30');
const words = z.string().trim().min(1, 'còn để trống');

/** Where a rule comes from, and how sure we are: V read, S second-hand, C computed, I inferred, M from memory, P placeholder of the demo. */
const source = { basis: words, sure: z.enum(['V', 'S', 'C', 'I', 'M', 'P']) };

export const slipKinds = ['receipt', 'supplement', 'refusal', 'apology', 'stop', 'control'] as const;
const states = [
  'submitted',
  'received',
  'awaiting-supplement',
  'assessing',
  'awaiting-approval',
  'awaiting-seal',
  'done',
  'given-back',
  'intake-refused',
  'refused',
  'withdrawn',
  'stopped',
] as const;

const sessions = z.array(z.tuple([clock, clock]));
const paper = z.enum(['A4', 'A5']);
const fixedHoliday = z.strictObject({ month_day: z.string().regex(/^\d{2}-\d{2}$/, 'viết như 09-02'), name: words, since: z.int().optional() });

/** The rules of one era (bộ quy tắc), named as rules.yaml names them. */
export const rulesSchema = z.strictObject({
  id: z.enum(['2021', '2026']),
  name: words,
  valid_from: day,
  valid_to: day.optional(),
  /** The unit that this installation serves. */
  province: words,
  hours: z.strictObject({ week: z.partialRecord(z.enum(weekdays), sessions), make_up: sessions.optional(), ...source }),
  cut_off: z.strictObject({ at: clock, ...source }),
  calendar: z.strictObject({ known_from: day, known_to: day, fixed_holidays: z.array(fixedHoliday), ...source }),
  dossier_code: z.strictObject({
    format: z
      .string()
      .regex(
        /^(?=.*\{unit\})(?=.*\{yymmdd\})(?=.*\{sequence\})[-./A-Z0-9]*(\{(unit|yymmdd|sequence)\}[-./A-Z0-9]*){3}$/,
        'cần đủ {unit}, {yymmdd} và {sequence}',
      ),
    digits: z.int().min(4).max(6),
    example: words,
    ...source,
  }),
  unit_codes: z.strictObject({ note: words, ...source }),
  levels: z.strictObject({ full: words, partial: words, none: words, information: words, ...source }),
  online_filing: z.strictObject({ own: z.boolean(), portal: z.url(), portal_name: words, ...source }),
  results: z.strictObject({ electronic_by_default: z.boolean(), ...source }),
  slips: z.array(z.strictObject({ kind: z.enum(slipKinds), number: words, name: words, sign: words, paper, ...source })).min(5),
  register: z.strictObject({ number: words, name: words, paper, ...source }),
  states: z.strictObject({
    names: z.record(z.enum(states), words),
    national: z.record(z.enum(states), z.int().min(1).max(10)),
    national_names: z.record(z.string().regex(/^([1-9]|10)$/), words),
    ...source,
  }),
  clocks: z.strictObject({
    waits: z.record(words, z.enum(['restarts', 'extends', 'runs'])),
    most_supplements: z.int().min(0),
    most_postponements: z.int().min(0),
    apology_days_before: z.int().min(0),
    /** Working days after intake within which a supplement may still be asked for. */
    supplement_within_days: z.int().min(1),
    ...source,
  }),
  /** What phones at checkpoints write down is kept so long; a code that lets a phone in holds so many hours. */
  checkpoints: z.strictObject({ keep_scans_days: z.int().min(1).max(3650), code_hours: z.int().min(1).max(168), ...source }),
  /** One paper seen at two places: from how far, and how much faster than this, it must be a copy. */
  copies: z.strictObject({ km_per_hour: z.number().min(1), least_km: z.number().min(0), slack_minutes: z.number().min(0), ...source }),
  /** Which province gave out plates that begin with these two digits. */
  plates: z.strictObject({ provinces: z.record(z.string().regex(/^\d{2}$/), words), ...source }),
  /** Whether permits may be issued by rule, without an officer, and how many; a leader of the deciding unit still has to switch it on. */
  auto_issue: z.strictObject({ allowed: z.boolean(), by: words, most_per_hour: z.int().min(1), sample_one_in: z.int().min(1), ...source }),
  issuing_name: z.record(z.enum(['commune', 'district', 'province']), words),
  result_signs: z.record(z.string(), words),
  /** After how many days a unit's key is replaced by a new one; what it signed stays valid. */
  credential_keys: z.strictObject({ rotate_after_days: z.int().min(1), ...source }),
});

export type Rules = z.output<typeof rulesSchema>;
export type SlipForm = Rules['slips'][number];

/** The calendar that a rule set and the listed days make. */
export function calendarOf(rules: Rules, days: readonly SpecialDay[]): Calendar {
  const { hours, cut_off, calendar } = rules;
  return buildCalendar({
    hours: hours.week,
    makeUpHours: hours.make_up,
    cutOff: cut_off.at,
    days,
    fixedHolidays: calendar.fixed_holidays.map(({ month_day, name, since }) => ({ monthDay: month_day, name, since })),
    knownFrom: calendar.known_from,
    knownTo: calendar.known_to,
  });
}
