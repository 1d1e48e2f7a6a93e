-- What the board of permits counts, once a day is over: derived from permits, dossiers and their events, and made again from them at any time.
create table dossiers.day_figures (
  procedure_code text not null,
  unit_id text not null,
  day date not null,                        -- as it was in Việt Nam
  kind text not null,                       -- issued: from, to, on behalf of; answered: how, in time or late, minutes; reason; check: title, verdict
  a text not null,
  b text not null,
  c text not null,
  count int not null
);
create index day_figures_by_day on dossiers.day_figures (procedure_code, day);

-- Up to which moment a procedure has been counted; what is later is counted when somebody looks.
create table dossiers.day_figures_made (
  procedure_code text primary key,
  counted_to timestamptz not null
);

create index dossiers_waiting on dossiers.dossiers (procedure_code, submitted_at) where step in ('receive', 'assess', 'approve', 'seal');
create index permits_held_back on dossiers.permits (procedure_code, issued_at) where suspended_at is not null or revoked_at is not null;
