import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Figure, median } from './figures.ts';
import { load, requestBytes } from './load.ts';
import { cpuSeconds } from './processes.ts';
import { procedureCode } from './province.ts';
import type { Server } from './server.ts';

const rounds = 5;
const each = 6000;
const connections = 20;
const path = `/dich-vu-cong/${procedureCode}`;

/** The procedure page as everybody gets it, against a bare `node:http` that sends the same bytes and headers, in turn. */
export async function benchCached(server: Server): Promise<Figure[]> {
  const bare = await startBare(`http://127.0.0.1:${server.port}${path}`);
  try {
    await Promise.all([ask(server, each), ask(bare, each)]);
    const turns = [];
    for (let round = 0; round < rounds; round++) turns.push({ ours: await ask(server, each), bare: await ask(bare, each) });
    return describe(turns);
  } finally {
    bare.stop();
  }
}

type Place = { port: number; pid: number };
type Asked = { perSecond: number; cpuMs: number };

async function ask({ port, pid }: Place, count: number): Promise<Asked> {
  const bytes = requestBytes('GET', path, port);
  const before = cpuSeconds([pid]);
  const { seconds, failed } = await load(port, connections, count, () => ({ bytes, expect: 200 }));
  if (failed > 0) throw new Error(`${failed} of ${count} pages did not come`);
  return { perSecond: count / seconds, cpuMs: ((cpuSeconds([pid]) - before) * 1000) / count };
}

function describe(turns: readonly { ours: Asked; bare: Asked }[]): Figure[] {
  const speed = turns.map(({ ours, bare }) => ours.perSecond / bare.perSecond);
  const cost = turns.map(({ ours, bare }) => bare.cpuMs / ours.cpuMs);
  const rate = (who: 'ours' | 'bare') => median(turns.map((turn) => turn[who].perSecond)).toFixed(0);
  const cpu = (who: 'ours' | 'bare') => median(turns.map((turn) => turn[who].cpuMs)).toFixed(3);
  const pairs = (ratios: readonly number[]) => `median of ${rounds} pairs: ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`;
  return [
    {
      name: 'cached procedure page, speed',
      value: median(speed),
      unit: '×',
      limit: 0.5,
      at: 'least',
      note: `${rate('ours')}/s against ${rate('bare')}/s of bare node:http with the same bytes; ${pairs(speed)}`,
    },
    {
      name: 'cached procedure page, for the same CPU',
      value: median(cost),
      unit: '×',
      limit: 0.5,
      at: 'least',
      note: `${cpu('ours')} ms a page against ${cpu('bare')} ms; ${pairs(cost)}`,
    },
  ];
}

async function startBare(url: string): Promise<Place & { stop(): void }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bare-http.mjs'), url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(Number(line)));
    child.once('exit', () => reject(new Error('the bare server did not start')));
  });
  return { port, pid: child.pid ?? 0, stop: () => child.kill() };
}
