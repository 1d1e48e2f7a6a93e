-- The audit log (nhật ký kiểm soát): rows are added, never changed; a chain of hashes over them shows it.

create table kernel.audit (
  -- Before id on purpose: defaults are computed in this order, so a transaction has its number before it takes an id,
  -- and whoever sees an id knows that no smaller one can still come from a transaction that begins later.
  txid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id text,                            -- account; null: a citizen or the program itself
  actor_name text,
  unit_id text,
  action text not null,                     -- 'dossier.submit', 'session.open', 'read' …
  subject_kind text,
  subject_id text,
  detail jsonb not null default '{}',
  ip text
);
create index audit_by_subject on kernel.audit (subject_id, id) where subject_id is not null;

create table kernel.audit_chain (
  position bigint primary key,              -- 1, 2, 3 … without gaps
  audit_id bigint not null unique,
  prev bytea not null,
  hash bytea not null,                      -- sha256(prev ‖ canonical bytes of the row)
  settled bigint not null                   -- no unchained row has an id up to this one, nor ever will
);

create function kernel.refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'kernel.% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_is_append_only before update or delete or truncate on kernel.audit
  for each statement execute function kernel.refuse_rewriting();
create trigger audit_chain_is_append_only before update or delete or truncate on kernel.audit_chain
  for each statement execute function kernel.refuse_rewriting();

-- The program may add and read; it may not choose the id or the transaction a row claims to come from.
revoke all on kernel.audit, kernel.audit_chain from motcua_app;
grant select, insert on kernel.audit_chain to motcua_app;
grant select, insert (at, actor_id, actor_name, unit_id, action, subject_kind, subject_id, detail, ip) on kernel.audit to motcua_app;
