-- Keys that sign what is issued, and what was issued with them.
create table kernel.credential_keys (
  kid bytea primary key,
  unit_id text not null,                    -- 'province' signs the lists
  unit_name text not null,
  x bytea not null,
  y bytea not null,
  private_key bytea not null,               -- PKCS#8, sealed with SECRET_KEY
  valid_from timestamptz not null,
  valid_to timestamptz,                     -- rotated: signs nothing new, still verifies what it signed
  revoked_from timestamptz                  -- stolen: nothing it signed from then on counts
);
create unique index credential_keys_in_use on kernel.credential_keys (unit_id) where valid_to is null and revoked_from is null;

create sequence kernel.credential_places;
grant usage on sequence kernel.credential_places to motcua_app;
create table kernel.credentials (
  id uuid primary key,
  place bigint not null unique default nextval('kernel.credential_places'),
  kid bytea not null references kernel.credential_keys,
  unit_id text not null,
  text text not null,                       -- what stands in the QR
  issued_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  revoked_why text,
  revoked_by text
);
create index credentials_revoked on kernel.credentials (place) where revoked_at is not null;
