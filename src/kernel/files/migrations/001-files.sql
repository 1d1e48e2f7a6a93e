-- Files by their content: the same bytes are kept once, and a hash never means other bytes.
create table kernel.files (
  hash text primary key,                    -- sha-256 of the bytes as stored, hex
  size bigint not null,
  type text not null,
  flags text[] not null default '{}',       -- what an officer should know before opening it
  created_at timestamptz not null,
  created_by text                           -- account; null: a citizen or the program itself
);

-- A file on its way in pieces. Whoever knows the token, and nobody else, may add to it and take the finished file.
create table kernel.uploads (
  id text primary key,
  token_hash bytea not null,
  name text not null,
  size bigint not null,
  hash text references kernel.files,        -- set when the last piece has come and the file is stored
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index uploads_by_expiry on kernel.uploads (expires_at);
