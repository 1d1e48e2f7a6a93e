-- Software keys of the test authority, of officials and of units, until tokens and remote devices take their place.
create table kernel.signing_keys (
  subject text primary key,                 -- 'authority', 'person:<account>', 'unit:<id>'
  certificate bytea not null,               -- X.509, DER
  private_key bytea not null,               -- PKCS#8, sealed with SECRET_KEY
  created_at timestamptz not null
);
