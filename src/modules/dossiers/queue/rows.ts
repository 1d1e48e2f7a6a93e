import type { Officer } from '#kernel/identity/index.ts';
import type { Platform } from '#kernel/platform.ts';
import { allClear, type CheckResult, type CheckVerdict, gravest, runChecksOfMany } from '../checks/index.ts';
import type { Step } from '../dossier.ts';
import { type Answers, answerTo, limitOf, procedureVersion, type ProcedureVersion } from '../procedures/index.ts';
import type { Dossier } from '../store/read.ts';
import { type Queued, queueOf } from '../store/queue.ts';

/** How many lines stand on a page. */
export const onPage = 100;

/** A line of the queue: a dossier, what the machine says of it, and where it stands on its clock. */
export type QueueRow = {
  dossier: Dossier;
  procedure: ProcedureVersion;
  results: readonly CheckResult[];
  verdict: CheckVerdict;
  /** Waits for a role of this officer. */
  mine: boolean;
  late: boolean;
  /** When its clock began to run as it runs now. */
  start: Date;
  destination: string;
  /** As the officer's draft has it; before that, as the applicant asked. */
  onBehalf: string;
  /** The code of the lot it came in; '' for one that came by itself. */
  lot: string;
};

/** The whole queue of an officer's unit, checked; however long it is, it takes the same few statements. */
export async function readQueue(platform: Platform, officer: Officer): Promise<QueueRow[]> {
  const now = platform.now();
  const dossiers = await queueOf(platform.db, officer);
  const versions = new Map<string, ProcedureVersion>();
  for (const id of new Set(dossiers.map(({ procedureId }) => procedureId))) versions.set(id, await procedureVersion(platform.db, id));
  const checked = dossiers.flatMap((dossier) => {
    const procedure = versions.get(dossier.procedureId);
    return procedure ? [{ dossier, procedure }] : [];
  });
  const found = await runChecksOfMany(platform, checked, now);
  return checked.map(({ dossier, procedure }) => rowOf(officer, dossier, procedure, found.get(dossier.id) ?? [], now));
}

function rowOf(officer: Officer, dossier: Queued, procedure: ProcedureVersion, results: readonly CheckResult[], now: Date): QueueRow {
  const answers = dossier.form as Answers;
  return {
    dossier,
    procedure,
    results,
    verdict: allClear(results) ? 'pass' : gravest(results) === 'fail' ? 'fail' : 'doubt',
    mine: dossier.holderRole !== null && officer.roles.includes(dossier.holderRole),
    late: dossier.dueAt !== null && dossier.dueAt < now,
    start: startOf(dossier, procedure),
    destination: String(answerTo(answers, 'journey.to') ?? ''),
    onBehalf: dossier.onBehalf ?? String(answerTo(answers, 'journey.onBehalf') ?? ''),
    lot: dossier.lotCode ?? '',
  };
}

/** A limit in hours runs day and night, so its beginning is found again from its end, also after a supplement has begun it anew. */
function startOf({ channel, dueAt, submittedAt, postponedAt }: Dossier, procedure: ProcedureVersion): Date {
  const { unit, value } = limitOf(procedure, channel);
  return unit === 'hour' && dueAt && !postponedAt ? new Date(dueAt.getTime() - value * 3_600_000) : submittedAt;
}

/** What the page may be narrowed to. `step`: what waits for me, everything of the unit, or one step. */
export type QueueFilter = { verdict: CheckVerdict | ''; destination: string; onBehalf: string; lot: string; step: 'mine' | 'all' | Step };

/** Rows of the wanted step, province and standing, whatever the machine says: the counts on top are of these. */
export function narrowed(rows: readonly QueueRow[], { destination, onBehalf, lot, step }: QueueFilter): QueueRow[] {
  return rows.filter(
    (row) =>
      (step === 'all' || (step === 'mine' ? row.mine : row.dossier.step === step)) &&
      (destination === '' || row.destination === destination) &&
      (lot === '' || row.lot === lot) &&
      (onBehalf === '' || (onBehalf === 'none' ? row.onBehalf === '' : onBehalf === 'any' ? row.onBehalf !== '' : row.onBehalf === onBehalf)),
  );
}
