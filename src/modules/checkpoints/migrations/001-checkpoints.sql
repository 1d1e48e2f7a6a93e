-- Checkpoints (chốt kiểm soát), the phones enrolled at them, what those phones signed that they saw, and papers seen at two places at once.
create schema checkpoints;
grant usage on schema checkpoints to motcua_app;
alter default privileges in schema checkpoints grant select, insert, update, delete on tables to motcua_app;

create table checkpoints.checkpoints (
  id uuid primary key,
  unit_id text not null,                    -- whose checkpoint it is; other units do not see it
  name text not null,
  note text not null default '',
  lat double precision,
  lon double precision,
  made_at timestamptz not null,
  made_by text not null,
  made_by_name text not null,
  closed_at timestamptz,
  closed_by_name text,
  check ((lat is null) = (lon is null))
);
create index checkpoints_by_unit on checkpoints.checkpoints (unit_id, made_at desc);

create table checkpoints.devices (
  id uuid primary key,
  checkpoint_id uuid not null references checkpoints.checkpoints,
  name text not null,
  public_key bytea not null,                -- point of a P-256 key made in the phone, which never leaves it
  enrolled_at timestamptz not null,
  enrolled_by_name text not null,           -- the officer who handed out the code
  last_heard_at timestamptz,
  skew_ms bigint not null default 0,        -- how far the phone's clock is behind ours, as of the last sending
  up_to int not null default 0,             -- the highest entry kept without a gap, and the hash of its payload
  head bytea not null default '',
  seen int not null default 0,              -- the highest entry ever sent with a right signature
  ended_at timestamptz,
  ended_by_name text
);
create index devices_by_checkpoint on checkpoints.devices (checkpoint_id, enrolled_at);

-- One-time codes that let a phone in; only a keyed mark of the code is kept.
create table checkpoints.codes (
  mark text primary key,
  checkpoint_id uuid not null references checkpoints.checkpoints,
  made_at timestamptz not null,
  made_by_name text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  device_id uuid references checkpoints.devices
);

-- One entry of a phone's log: what it said, what we found, and the signed bytes as evidence.
create table checkpoints.scans (
  device_id uuid not null references checkpoints.devices,
  seq int not null,
  checkpoint_id uuid not null references checkpoints.checkpoints,
  at timestamptz not null,                  -- by the phone's clock
  corrected_at timestamptz not null,        -- by ours
  time_known boolean not null,              -- false when the phone's clock was set between scanning and sending
  received_at timestamptz not null,
  said text not null,                       -- verdict by the phone
  found text not null,                      -- verdict by the server, for the moment of the scan
  place bigint,                             -- of a genuine credential: place in the status list, number, subject, dossier, issuing unit
  number text,
  subject text,
  dossier_code text,
  issuer_unit text,
  plate text,                               -- same, differs: what the officer saw on the vehicle
  lat double precision,
  lon double precision,
  accuracy double precision,                -- metres; null when the place is the checkpoint's own
  lists_days real not null,
  payload bytea not null,
  hash bytea not null,
  signature bytea not null,
  primary key (device_id, seq)
);
create index scans_at_checkpoint on checkpoints.scans (checkpoint_id, corrected_at desc);
create index scans_of_credential on checkpoints.scans (place, corrected_at) where found = 'valid';
create index scans_by_age on checkpoints.scans (received_at);

-- Entries that were refused: a phone whose log was tampered with, or a stranger who uses its name.
create table checkpoints.refusals (
  device_id uuid not null references checkpoints.devices,
  seq int not null,
  why text not null,
  at timestamptz not null,
  primary key (device_id, seq, why)
);

-- One paper seen at two places too far apart.
create table checkpoints.flags (
  id uuid primary key,
  place bigint not null,
  number text not null,
  subject text not null,
  dossier_code text not null,
  issuer_unit text not null,
  made_at timestamptz not null,
  first_device uuid not null,
  first_seq int not null,
  second_device uuid not null,
  second_seq int not null,
  km double precision not null,
  minutes double precision not null,
  settled_at timestamptz,
  settled_by_name text,
  settled_as text check (settled_as in ('copy', 'false-alarm')),
  settled_why text,
  foreign key (first_device, first_seq) references checkpoints.scans,
  foreign key (second_device, second_seq) references checkpoints.scans,
  check ((settled_at is null) = (settled_as is null))
);
-- A paper that is already suspected is not suspected again until somebody has called it a false alarm.
create unique index flags_standing on checkpoints.flags (place) where settled_as is distinct from 'false-alarm';
create index flags_by_first on checkpoints.flags (first_device, first_seq);
create index flags_by_second on checkpoints.flags (second_device, second_seq);
