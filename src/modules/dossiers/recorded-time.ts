import type { RecordedTime } from './clocks.ts';
import { type Answers, limitOf, type ProcedureVersion } from './procedures/index.ts';
import type { Dossier, Wait } from './store/read.ts';

type Timed = Pick<Dossier, 'channel' | 'form' | 'submittedAt' | 'supplements' | 'postponedAt' | 'dueAt' | 'finishedAt'>;

/**
 * What both clocks of a dossier read. A dossier sent complete counts from its sending, not from when the desk pressed its button:
 * docs/decisions/2026-11-23-promise-counts-from-sending.md.
 */
export function recordedTime(dossier: Timed, procedure: ProcedureVersion, waits: readonly Wait[]): RecordedTime {
  const { postponedAt, dueAt } = dossier;
  return {
    receivedAt: dossier.submittedAt,
    limit: limitOf(procedure, dossier.channel, { answers: dossier.form as Answers }),
    waits: waits.map(({ reason, fromAt, toAt }) => ({ reason, from: fromAt, to: toAt })),
    supplements: dossier.supplements,
    postponed: postponedAt && dueAt ? { at: postponedAt, to: dueAt } : null,
    finishedAt: dossier.finishedAt,
  };
}
