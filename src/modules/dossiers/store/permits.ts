import { type Db, sql } from '#kernel/db/index.ts';

/** A permit (giấy phép đã cấp) as the registry has it: what was issued, for what, from when to when. */
export type Permit = {
  id: string;
  dossierId: string;
  procedureCode: string;
  unitId: string;
  numberText: string;
  /** What it is for, folded by `foldThing`; '' when it is about a person. */
  thing: string;
  shown: string;
  holder: string;
  holderPhone: string | null;
  issuedAt: Date;
  validFrom: Date;
  /** Null: for ever. */
  validUntil: Date | null;
  /** Provinces by code. */
  origin: string | null;
  destination: string | null;
  onBehalfOf: string | null;
  conditions: string;
  suspendedAt: Date | null;
  /** Null while suspended: until an officer lifts it. */
  suspendedUntil: Date | null;
  suspendedWhy: string | null;
  revokedAt: Date | null;
  renews: string | null;
  remindedAt: Date | null;
};

export type NewPermit = Omit<Permit, 'suspendedAt' | 'suspendedUntil' | 'suspendedWhy' | 'revokedAt' | 'remindedAt' | 'renews'>;

export const permitColumns = sql`id, dossier_id as "dossierId", procedure_code as "procedureCode", unit_id as "unitId", number_text as "numberText", thing, shown, holder,
  holder_phone as "holderPhone", issued_at as "issuedAt", valid_from as "validFrom", valid_until as "validUntil", origin, destination, on_behalf_of as "onBehalfOf", conditions,
  suspended_at as "suspendedAt", suspended_until as "suspendedUntil", suspended_why as "suspendedWhy", revoked_at as "revokedAt", renews, reminded_at as "remindedAt"`;

/** Enters a sealed result into the registry; where its dossier asked to renew a permit for the same thing, it takes that one's place. */
export async function keepPermit(db: Db, p: NewPermit): Promise<void> {
  await db.run(sql`insert into dossiers.permits (id, dossier_id, procedure_code, unit_id, number_text, thing, shown, holder, holder_phone, issued_at, valid_from, valid_until,
      origin, destination, on_behalf_of, conditions, renews)
    values (${p.id}::uuid, ${p.dossierId}::uuid, ${p.procedureCode}, ${p.unitId}, ${p.numberText}, ${p.thing}, ${p.shown}, ${p.holder}, ${p.holderPhone}, ${p.issuedAt},
      ${p.validFrom}, ${p.validUntil}, ${p.origin}, ${p.destination}, ${p.onBehalfOf}, ${p.conditions},
      (select o.id from dossiers.renewals r join dossiers.permits o on o.id = r.permit_id where r.dossier_id = ${p.dossierId}::uuid and o.thing = ${p.thing}
        order by o.valid_until desc nulls last limit 1))`);
}

export function permitById(db: Db, id: string): Promise<Permit | undefined> {
  return db.maybe<Permit>(sql`select ${permitColumns} from dossiers.permits where id = ${id}::uuid`);
}

export function permitsOfDossier(db: Db, dossierId: string): Promise<Permit[]> {
  return db.many<Permit>(sql`select ${permitColumns} from dossiers.permits where dossier_id = ${dossierId}::uuid
    order by (select position from dossiers.results r where r.id = permits.id)`);
}

/** Permits for a thing that hold at some moment between `from` and `to`: not taken back, perhaps suspended. */
export function permitsOfThing(db: Db, asked: { thing: string; procedureCode?: string; from: Date; to: Date | null }): Promise<Permit[]> {
  const { thing, procedureCode = null, from, to } = asked;
  return db.many<Permit>(sql`select ${permitColumns} from dossiers.permits
    where thing = ${thing} and thing <> '' and revoked_at is null and (${procedureCode}::text is null or procedure_code = ${procedureCode})
      and (valid_until is null or valid_until >= ${from}) and (${to}::timestamptz is null or valid_from <= ${to}) order by valid_from`);
}

/** Permits whose end comes before a moment and has not come yet; those that end first stand first. */
export function permitsEnding(db: Db, now: Date, before: Date, unitId: string | null = null): Promise<Permit[]> {
  return db.many<Permit>(sql`select ${permitColumns} from dossiers.permits
    where revoked_at is null and valid_until >= ${now} and valid_until < ${before} and (${unitId}::text is null or unit_id = ${unitId}) order by valid_until, id`);
}

/** Marks a permit as taken back; the credential and the result say so themselves. */
export async function markPermitRevoked(db: Db, id: string, at: Date): Promise<void> {
  await db.run(sql`update dossiers.permits set revoked_at = ${at} where id = ${id}::uuid and revoked_at is null`);
}

/** Suspends; false when it already is, or is taken back. */
export async function markSuspended(db: Db, id: string, { at, until, why }: { at: Date; until: Date | null; why: string }): Promise<boolean> {
  const touched = await db.run(sql`update dossiers.permits set suspended_at = ${at}, suspended_until = ${until}, suspended_why = ${why}
    where id = ${id}::uuid and suspended_at is null and revoked_at is null`);
  return touched === 1;
}

/** Lifts a suspension; false when there is none. */
export async function markReinstated(db: Db, id: string): Promise<boolean> {
  const touched = await db.run(sql`update dossiers.permits set suspended_at = null, suspended_until = null, suspended_why = null
    where id = ${id}::uuid and suspended_at is not null and revoked_at is null`);
  return touched === 1;
}

/** Suspensions whose last day is over, for the hourly work that lifts them. */
export function suspensionsOver(db: Db, now: Date): Promise<Permit[]> {
  return db.many<Permit>(
    sql`select ${permitColumns} from dossiers.permits where suspended_at is not null and suspended_until <= ${now} and revoked_at is null order by suspended_until`,
  );
}
