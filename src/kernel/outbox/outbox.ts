import type { z } from 'zod';
import type { Db } from '#kernel/db/index.ts';
import { type Cron, latestSlot, parseCron } from './cron.ts';
import { anythingToDo, type Backlog, backlog, claim, type DeadJob, deadJobs, handOn, insertEvent, revive, startOccurrence } from './store.ts';
import { runAll } from './work.ts';

/** One attempt to hand an event to a handler. `key` is the same for every attempt of the same event and handler. */
export type Job<Payload> = {
  key: string;
  payload: Payload;
  at: Date;
  attempt: number;
  /** The program is about to end: long work notes where it is and comes to a stop. */
  leaving(): boolean;
};
export type Handler<Payload> = (job: Job<Payload>) => Promise<unknown>;
export type Listener = {
  name: string;
  topic?: string;
  parse(payload: unknown): unknown;
  handle: Handler<unknown>;
  attempts: number;
  firstWait: number;
  long: boolean;
};

/**
 * How often a handler is tried, and how many seconds pass before the second try; each further wait is twice as long, an hour at most.
 * `long` work, minutes of it, runs beside the others, so that a message need not wait until it is over.
 */
export type Patience = { attempts?: number; firstWait?: number; long?: boolean };
export type OutboxOptions = {
  now(): Date;
  complain?(error: unknown, about: string): void;
  atOnce?: number;
  pollEvery?: number;
  lease?: number;
  /** Long work is claimed for this many seconds at a time, so that after a crash somebody takes it up soon. */
  longLease?: number;
};

/** Events on their way out of a transaction, and recurring work. */
export type Outbox = {
  /** Adds an event, inside the caller's transaction when there is one. */
  add(topic: string, payload: Record<string, unknown>): Promise<void>;
  /** Hands events of a topic to a handler, at least once each; `name` is unique and never changes, it stands in waiting rows. */
  on<Payload>(topic: string, name: string, payload: z.ZodType<Payload>, handler: Handler<Payload>, patience?: Patience): void;
  /** Recurring work by cron in Vietnamese time, once in the whole installation; what was missed while down runs once. */
  every(cron: string, name: string, handler: () => Promise<unknown>): void;
  /** Looks for work now instead of at the next second. */
  wake(): void;
  /** Works until nothing is due; what must be tried again later stays. For tests and for an orderly stop. */
  drain(): Promise<void>;
  backlog(): Promise<Backlog>;
  dead(most?: number): Promise<DeadJob[]>;
  tryAgain(id: number): Promise<boolean>;
  start(): void;
  /** Takes no more work and waits for what is in hand. */
  stop(): Promise<void>;
};

const batch = 200;
/** Jobs claimed in one look for each that runs at once: looking costs as much as a short job. */
const ahead = 4;
/** How many handlers of long work run at once in one process. */
const longAtOnce = 2;

/** Opens the outbox; nothing runs until `start`. */
export function openOutbox(db: Db, { now, complain = console.error, atOnce = 4, pollEvery = 1000, lease = 300, longLease = 20 }: OutboxOptions): Outbox {
  const listeners = new Map<string, Listener>();
  const schedules: { name: string; cron: Cron; looked?: Date }[] = [];
  let leaving = false;

  async function startSchedules(): Promise<void> {
    for (const schedule of schedules) {
      const at = now();
      const slot = latestSlot(schedule.cron, at, schedule.looked);
      if (slot) await startOccurrence(db, schedule.name, scheduled(schedule.name), slot);
      schedule.looked = at;
    }
  }

  /** One look; true when something was done and more may follow. */
  async function once(): Promise<boolean> {
    await startSchedules();
    if (!(await anythingToDo(db))) return false;
    const topics = [...listeners.values()].flatMap(({ topic, name }) => (topic ? [{ topic, handler: name }] : []));
    const taken = await handOn(db, topics, batch);
    return (await work(namesOf(listeners, { long: false }), lease, atOnce, atOnce * ahead)) + taken > 0;
  }

  /** One look for long work. */
  async function onceLong(): Promise<boolean> {
    const wanted = namesOf(listeners, { long: true });
    return wanted.length > 0 && !leaving && (await work(wanted, longLease, 1, 1)) > 0;
  }

  async function work(wanted: readonly string[], held: number, abreast: number, most: number): Promise<number> {
    const jobs = await claim(db, wanted, most, held);
    await runAll({ db, lease: held, complain, leaving: () => leaving }, jobs, abreast, (handler) => listeners.get(handler));
    return jobs.length;
  }

  function listen(listener: Listener): void {
    if (listeners.has(listener.name)) throw new Error(`two handlers are called ${listener.name}`);
    listeners.set(listener.name, listener);
  }

  const loops = [once, ...Array.from({ length: longAtOnce }, () => onceLong)].map((look) => repeat(look, pollEvery, (error) => complain(error, 'outbox')));
  return {
    wake: () => loops.forEach((loop) => loop.wake()),
    start() {
      leaving = false;
      loops.forEach((loop) => loop.start());
    },
    async stop() {
      leaving = true;
      await Promise.all(loops.map((loop) => loop.stop()));
    },
    add: async (topic, payload) => void (await insertEvent(db, topic, payload)),
    on(topic, name, schema, handler, { attempts = 10, firstWait = 5, long = false } = {}) {
      // The schema has just made the payload what this handler asks for; only the map of all handlers forgets its type.
      listen({ name, topic, parse: (payload) => schema.parse(payload), handle: handler as Handler<unknown>, attempts, firstWait, long });
    },
    every(cron, name, handler) {
      schedules.push({ name, cron: parseCron(cron) });
      listen({ name: scheduled(name), parse: (payload) => payload, handle: handler, attempts: 3, firstWait: 30, long: false });
    },
    async drain() {
      while ((await once()) || (await onceLong())) continue;
    },
    backlog: () => backlog(db),
    dead: (most = 50) => deadJobs(db, most),
    tryAgain: async (id) => (await revive(db, id)) === 1,
  };
}

function namesOf(listeners: ReadonlyMap<string, Listener>, { long }: { long: boolean }): string[] {
  return [...listeners.values()].filter((listener) => listener.long === long).map(({ name }) => name);
}

function scheduled(name: string): string {
  return `every ${name}`;
}

/** Looks every `pause` ms, sooner after work was found, at once on `wake`; a database that is away is asked again, not given up. */
function repeat(once: () => Promise<boolean>, pause: number, complain: (error: unknown) => void): Pick<Outbox, 'wake' | 'start' | 'stop'> {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = true;
  let woken = false;
  let failures = 0;

  function go(): void {
    clearTimeout(timer);
    woken = false;
    const from = performance.now();
    running = once()
      .then((more) => succeed(more, performance.now() - from), fail)
      .then(rest);
  }

  /** After work it rests as long as it worked: whoever waits for a page is answered in between, and the backlog has its turn when they are. */
  function succeed(more: boolean, took: number): number {
    failures = 0;
    if (woken) return 0;
    return more ? Math.min(took, pause) : pause;
  }

  function fail(error: unknown): number {
    // A database that restarts for a minute is one complaint, not sixty.
    if (failures++ === 0) complain(error);
    return Math.min(pause * 2 ** failures, 10_000);
  }

  function rest(wait: number): void {
    running = undefined;
    if (stopped) return;
    timer = setTimeout(go, wait);
    timer.unref();
  }

  return {
    wake() {
      woken = true;
      if (!stopped && !running) go();
    },
    start() {
      stopped = false;
      if (!running) go();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
