export { ChecksCard, countsInWords, grouped, verdictWords } from './checks-card.tsx';
export { allClear, type CheckResult, type CheckVerdict, gravest, type OtherDossier } from './check-result.ts';
export { checksAtDecision, checksOf, freeze, checksToShow, type FrozenCheck, type ShownChecks } from './freeze.ts';
export { type Checked, runChecks, runChecksOfMany } from './run-checks.ts';
