import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type Joining, openJoining } from './join.ts';

export { mostInOneFile } from './join.ts';

/** The print shop: a template of ours and plain data become a tagged PDF/A. Data never becomes markup. */
export type Printing = {
  /** `template` is a path below the root folder; `data` must be JSON. Its `printedAt` (ISO) is the date inside the PDF: same data, same bytes. */
  render(template: string, data: unknown): Promise<Uint8Array>;
  /** The first page as SVG, its letters drawn as outlines: looks the same without any font. */
  draw(template: string, data: unknown): Promise<string>;
  /** Finished papers one behind another, at most `mostInOneFile`, to be printed at once: it looks like them and bears no signature. */
  join(joining: Joining): Promise<Uint8Array>;
  close(): Promise<void>;
};

export type PrintingOptions = {
  rootDir: string /** Milliseconds without work after which the press stops. */;
  idleFor?: number /** Papers after which a new press takes over. */;
  papersEach?: number;
};

type Form = 'pdf' | 'svg';
type Answer = { id: number; printed?: Uint8Array; error?: string };
type Waiting = { resolve(printed: Uint8Array): void; reject(error: Error): void };

const patience = 30_000;
/** Tinos for text (NĐ 30/2020: the widths of Times New Roman), Be Vietnam Pro for what is read from afar. */
const fonts = ['tinos', 'be-vietnam-pro/700Bold'].map((name) => `node_modules/@expo-google-fonts/${name}`);

/** Opens the print shop; its press, a process of its own, starts with the first paper and stops when nobody printed for a while. */
export function openPrinting({ rootDir, idleFor = 60_000, papersEach = 1000 }: PrintingOptions): Printing {
  let press: Press | undefined;
  let idle: NodeJS.Timeout | undefined;

  async function print(template: string, data: unknown, as: Form): Promise<Uint8Array> {
    clearTimeout(idle);
    if (press?.isDone() || (press && press.printed >= papersEach)) retire();
    press ??= startPress(rootDir);
    const own = press;
    try {
      return await own.print(join(rootDir, template), JSON.stringify(data), as);
    } finally {
      if (own === press && own.isIdle()) idle = setTimeout(retire, idleFor).unref();
    }
  }

  /** What the old press has begun it still finishes; new papers go to the next one. */
  function retire(): void {
    press?.endWhenIdle();
    press = undefined;
  }

  return {
    render: (template, data) => print(template, data, 'pdf'),
    join: openJoining(rootDir),
    draw: async (template, data) => Buffer.from(await print(template, data, 'svg')).toString('utf8'),
    async close() {
      clearTimeout(idle);
      press?.end(new Error('the print shop was closed'));
      press = undefined;
    },
  };
}

type Press = ReturnType<typeof startPress>;

function startPress(rootDir: string) {
  const waiting = new Map<number, Waiting>();
  let printed = 0;
  let last = false;
  let done = false;

  const child = fork(join(rootDir, 'src/kernel/printing/press.mjs'), [rootDir, ...fonts.map((folder) => join(rootDir, folder))], {
    serialization: 'advanced',
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  child.on('message', ({ id, printed: paper, error }: Answer) => {
    if (paper) take(id)?.resolve(new Uint8Array(paper));
    else take(id)?.reject(new Error(`the paper could not be printed: ${error}`));
    if (last && waiting.size === 0) end(new Error('the press was stopped'));
  });
  child.on('error', end);
  child.on('exit', () => end(new Error('the press ended by itself')));

  function take(id: number): Waiting | undefined {
    const one = waiting.get(id);
    waiting.delete(id);
    return one;
  }

  function end(error: Error): void {
    done = true;
    for (const id of waiting.keys()) take(id)?.reject(error);
    child.kill('SIGKILL');
  }

  function print(template: string, data: string, as: Form): Promise<Uint8Array> {
    const id = printed++;
    const answer = new Promise<Uint8Array>((resolve, reject) => waiting.set(id, { resolve, reject }));
    child.send({ id, template, data, as });
    // A press that hangs on one paper would hang on the next: it is stopped with everything that waits for it.
    const late = setTimeout(() => end(new Error(`printing ${template} took more than ${patience / 1000} s`)), patience);
    return answer.finally(() => clearTimeout(late));
  }

  return {
    print,
    end,
    get printed() {
      return printed;
    },
    isDone: () => done,
    isIdle: () => waiting.size === 0,
    endWhenIdle() {
      last = true;
      if (waiting.size === 0) end(new Error('the press was stopped'));
    },
  };
}
