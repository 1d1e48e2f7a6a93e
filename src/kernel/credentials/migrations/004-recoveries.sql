-- After a theft what a stolen key signed is issued anew; the old credential says so by both of its bits in the status list.
alter table kernel.credentials add replaced_by uuid references kernel.credentials;
create index credentials_replaced on kernel.credentials (place) where replaced_by is not null;

-- Each recovery from a stolen key: what was distrusted from when, and whether everything lost has been issued anew.
create table kernel.credential_recoveries (
  id uuid primary key,
  unit_id text not null,
  unit_name text not null,
  since timestamptz not null,
  at timestamptz not null,
  papers int not null,                      -- how many were lost
  finished_at timestamptz
);
create index credential_recoveries_open on kernel.credential_recoveries (at) where finished_at is null;
