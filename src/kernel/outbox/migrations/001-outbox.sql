-- What the rest of the platform must hear of: written with the change itself, handed on afterwards, at least once.

create table kernel.outbox (
  id bigint generated always as identity primary key,
  topic text not null,                      -- 'dossier.submitted' …
  payload jsonb not null default '{}',
  created_at timestamptz not null default now()
);

-- One row for each handler that an event concerns; gone when the handler has succeeded.
create table kernel.jobs (
  id bigint generated always as identity primary key,
  handler text not null,
  key text not null unique,                 -- idempotency key: the same for every attempt
  payload jsonb not null,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(), -- not before; while a worker has it, the moment its claim lapses
  attempts int not null default 0,
  error text,
  dead_at timestamptz                       -- given up; an administrator may try again
);
create index jobs_by_due on kernel.jobs (due_at) where dead_at is null;

-- The last occurrence of each piece of recurring work, so that several nodes start it once.
create table kernel.schedules (
  name text primary key,
  slot timestamptz not null
);
-- Queues are always nearly empty but see every event: vacuum them by change, not by size.
alter table kernel.outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
alter table kernel.jobs set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
