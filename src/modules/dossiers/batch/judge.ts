import type { Platform } from '#kernel/platform.ts';
import type { CheckVerdict } from '../store/batches.ts';
import type { Dossier } from '../store/read.ts';

/** What the automatic checks say of a dossier, in one word and one sentence; nothing for a procedure without checks. */
export async function judgeDossier(_platform: Platform, _dossier: Dossier): Promise<{ verdict: CheckVerdict | null; said: string | null }> {
  return { verdict: null, said: null };
}
