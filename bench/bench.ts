import { benchBoard } from './board.ts';
import { benchCached } from './cached.ts';
import { type Figure, median, printFigures } from './figures.ts';
import { benchFirstPaint } from './first-paint.ts';
import { benchGrowth } from './growth.ts';
import { benchInstall } from './install.ts';
import { printing, roadside, verifying } from './kernel.ts';
import { family, memoryMb } from './processes.ts';
import { benchPasses } from './passes.ts';
import { type Base, reachDatabase } from './province.ts';
import { makeDataDir, removeDataDir, type Server, startServer, stopServer } from './server.ts';
import { benchSearch } from './search.ts';
import { benchSheets } from './sheets.ts';
import { benchSubmit } from './submit.ts';
import { weighPages } from './weight.ts';

/**
 * Measures every budget once, in this run and on this machine, and prints one table. A missed budget is a line, not a failure.
 * `--only=weight,submit` measures some of it, `--growth=100000` lets the house grow less far than the budget says, and takes a third of the time.
 */
const only = optionOf('only');
const passes = Number(optionOf('passes') ?? 1800);
const grownTo = Number(optionOf('growth') ?? 1_000_000);

function optionOf(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
}

type Place = { dataDir: string; server: Server; base: Base };
type Measure = { name: string; measure(place: Place): Promise<Figure[]> };

const measures: readonly Measure[] = [
  { name: 'memory', measure: idleMemory },
  { name: 'weight', measure: ({ server, base }) => weighPages(server.url, base) },
  { name: 'first-paint', measure: ({ server }) => benchFirstPaint(server) },
  { name: 'cached', measure: ({ server }) => benchCached(server) },
  { name: 'search', measure: ({ server, base, dataDir }) => benchSearch(server, base, dataDir) },
  { name: 'verify', measure: verifying },
  { name: 'roadside', measure: roadside },
  { name: 'printing', measure: printing },
  { name: 'submit', measure: ({ server, base }) => benchSubmit(server, base) },
  { name: 'sheets', measure: ({ server, base }) => benchSheets(server, base) },
  { name: 'passes', measure: () => benchPasses(passes) },
  { name: 'board', measure: () => benchBoard() },
  { name: 'growth', measure: () => benchGrowth(grownTo) },
  { name: 'install', measure: benchInstall },
];

async function main(): Promise<number> {
  const dataDir = await makeDataDir();
  let running: Server | undefined;
  const figures: Figure[] = [];
  const failed: string[] = [];
  try {
    const starts = await measureStarts(dataDir, (server) => (running = server));
    figures.push(...starts.figures);
    running = starts.server;
    const base = await reachDatabase(dataDir);
    for (const { name, measure } of measures) {
      if (only && !only.split(',').includes(name)) continue;
      await attempt(name, async () => void figures.push(...(await measure({ dataDir, server: starts.server, base }))));
    }
    await base.close();
  } catch (error) {
    failed.push(`the server: ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    if (running) await stopServer(running);
    await removeDataDir(dataDir);
  }

  async function attempt(name: string, work: () => Promise<void>): Promise<void> {
    const from = performance.now();
    await work().catch((error: unknown) => failed.push(`${name}: ${error instanceof Error ? error.stack : String(error)}`));
    console.error(`${name}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
  }

  const missed = printFigures(figures);
  console.log(`\n${figures.length} figures, ${missed} missed`);
  for (const line of failed) console.log(`NOT MEASURED  ${line}`);
  return failed.length > 0 ? 1 : 0;
}

/** One start into an empty folder, then three into a folder that is already filled; leaves the last server running. */
async function measureStarts(dataDir: string, tell: (server: Server) => void): Promise<{ figures: Figure[]; server: Server }> {
  let server = await startServer(dataDir);
  tell(server);
  const fresh = server.startSeconds;
  const warm: number[] = [];
  for (let i = 0; i < 3; i++) {
    await stopServer(server);
    server = await startServer(dataDir);
    tell(server);
    warm.push(server.startSeconds);
  }
  return {
    server,
    figures: [
      { name: 'fresh start, packages installed', value: fresh, unit: 's', limit: 90, at: 'most', note: 'empty folder: database made, demo province loaded' },
      { name: 'warm start', value: median(warm), unit: 's', limit: 3, at: 'most', note: 'median of 3' },
    ],
  };
}

async function idleMemory({ server, base }: Place): Promise<Figure[]> {
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const pids = family(server.pid, base.pid);
  const own = memoryMb([server.pid]);
  return [
    {
      name: 'memory of all processes, idle',
      value: memoryMb(pids),
      unit: 'MB',
      limit: 300,
      at: 'most',
      note: `PSS of ${pids.length} processes, ${own.toFixed(0)} MB of it the program`,
    },
  ];
}

const strange = process.argv.slice(2).filter((argument) => !/^--(only|passes|growth)=./.test(argument));
if (strange.length > 0) {
  console.log(`bin/bench [--only=NAME,…] [--passes=1800] [--growth=1000000]\nMeasures: ${measures.map(({ name }) => name).join(', ')}`);
  process.exit(strange.includes('--help') ? 0 : 2);
}
process.exit(await main());
