import type { Db } from '#kernel/db/index.ts';
import type { Listener } from './outbox.ts';
import { bury, type Claimed, extend, finish, postpone } from './store.ts';

type Room = { db: Db; lease: number; complain(error: unknown, about: string): void };

const longestWait = 3600;

/** Hands one claimed job to its handler, and removes, postpones or buries it. */
export async function run(room: Room, job: Claimed, listener: Listener | undefined): Promise<void> {
  if (!listener) return;
  // Nobody reported this failure: whoever had the job last died with it, perhaps because of it.
  if (job.attempts > listener.attempts) return void (await bury(room.db, job, 'died with its worker'));
  const keeping = setInterval(() => void extend(room.db, job, room.lease).catch(() => undefined), (room.lease * 1000) / 3);
  keeping.unref();
  try {
    await listener.handle({ key: job.key, payload: listener.parse(job.payload), at: job.createdAt, attempt: job.attempts });
    await finish(room.db, job);
  } catch (error) {
    await setAside(room, job, listener, error);
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
