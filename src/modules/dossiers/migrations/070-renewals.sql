-- Which permits a dossier asks to renew (gia hạn). The permit sealed for the same thing then names the one whose place it takes.
create table dossiers.renewals (
  dossier_id uuid not null references dossiers.dossiers,
  permit_id uuid not null references dossiers.permits,
  primary key (dossier_id, permit_id)
);
create index renewals_of_permit on dossiers.renewals (permit_id);
create index permits_renewed on dossiers.permits (renews) where renews is not null;
create index permits_ending_of_procedure on dossiers.permits (procedure_code, valid_until) where revoked_at is null and valid_until is not null;

-- What a holder was reminded of in one message (nhắc trước khi hết hạn); its id stands in the link.
create table dossiers.reminders (
  id uuid primary key,
  name text not null,
  phone text,
  email text,
  made_at timestamptz not null
);

-- A permit is reminded of once for each rung of its package («30 calendar-days»), whatever happens in between.
create table dossiers.reminded (
  permit_id uuid not null references dossiers.permits,
  rung text not null,
  reminder_id uuid not null references dossiers.reminders,
  primary key (permit_id, rung)
);
create index reminded_by on dossiers.reminded (reminder_id);
