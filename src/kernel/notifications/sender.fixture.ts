import { openDb } from '#kernel/db/index.ts';
import { openOutbox } from '#kernel/outbox/index.ts';
import { openNotifications } from './notifications.ts';

/** A process that sends what waits; the test kills it while the post office has the letter in hand. */
const db = openDb(process.argv[2] ?? '', 2);
const outbox = openOutbox(db, { now: () => new Date(), pollEvery: 20, lease: 1 });
const smtp = { host: '127.0.0.1', port: Number(process.argv[3]), user: undefined, pass: undefined, from: 'motcua@thainguyen.example' };
openNotifications(db, outbox, { smtp }, () => new Date());
outbox.start();
setInterval(() => undefined, 1000);
