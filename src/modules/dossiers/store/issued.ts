import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Scope } from './figures.ts';

/** A permit as a line of the list behind a figure. */
export type IssuedLine = {
  dossierId: string;
  numberText: string;
  shown: string;
  holder: string;
  issuedAt: Date;
  validUntil: Date | null;
  origin: string | null;
  destination: string | null;
  onBehalfOf: string | null;
  suspended: boolean;
  revoked: boolean;
  receivingUnit: string;
  decidingUnit: string;
};

/** '' of a province is every one, `none` is where nothing was said. */
export type Wanted = { origin: string; destination: string; onBehalf: string; standing: '' | 'suspended' | 'revoked' };

export const issuedOnPage = 50;

/** The permits behind a figure, newest first, one more than a page holds. */
export function issuedPermits(db: Db, scope: Scope, wanted: Wanted, page: number): Promise<IssuedLine[]> {
  return db.many<IssuedLine>(sql`select p.dossier_id as "dossierId", p.number_text as "numberText", p.shown, p.holder, p.issued_at as "issuedAt", p.valid_until as "validUntil",
      p.origin, p.destination, p.on_behalf_of as "onBehalfOf", p.suspended_at is not null as suspended, p.revoked_at is not null as revoked,
      d.receiving_unit as "receivingUnit", d.deciding_unit as "decidingUnit"
    from dossiers.permits p join dossiers.dossiers d on d.id = p.dossier_id
    where p.procedure_code = ${scope.procedureCode} and (${scope.unitId}::text is null or p.unit_id = ${scope.unitId})
      and p.issued_at >= ${scope.from} and p.issued_at < ${scope.to} and ${province(sql`p.origin`, wanted.origin)} and ${province(sql`p.destination`, wanted.destination)}
      and ${province(sql`p.on_behalf_of`, wanted.onBehalf)} and ${standing(wanted.standing)}
    order by p.issued_at desc, p.id limit ${issuedOnPage + 1} offset ${(page - 1) * issuedOnPage}`);
}

function province(column: Sql, code: string): Sql {
  if (code === '') return sql`true`;
  return code === 'none' ? sql`${column} is null` : sql`${column} = ${code}`;
}

function standing(wanted: Wanted['standing']): Sql {
  if (wanted === '') return sql`true`;
  return wanted === 'revoked' ? sql`p.revoked_at is not null` : sql`p.suspended_at is not null and p.revoked_at is null`;
}
