export { allClear, type CheckResult, type CheckVerdict, gravest, type OtherDossier } from './check-result.ts';
export { checksAtDecision, checksOf, type FrozenCheck } from './freeze.ts';
export { type Checked, runChecks, runChecksOfMany } from './run-checks.ts';
