-- Units of every era side by side. Official codes are reused for other territories after a reform,
-- so the key is an internal id and the code is only an attribute with dates.
create table kernel.units (
  id text primary key,
  code text,                      -- null: an agency, not a territory
  kind text not null,             -- xã, phường, thị trấn, huyện, thị xã, thành phố, tỉnh, cơ quan …
  name text not null,
  full_name text not null,
  parent_id text references kernel.units deferrable initially deferred,
  valid_from date,                -- null: from before anything we know
  valid_to date,
  identifier text,                -- mã định danh, the part of a dossier code that names the unit
  lon double precision,
  lat double precision,
  basis text not null,
  check (valid_to >= valid_from)
);
create index units_by_code on kernel.units (code);

create table kernel.unit_successions (
  unit_id text not null references kernel.units deferrable initially deferred,
  successor_id text not null references kernel.units deferrable initially deferred,
  part text not null check (part in ('full', 'partial')),
  primary key (unit_id, successor_id)
);

create table kernel.positions (
  id text primary key,
  levels text[] not null,         -- at which levels of unit it exists
  title text not null,
  roles text[] not null,
  signs_as text[] not null        -- the lines above a signature
);

create table kernel.calendar_days (
  date date primary key,
  kind text not null check (kind in ('public', 'tet', 'compensatory', 'swap-off', 'make-up-work', 'observance')),
  name text not null,
  basis text not null
);

create table kernel.rule_sets (
  id text primary key,
  valid_from date not null,
  valid_to date,
  rules jsonb not null
);
