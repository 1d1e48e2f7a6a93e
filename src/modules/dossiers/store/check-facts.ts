import { z } from 'zod';
import { type Db, sql } from '#kernel/db/index.ts';

/** A permit somebody holds for a thing that a dossier asks for. */
const otherPermit = z.object({
  dossierId: z.string(),
  procedureCode: z.string(),
  numberText: z.string(),
  thing: z.string(),
  validFrom: z.coerce.date(),
  validUntil: z.coerce.date().nullable(),
  suspendedAt: z.coerce.date().nullable(),
  suspendedWhy: z.string().nullable(),
});
export type OtherPermit = z.output<typeof otherPermit>;

/** An open dossier that asks for the same thing; `from` and `to` as answered. */
const openDossier = z.object({
  id: z.string(),
  code: z.string(),
  procedureCode: z.string(),
  receivingUnit: z.string(),
  decidingUnit: z.string(),
  things: z.array(z.string()),
  submittedAt: z.coerce.date(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type OpenDossier = z.output<typeof openDossier>;

const facts = z.object({ permits: z.array(otherPermit), others: z.array(openDossier), papers: z.record(z.string(), z.array(z.string())) });
export type CheckFacts = z.output<typeof facts>;

/** What to look for: the dossiers themselves, everything they ask for, and where each procedure keeps the days it is asked for. */
export type LookFor = {
  ids: readonly string[];
  things: readonly string[];
  procedures: readonly { code: string; from: string | null; until: string | null }[];
};

/** Everything the checks of many dossiers look at, in one round trip. */
export async function checkFacts(db: Db, { ids, things, procedures }: LookFor): Promise<CheckFacts> {
  const codes = procedures.map(({ code }) => code);
  const row = await db.one<Record<string, unknown>>(sql`select
    coalesce((select json_agg(p) from (
      select dossier_id as "dossierId", procedure_code as "procedureCode", number_text as "numberText", thing, valid_from as "validFrom", valid_until as "validUntil",
        suspended_at as "suspendedAt", suspended_why as "suspendedWhy"
      from dossiers.permits where thing = any(${[...things]}::text[]) and thing <> '' and procedure_code = any(${codes}::text[]) and revoked_at is null) p), '[]') as permits,
    coalesce((select json_agg(o) from (
      select d.id, d.code, d.procedure_code as "procedureCode", d.receiving_unit as "receivingUnit", d.deciding_unit as "decidingUnit", d.things, d.submitted_at as "submittedAt",
        d.form #>> string_to_array(r.starts, '.') as "from", d.form #>> string_to_array(r.ends, '.') as "to"
      from dossiers.dossiers d join unnest(${codes}::text[], ${procedures.map(({ from }) => from)}::text[], ${procedures.map(({ until }) => until)}::text[]) as r(code, starts, ends)
        on d.procedure_code = r.code
      where d.finished_at is null and d.things <> '{}' and d.things && ${[...things]}::text[]) o), '[]') as others,
    coalesce((select json_object_agg(p.dossier_id, p.papers) from (
      select dossier_id, array_agg(distinct paper) as papers from dossiers.papers where dossier_id = any(${[...ids]}::uuid[]) group by dossier_id) p), '{}') as papers`);
  return facts.parse(row);
}
