-- Lots (lô hồ sơ): one spreadsheet became many dossiers, one for each of its right rows, sent, told and looked up together.
create table dossiers.lots (
  id uuid primary key,                      -- made when the form is drawn: sending a sheet twice makes one lot
  code text not null unique,                -- from the same series as dossier codes, so that nobody has to know two kinds
  procedure_id uuid not null,
  procedure_code text not null,
  procedure_name text not null,
  receiving_unit text not null,
  applicant_name text not null,
  applicant_phone text,
  applicant_email text,
  sheet_name text not null,                 -- the file as the person called it
  sheet_hash text not null,                 -- its rows as they were read and corrected
  thing text not null,                      -- the question that tells its dossiers apart: vehicles.plate
  dossiers int not null,
  left_out int not null default 0,          -- rows that were wrong and not sent
  form_values jsonb not null,               -- what was typed beside the sheet, so that wrong rows can be given back with their errors
  submitted_at timestamptz not null,
  due_at timestamptz
);

alter table dossiers.dossiers
  add column lot uuid references dossiers.lots,
  add column lot_row int;                   -- the row in the person's own file
create index dossiers_by_lot on dossiers.dossiers (lot, lot_row) where lot is not null;

-- What happened to dossiers of a lot and is not yet told: gathered into one message.
create table dossiers.lot_news (
  dossier_id uuid not null references dossiers.dossiers,
  seq int not null,
  lot uuid not null references dossiers.lots,
  kind text not null,
  told_at timestamptz,
  primary key (dossier_id, seq)
);
create index lot_news_untold on dossiers.lot_news (lot) where told_at is null;
