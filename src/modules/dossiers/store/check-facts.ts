import { z } from 'zod';
import { type Db, sql } from '#kernel/db/index.ts';

/** A permit somebody holds for a thing that dossier `asker` asks for; `renewed`: it asks for this one to be renewed. */
const otherPermit = z.object({
  asker: z.string(),
  renewed: z.boolean(),
  procedureCode: z.string(),
  numberText: z.string(),
  thing: z.string(),
  validFrom: z.coerce.date(),
  validUntil: z.coerce.date().nullable(),
  suspendedAt: z.coerce.date().nullable(),
  suspendedWhy: z.string().nullable(),
  revokedAt: z.coerce.date().nullable(),
  revokedWhy: z.string().nullable(),
  /** The dossiers that ask to renew it. */
  renewedBy: z.array(z.string()),
});
export type OtherPermit = z.output<typeof otherPermit>;

/** An open dossier that asks for the same thing as dossier `asker`; `from` and `to` as answered. */
const openDossier = z.object({
  asker: z.string(),
  thing: z.string(),
  id: z.string(),
  code: z.string(),
  procedureCode: z.string(),
  receivingUnit: z.string(),
  decidingUnit: z.string(),
  submittedAt: z.coerce.date(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type OpenDossier = z.output<typeof openDossier>;

const facts = z.object({ permits: z.array(otherPermit), others: z.array(openDossier), papers: z.record(z.string(), z.array(z.string())) });
export type CheckFacts = z.output<typeof facts>;

/** What to look for: the dossiers themselves, what each of them asks for, and where each procedure keeps the days it is asked for. */
export type LookFor = {
  ids: readonly string[];
  asked: readonly { thing: string; asker: string }[];
  procedures: readonly { code: string; from: string | null; until: string | null }[];
};

/** Everything the checks of many dossiers look at, in one round trip. */
export async function checkFacts(db: Db, { ids, asked, procedures }: LookFor): Promise<CheckFacts> {
  const things = asked.map(({ thing }) => thing);
  const askers = asked.map(({ asker }) => asker);
  const codes = procedures.map(({ code }) => code);
  // A few things are looked up by the index of things; for a whole queue every open dossier of its procedures is read once and joined.
  // Lists of values are joined and never compared with «any», which PostgreSQL would go through for every row.
  const near = asked.length > 50 ? sql`d.procedure_code = any(${codes}::text[])` : sql`d.things && ${things}::text[]`;
  const row = await db.one<Record<string, unknown>>(sql`with near as materialized (
      select d.id, unnest(d.things) as thing from dossiers.dossiers d where ${near} and d.finished_at is null and d.things <> '{}'
    )
    select
    coalesce((select json_agg(p) from (
      select a.asker, exists (select from dossiers.renewals r where r.permit_id = p.id and r.dossier_id = a.asker) as renewed, p.procedure_code as "procedureCode", p.number_text as "numberText", p.thing, p.valid_from as "validFrom", p.valid_until as "validUntil",
        p.suspended_at as "suspendedAt", p.suspended_why as "suspendedWhy", p.revoked_at as "revokedAt",
        (select s.revoked_why from dossiers.results s where s.id = p.id) as "revokedWhy",
        (select coalesce(array_agg(r.dossier_id), '{}') from dossiers.renewals r where r.permit_id = p.id) as "renewedBy"
      from unnest(${things}::text[], ${askers}::uuid[]) as a(thing, asker)
        join dossiers.permits p on p.thing = a.thing and p.thing <> '' and p.dossier_id <> a.asker
      where p.procedure_code = any(${codes}::text[])) p), '[]') as permits,
    coalesce((select json_agg(o) from (
      select a.asker, a.thing, d.id, d.code, d.procedure_code as "procedureCode", d.receiving_unit as "receivingUnit", d.deciding_unit as "decidingUnit",
        d.submitted_at as "submittedAt", d.form #>> string_to_array(r.starts, '.') as "from", d.form #>> string_to_array(r.ends, '.') as "to"
      from unnest(${things}::text[], ${askers}::uuid[]) as a(thing, asker)
        join near on near.thing = a.thing and near.id <> a.asker join dossiers.dossiers d on d.id = near.id
        join unnest(${codes}::text[], ${procedures.map(({ from }) => from)}::text[], ${procedures.map(({ until }) => until)}::text[]) as r(code, starts, ends)
          on r.code = d.procedure_code) o), '[]') as others,
    coalesce((select json_object_agg(p.dossier_id, p.papers) from (
      select p.dossier_id, array_agg(distinct p.paper) as papers from unnest(${[...ids]}::uuid[]) as a(id) join dossiers.papers p on p.dossier_id = a.id group by p.dossier_id) p), '{}') as papers`);
  return facts.parse(row);
}
