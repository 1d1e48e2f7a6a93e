import { z } from 'zod';
import { openDb } from '#kernel/db/index.ts';
import { openOutbox } from './index.ts';

/** A worker that takes an event, says so, and never comes back: the test kills it. */
const outbox = openOutbox(openDb(process.argv[2] ?? '', 2), { now: () => new Date(), pollEvery: 20, lease: 1 });
outbox.on('letter', 'h', z.object({ n: z.number() }), () => {
  process.send?.('taken');
  return new Promise(() => undefined);
});
outbox.start();
setInterval(() => undefined, 1000);
