import { type Db, sql } from '#kernel/db/index.ts';
import type { FrozenCheck } from '../checks/index.ts';

/** What came of looking at a dossier by rule: being issued, issued, or left to people. */
export type AutoOutcome = 'issuing' | 'issued' | 'left';

/** A dossier that was looked at by rule (tự động cấp): the rule, who allowed it, and what the checks said, frozen when it was decided. */
export type AutoIssue = {
  dossierId: string;
  procedureCode: string;
  unitId: string;
  outcome: AutoOutcome;
  said: string | null;
  rule: string;
  allowedBy: string;
  allowedAt: Date | null;
  basis: string;
  checks: FrozenCheck[];
  decidedAt: Date;
  issuedAt: Date | null;
  sample: boolean;
  reviewedAt: Date | null;
  reviewedBy: string | null;
  review: 'right' | 'wrong' | null;
  reviewNote: string | null;
};

const columns = sql`a.dossier_id as "dossierId", a.procedure_code as "procedureCode", a.unit_id as "unitId", a.outcome, a.said, a.rule, a.allowed_by as "allowedBy",
  a.allowed_at as "allowedAt", a.basis, a.checks, a.decided_at as "decidedAt", a.issued_at as "issuedAt", a.sample, a.reviewed_at as "reviewedAt", a.reviewed_by as "reviewedBy",
  a.review, a.review_note as "reviewNote"`;

export type NewAutoIssue = Pick<
  AutoIssue,
  'dossierId' | 'procedureCode' | 'unitId' | 'outcome' | 'said' | 'rule' | 'allowedBy' | 'allowedAt' | 'basis' | 'checks' | 'decidedAt' | 'sample'
>;

/** Notes the decision, once for a dossier; false when it was decided before. */
export async function insertAutoIssue(db: Db, a: NewAutoIssue): Promise<boolean> {
  const written =
    await db.run(sql`insert into dossiers.auto_issues (dossier_id, procedure_code, unit_id, outcome, said, rule, allowed_by, allowed_at, basis, checks, decided_at, sample)
    values (${a.dossierId}::uuid, ${a.procedureCode}, ${a.unitId}, ${a.outcome}, ${a.said}, ${a.rule}, ${a.allowedBy}, ${a.allowedAt}, ${a.basis}, ${JSON.stringify(a.checks)}::jsonb,
      ${a.decidedAt}, ${a.sample}) on conflict (dossier_id) do nothing`);
  return written === 1;
}

export function autoIssueOf(db: Db, dossierId: string): Promise<AutoIssue | undefined> {
  return db.maybe<AutoIssue>(sql`select ${columns} from dossiers.auto_issues a where a.dossier_id = ${dossierId}::uuid`);
}

export async function markIssued(db: Db, dossierId: string, at: Date): Promise<void> {
  await db.run(sql`update dossiers.auto_issues set outcome = 'issued', issued_at = ${at} where dossier_id = ${dossierId}::uuid and outcome = 'issuing'`);
}

/** Leaves to people what the rule had begun and cannot finish. */
export async function markLeft(db: Db, dossierId: string, said: string): Promise<void> {
  await db.run(
    sql`update dossiers.auto_issues set outcome = 'left', said = ${said}, sample = false where dossier_id = ${dossierId}::uuid and outcome = 'issuing'`,
  );
}

export type AutoCounts = { issued: number; left: number; lastHour: number; all: number; toReview: number };

/** How much was issued by rule since a moment, within the last hour, and ever. */
export function autoCounts(db: Db, { unitId, procedureCode }: { unitId: string; procedureCode: string }, since: Date, hourAgo: Date): Promise<AutoCounts> {
  return db.one<AutoCounts>(sql`select count(*) filter (where outcome <> 'left' and decided_at >= ${since})::int as issued,
      count(*) filter (where outcome = 'left' and decided_at >= ${since})::int as "left",
      count(*) filter (where outcome <> 'left' and decided_at > ${hourAgo})::int as "lastHour", count(*) filter (where outcome <> 'left')::int as all,
      count(*) filter (where sample and reviewed_at is null)::int as "toReview"
    from dossiers.auto_issues where unit_id = ${unitId} and procedure_code = ${procedureCode}`);
}

export type Switch = { on: boolean; why: string; accountId: string; byName: string; byPosition: string; at: Date };

const switchColumns = sql`is_on as "on", why, account_id as "accountId", by_name as "byName", by_position as "byPosition", at`;

/** How the switch stands; none when nobody has touched it, which means off. */
export function switchOf(db: Db, unitId: string, procedureCode: string): Promise<Switch | undefined> {
  return db.maybe<Switch>(sql`select ${switchColumns} from dossiers.auto_issue_switches
    where unit_id = ${unitId} and procedure_code = ${procedureCode} order by id desc limit 1`);
}

/** The newest row, held until the transaction ends: whoever counts against the limit of the hour does it one after the other. */
export function holdSwitch(db: Db, unitId: string, procedureCode: string): Promise<Switch | undefined> {
  return db.maybe<Switch>(sql`select ${switchColumns} from dossiers.auto_issue_switches
    where unit_id = ${unitId} and procedure_code = ${procedureCode} order by id desc limit 1 for update`);
}

export function switchesOf(db: Db, unitId: string, procedureCode: string): Promise<Switch[]> {
  return db.many<Switch>(sql`select ${switchColumns} from dossiers.auto_issue_switches
    where unit_id = ${unitId} and procedure_code = ${procedureCode} order by id desc limit 20`);
}

export async function turnSwitch(db: Db, unitId: string, procedureCode: string, turned: Switch): Promise<void> {
  await db.run(sql`insert into dossiers.auto_issue_switches (unit_id, procedure_code, is_on, why, account_id, by_name, by_position, at)
    values (${unitId}, ${procedureCode}, ${turned.on}, ${turned.why}, ${turned.accountId}, ${turned.byName}, ${turned.byPosition}, ${turned.at})`);
}

export type AutoLine = Pick<AutoIssue, 'dossierId' | 'procedureCode' | 'said' | 'decidedAt' | 'outcome' | 'review'> & { code: string; applicantName: string };

const line = sql`a.dossier_id as "dossierId", a.procedure_code as "procedureCode", a.said, a.decided_at as "decidedAt", a.outcome, a.review, d.code, d.applicant_name as "applicantName"`;

/** Samples that an officer of the unit has still to look at, oldest first. */
export function samplesToReview(db: Db, unitId: string): Promise<AutoLine[]> {
  return db.many<AutoLine>(sql`select ${line} from dossiers.auto_issues a join dossiers.dossiers d on d.id = a.dossier_id
    where a.unit_id = ${unitId} and a.sample and a.reviewed_at is null and a.outcome = 'issued' order by a.decided_at limit 50`);
}

/** What was left to people lately, and why. */
export function leftToPeople(db: Db, unitId: string, since: Date): Promise<AutoLine[]> {
  return db.many<AutoLine>(sql`select ${line} from dossiers.auto_issues a join dossiers.dossiers d on d.id = a.dossier_id
    where a.unit_id = ${unitId} and a.outcome = 'left' and a.decided_at >= ${since} order by a.decided_at desc limit 20`);
}

/** Notes what an officer found when he looked; false when somebody had, or it was no sample of this unit. */
export async function reviewSample(
  db: Db,
  dossierId: string,
  unitId: string,
  found: { review: 'right' | 'wrong'; note: string; by: string; at: Date },
): Promise<boolean> {
  const touched =
    await db.run(sql`update dossiers.auto_issues set review = ${found.review}, review_note = ${found.note}, reviewed_by = ${found.by}, reviewed_at = ${found.at}
    where dossier_id = ${dossierId}::uuid and unit_id = ${unitId} and sample and reviewed_at is null and outcome = 'issued'`);
  return touched === 1;
}
