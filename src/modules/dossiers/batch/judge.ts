import type { Platform } from '#kernel/platform.ts';
import { allClear, type CheckResult, gravest, runChecksOfMany } from '../checks/index.ts';
import { procedureVersion } from '../procedures/index.ts';
import type { CheckVerdict } from '../store/batches.ts';
import type { Dossier } from '../store/read.ts';

export type Judged = { verdict: CheckVerdict | null; said: string | null };

/** What the automatic checks say of each dossier, in one word and its sentences; nothing for a procedure without checks. */
export async function judgeMany(platform: Platform, dossiers: readonly Dossier[]): Promise<Map<string, Judged>> {
  const versions = new Map<string, Awaited<ReturnType<typeof procedureVersion>>>();
  for (const { procedureId } of dossiers) if (!versions.has(procedureId)) versions.set(procedureId, await procedureVersion(platform.db, procedureId));
  const checked = dossiers.flatMap((dossier) => {
    const procedure = versions.get(dossier.procedureId);
    return procedure ? [{ dossier, procedure }] : [];
  });
  const found = await runChecksOfMany(platform, checked, platform.now());
  return new Map(dossiers.map(({ id }) => [id, judged(found.get(id) ?? [])]));
}

function judged(results: readonly CheckResult[]): Judged {
  if (results.length === 0) return { verdict: null, said: null };
  if (allClear(results)) return { verdict: 'clear', said: null };
  const said = results.flatMap(({ verdict, words, about }) => (verdict === 'pass' ? [] : [about ? `${about}: ${words}` : words])).join(' ');
  return { verdict: gravest(results) === 'fail' ? 'fail' : 'doubt', said };
}
