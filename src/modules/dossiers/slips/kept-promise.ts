import { type Punctuality, punctuality } from '../clocks.ts';
import type { RegisterLine } from '../store/lists.ts';

/** Early, on time, late or still running, as the register counts it; undefined where the office owed nothing. */
export function keptPromise({ state, finishedAt, dueAt }: Pick<RegisterLine, 'state' | 'finishedAt' | 'dueAt'>, now: Date): Punctuality | undefined {
  const owed = dueAt && state !== 'withdrawn' && state !== 'intake-refused';
  return owed ? punctuality(finishedAt, dueAt, now) : undefined;
}
