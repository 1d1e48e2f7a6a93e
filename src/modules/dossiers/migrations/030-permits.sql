-- The registry of what was issued and holds for something (giấy phép đã cấp): one row for each sealed result.
-- Written when the clerk seals; afterwards only suspended, taken back, renewed.
create table dossiers.permits (
  id uuid primary key references dossiers.results,
  dossier_id uuid not null references dossiers.dossiers,
  procedure_code text not null,
  unit_id text not null,                    -- who issued it
  number_text text not null,
  thing text not null,                      -- what it is for, folded: a plate without separators; '' when it is about a person
  shown text not null,                      -- the same as it stands on the paper
  holder text not null,
  holder_phone text,
  issued_at timestamptz not null,
  valid_from timestamptz not null,
  valid_until timestamptz,                  -- null: for ever
  origin text,                              -- provinces by code
  destination text,
  on_behalf_of text,
  conditions text not null default '',
  suspended_at timestamptz,
  suspended_until timestamptz,              -- null while suspended: until an officer lifts it
  suspended_why text,
  revoked_at timestamptz,
  renews uuid references dossiers.permits,  -- the one whose place it takes
  reminded_at timestamptz
);
create index permits_of_thing on dossiers.permits (thing, procedure_code) where revoked_at is null and thing <> '';
create index permits_by_issue on dossiers.permits (unit_id, issued_at);
create index permits_by_dossier on dossiers.permits (dossier_id);
create index permits_ending on dossiers.permits (valid_until) where revoked_at is null and valid_until is not null;
