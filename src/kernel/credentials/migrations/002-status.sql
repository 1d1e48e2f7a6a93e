-- A credential can be suspended and reinstated; what changed lately is told to phones as a delta.
alter table kernel.credentials
  add suspended_at timestamptz,
  add suspended_why text,
  add suspended_by text,
  add changed_at timestamptz;               -- by the clock of the lists, not of the decision
update kernel.credentials set changed_at = revoked_at where revoked_at is not null;
create index credentials_changed on kernel.credentials (changed_at) where changed_at is not null;
create index credentials_suspended on kernel.credentials (place) where suspended_at is not null;

-- The province's private key may be kept elsewhere: then lists of keys are signed there and brought back.
alter table kernel.credential_keys alter private_key drop not null;
create table kernel.credential_key_lists (
  made_at timestamptz primary key,
  valid_until timestamptz not null,
  covers bytea not null,                    -- hash of what it says of keys
  bytes bytea not null                      -- as signed by the province
);
