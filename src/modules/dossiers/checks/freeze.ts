import { z } from 'zod';
import type { Platform } from '#kernel/platform.ts';
import type { Subject } from '../act.ts';
import type { Event } from '../store/read.ts';
import type { CheckResult } from './check-result.ts';
import { runChecks } from './run-checks.ts';

/** What the machine finds in the moment of a decision, to stand in the history beside it: the officer decided in sight of this. */
export async function checksAtDecision(platform: Platform, subject: Subject): Promise<{ checks?: FrozenCheck[] }> {
  const found = await runChecks(platform, subject);
  return found.length > 0 ? { checks: freeze(found) } : {};
}

/** Findings as they are kept beside a decision. */
export function freeze(found: readonly CheckResult[]): FrozenCheck[] {
  return found.map(kept);
}

/** Without the way to the other dossier: whoever reads the history may not be one who may open that. */
function kept({ id, title, rule, sure, verdict, words, about }: CheckResult): FrozenCheck {
  return { id, title, rule, sure, verdict, words, ...(about === undefined ? {} : { about }) };
}

export type FrozenCheck = Omit<CheckResult, 'see'>;

const frozen = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    rule: z.string(),
    sure: z.string(),
    verdict: z.enum(['pass', 'doubt', 'fail']),
    words: z.string(),
    about: z.string().optional(),
  }),
);

/** What the machine had found when this line of the history was written; nothing where it did not look. */
export function checksOf({ detail }: Pick<Event, 'detail'>): FrozenCheck[] {
  const read = frozen.safeParse(detail.checks);
  return read.success ? read.data.map(({ about, ...rest }) => (about === undefined ? rest : { ...rest, about })) : [];
}

/** What stands on the dossier's page: looked at now while something is still to be decided, afterwards as it stood at the last decision. */
export type ShownChecks = { results: CheckResult[]; at: Date | undefined };

export async function checksToShow(platform: Platform, subject: Subject, events: readonly Event[]): Promise<ShownChecks> {
  if (!subject.dossier.finishedAt) return { results: await runChecks(platform, subject), at: undefined };
  const decided = events.findLast((event) => checksOf(event).length > 0);
  return { results: decided ? checksOf(decided) : [], at: decided?.at };
}
