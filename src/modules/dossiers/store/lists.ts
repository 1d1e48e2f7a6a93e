import { type Db, type Sql, sql } from '#kernel/db/index.ts';
import type { Officer } from '#kernel/identity/actor.ts';
import type { State, Step } from '../dossier.ts';
import { lookedFor } from '../words-to-find-by.ts';
import { visibleTo } from './read.ts';

/** A dossier as a line of a list. */
export type Line = {
  id: string;
  code: string;
  procedureName: string;
  applicantName: string;
  state: State;
  step: Step | null;
  channel: string;
  receivingUnit: string;
  submittedAt: Date;
  dueAt: Date | null;
  finishedAt: Date | null;
};

const line = sql`d.id, d.code, d.procedure_name as "procedureName", d.applicant_name as "applicantName", d.state, d.step, d.channel, d.receiving_unit as "receivingUnit",
  d.submitted_at as "submittedAt", d.due_at as "dueAt", d.finished_at as "finishedAt"`;

/** What lies before an officer (việc của tôi): held by his unit in one of his roles, most urgent first. */
export function workOf(db: Db, officer: Officer, page = 1): Promise<Line[]> {
  return db.many<Line>(sql`select ${line} from dossiers.dossiers d where d.holder_unit = ${officer.unitId} and d.holder_role = any(${[...officer.roles]}::text[])
    order by d.due_at nulls last, d.id limit 41 offset ${(page - 1) * 40}`);
}

export type Load = { step: Step; waiting: number; late: number; today: number };

/** How much waits at each step of the unit, how much of it is late, how much is due by `endOfDay`. */
export function loadOf(db: Db, officer: Officer, now: Date, endOfDay: Date): Promise<Load[]> {
  return db.many<Load>(sql`select d.step, count(*) as waiting, count(*) filter (where d.due_at < ${now}) as late, count(*) filter (where d.due_at >= ${now} and d.due_at <= ${endOfDay}) as today
    from dossiers.dossiers d where d.holder_unit = ${officer.unitId} and d.step is not null group by d.step`);
}

/** `everyUnit`: all there ever were, among whose dossiers an auditor looks. */
type Wanted = { text: string; code: string; state: string; page: number; everyUnit: readonly string[] };

const onPage = 30;

/** Dossiers this officer may see, by their code or that of their lot, by name, phone, number or plate as typed; newest first, one more than a page holds. */
export function searchDossiers(db: Db, officer: Officer, { text, code, state, page, everyUnit }: Wanted): Promise<Line[]> {
  const inState = state ? sql`d.state = ${state}` : sql`true`;
  const skip = (page - 1) * onPage;
  const query = lookedFor(text, officer.roles.includes('auditor') ? everyUnit : [officer.unitId]);
  if (!query && !code) return newestDossiers(db, officer, inState, skip);
  const matches = code
    ? sql`(d.code = ${code} or d.lot = (select l.id from dossiers.lots l where l.code = ${code}))`
    : sql`d.search @@ to_tsquery('simple', ${query})`;
  return db.many<Line>(
    sql`select ${line} from dossiers.dossiers d where ${visibleTo(officer)} and ${matches} and ${inState} order by d.submitted_at desc, d.id limit ${onPage + 1} offset ${skip}`,
  );
}

/** Each unit's newest stand in an index of their own; asking for both at once would sort everything the unit ever had. */
function newestDossiers(db: Db, officer: Officer, inState: Sql, skip: number): Promise<Line[]> {
  const most = skip + onPage + 1;
  const newest = (where: Sql) => sql`(select ${line} from dossiers.dossiers d where ${where} and ${inState} order by d.submitted_at desc limit ${most})`;
  const all = officer.roles.includes('auditor')
    ? newest(sql`true`)
    : sql`${newest(sql`d.receiving_unit = ${officer.unitId}`)} union all ${newest(sql`d.deciding_unit = ${officer.unitId} and d.deciding_unit <> d.receiving_unit`)}`;
  return db.many<Line>(sql`select * from (${all}) as newest order by "submittedAt" desc, id limit ${onPage + 1} offset ${skip}`);
}

export type RegisterLine = Line & {
  applicantAddress: string | null;
  applicantPhone: string | null;
  decidingUnit: string;
  receivedAt: Date | null;
  returnMode: string;
  givenBackAt: Date | null;
};

/** A longer span is cut, and the page says so. */
export const mostRegisterLines = 5000;

/** The register (sổ theo dõi hồ sơ) of a desk: what came between two moments, in the order of its coming. */
export function registerOf(db: Db, unitId: string, from: Date, to: Date): Promise<RegisterLine[]> {
  return db.many<RegisterLine>(sql`select ${line}, d.applicant_address as "applicantAddress", d.applicant_phone as "applicantPhone", d.deciding_unit as "decidingUnit", d.received_at as "receivedAt",
    d.return_mode as "returnMode", (select e.at from dossiers.events e where e.dossier_id = d.id and e.verb = 'giveBack' limit 1) as "givenBackAt"
    from dossiers.dossiers d where d.receiving_unit = ${unitId} and d.submitted_at >= ${from} and d.submitted_at < ${to} order by d.submitted_at, d.id limit ${mostRegisterLines}`);
}
