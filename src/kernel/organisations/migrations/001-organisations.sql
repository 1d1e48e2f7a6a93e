-- Units of every era side by side. Official codes are reused for other territories after a reform,
-- so the key is an internal id and the code is only an attribute with dates.
create table kernel.units (
  id text primary key,
  code text not null,
  kind text not null,
  name text not null,
  full_name text not null,
  parent_id text references kernel.units deferrable initially deferred,
  valid_from date,
  valid_to date,
  identifier text,                -- mã định danh, the part of a dossier code that names the unit
  lon double precision,
  lat double precision
);
create index units_by_code on kernel.units (code);

create table kernel.unit_successions (
  unit_id text not null references kernel.units deferrable initially deferred,
  successor_id text not null references kernel.units deferrable initially deferred,
  primary key (unit_id, successor_id)
);

create table kernel.calendar_days (
  date date primary key,
  kind text not null,
  name text not null,
  basis text not null
);

create table kernel.rule_sets (
  id text primary key,
  valid_from date not null,
  valid_to date,
  rules jsonb not null
);
