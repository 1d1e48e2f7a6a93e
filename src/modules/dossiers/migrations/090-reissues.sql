-- What is issued anew after a recovery from a stolen key (cấp lại mã): one row for each dossier with papers that lost their trust.
create table dossiers.reissues (
  recovery_id uuid not null,
  dossier_id uuid not null references dossiers.dossiers,
  holder text not null,                     -- who is told in one message: a lot, a phone number, a mail address; '' when nobody can be told
  state text not null default 'waiting' check (state in ('waiting', 'done', 'undone', 'left')),
  papers int not null default 0,            -- issued anew
  said text,                                -- why it was not done
  at timestamptz,
  told_at timestamptz,
  primary key (recovery_id, dossier_id)
);
create index reissues_by_holder on dossiers.reissues (recovery_id, state, holder, dossier_id);
create index results_by_credential on dossiers.results (credential_id) where credential_id is not null;
