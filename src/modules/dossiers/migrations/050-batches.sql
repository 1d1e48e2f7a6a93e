-- Bulk work (xử lý hàng loạt): one officer asks for one verb over many dossiers, and the background does them one by one.
create table dossiers.batches (
  id uuid primary key,
  account_id text not null,                 -- whose authority counts, asked again for every dossier
  actor_name text not null,
  unit_id text not null,
  verb text not null,                       -- one verb, or «agree»: every step of this officer, one after the other
  words jsonb not null default '{}',        -- the reason, where the verb needs one
  made_at timestamptz not null,
  begun_at timestamptz,                     -- null: chosen and not yet confirmed
  stopped_at timestamptz,
  finished_at timestamptz
);
create index batches_of_officer on dossiers.batches (account_id, made_at desc);
create index batches_not_confirmed on dossiers.batches (made_at) where begun_at is null;

create table dossiers.batch_items (
  batch_id uuid not null references dossiers.batches on delete cascade,
  position int not null,
  dossier_id uuid not null references dossiers.dossiers,
  revision int not null,                    -- as the officer saw it; raised with every step this batch has done
  state text not null default 'waiting' check (state in ('waiting', 'done', 'undone', 'left')),
  verdict text check (verdict in ('clear', 'doubt', 'fail')),
  steps text[] not null default '{}',       -- verbs done, in order
  said text,                                -- why it was not done, or why it was left out
  at timestamptz,
  primary key (batch_id, position),
  unique (batch_id, dossier_id)
);
create index batch_items_by_state on dossiers.batch_items (batch_id, state, position);
create index batch_items_by_dossier on dossiers.batch_items (dossier_id);

-- Passes issued by a rule (cấp tự động theo quy tắc): what was looked at, what came of it, and who allowed it; frozen when decided.
create table dossiers.auto_issues (
  dossier_id uuid primary key references dossiers.dossiers,
  procedure_code text not null,
  unit_id text not null,
  outcome text not null check (outcome in ('issuing', 'issued', 'left')),
  said text,                                -- why it was left to people
  rule text not null,
  allowed_by text not null,
  allowed_at timestamptz,
  basis text not null,
  checks jsonb not null,
  decided_at timestamptz not null,
  issued_at timestamptz,
  sample boolean not null default false,    -- one in twenty is looked at by an officer afterwards
  reviewed_at timestamptz,
  reviewed_by text,
  review text check (review in ('right', 'wrong')),
  review_note text
);
create index auto_issues_by_unit on dossiers.auto_issues (unit_id, decided_at desc);
create index auto_issues_to_review on dossiers.auto_issues (unit_id, decided_at) where sample and reviewed_at is null;

-- The leader's switch for one procedure: the newest row counts. To switch on is the leader's standing permission.
create table dossiers.auto_issue_switches (
  id bigint generated always as identity primary key,
  unit_id text not null,
  procedure_code text not null,
  is_on boolean not null,
  why text not null,
  account_id text not null,
  by_name text not null,
  by_position text not null,
  at timestamptz not null
);
create index auto_issue_switches_newest on dossiers.auto_issue_switches (unit_id, procedure_code, id desc);
