import { type Db, sql } from '#kernel/db/index.ts';

/** The columns a store fills when its own statement also writes the event: `insert into kernel.outbox (${outboxColumns}) select …`. */
export const outboxColumns = sql`topic, payload`;

export type Claimed = { id: number; handler: string; key: string; payload: unknown; createdAt: Date; attempts: number };
export type Backlog = { waiting: number; dead: number; oldest: Date | null };
export type DeadJob = { id: number; handler: string; payload: unknown; error: string | null; attempts: number; deadAt: Date };
type Listener = { topic: string; handler: string };

export function insertEvent(db: Db, topic: string, payload: Record<string, unknown>): Promise<number> {
  return db.run(sql`insert into kernel.outbox (${outboxColumns}) values (${topic}, ${JSON.stringify(payload)})`);
}

/** What an idle second costs: two looks at indexes that are empty. */
export async function anythingToDo(db: Db): Promise<boolean> {
  const { work } = await db.one<{ work: boolean }>(sql`select exists (select from kernel.outbox)
    or exists (select from kernel.jobs where dead_at is null and due_at <= clock_timestamp()) as work`);
  return work;
}

/** Turns events into one job for each handler that listens, and removes them, in one statement; answers how many events. */
export async function handOn(db: Db, listeners: readonly Listener[], most: number): Promise<number> {
  const { taken } = await db.one<{ taken: number }>(sql`
    with taken as (
      delete from kernel.outbox where id in (select id from kernel.outbox order by id limit ${most} for update skip locked)
      returning id, topic, payload, created_at
    ), handed as (
      insert into kernel.jobs (handler, key, payload, created_at, due_at)
      select l.handler, taken.id || ':' || l.handler, taken.payload, taken.created_at, clock_timestamp()
      from taken join unnest(${listeners.map((l) => l.topic)}::text[], ${listeners.map((l) => l.handler)}::text[]) as l(topic, handler) on l.topic = taken.topic
      order by taken.id
    )
    select count(*)::int as taken from taken`);
  return taken;
}

/** Takes due jobs for `lease` seconds: when this process dies, somebody else takes them after that. */
export function claim(db: Db, handlers: readonly string[], most: number, lease: number): Promise<Claimed[]> {
  return db.many(sql`
    with due as (
      select id from kernel.jobs where dead_at is null and due_at <= clock_timestamp() and handler = any(${handlers}::text[])
      order by due_at, id limit ${most} for update skip locked
    )
    update kernel.jobs j set attempts = j.attempts + 1, due_at = clock_timestamp() + make_interval(secs => ${lease})
    from due where j.id = due.id
    returning j.id, j.handler, j.key, j.payload, j.created_at as "createdAt", j.attempts`);
}

/** Every statement on a claimed job names the attempt, so that a worker whose claim lapsed changes nothing. */
export function extend(db: Db, { id, attempts }: Claimed, lease: number): Promise<number> {
  return db.run(sql`update kernel.jobs set due_at = clock_timestamp() + make_interval(secs => ${lease}) where id = ${id} and attempts = ${attempts}`);
}

/** Removes what is done, many in one statement. */
export function finish(db: Db, jobs: readonly Claimed[]): Promise<number> {
  return db.run(sql`delete from kernel.jobs j using unnest(${jobs.map(({ id }) => id)}::bigint[], ${jobs.map(({ attempts }) => attempts)}::int[]) as done(id, attempts)
    where j.id = done.id and j.attempts = done.attempts`);
}

/** What was claimed and never begun: due at once, and no attempt was made. */
export function putBack(db: Db, { id, attempts }: Claimed): Promise<number> {
  return db.run(sql`update kernel.jobs set due_at = clock_timestamp(), attempts = attempts - 1 where id = ${id} and attempts = ${attempts}`);
}

export function postpone(db: Db, { id, attempts }: Claimed, error: string, seconds: number): Promise<number> {
  return db.run(
    sql`update kernel.jobs set error = ${error}, due_at = clock_timestamp() + make_interval(secs => ${seconds}) where id = ${id} and attempts = ${attempts}`,
  );
}

export function bury(db: Db, { id, attempts }: Claimed, error: string): Promise<number> {
  return db.run(sql`update kernel.jobs set error = ${error}, dead_at = clock_timestamp() where id = ${id} and attempts = ${attempts}`);
}

/**
 * Starts an occurrence of recurring work, once in the whole installation and not while the last one still runs.
 * The first time a name is seen only remembers the slot: nothing was missed before it existed.
 */
export function startOccurrence(db: Db, name: string, handler: string, slot: Date): Promise<number> {
  return db.run(sql`
    with moved as (
      insert into kernel.schedules as s (name, slot) values (${name}, ${slot})
      on conflict (name) do update set slot = excluded.slot where s.slot < excluded.slot
      returning s.slot, xmax = 0 as fresh
    )
    insert into kernel.jobs (handler, key, payload)
    select ${handler}, ${`${handler}:${slot.toISOString()}`}, jsonb_build_object('slot', slot) from moved
    where not fresh and not exists (select from kernel.jobs where handler = ${handler} and dead_at is null)
    on conflict (key) do nothing`);
}

export function backlog(db: Db): Promise<Backlog> {
  return db.one(sql`select
    (select count(*) from kernel.outbox) + (select count(*) from kernel.jobs where dead_at is null) as waiting,
    (select count(*) from kernel.jobs where dead_at is not null) as dead,
    least((select min(created_at) from kernel.outbox), (select min(created_at) from kernel.jobs where dead_at is null)) as oldest`);
}

export function deadJobs(db: Db, most: number): Promise<DeadJob[]> {
  return db.many(
    sql`select id, handler, payload, error, attempts, dead_at as "deadAt" from kernel.jobs where dead_at is not null order by dead_at desc limit ${most}`,
  );
}

export function revive(db: Db, id: number): Promise<number> {
  return db.run(sql`update kernel.jobs set dead_at = null, attempts = 0, due_at = clock_timestamp() where id = ${id} and dead_at is not null`);
}
