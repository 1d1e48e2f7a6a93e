import { z } from 'zod';
import { readLimit } from './limits.ts';

/** The three ways to hand a dossier in; `portal` is the online way of the National Portal. */
export const channels = ['desk', 'online', 'post', 'portal'] as const;
export type Channel = (typeof channels)[number];

/** How sure a fact is: V read in a source, S second-hand, C computed, I inferred, M from memory and to be confirmed. */
const sure = z.string().regex(/^[VSCIM](: .+)?$/, 'viết V, S, C, I hoặc M, rồi «: » và ghi chú');

const text = z.string().trim().min(1);
const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'chỉ dùng chữ thường không dấu, số và dấu gạch nối');
const questionId = z.string().regex(/^[a-z][a-zA-Z0-9]*$/, 'mã câu hỏi: chữ không dấu viết liền, như registeredAt');
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'viết ngày như 2025-07-01');

const limit = text.transform((words, context) => {
  const read = readLimit(words);
  if (read) return read;
  context.addIssue({ code: 'custom', message: `«${words}» không phải thời hạn; viết như same-day, 3 working-days, 5 calendar-days, 12 hours, 1 month` });
  return z.NEVER;
});

/** A question or paper that is asked for only when another answer is one of these. */
const when = z.strictObject({ field: text, is: z.array(text).min(1) });
export type When = z.output<typeof when>;

const ownQuestion = z.strictObject({
  id: questionId,
  label: text,
  kind: z.enum(['text', 'long-text', 'name', 'date', 'number', 'phone', 'choice', 'yes', 'personal-number', 'plate', 'place']),
  help: text.optional(),
  /** Other names of its column in people's spreadsheets. */
  aka: z.array(text).optional(),
  options: z.record(slug, text).optional(),
  optional: z.boolean().optional(),
  sample: z.string().optional(),
  when: when.optional(),
});
export type OwnQuestion = z.output<typeof ownQuestion>;

const part = z.union([
  slug.transform((block) => ({ block })),
  z.strictObject({
    block: slug,
    as: slug.optional(),
    title: text.optional(),
    kind: text.optional(),
    kinds: z.array(slug).optional(),
    most: z.int().min(1).max(200).optional(),
    without: z.array(questionId).optional(),
    optional: z.array(questionId).optional(),
    required: z.array(questionId).optional(),
    labels: z.record(questionId, text).optional(),
    add: z.array(ownQuestion).optional(),
    /** Questions of a part that is not repeated which each row of a sheet may answer for itself. */
    by_row: z.array(questionId).optional(),
    when: when.optional(),
  }),
]);
/** One line of `form:` a block and what this procedure changes in it. */
export type FormPart = z.output<typeof part> & {
  as?: string;
  title?: string;
  kind?: string;
  kinds?: string[];
  most?: number;
  without?: string[];
  optional?: string[];
  required?: string[];
  labels?: Record<string, string>;
  add?: OwnQuestion[];
  by_row?: string[];
  when?: When;
};

const paper = z.strictObject({
  id: slug,
  name: text,
  /** present = shown and handed back, copy = a copy is kept, original = the original is kept. */
  kind: z.enum(['present', 'copy', 'original']),
  form: text.optional(),
  optional: z.boolean().optional(),
  when: when.optional(),
  note: text.optional(),
  /** Left out of online filings, where the form itself or the database replaces it. */
  not_online: z.boolean().optional(),
  /** How old it may be when it is carried over into a renewal; `same-day`: a new one each time. Absent: it does not age. */
  lasts: limit.optional(),
});

const relief = z.strictObject({ when, percent: z.int().min(1).max(100).default(100), why: text });

const fee = z.union([
  z.strictObject({ free: z.literal(true), basis: text.optional(), sure: sure.optional() }),
  z.strictObject({
    amount: z.int().min(0),
    per: z.enum(['dossier', 'copy', 'page', 'vehicle', 'signature', 'certificate']).default('dossier'),
    /** The field that holds how many; `times` multiplies again (pages × copies). */
    count: text.optional(),
    times: text.optional(),
    beyond: z.strictObject({ after: z.int().min(1), amount: z.int().min(0) }).optional(),
    most: z.int().min(0).optional(),
    relief: z.array(relief).optional(),
    basis: text.optional(),
    sure: sure.optional(),
  }),
  z.strictObject({ council: text, basis: text.optional(), relief: z.array(relief).optional(), sure: sure.optional() }),
]);
export type FeeRule = z.output<typeof fee>;

const stop = z.strictObject({
  step: z.enum(['receive', 'assess', 'approve', 'seal', 'give-back']),
  role: z.enum(['desk', 'civil-status', 'specialist', 'leader', 'clerk', 'admin', 'auditor']),
  at: z.enum(['receiving', 'deciding']),
});

const message = z.strictObject({ subject: text, text, sms: text });

/** The procedure is another body's now: the page says where to go, and nothing is filed here. */
const moved = z.strictObject({ to: text, says: text, link: z.url().optional(), sure });

const result = z.strictObject({
  template: slug,
  title: text,
  code: text.optional(),
  signs: z.enum(['leader', 'civil-status', 'specialist']).default('leader'),
  seal: z.boolean().default(true),
  qr: z.boolean().default(true),
  /** Absent: for ever. `until` names the date field that ends it. */
  valid: limit.optional(),
  until: text.optional(),
  /** Names the date field from which it holds; absent: from the signature on. */
  from: text.optional(),
  /** The question that names what it is for (a plate, a vessel): by it others are found, checked against and renewed. */
  thing: text.optional(),
  /** How long before its end the holder is reminded, once each. */
  remind: z
    .union([limit, z.array(limit).min(1)])
    .transform((said) => (Array.isArray(said) ? said : [said]))
    .optional(),
  /** `by`: the procedure that renews it, where that is another; `answers`: what is answered so in every renewal; `ask_again`: what is not carried over. */
  renewal: z.strictObject({ by: text.optional(), answers: z.record(text, text).optional(), ask_again: z.array(text).optional() }).optional(),
  /** One result for each item of this repeated part (vehicles → one badge each). */
  each: slug.optional(),
  /** Whom or what the paper is about, as everyone reads who scans its QR: the questions that say it. With `each`, the item itself. */
  about: z.array(text).default([]),
  /** Parts of the form, or single questions, that do not stand on the paper. */
  omit: z.array(text).default([]),
});

/** What the machine can look at by itself (checks/registry.ts). */
export const checkKinds = ['no-other-permit', 'not-taken-back', 'not-twice', 'in-date', 'fresh', 'plate-known', 'period-within', 'papers-there'] as const;
export type CheckKind = (typeof checkKinds)[number];

const check = z.strictObject({
  check: z.enum(checkKinds),
  /** Tells two checks of one kind apart; the kind itself unless said. */
  id: slug.optional(),
  title: text.optional(),
  /** The question it looks at; in a repeated part, at every item. */
  at: text.optional(),
  /** How old a test may be (72 hours), how long a pass may be asked for (15 calendar-days). */
  within: limit.optional(),
  /** Papers that must be there although the form does not insist on them. */
  papers: z.array(slug).optional(),
  /** The rule in words, as officers and citizens read it. */
  rule: text,
  sure,
});
export type CheckRule = z.output<typeof check>;

/** Everything a package may say; a profile may say parts of it otherwise. */
const facts = {
  name: text,
  plain: text,
  words: z.array(text).default([]),
  popular: z.boolean().default(false),
  field: text,
  offered_by: z.array(z.enum(['province', 'district', 'commune'])).min(1),
  /** The body that decides, when it is not the one that receives: a department's key in the organisation data. */
  department: slug.optional(),
  archetype: text,
  online: z.enum(['full', 'partial', 'none']),
  online_reason: text.optional(),
  limit: z.union([limit, z.strictObject({ desk: limit.optional(), online: limit.optional(), post: limit.optional() })]),
  /** Cases that have a shorter or longer limit of their own; the first that holds counts. */
  limit_cases: z.array(z.strictObject({ when, limit })).min(1).optional(),
  cut_off: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .optional(),
  remote_extra_days: z.int().min(0).default(0),
  fee,
  who: z.array(text).min(1),
  form: z.array(part).min(1),
  papers: z.array(paper),
  result,
  legal: z.array(z.strictObject({ act: text, says: text.optional(), sure })).min(1),
  /** What the machine looks at before an officer decides (máy kiểm tra); absent: nothing. */
  checks: z.array(check).optional(),
  /** Issued by rule when every check passes, where the era's rules and a leader allow it (tự động cấp); absent: never. */
  auto_issue: z.strictObject({ rule: text, sure }).optional(),
  route: z.array(stop).min(1).optional(),
  messages: z.record(z.string(), message).optional(),
  statuses: z.record(z.string(), z.int().min(1).max(10)).optional(),
  notes: z.array(text).default([]),
  moved: moved.optional(),
};

const edition = z.strictObject(facts);

const override = z.strictObject({
  from: day,
  to: day.optional(),
  code: text.optional(),
  ...edition.partial().shape,
  // A default would overwrite what the package says in general.
  words: z.array(text).optional(),
  popular: z.boolean().optional(),
  remote_extra_days: z.int().min(0).optional(),
  notes: z.array(text).optional(),
});

/** A procedure package (gói thủ tục): what holds in general, and what each era says otherwise. */
export const packageSchema = z.strictObject({
  code: z.string().regex(/^(\d\.\d{6}|MC-[A-Z0-9-]+)$/, 'mã thủ tục như "2.000635", hoặc MC-… cho thủ tục chưa có mã quốc gia'),
  ...facts,
  profiles: z.partialRecord(z.enum(['2021', '2026']), override).refine((map) => Object.keys(map).length > 0, 'cần ít nhất một thời kỳ: 2021 hoặc 2026'),
});

export type Package = z.output<typeof packageSchema>;
export type ProfileName = '2021' | '2026';

/** A package as one era has it: nothing left to look up. */
export type Edition = Omit<Package, 'profiles'> & { profile: ProfileName; from: string; to: string | null };

/** The edition of a package for an era; undefined when the era did not have the procedure. */
export function editionOf(pkg: Package, profile: ProfileName): Edition | undefined {
  const said = pkg.profiles[profile];
  if (!said) return undefined;
  const { profiles: _, ...general } = pkg;
  const { from, to, ...otherwise } = said;
  const given = Object.fromEntries(Object.entries(otherwise).filter(([, value]) => value !== undefined));
  return { ...general, ...given, profile, from, to: to ?? null };
}
