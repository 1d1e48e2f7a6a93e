import type { CheckRule } from '../procedures/index.ts';

export type CheckVerdict = 'pass' | 'doubt' | 'fail';

/** What one automatic check (máy kiểm tra) found about a dossier, or about one thing in it. */
export type CheckResult = {
  id: string;
  title: string;
  /** The rule in the words of the procedure package, and how sure they are. */
  rule: string;
  sure: CheckRule['sure'];
  verdict: CheckVerdict;
  /** What was found and, where it is not right, what would be. */
  words: string;
  /** Which vehicle or person, where the check looks at several. */
  about?: string;
  /** Another dossier that the words speak of; its address is shown only to those who may open it. */
  see?: OtherDossier;
};

export type OtherDossier = { id: string; code: string; receivingUnit: string; decidingUnit: string };

/** True when there are checks and every one of them passes. */
export function allClear(results: readonly CheckResult[]): boolean {
  return results.length > 0 && results.every(({ verdict }) => verdict === 'pass');
}

/** The gravest verdict of several; a pass when there are none. */
export function gravest(results: readonly Pick<CheckResult, 'verdict'>[]): CheckVerdict {
  if (results.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return results.some(({ verdict }) => verdict === 'doubt') ? 'doubt' : 'pass';
}
