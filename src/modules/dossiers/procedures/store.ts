import { createHash, randomUUID } from 'node:crypto';
import { localDate } from '#kernel/calendar/index.ts';
import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import { type CompiledProcedure, compile } from './compile.ts';
import { readQuery, type SearchQuery, speller } from './query.ts';
import type { RegisterEntry, RegisterFacts } from './register.ts';
import type { Edition } from './schema.ts';

/** A published version of a procedure (thủ tục): what dossiers are pinned to. */
export type ProcedureVersion = CompiledProcedure & { id: string; version: number };

/** A draft that came from the national register (bản nháp từ sổ đăng ký quốc gia): facts to read, nothing to file. */
export type RegisterDraft = { id: string; code: string; name: string; field: string; levels: string[]; facts: RegisterFacts };

// A version never changes once written, so it is read and compiled once and kept for as long as the program runs.
const compiled = new Map<string, ProcedureVersion>();

/** The very version a dossier is pinned to, retired or not; throws when there was none. */
export async function procedureVersion(db: Db, id: string): Promise<ProcedureVersion> {
  const known = compiled.get(id) ?? (await readVersion(db, id));
  compiled.set(id, known);
  return known;
}

async function readVersion(db: Db, id: string): Promise<ProcedureVersion> {
  const { version, edition } = await db.one<{ version: number; edition: Edition }>(
    sql`select version, edition from dossiers.procedures where id = ${id}::uuid and source = 'package'`,
  );
  const { procedure } = compile(edition);
  if (!procedure) throw new Error(`published procedure ${edition.code} no longer compiles`);
  return { ...procedure, id, version };
}

// Which version is in force is asked with every sending. Another process may publish, so the answer is believed for a second only.
const believedFor = 1000;
let inForceNow = new WeakMap<Db, Map<string, { id: string; until: number }>>();

/** The version in force on a day (by the calendar of Việt Nam); undefined when none is published. What was published elsewhere shows within a second. */
export async function publishedProcedure(db: Db, code: string, on: Date): Promise<ProcedureVersion | undefined> {
  const asked = `${code} ${localDate(on)}`;
  const answers = inForceNow.get(db) ?? new Map<string, { id: string; until: number }>();
  inForceNow.set(db, answers);
  const known = answers.get(asked);
  if (known && known.until > performance.now()) return procedureVersion(db, known.id);
  answers.delete(asked);
  const found = await db.maybe<{ id: string }>(sql`select id from dossiers.procedures
    where code = ${code} and status = 'published' and ${inForce(on)} order by valid_from desc, version desc limit 1`);
  if (!found) return undefined;
  answers.set(asked, { id: found.id, until: performance.now() + believedFor });
  return procedureVersion(db, found.id);
}

/** The codes of everything in force on a day. */
export async function publishedCodes(db: Db, on: Date): Promise<string[]> {
  const rows = await db.many<{ code: string }>(sql`select distinct code from dossiers.procedures where status = 'published' and ${inForce(on)} order by code`);
  return rows.map(({ code }) => code);
}

function forgetInForce(): void {
  inForceNow = new WeakMap();
}

/** The register's draft of a code; undefined when the register extract does not have it. */
export async function registerDraft(db: Db, code: string): Promise<RegisterDraft | undefined> {
  return db.maybe<RegisterDraft>(sql`select id, code, name, field, levels, facts from dossiers.procedures where code = ${code} and source = 'register'`);
}

export type SearchFor = {
  text?: string;
  field?: string;
  level?: string;
  page?: number;
  on: Date /** Leaves the register's drafts out. */;
  publishedOnly?: boolean;
};

/** One line of a search: published ones carry their edition, drafts the register's facts. */
export type Found = {
  id: string;
  code: string;
  name: string;
  field: string;
  levels: string[];
  status: 'published' | 'draft';
  edition: Edition | null;
  facts: RegisterFacts | null;
};
export type SearchResult = {
  found: Found[];
  total: number;
  page: number;
  pages: number /** True when nothing matched as typed, and near spellings are shown. */;
  near: boolean;
};

export const pageSize = 20;

/** Finds procedures by words without accents, everyday names, near spellings or code; published ones first. */
export async function searchProcedures(db: Db, wanted: SearchFor): Promise<SearchResult> {
  const page = Math.min(Math.max(1, Math.trunc(wanted.page ?? 1) || 1), 500);
  const query = readQuery(wanted.text ?? '');
  const exact = await lookUp(db, wanted, page, query);
  if (exact.total > 0 || query.phrase === '' || page > 1) return exact;
  const corrected = readQuery(wanted.text ?? '', speller(await vocabularyOf(db)));
  const near = corrected.tsquery === query.tsquery ? exact : await lookUp(db, wanted, page, corrected);
  if (near.total > 0) return { ...near, near: true };
  const some = await lookForSome(db, wanted, query.words);
  return { ...(some.total > 0 ? some : await lookAlike(db, wanted, query.phrase)), near: true };
}

type Row = Found & { total: number };

const columns = sql`p.id, p.code, p.name, p.field, p.levels, p.status, p.edition, p.facts`;

async function lookUp(db: Db, wanted: SearchFor, page: number, query: SearchQuery): Promise<SearchResult> {
  const matches = query.code ? sql`p.code like ${`${query.code}%`}` : query.tsquery ? sql`p.search @@ to_tsquery('simple', ${query.tsquery})` : sql`true`;
  const rank = query.tsquery
    ? sql`position(${query.phrase} in p.folded) > 0 desc, ts_rank(p.search, to_tsquery('simple', ${query.tsquery}), 1) desc,`
    : sql`p.popular desc,`;
  // Ranking carries only ids; the wide columns are fetched for the one page that is shown.
  const rows = await db.many<Row>(sql`with ranked as (
      select p.id, count(*) over () as total, row_number() over (order by p.status = 'published' desc, ${rank} length(p.name), p.code) as place
      from dossiers.procedures p where ${matches} and ${visible(wanted)} order by place limit ${pageSize} offset ${(page - 1) * pageSize})
    select ${columns}, r.total from ranked r join dossiers.procedures p using (id) order by r.place`);
  return pageOf(rows, page);
}

/** When nothing has all the words: what has most of them, at least half. */
async function lookForSome(db: Db, wanted: SearchFor, words: readonly string[]): Promise<SearchResult> {
  const asked = [...new Set(words)].slice(0, 12);
  if (asked.length < 2) return pageOf([], 1);
  const rows = await db.many<Row>(sql`with counted as (
      select p.id, (select count(*) from unnest(${asked}::text[]) as word where p.search @@ to_tsquery('simple', word)) as hits
      from dossiers.procedures p where p.search @@ to_tsquery('simple', ${asked.join(' | ')}) and ${visible(wanted)})
    select ${columns}, 0 as total from counted c join dossiers.procedures p using (id) where c.hits * 2 > ${asked.length}::int
    order by c.hits desc, p.status = 'published' desc, length(p.name), p.code limit ${pageSize}`);
  return { ...pageOf(rows, 1), total: rows.length, pages: 1 };
}

/** When no spelling helps: whatever looks most like it. */
async function lookAlike(db: Db, wanted: SearchFor, phrase: string): Promise<SearchResult> {
  const rows = await db.many<Row>(sql`select ${columns}, 0 as total from dossiers.procedures p where ${phrase} <% p.folded and ${visible(wanted)}
    order by word_similarity(${phrase}, p.folded) desc, p.status = 'published' desc, p.code limit ${pageSize}`);
  return { ...pageOf(rows, 1), total: rows.length, pages: 1 };
}

function pageOf(rows: Row[], page: number): SearchResult {
  const total = rows[0]?.total ?? 0;
  return { found: rows, total, page, pages: Math.max(1, Math.ceil(total / pageSize)), near: false };
}

/** A draft hides behind the published version of the same code. */
function visible({ field, level, on, publishedOnly = false }: SearchFor): Sql {
  const published = sql`(p.status = 'published' and ${inForce(on)})`;
  const draft = sql`(p.source = 'register' and p.status = 'draft' and not exists (select from dossiers.procedures o where o.code = p.code and o.status = 'published' and ${inForce(on, 'o')}))`;
  return sql`(${published} or (not ${publishedOnly}::boolean and ${draft})) and (${field ?? null}::text is null or p.field = ${field ?? null}) and (${level ?? null}::text is null or ${level ?? null} = any (p.levels))`;
}

function inForce(on: Date, table: 'p' | 'o' | '' = ''): Sql {
  const day = localDate(on);
  if (table === 'o') return sql`o.valid_from <= ${day}::date and (o.valid_to is null or o.valid_to > ${day}::date)`;
  return sql`valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`;
}

/** A procedure that can be entered at a desk. */
export type ListedProcedure = { code: string; name: string; plain: string };

/** What a desk of this level can take in today, found in the person's own words; a department's desk is at province level. */
export async function listPublished(db: Db, { text, level, on }: { text: string; level: string; on: Date }): Promise<ListedProcedure[]> {
  const { found } = await searchProcedures(db, { text, level: level === 'agency' ? 'province' : level, on, publishedOnly: true });
  return found.filter(({ edition }) => !edition?.moved).map(({ code, name, edition }) => ({ code, name, plain: edition?.plain ?? '' }));
}

export type FieldCount = { field: string; total: number; published: number };

/** The fields (lĩnh vực) with how many procedures each has, those we can file first. */
export async function procedureFields(db: Db, on: Date): Promise<FieldCount[]> {
  return db.many<FieldCount>(sql`select p.field, count(*) as total, count(*) filter (where p.status = 'published') as published
    from dossiers.procedures p where ${visible({ on })} group by p.field order by (count(*) filter (where p.status = 'published')) > 0 desc, p.field collate "vi-x-icu"`);
}

/** The published procedures whose results may be issued by rule (tự động cấp). */
export async function autoIssued(db: Db, on: Date): Promise<ProcedureVersion[]> {
  const found = await db.many<{ id: string }>(
    sql`select p.id from dossiers.procedures p where p.status = 'published' and p.edition ? 'auto_issue' and ${inForce(on)} order by p.code`,
  );
  return Promise.all(found.map(({ id }) => procedureVersion(db, id)));
}

/** The published procedures people ask for most, as packages say. */
export async function popularProcedures(db: Db, on: Date): Promise<Found[]> {
  return db.many<Found>(sql`select p.id, p.code, p.name, p.field, p.levels, p.status, p.edition, null as facts
    from dossiers.procedures p where p.status = 'published' and p.popular and ${inForce(on)} order by p.name collate "vi-x-icu" limit 12`);
}

const vocabularies = new WeakMap<Db, { words: Set<string>; until: number }>();

/** Every word the index knows; asked for again after a minute, since packages and imports add words. */
async function vocabularyOf(db: Db): Promise<Set<string>> {
  const kept = vocabularies.get(db);
  if (kept && kept.until > performance.now()) return kept.words;
  const rows = await db.many<{ word: string }>(sql`select word from ts_stat('select search from dossiers.procedures where status <> ''retired''')`);
  const words = new Set(rows.map(({ word }) => word));
  vocabularies.set(db, { words, until: performance.now() + 60_000 });
  return words;
}

export type Written = { code: string; version: number; changed: boolean };

/**
 * Publishes an edition: a new version when its content changed, nothing when it is the same. The version before it of the
 * same era is retired; dossiers pinned to it stay on it.
 */
export async function publishEdition(db: Db, edition: Edition, by: { name: string; at: Date; openEnded?: boolean }): Promise<Written> {
  const hash = createHash('sha256').update(JSON.stringify(edition)).digest('hex');
  return db.transaction(write).finally(forgetInForce);

  async function write(): Promise<Written> {
    await db.run(sql`select pg_advisory_xact_lock(hashtext(${`procedure ${edition.code}`}))`);
    const last = await db.maybe<{ version: number; hash: string; status: string }>(sql`select version, hash, status from dossiers.procedures
      where code = ${edition.code} and profile = ${edition.profile} and source = 'package' order by version desc limit 1`);
    if (last?.hash === hash && last.status === 'published') return { code: edition.code, version: last.version, changed: false };
    const version = (last?.version ?? 0) + 1;
    await db.run(sql`update dossiers.procedures set status = 'retired', changed_at = ${by.at}, changed_by = ${by.name}
      where code = ${edition.code} and profile = ${edition.profile} and source = 'package' and status = 'published'`);
    await db.run(sql`insert into dossiers.procedures (id, code, version, profile, source, status, name, words, field, levels, popular, edition, valid_from, valid_to, hash, changed_at, changed_by)
      values (${randomUUID()}::uuid, ${edition.code}, ${version}, ${edition.profile}, 'package', 'published', ${edition.name}, ${[edition.plain, ...edition.words].join('. ')},
        ${edition.field}, ${edition.offered_by}::text[], ${edition.popular}, ${JSON.stringify(edition)}::jsonb, ${edition.from}::date, ${by.openEnded ? null : edition.to}::date, ${hash}, ${by.at}, ${by.name})`);
    return { code: edition.code, version, changed: true };
  }
}

/** Withdraws the published versions of a code; answers how many there were. */
export async function retireProcedure(db: Db, code: string, by: { name: string; at: Date }): Promise<number> {
  return db
    .run(sql`update dossiers.procedures set status = 'retired', changed_at = ${by.at}, changed_by = ${by.name} where code = ${code} and status = 'published'`)
    .finally(forgetInForce);
}

/** Writes register entries as drafts, many in one statement; the same again changes nothing. */
export async function writeDrafts(db: Db, entries: readonly RegisterEntry[], by: { name: string; at: Date }): Promise<{ added: number; changed: number }> {
  const rows = entries.map((entry) => ({ id: randomUUID(), ...entry, hash: createHash('sha256').update(JSON.stringify(entry)).digest('hex') }));
  const [count] = await db.many<{ added: number; changed: number }>(sql`with written as (
      insert into dossiers.procedures (id, code, source, status, name, field, levels, facts, hash, changed_at, changed_by)
      select r.id, r.code, 'register', 'draft', r.name, r.field, r.levels, r.facts, r.hash, ${by.at}, ${by.name}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, code text, name text, field text, levels text[], facts jsonb, hash text)
      on conflict (code) where source = 'register' do update
        set name = excluded.name, field = excluded.field, levels = excluded.levels, facts = excluded.facts, hash = excluded.hash, changed_at = excluded.changed_at, changed_by = excluded.changed_by
        where procedures.hash <> excluded.hash
      returning xmax = 0 as fresh)
    select count(*) filter (where fresh) as added, count(*) filter (where not fresh) as changed from written`);
  return count ?? { added: 0, changed: 0 };
}

export type PackageVersion = {
  code: string;
  version: number;
  profile: string | null;
  status: string;
  name: string;
  validFrom: string | null;
  validTo: string | null;
};

/** The packages in the database with their versions, for the officer at the command line, and how many drafts stand beside them. */
export async function listProcedures(db: Db): Promise<{ packages: PackageVersion[]; drafts: number }> {
  const packages = await db.many<PackageVersion>(sql`select code, version, profile, status, name, valid_from as "validFrom", valid_to as "validTo"
    from dossiers.procedures where source = 'package' order by code, profile, version`);
  const { drafts } = await db.one<{ drafts: number }>(sql`select count(*) as drafts from dossiers.procedures where source = 'register'`);
  return { packages, drafts };
}
