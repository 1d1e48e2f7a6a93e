import type { Db } from '#kernel/db/index.ts';
import type { Listener } from './outbox.ts';
import { bury, type Claimed, extend, finish, postpone, putBack } from './store.ts';

type Room = { db: Db; lease: number; complain(error: unknown, about: string): void; leaving(): boolean };

const longestWait = 3600;

/** Runs claimed jobs, so many at once; what has not begun when we leave is put back. */
export async function runAll(room: Room, jobs: readonly Claimed[], atOnce: number, listener: (handler: string) => Listener | undefined) {
  const done: Claimed[] = [];
  // Workers take from one iterator, so a slow job holds up nothing but its own worker.
  const waiting = jobs.values();
  await Promise.all(Array.from({ length: atOnce }, work));
  // Together, because removing a row costs as much as many a job. Dying before this repeats them, as it would in the middle of one.
  if (done.length > 0) await finish(room.db, done);

  async function work(): Promise<void> {
    for (const job of waiting) {
      if (room.leaving()) await putBack(room.db, job);
      else if (await run(room, job, listener(job.handler))) done.push(job);
    }
  }
}

/** Hands one claimed job to its handler; true when it is done, otherwise it has been postponed or buried. */
async function run(room: Room, job: Claimed, listener: Listener | undefined): Promise<boolean> {
  if (!listener) return false;
  // Nobody reported this failure: whoever had the job last died with it, perhaps because of it.
  if (job.attempts > listener.attempts) {
    await bury(room.db, job, 'died with its worker');
    return false;
  }
  const keeping = setInterval(() => void extend(room.db, job, room.lease).catch(() => undefined), (room.lease * 1000) / 3);
  keeping.unref();
  try {
    await listener.handle({ key: job.key, payload: listener.parse(job.payload), at: job.createdAt, attempt: job.attempts, leaving: room.leaving });
    return true;
  } catch (error) {
    await setAside(room, job, listener, error);
    return false;
  } finally {
    clearInterval(keeping);
  }
}

async function setAside({ db, complain }: Room, job: Claimed, { attempts, firstWait }: Listener, error: unknown): Promise<void> {
  const words = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  if (job.attempts < attempts) return void (await postpone(db, job, words, waitAfter(job.attempts, firstWait)));
  complain(error, `${job.handler} was given up after ${job.attempts} attempts`);
  await bury(db, job, words);
}

/** Twice as long each time, an hour at most; a little by chance, so that a crowd does not come back at the same moment. */
function waitAfter(attempt: number, firstWait: number): number {
  return Math.min(longestWait, firstWait * 2 ** (attempt - 1)) * (0.8 + Math.random() * 0.4);
}
