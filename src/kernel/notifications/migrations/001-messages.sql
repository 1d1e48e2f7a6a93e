-- Messages to citizens: one row for each way in which one was, or could not be, sent.
create table kernel.messages (
  id uuid primary key,                      -- also the Message-ID of the mail, the same at every attempt
  key text unique,                          -- the caller's: asking twice under one key writes one message
  channel text not null check (channel in ('email', 'sms', 'none')),
  to_name text not null,
  to_address text,
  subject text not null,
  body text not null,
  dossier_id text,
  status text not null check (status in ('queued', 'sent', 'failed', 'no-address', 'simulated')),
  attempts int not null default 0,
  error text,
  created_at timestamptz not null,
  done_at timestamptz
);
create index messages_by_time on kernel.messages (created_at desc);
create index messages_by_dossier on kernel.messages (dossier_id, created_at) where dossier_id is not null;
