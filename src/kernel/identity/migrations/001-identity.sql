-- People who sign in (tài khoản cán bộ), the positions they hold, and the sessions they have open.

-- Rules of sign-in are dated data: TCVN 14423:2026, level 3, gives the figures of 2026 (see the note of the row).
create table kernel.sign_in_rules (
  valid_from date primary key,
  note text not null,
  idle_minutes int not null check (idle_minutes > 0),
  session_hours int not null check (session_hours > 0),
  failures_before_lock int not null check (failures_before_lock > 1),
  first_lock_seconds int not null check (first_lock_seconds > 0),
  longest_lock_seconds int not null check (longest_lock_seconds >= first_lock_seconds),
  idle_days_before_disabled int not null check (idle_days_before_disabled > 0),
  shortest_password int not null check (shortest_password >= 8),
  passwords_remembered int not null check (passwords_remembered >= 0),
  admin_password_days int not null check (admin_password_days > 0)
);
insert into kernel.sign_in_rules values ('2020-01-01',
  'TCVN 14423:2026 cấp độ 3: mật khẩu từ 8 ký tự khi có xác thực hai lớp; khoá tài khoản 45 ngày không dùng; quản trị đổi mật khẩu mỗi 2 tháng, không dùng lại 10 mật khẩu gần nhất. Thời gian phiên và khoá tạm: do tỉnh chọn.',
  30, 12, 5, 60, 3600, 45, 8, 10, 60);

create table kernel.accounts (
  id uuid primary key,
  login text not null unique check (login = lower(login)),
  name text not null,
  password_hash text not null,
  password_set_at timestamptz not null,
  must_change_password boolean not null default false,
  totp_secret bytea,                        -- sealed with SECRET_KEY; null until the person has enrolled an authenticator
  totp_pending bytea,                       -- shown as a QR, not yet proved by a code
  totp_last_step bigint,                    -- a code is good once: only steps after this one are accepted
  created_at timestamptz not null,
  last_sign_in_at timestamptz,
  idle_since timestamptz not null,          -- the days of disuse count from here: made, signed in, or enabled again
  disabled_at timestamptz,
  disabled_why text,
  demo boolean not null default false
);

create table kernel.former_passwords (
  account_id uuid not null references kernel.accounts,
  set_at timestamptz not null,
  password_hash text not null,
  primary key (account_id, set_at)
);

create table kernel.recovery_codes (
  account_id uuid not null references kernel.accounts,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

create table kernel.assignments (
  id uuid primary key,
  account_id uuid not null references kernel.accounts,
  unit_id text not null,
  unit_name text not null,
  title text not null,                      -- chức vụ, as it is written under a signature
  roles text[] not null check (roles <@ array['desk', 'civil-status', 'specialist', 'leader', 'clerk', 'admin', 'auditor']),
  valid_from date not null,
  valid_to date,                            -- the last day it is held
  check (valid_to is null or valid_to >= valid_from)
);
create index assignments_by_account on kernel.assignments (account_id, valid_from desc);
create index assignments_by_unit on kernel.assignments (unit_id);

create table kernel.sessions (
  token_hash bytea primary key,             -- SHA-256 of the cookie: a stolen backup opens no session
  id uuid not null unique,                  -- how the person names it when ending it
  account_id uuid not null references kernel.accounts,
  created_at timestamptz not null,
  rotated_at timestamptz not null,
  last_seen_at timestamptz not null,
  idle_until timestamptz not null,
  expires_at timestamptz not null,
  ip text not null,
  agent text not null
);
create index sessions_by_account on kernel.sessions (account_id);
create index sessions_by_end on kernel.sessions (expires_at);

-- Failures since the last success, for logins that exist and logins that do not: both lock alike, so a lock tells nothing.
create table kernel.sign_in_attempts (
  login_key bytea primary key,              -- keyed hash: people sometimes type their password here
  failures int not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_attempts_by_age on kernel.sign_in_attempts (last_at);
