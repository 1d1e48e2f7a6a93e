-- A dossier (hồ sơ), what was handed in with it, what happened to it, and what was issued for it.
-- Current state stands beside its history and is written in the same statement; nothing is ever overwritten in events.

create table dossiers.dossiers (
  id uuid primary key,                      -- made when the form is drawn: sending a form twice makes one dossier
  code text not null unique,                -- mã hồ sơ, in the format of the era
  procedure_id uuid not null,               -- the version of the procedure it is pinned to
  procedure_code text not null,
  procedure_name text not null,
  rule_set text not null,                   -- the rules of its day of receipt
  channel text not null check (channel in ('online', 'desk', 'post', 'portal')),
  receiving_unit text not null,
  deciding_unit text not null,
  state text not null,
  step text,                                -- the open step of the route; null when the life is over
  holder_unit text,                         -- who has it now
  holder_role text,
  revision int not null default 1,          -- raised by every change, so that two officers cannot both act on the same page
  applicant_name text not null,
  applicant_phone text,
  applicant_email text,
  applicant_number text,                    -- personal number or other identity paper
  applicant_address text,
  form jsonb not null,
  fee bigint,                               -- đồng; null when the provincial council decides and it is not yet set
  fee_paid_at timestamptz,
  fee_paid_how text,
  return_mode text not null default 'online',
  submitted_at timestamptz not null,
  received_at timestamptz,
  due_at timestamptz,
  first_due_at timestamptz,                 -- the first promise, kept for statistics when a date is put off
  postponed_at timestamptz,
  finished_at timestamptz,
  supplements int not null default 0,
  search tsvector not null
);
-- What lies before an officer, most urgent first; closed dossiers weigh nothing here.
create index dossiers_at_holder on dossiers.dossiers (holder_unit, holder_role, due_at) where holder_unit is not null;
create index dossiers_by_receiving_unit on dossiers.dossiers (receiving_unit, submitted_at desc);
create index dossiers_by_deciding_unit on dossiers.dossiers (deciding_unit, submitted_at desc) where deciding_unit <> receiving_unit;
create index dossiers_search on dossiers.dossiers using gin (search);

-- Codes restart per unit per day; the row is the lock.
create table dossiers.day_counters (
  unit_id text not null,
  day date not null,
  last int not null,
  primary key (unit_id, day)
) with (fillfactor = 50);

create table dossiers.papers (
  dossier_id uuid not null references dossiers.dossiers,
  paper text not null,                      -- the id of the paper in the procedure
  position int not null,
  round int not null default 0,             -- 0 as first sent, 1 with the first supplement …
  name text not null,
  file_hash text,                           -- null: seen on paper at the desk
  file_type text,
  file_size bigint,
  added_at timestamptz not null,
  primary key (dossier_id, paper, round, position)
);
create index papers_by_file on dossiers.papers (file_hash);

create table dossiers.events (
  dossier_id uuid not null references dossiers.dossiers,
  seq int not null,
  verb text not null,
  from_state text,
  to_state text not null,
  step text,
  actor_id text,                            -- null: the citizen
  actor_name text not null,
  unit_id text,
  at timestamptz not null,
  note text,                                -- words the citizen may read
  detail jsonb not null default '{}',
  slip_id uuid,
  primary key (dossier_id, seq)
);

-- What exactly is wrong: one row per field or paper that an officer marked.
create table dossiers.supplement_items (
  dossier_id uuid not null references dossiers.dossiers,
  round int not null,
  item text not null,                       -- 'field:<id>' or 'paper:<id>'
  label text not null,
  why text not null,
  answered_at timestamptz,
  primary key (dossier_id, round, item)
);

-- Time that is not the office's: while the citizen completes the dossier, or pays.
create table dossiers.waits (
  dossier_id uuid not null references dossiers.dossiers,
  reason text not null,
  from_at timestamptz not null,
  to_at timestamptz,
  primary key (dossier_id, from_at)
);

-- Numbers of slips and results: one series per unit, kind and year, from 01 without gaps.
create table dossiers.number_series (
  unit_id text not null,
  series text not null,
  year int not null,
  last int not null,
  primary key (unit_id, series, year)
);

create table dossiers.slips (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossiers,
  kind text not null,                       -- receipt, supplement, refusal, apology, stop, control
  unit_id text not null,
  number int not null,
  year int not null,
  issued_at timestamptz not null,
  issued_by text not null,
  data jsonb not null,                      -- everything that stands on the paper, so that it prints the same for ever
  file_hash text,                           -- the signed PDF, once printed
  search tsvector not null,
  unique (unit_id, kind, year, number)
);
create index slips_by_dossier on dossiers.slips (dossier_id, issued_at);
create index slips_search on dossiers.slips using gin (search);

create table dossiers.results (
  id uuid primary key,
  dossier_id uuid not null references dossiers.dossiers,
  position int not null default 1,
  template text not null,
  title text not null,
  data jsonb not null,                      -- the draft; frozen once signed
  drafted_by text not null,
  drafted_at timestamptz not null,
  signed_by text,
  signed_at timestamptz,
  number int,
  number_text text,
  sealed_by text,
  sealed_at timestamptz,
  valid_until timestamptz,
  credential_id text,
  credential_text text,
  file_hash text,                           -- the PDF as signed so far
  revoked_at timestamptz,
  revoked_why text,
  unique (dossier_id, position)
);

-- A filing not yet sent: saved on one phone, taken up on another by code and phone number.
create table dossiers.drafts (
  id uuid primary key,
  code text not null unique,
  phone text not null,
  procedure_code text not null,
  receiving_unit text,
  form_values jsonb not null,
  saved_at timestamptz not null,
  expires_at timestamptz not null
);
