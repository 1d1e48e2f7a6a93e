-- The database as the migrations leave it. Written by scripts/write-schema.ts; a test compares. Change a migration, never this file.
-- Grants are those of motcua_app, the role of the running program; motcua_owner owns everything and migrates.

create extension pg_trgm;
create extension unaccent;

create schema checkpoints; grant usage on schema checkpoints to motcua_app;
create schema dossiers; grant usage on schema dossiers to motcua_app;
create schema kernel; grant usage on schema kernel to motcua_app;

CREATE OR REPLACE FUNCTION dossiers.fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select trim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC))), '[^[:alnum:]]+', ' ', 'g')) $function$
;
CREATE OR REPLACE FUNCTION kernel.refuse_rewriting()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'kernel.% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $function$
;

create sequence kernel.credential_places; grant select, usage on sequence kernel.credential_places to motcua_app;

create table checkpoints.checkpoints (
  id uuid not null,
  unit_id text not null,
  name text not null,
  note text not null default ''::text,
  lat double precision,
  lon double precision,
  made_at timestamp with time zone not null,
  made_by text not null,
  made_by_name text not null,
  closed_at timestamp with time zone,
  closed_by_name text,
  PRIMARY KEY (id),
  CHECK ((lat IS NULL) = (lon IS NULL))
);
CREATE INDEX checkpoints_by_unit ON checkpoints.checkpoints USING btree (unit_id, made_at DESC);
grant delete, insert, select, update on checkpoints.checkpoints to motcua_app;

create table checkpoints.codes (
  mark text not null,
  checkpoint_id uuid not null,
  made_at timestamp with time zone not null,
  made_by_name text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  device_id uuid,
  PRIMARY KEY (mark),
  FOREIGN KEY (checkpoint_id) REFERENCES checkpoints.checkpoints(id),
  FOREIGN KEY (device_id) REFERENCES checkpoints.devices(id)
);
grant delete, insert, select, update on checkpoints.codes to motcua_app;

create table checkpoints.devices (
  id uuid not null,
  checkpoint_id uuid not null,
  name text not null,
  public_key bytea not null,
  enrolled_at timestamp with time zone not null,
  enrolled_by_name text not null,
  last_heard_at timestamp with time zone,
  skew_ms bigint not null default 0,
  up_to integer not null default 0,
  head bytea not null default '\x'::bytea,
  seen integer not null default 0,
  ended_at timestamp with time zone,
  ended_by_name text,
  PRIMARY KEY (id),
  FOREIGN KEY (checkpoint_id) REFERENCES checkpoints.checkpoints(id)
);
CREATE INDEX devices_by_checkpoint ON checkpoints.devices USING btree (checkpoint_id, enrolled_at);
grant delete, insert, select, update on checkpoints.devices to motcua_app;

create table checkpoints.flags (
  id uuid not null,
  place bigint not null,
  number text not null,
  subject text not null,
  dossier_code text not null,
  issuer_unit text not null,
  made_at timestamp with time zone not null,
  first_device uuid not null,
  first_seq integer not null,
  second_device uuid not null,
  second_seq integer not null,
  km double precision not null,
  minutes double precision not null,
  settled_at timestamp with time zone,
  settled_by_name text,
  settled_as text,
  settled_why text,
  PRIMARY KEY (id),
  CHECK ((settled_at IS NULL) = (settled_as IS NULL)),
  CHECK (settled_as = ANY (ARRAY['copy'::text, 'false-alarm'::text])),
  FOREIGN KEY (first_device, first_seq) REFERENCES checkpoints.scans(device_id, seq),
  FOREIGN KEY (second_device, second_seq) REFERENCES checkpoints.scans(device_id, seq)
);
CREATE INDEX flags_by_first ON checkpoints.flags USING btree (first_device, first_seq);
CREATE INDEX flags_by_second ON checkpoints.flags USING btree (second_device, second_seq);
CREATE UNIQUE INDEX flags_standing ON checkpoints.flags USING btree (place) WHERE (settled_as IS DISTINCT FROM 'false-alarm'::text);
grant delete, insert, select, update on checkpoints.flags to motcua_app;

create table checkpoints.refusals (
  device_id uuid not null,
  seq integer not null,
  why text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (device_id, seq, why),
  FOREIGN KEY (device_id) REFERENCES checkpoints.devices(id)
);
grant delete, insert, select, update on checkpoints.refusals to motcua_app;

create table checkpoints.scans (
  device_id uuid not null,
  seq integer not null,
  checkpoint_id uuid not null,
  at timestamp with time zone not null,
  corrected_at timestamp with time zone not null,
  time_known boolean not null,
  received_at timestamp with time zone not null,
  said text not null,
  found text not null,
  place bigint,
  number text,
  subject text,
  dossier_code text,
  issuer_unit text,
  plate text,
  lat double precision,
  lon double precision,
  accuracy double precision,
  lists_days real not null,
  payload bytea not null,
  hash bytea not null,
  signature bytea not null,
  PRIMARY KEY (device_id, seq),
  FOREIGN KEY (checkpoint_id) REFERENCES checkpoints.checkpoints(id),
  FOREIGN KEY (device_id) REFERENCES checkpoints.devices(id)
);
CREATE INDEX scans_at_checkpoint ON checkpoints.scans USING btree (checkpoint_id, corrected_at DESC);
CREATE INDEX scans_by_age ON checkpoints.scans USING btree (received_at);
CREATE INDEX scans_of_credential ON checkpoints.scans USING btree (place, corrected_at) WHERE (found = 'valid'::text);
grant delete, insert, select, update on checkpoints.scans to motcua_app;

create table dossiers.auto_issue_switches (
  id bigint not null generated always as identity,
  unit_id text not null,
  procedure_code text not null,
  is_on boolean not null,
  why text not null,
  account_id text not null,
  by_name text not null,
  by_position text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (id)
);
CREATE INDEX auto_issue_switches_newest ON dossiers.auto_issue_switches USING btree (unit_id, procedure_code, id DESC);
grant delete, insert, select, update on dossiers.auto_issue_switches to motcua_app;

create table dossiers.auto_issues (
  dossier_id uuid not null,
  procedure_code text not null,
  unit_id text not null,
  outcome text not null,
  said text,
  rule text not null,
  allowed_by text not null,
  allowed_at timestamp with time zone,
  basis text not null,
  checks jsonb not null,
  decided_at timestamp with time zone not null,
  issued_at timestamp with time zone,
  sample boolean not null default false,
  reviewed_at timestamp with time zone,
  reviewed_by text,
  review text,
  review_note text,
  PRIMARY KEY (dossier_id),
  CHECK (outcome = ANY (ARRAY['issuing'::text, 'issued'::text, 'left'::text])),
  CHECK (review = ANY (ARRAY['right'::text, 'wrong'::text])),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id)
);
CREATE INDEX auto_issues_by_unit ON dossiers.auto_issues USING btree (unit_id, decided_at DESC);
CREATE INDEX auto_issues_to_review ON dossiers.auto_issues USING btree (unit_id, decided_at) WHERE (sample AND (reviewed_at IS NULL));
grant delete, insert, select, update on dossiers.auto_issues to motcua_app;

create table dossiers.batch_items (
  batch_id uuid not null,
  position integer not null,
  dossier_id uuid not null,
  revision integer not null,
  state text not null default 'waiting'::text,
  verdict text,
  steps text[] not null default '{}'::text[],
  said text,
  at timestamp with time zone,
  PRIMARY KEY (batch_id, "position"),
  CHECK (state = ANY (ARRAY['waiting'::text, 'done'::text, 'undone'::text, 'left'::text])),
  CHECK (verdict = ANY (ARRAY['clear'::text, 'doubt'::text, 'fail'::text])),
  FOREIGN KEY (batch_id) REFERENCES dossiers.batches(id) ON DELETE CASCADE,
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id),
  UNIQUE (batch_id, dossier_id)
);
CREATE INDEX batch_items_by_dossier ON dossiers.batch_items USING btree (dossier_id);
CREATE INDEX batch_items_by_state ON dossiers.batch_items USING btree (batch_id, state, "position");
grant delete, insert, select, update on dossiers.batch_items to motcua_app;

create table dossiers.batches (
  id uuid not null,
  account_id text not null,
  actor_name text not null,
  unit_id text not null,
  verb text not null,
  words jsonb not null default '{}'::jsonb,
  made_at timestamp with time zone not null,
  begun_at timestamp with time zone,
  stopped_at timestamp with time zone,
  finished_at timestamp with time zone,
  PRIMARY KEY (id)
);
CREATE INDEX batches_not_confirmed ON dossiers.batches USING btree (made_at) WHERE (begun_at IS NULL);
CREATE INDEX batches_of_officer ON dossiers.batches USING btree (account_id, made_at DESC);
grant delete, insert, select, update on dossiers.batches to motcua_app;

create table dossiers.day_counters (
  unit_id text not null,
  day date not null,
  last integer not null,
  PRIMARY KEY (unit_id, day)
) with (fillfactor=50);
grant delete, insert, select, update on dossiers.day_counters to motcua_app;

create table dossiers.day_figures (
  procedure_code text not null,
  unit_id text not null,
  day date not null,
  kind text not null,
  a text not null,
  b text not null,
  c text not null,
  count integer not null
);
CREATE INDEX day_figures_by_day ON dossiers.day_figures USING btree (procedure_code, day);
grant delete, insert, select, update on dossiers.day_figures to motcua_app;

create table dossiers.day_figures_made (
  procedure_code text not null,
  counted_to timestamp with time zone not null,
  PRIMARY KEY (procedure_code)
);
grant delete, insert, select, update on dossiers.day_figures_made to motcua_app;

create table dossiers.dossiers (
  id uuid not null,
  code text not null,
  procedure_id uuid not null,
  procedure_code text not null,
  procedure_name text not null,
  rule_set text not null,
  channel text not null,
  receiving_unit text not null,
  deciding_unit text not null,
  state text not null,
  step text,
  holder_unit text,
  holder_role text,
  revision integer not null default 1,
  applicant_name text not null,
  applicant_phone text,
  applicant_email text,
  applicant_number text,
  applicant_address text,
  form jsonb not null,
  fee bigint,
  fee_paid_at timestamp with time zone,
  fee_paid_how text,
  return_mode text not null default 'online'::text,
  submitted_at timestamp with time zone not null,
  received_at timestamp with time zone,
  due_at timestamp with time zone,
  first_due_at timestamp with time zone,
  postponed_at timestamp with time zone,
  finished_at timestamp with time zone,
  supplements integer not null default 0,
  search tsvector not null,
  things text[] not null default '{}'::text[],
  lot uuid,
  lot_row integer,
  PRIMARY KEY (id),
  CHECK (channel = ANY (ARRAY['online'::text, 'desk'::text, 'post'::text, 'portal'::text])),
  FOREIGN KEY (lot) REFERENCES dossiers.lots(id),
  UNIQUE (code)
);
CREATE INDEX dossiers_answered ON dossiers.dossiers USING btree (procedure_code, finished_at) WHERE (finished_at IS NOT NULL);
CREATE INDEX dossiers_at_holder ON dossiers.dossiers USING btree (holder_unit, holder_role, due_at) WHERE (holder_unit IS NOT NULL);
CREATE INDEX dossiers_by_deciding_unit ON dossiers.dossiers USING btree (deciding_unit, submitted_at DESC) WHERE (deciding_unit <> receiving_unit);
CREATE INDEX dossiers_by_lot ON dossiers.dossiers USING btree (lot, lot_row) WHERE (lot IS NOT NULL);
CREATE INDEX dossiers_by_receiving_unit ON dossiers.dossiers USING btree (receiving_unit, submitted_at DESC);
CREATE INDEX dossiers_open_by_thing ON dossiers.dossiers USING gin (things) WHERE ((finished_at IS NULL) AND (things <> '{}'::text[]));
CREATE INDEX dossiers_open_with_things ON dossiers.dossiers USING btree (procedure_code) WHERE ((finished_at IS NULL) AND (things <> '{}'::text[]));
CREATE INDEX dossiers_search ON dossiers.dossiers USING gin (search);
CREATE INDEX dossiers_waiting ON dossiers.dossiers USING btree (procedure_code, submitted_at) WHERE (step = ANY (ARRAY['receive'::text, 'assess'::text, 'approve'::text, 'seal'::text]));
grant delete, insert, select, update on dossiers.dossiers to motcua_app;

create table dossiers.drafts (
  id uuid not null,
  code text not null,
  phone text not null,
  procedure_code text not null,
  receiving_unit text,
  form_values jsonb not null,
  saved_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  PRIMARY KEY (id),
  UNIQUE (code)
);
grant delete, insert, select, update on dossiers.drafts to motcua_app;

create table dossiers.events (
  dossier_id uuid not null,
  seq integer not null,
  verb text not null,
  from_state text,
  to_state text not null,
  step text,
  actor_id text,
  actor_name text not null,
  unit_id text,
  at timestamp with time zone not null,
  note text,
  detail jsonb not null default '{}'::jsonb,
  slip_id uuid,
  PRIMARY KEY (dossier_id, seq),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id)
);
grant delete, insert, select, update on dossiers.events to motcua_app;

create table dossiers.lot_news (
  dossier_id uuid not null,
  seq integer not null,
  lot uuid not null,
  kind text not null,
  told_at timestamp with time zone,
  PRIMARY KEY (dossier_id, seq),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id),
  FOREIGN KEY (lot) REFERENCES dossiers.lots(id)
);
CREATE INDEX lot_news_untold ON dossiers.lot_news USING btree (lot) WHERE (told_at IS NULL);
grant delete, insert, select, update on dossiers.lot_news to motcua_app;

create table dossiers.lots (
  id uuid not null,
  code text not null,
  procedure_id uuid not null,
  procedure_code text not null,
  procedure_name text not null,
  receiving_unit text not null,
  applicant_name text not null,
  applicant_phone text,
  applicant_email text,
  sheet_name text not null,
  sheet_hash text not null,
  thing text not null,
  dossiers integer not null,
  left_out integer not null default 0,
  form_values jsonb not null,
  submitted_at timestamp with time zone not null,
  due_at timestamp with time zone,
  PRIMARY KEY (id),
  UNIQUE (code)
);
grant delete, insert, select, update on dossiers.lots to motcua_app;

create table dossiers.number_series (
  unit_id text not null,
  series text not null,
  year integer not null,
  last integer not null,
  PRIMARY KEY (unit_id, series, year)
);
grant delete, insert, select, update on dossiers.number_series to motcua_app;

create table dossiers.papers (
  dossier_id uuid not null,
  paper text not null,
  position integer not null,
  round integer not null default 0,
  name text not null,
  file_hash text,
  file_type text,
  file_size bigint,
  added_at timestamp with time zone not null,
  PRIMARY KEY (dossier_id, paper, round, "position"),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id)
);
CREATE INDEX papers_by_file ON dossiers.papers USING btree (file_hash);
grant delete, insert, select, update on dossiers.papers to motcua_app;

create table dossiers.permits (
  id uuid not null,
  dossier_id uuid not null,
  procedure_code text not null,
  unit_id text not null,
  number_text text not null,
  thing text not null,
  shown text not null,
  holder text not null,
  holder_phone text,
  issued_at timestamp with time zone not null,
  valid_from timestamp with time zone not null,
  valid_until timestamp with time zone,
  origin text,
  destination text,
  on_behalf_of text,
  conditions text not null default ''::text,
  suspended_at timestamp with time zone,
  suspended_until timestamp with time zone,
  suspended_why text,
  revoked_at timestamp with time zone,
  renews uuid,
  reminded_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id),
  FOREIGN KEY (id) REFERENCES dossiers.results(id),
  FOREIGN KEY (renews) REFERENCES dossiers.permits(id)
);
CREATE INDEX permits_by_dossier ON dossiers.permits USING btree (dossier_id);
CREATE INDEX permits_by_issue ON dossiers.permits USING btree (unit_id, issued_at);
CREATE INDEX permits_by_procedure ON dossiers.permits USING btree (procedure_code, issued_at);
CREATE INDEX permits_ending ON dossiers.permits USING btree (valid_until) WHERE ((revoked_at IS NULL) AND (valid_until IS NOT NULL));
CREATE INDEX permits_ending_of_procedure ON dossiers.permits USING btree (procedure_code, valid_until) WHERE ((revoked_at IS NULL) AND (valid_until IS NOT NULL));
CREATE INDEX permits_held_back ON dossiers.permits USING btree (procedure_code, issued_at) WHERE ((suspended_at IS NOT NULL) OR (revoked_at IS NOT NULL));
CREATE INDEX permits_of_thing ON dossiers.permits USING btree (thing, procedure_code) WHERE ((revoked_at IS NULL) AND (thing <> ''::text));
CREATE INDEX permits_renewed ON dossiers.permits USING btree (renews) WHERE (renews IS NOT NULL);
grant delete, insert, select, update on dossiers.permits to motcua_app;

create table dossiers.procedures (
  id uuid not null,
  code text not null,
  version integer not null default 1,
  profile text,
  source text not null,
  status text not null,
  name text not null,
  words text not null default ''::text,
  field text not null,
  levels text[] not null,
  popular boolean not null default false,
  edition jsonb,
  facts jsonb,
  valid_from date,
  valid_to date,
  hash text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  folded text not null generated always as (dossiers.fold(((name || ' '::text) || words))) stored,
  search tsvector not null generated always as (((setweight(to_tsvector('simple'::regconfig, dossiers.fold(name)), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, dossiers.fold(words)), 'A'::"char")) || setweight(to_tsvector('simple'::regconfig, dossiers.fold(field)), 'C'::"char"))) stored,
  PRIMARY KEY (id),
  CHECK ((source = 'package'::text) = (edition IS NOT NULL AND profile IS NOT NULL)),
  CHECK (source = ANY (ARRAY['package'::text, 'register'::text])),
  CHECK (status = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text]))
);
CREATE INDEX procedures_by_field ON dossiers.procedures USING btree (field, name) WHERE (status <> 'retired'::text);
CREATE INDEX procedures_folded ON dossiers.procedures USING gin (folded gin_trgm_ops);
CREATE INDEX procedures_published ON dossiers.procedures USING btree (code, valid_from) WHERE (status = 'published'::text);
CREATE INDEX procedures_search ON dossiers.procedures USING gin (search);
CREATE UNIQUE INDEX procedures_register ON dossiers.procedures USING btree (code) WHERE (source = 'register'::text);
CREATE UNIQUE INDEX procedures_versions ON dossiers.procedures USING btree (code, profile, version) WHERE (source = 'package'::text);
grant delete, insert, select, update on dossiers.procedures to motcua_app;

create table dossiers.reissues (
  recovery_id uuid not null,
  dossier_id uuid not null,
  holder text not null,
  state text not null default 'waiting'::text,
  papers integer not null default 0,
  said text,
  at timestamp with time zone,
  told_at timestamp with time zone,
  PRIMARY KEY (recovery_id, dossier_id),
  CHECK (state = ANY (ARRAY['waiting'::text, 'done'::text, 'undone'::text, 'left'::text])),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id)
);
CREATE INDEX reissues_by_holder ON dossiers.reissues USING btree (recovery_id, state, holder, dossier_id);
grant delete, insert, select, update on dossiers.reissues to motcua_app;

create table dossiers.reminded (
  permit_id uuid not null,
  rung text not null,
  reminder_id uuid not null,
  PRIMARY KEY (permit_id, rung),
  FOREIGN KEY (permit_id) REFERENCES dossiers.permits(id),
  FOREIGN KEY (reminder_id) REFERENCES dossiers.reminders(id)
);
CREATE INDEX reminded_by ON dossiers.reminded USING btree (reminder_id);
grant delete, insert, select, update on dossiers.reminded to motcua_app;

create table dossiers.reminders (
  id uuid not null,
  name text not null,
  phone text,
  email text,
  made_at timestamp with time zone not null,
  PRIMARY KEY (id)
);
grant delete, insert, select, update on dossiers.reminders to motcua_app;

create table dossiers.renewals (
  dossier_id uuid not null,
  permit_id uuid not null,
  PRIMARY KEY (dossier_id, permit_id),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id),
  FOREIGN KEY (permit_id) REFERENCES dossiers.permits(id)
);
CREATE INDEX renewals_of_permit ON dossiers.renewals USING btree (permit_id);
grant delete, insert, select, update on dossiers.renewals to motcua_app;

create table dossiers.results (
  id uuid not null,
  dossier_id uuid not null,
  position integer not null default 1,
  template text not null,
  title text not null,
  data jsonb not null,
  drafted_by text not null,
  drafted_at timestamp with time zone not null,
  signed_by text,
  signed_at timestamp with time zone,
  number integer,
  number_text text,
  sealed_by text,
  sealed_at timestamp with time zone,
  valid_until timestamp with time zone,
  credential_id text,
  credential_text text,
  file_hash text,
  revoked_at timestamp with time zone,
  revoked_why text,
  PRIMARY KEY (id),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id),
  UNIQUE (dossier_id, "position")
);
CREATE INDEX results_by_credential ON dossiers.results USING btree (credential_id) WHERE (credential_id IS NOT NULL);
grant delete, insert, select, update on dossiers.results to motcua_app;

create table dossiers.slips (
  id uuid not null,
  dossier_id uuid not null,
  kind text not null,
  unit_id text not null,
  number integer not null,
  year integer not null,
  issued_at timestamp with time zone not null,
  issued_by text not null,
  data jsonb not null,
  file_hash text,
  search tsvector not null,
  PRIMARY KEY (id),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id),
  UNIQUE (unit_id, kind, year, number)
);
CREATE INDEX slips_by_dossier ON dossiers.slips USING btree (dossier_id, issued_at);
CREATE INDEX slips_search ON dossiers.slips USING gin (search);
grant delete, insert, select, update on dossiers.slips to motcua_app;

create table dossiers.supplement_items (
  dossier_id uuid not null,
  round integer not null,
  item text not null,
  label text not null,
  why text not null,
  answered_at timestamp with time zone,
  PRIMARY KEY (dossier_id, round, item),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id)
);
grant delete, insert, select, update on dossiers.supplement_items to motcua_app;

create table dossiers.waits (
  dossier_id uuid not null,
  reason text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  PRIMARY KEY (dossier_id, from_at),
  FOREIGN KEY (dossier_id) REFERENCES dossiers.dossiers(id)
);
grant delete, insert, select, update on dossiers.waits to motcua_app;

create table kernel.accounts (
  id uuid not null,
  login text not null,
  name text not null,
  password_hash text not null,
  password_set_at timestamp with time zone not null,
  must_change_password boolean not null default false,
  totp_secret bytea,
  totp_pending bytea,
  totp_last_step bigint,
  created_at timestamp with time zone not null,
  last_sign_in_at timestamp with time zone,
  idle_since timestamp with time zone not null,
  disabled_at timestamp with time zone,
  disabled_why text,
  demo boolean not null default false,
  PRIMARY KEY (id),
  CHECK (login = lower(login)),
  UNIQUE (login)
);
grant delete, insert, select, update on kernel.accounts to motcua_app;

create table kernel.assignments (
  id uuid not null,
  account_id uuid not null,
  unit_id text not null,
  unit_name text not null,
  title text not null,
  roles text[] not null,
  valid_from date not null,
  valid_to date,
  PRIMARY KEY (id),
  CHECK (roles <@ ARRAY['desk'::text, 'civil-status'::text, 'specialist'::text, 'leader'::text, 'clerk'::text, 'checkpoint'::text, 'admin'::text, 'auditor'::text]),
  CHECK (valid_to IS NULL OR valid_to >= valid_from),
  FOREIGN KEY (account_id) REFERENCES kernel.accounts(id)
);
CREATE INDEX assignments_by_account ON kernel.assignments USING btree (account_id, valid_from DESC);
CREATE INDEX assignments_by_unit ON kernel.assignments USING btree (unit_id);
grant delete, insert, select, update on kernel.assignments to motcua_app;

create table kernel.audit (
  txid xid8 not null default pg_current_xact_id(),
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  actor_id text,
  actor_name text,
  unit_id text,
  action text not null,
  subject_kind text,
  subject_id text,
  detail jsonb not null default '{}'::jsonb,
  ip text,
  PRIMARY KEY (id)
);
CREATE INDEX audit_by_subject ON kernel.audit USING btree (subject_id, id) WHERE (subject_id IS NOT NULL);
CREATE TRIGGER audit_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON kernel.audit FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_rewriting();
grant select on kernel.audit to motcua_app;
grant insert (at, actor_id, actor_name, unit_id, action, subject_kind, subject_id, detail, ip) on kernel.audit to motcua_app;

create table kernel.audit_chain (
  position bigint not null,
  audit_id bigint not null,
  prev bytea not null,
  hash bytea not null,
  settled bigint not null,
  PRIMARY KEY ("position"),
  UNIQUE (audit_id)
);
CREATE TRIGGER audit_chain_is_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON kernel.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION kernel.refuse_rewriting();
grant insert, select on kernel.audit_chain to motcua_app;

create table kernel.calendar_days (
  date date not null,
  kind text not null,
  name text not null,
  basis text not null,
  PRIMARY KEY (date),
  CHECK (kind = ANY (ARRAY['public'::text, 'tet'::text, 'compensatory'::text, 'swap-off'::text, 'make-up-work'::text, 'observance'::text]))
);
grant delete, insert, select, update on kernel.calendar_days to motcua_app;

create table kernel.credential_key_lists (
  made_at timestamp with time zone not null,
  valid_until timestamp with time zone not null,
  covers bytea not null,
  bytes bytea not null,
  PRIMARY KEY (made_at)
);
grant delete, insert, select, update on kernel.credential_key_lists to motcua_app;

create table kernel.credential_keys (
  kid bytea not null,
  unit_id text not null,
  unit_name text not null,
  x bytea not null,
  y bytea not null,
  private_key bytea,
  valid_from timestamp with time zone not null,
  valid_to timestamp with time zone,
  revoked_from timestamp with time zone,
  PRIMARY KEY (kid)
);
CREATE UNIQUE INDEX credential_keys_in_use ON kernel.credential_keys USING btree (unit_id) WHERE ((valid_to IS NULL) AND (revoked_from IS NULL));
grant delete, insert, select, update on kernel.credential_keys to motcua_app;

create table kernel.credential_recoveries (
  id uuid not null,
  unit_id text not null,
  unit_name text not null,
  since timestamp with time zone not null,
  at timestamp with time zone not null,
  papers integer not null,
  finished_at timestamp with time zone,
  PRIMARY KEY (id)
);
CREATE INDEX credential_recoveries_open ON kernel.credential_recoveries USING btree (at) WHERE (finished_at IS NULL);
grant delete, insert, select, update on kernel.credential_recoveries to motcua_app;

create table kernel.credentials (
  id uuid not null,
  place bigint not null default nextval('kernel.credential_places'::regclass),
  kid bytea not null,
  unit_id text not null,
  text text not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_why text,
  revoked_by text,
  suspended_at timestamp with time zone,
  suspended_why text,
  suspended_by text,
  changed_at timestamp with time zone,
  replaced_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (kid) REFERENCES kernel.credential_keys(kid),
  FOREIGN KEY (replaced_by) REFERENCES kernel.credentials(id),
  UNIQUE (place)
);
CREATE INDEX credentials_by_key ON kernel.credentials USING btree (kid, expires_at);
CREATE INDEX credentials_changed ON kernel.credentials USING btree (changed_at) WHERE (changed_at IS NOT NULL);
CREATE INDEX credentials_replaced ON kernel.credentials USING btree (place) WHERE (replaced_by IS NOT NULL);
CREATE INDEX credentials_revoked ON kernel.credentials USING btree (place) WHERE (revoked_at IS NOT NULL);
CREATE INDEX credentials_suspended ON kernel.credentials USING btree (place) WHERE (suspended_at IS NOT NULL);
grant delete, insert, select, update on kernel.credentials to motcua_app;

create table kernel.files (
  hash text not null,
  size bigint not null,
  type text not null,
  flags text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  created_by text,
  PRIMARY KEY (hash)
);
grant delete, insert, select, update on kernel.files to motcua_app;

create table kernel.former_passwords (
  account_id uuid not null,
  set_at timestamp with time zone not null,
  password_hash text not null,
  PRIMARY KEY (account_id, set_at),
  FOREIGN KEY (account_id) REFERENCES kernel.accounts(id)
);
grant delete, insert, select, update on kernel.former_passwords to motcua_app;

create table kernel.jobs (
  id bigint not null generated always as identity,
  handler text not null,
  key text not null,
  payload jsonb not null,
  created_at timestamp with time zone not null default now(),
  due_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  error text,
  dead_at timestamp with time zone,
  PRIMARY KEY (id),
  UNIQUE (key)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000);
CREATE INDEX jobs_by_due ON kernel.jobs USING btree (due_at) WHERE (dead_at IS NULL);
grant delete, insert, select, update on kernel.jobs to motcua_app;

create table kernel.messages (
  id uuid not null,
  key text,
  channel text not null,
  to_name text not null,
  to_address text,
  subject text not null,
  body text not null,
  dossier_id text,
  status text not null,
  attempts integer not null default 0,
  error text,
  created_at timestamp with time zone not null,
  done_at timestamp with time zone,
  PRIMARY KEY (id),
  CHECK (channel = ANY (ARRAY['email'::text, 'sms'::text, 'none'::text])),
  CHECK (status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'no-address'::text, 'simulated'::text])),
  UNIQUE (key)
);
CREATE INDEX messages_by_dossier ON kernel.messages USING btree (dossier_id, created_at) WHERE (dossier_id IS NOT NULL);
CREATE INDEX messages_by_time ON kernel.messages USING btree (created_at DESC);
grant delete, insert, select, update on kernel.messages to motcua_app;

create table kernel.migrations (
  name text not null,
  applied_at timestamp with time zone not null default now(),
  PRIMARY KEY (name)
);

create table kernel.outbox (
  id bigint not null generated always as identity,
  topic text not null,
  payload jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (id)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=1000);
grant delete, insert, select, update on kernel.outbox to motcua_app;

create table kernel.positions (
  id text not null,
  levels text[] not null,
  title text not null,
  roles text[] not null,
  signs_as text[] not null,
  PRIMARY KEY (id)
);
grant delete, insert, select, update on kernel.positions to motcua_app;

create table kernel.recovery_codes (
  account_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  PRIMARY KEY (account_id, code_hash),
  FOREIGN KEY (account_id) REFERENCES kernel.accounts(id)
);
grant delete, insert, select, update on kernel.recovery_codes to motcua_app;

create table kernel.rule_sets (
  id text not null,
  valid_from date not null,
  valid_to date,
  rules jsonb not null,
  PRIMARY KEY (id)
);
grant delete, insert, select, update on kernel.rule_sets to motcua_app;

create table kernel.schedules (
  name text not null,
  slot timestamp with time zone not null,
  PRIMARY KEY (name)
);
grant delete, insert, select, update on kernel.schedules to motcua_app;

create table kernel.sessions (
  token_hash bytea not null,
  id uuid not null,
  account_id uuid not null,
  created_at timestamp with time zone not null,
  rotated_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  idle_until timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ip text not null,
  agent text not null,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (account_id) REFERENCES kernel.accounts(id),
  UNIQUE (id)
);
CREATE INDEX sessions_by_account ON kernel.sessions USING btree (account_id);
CREATE INDEX sessions_by_end ON kernel.sessions USING btree (expires_at);
grant delete, insert, select, update on kernel.sessions to motcua_app;

create table kernel.sign_in_attempts (
  login_key bytea not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  PRIMARY KEY (login_key)
);
CREATE INDEX sign_in_attempts_by_age ON kernel.sign_in_attempts USING btree (last_at);
grant delete, insert, select, update on kernel.sign_in_attempts to motcua_app;

create table kernel.sign_in_rules (
  valid_from date not null,
  note text not null,
  idle_minutes integer not null,
  session_hours integer not null,
  failures_before_lock integer not null,
  first_lock_seconds integer not null,
  longest_lock_seconds integer not null,
  idle_days_before_disabled integer not null,
  shortest_password integer not null,
  passwords_remembered integer not null,
  admin_password_days integer not null,
  PRIMARY KEY (valid_from),
  CHECK (admin_password_days > 0),
  CHECK (failures_before_lock > 1),
  CHECK (first_lock_seconds > 0),
  CHECK (idle_days_before_disabled > 0),
  CHECK (idle_minutes > 0),
  CHECK (longest_lock_seconds >= first_lock_seconds),
  CHECK (passwords_remembered >= 0),
  CHECK (session_hours > 0),
  CHECK (shortest_password >= 8)
);
grant delete, insert, select, update on kernel.sign_in_rules to motcua_app;

create table kernel.signing_keys (
  subject text not null,
  certificate bytea not null,
  private_key bytea not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (subject)
);
grant delete, insert, select, update on kernel.signing_keys to motcua_app;

create table kernel.unit_successions (
  unit_id text not null,
  successor_id text not null,
  part text not null,
  PRIMARY KEY (unit_id, successor_id),
  CHECK (part = ANY (ARRAY['full'::text, 'partial'::text])),
  FOREIGN KEY (successor_id) REFERENCES kernel.units(id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (unit_id) REFERENCES kernel.units(id) DEFERRABLE INITIALLY DEFERRED
);
grant delete, insert, select, update on kernel.unit_successions to motcua_app;

create table kernel.units (
  id text not null,
  code text,
  kind text not null,
  name text not null,
  full_name text not null,
  parent_id text,
  valid_from date,
  valid_to date,
  identifier text,
  lon double precision,
  lat double precision,
  basis text not null,
  PRIMARY KEY (id),
  CHECK (valid_to >= valid_from),
  FOREIGN KEY (parent_id) REFERENCES kernel.units(id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX units_by_code ON kernel.units USING btree (code);
grant delete, insert, select, update on kernel.units to motcua_app;

create table kernel.uploads (
  id text not null,
  token_hash bytea not null,
  name text not null,
  size bigint not null,
  hash text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  kind text not null default 'paper'::text,
  PRIMARY KEY (id),
  CHECK (kind = ANY (ARRAY['paper'::text, 'sheet'::text])),
  FOREIGN KEY (hash) REFERENCES kernel.files(hash)
);
CREATE INDEX uploads_by_expiry ON kernel.uploads USING btree (expires_at);
grant delete, insert, select, update on kernel.uploads to motcua_app;
