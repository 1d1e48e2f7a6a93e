export { type Handler, type Job, type Outbox, type OutboxOptions, openOutbox } from './outbox.ts';
export { outboxColumns } from './store.ts';
export type { Backlog, DeadJob } from './store.ts';
