import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** Time must come from arguments, never from the machine: all that is ours runs under both of these zones, walks through browsers once. */
const runs = [
  { zone: 'UTC', files: [] as string[] },
  { zone: 'America/New_York', files: ['src', 'test/permissions', 'test/fuzz-life'] },
];

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTotalTests: number;
  testResults: { status: string; name: string; message: string; assertionResults: { status: string; fullName: string; failureMessages: string[] }[] }[];
};

const folder = mkdtempSync(join(tmpdir(), 'motcua-report-'));
const only = process.argv.slice(2);
const reports = runs.map(({ zone, files }) => runVitest(zone, only.length > 0 ? only : files));
rmSync(folder, { recursive: true });

const passed = sum((report) => report.numPassedTests);
const failed = sum((report) => report.numFailedTests + report.testResults.filter(brokenFile).length);
const skipped = sum((report) => report.numPendingTests);
if (skipped > 0) console.log(`${skipped} skipped: see above which, and why`);
for (const [at, report] of reports.entries()) for (const line of failures(report)) console.log(`failed, TZ=${runs[at]?.zone}: ${line}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function runVitest(zone: string, files: string[]): Report {
  const output = join(folder, `${zone.replace('/', '-')}.json`);
  console.log(`\n— TZ=${zone} —`);
  const { status } = spawnSync('vitest', ['run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${output}`], {
    stdio: 'inherit',
    env: { ...process.env, TZ: zone },
  });
  const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
  // A rejection that nobody awaited fails the run and belongs to no test.
  const unexplained = status !== 0 && report.numFailedTests === 0 && !report.testResults.some(brokenFile);
  return unexplained ? { ...report, numFailedTests: 1 } : report;
}

/** What failed and why, in a line each: a long output is often kept only by its end. */
function failures(report: Report): string[] {
  const named = report.testResults.flatMap((file) => [
    ...(brokenFile(file) ? [`${relative('.', file.name)}: ${firstLine(file.message)}`] : []),
    ...file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${relative('.', file.name)}: ${test.fullName}: ${firstLine(test.failureMessages[0] ?? '')}`),
  ]);
  return report.numFailedTests > 0 && named.length === 0 ? ['an error outside every test: see «Unhandled Errors» above'] : named;
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 300);
}

/** A file that cannot even be loaded has no failed test of its own, and must not pass for an empty one. */
function brokenFile(file: Report['testResults'][number]): boolean {
  return file.status === 'failed' && file.assertionResults.length === 0;
}

function sum(count: (report: Report) => number): number {
  return reports.reduce((total, report) => total + count(report), 0);
}
