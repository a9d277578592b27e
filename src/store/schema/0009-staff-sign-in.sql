-- How members of staff prove who they are: the tables of the sign-in library, in a schema of their own, and what we keep beside
-- them. Ids of accounts are those of the staff accounts; secrets of second factors are encrypted with a key outside the database.
create schema schleuse_sign_in;
grant usage on schema schleuse_sign_in to :app, :reader;

create table schleuse_sign_in.staff_account (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  email text not null unique check (length(email) between 3 and 320),
  email_verified boolean not null default false,
  image text check (image is null),
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table schleuse_sign_in.staff_session (
  id uuid primary key default gen_random_uuid(),
  token text not null unique,
  account_id uuid not null references schleuse_sign_in.staff_account (id) on delete cascade,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null,
  -- How the person proved who he is: without a word of this list the session opens nothing but the second step.
  proved_by text check (proved_by in ('password-totp', 'password-recovery', 'passkey', 'oidc')),
  proved_at timestamptz
);
create index staff_session_by_account on schleuse_sign_in.staff_session (account_id);

create table schleuse_sign_in.staff_credential (
  id uuid primary key default gen_random_uuid(),
  credential_id text not null,
  provider text not null,
  account_id uuid not null references schleuse_sign_in.staff_account (id) on delete cascade,
  access_token text check (access_token is null),
  refresh_token text check (refresh_token is null),
  id_token text check (id_token is null),
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, credential_id)
);
create index staff_credential_by_account on schleuse_sign_in.staff_credential (account_id);

create table schleuse_sign_in.staff_challenge (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index staff_challenge_by_identifier on schleuse_sign_in.staff_challenge (identifier);
create index staff_challenge_by_expiry on schleuse_sign_in.staff_challenge (expires_at);

create table schleuse_sign_in.staff_second_factor (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null unique references schleuse_sign_in.staff_account (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_count int not null default 0,
  locked_until timestamptz
);

create table schleuse_sign_in.staff_passkey (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references schleuse_sign_in.staff_account (id) on delete cascade,
  name text check (length(name) <= 100),
  public_key text not null,
  credential_id text not null unique,
  -- 32 bits without a sign; a float holds them exactly, and is a number everywhere. @source WebAuthn Level 3, section 6.1
  counter double precision not null check (counter = floor(counter) and counter >= 0),
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index staff_passkey_by_account on schleuse_sign_in.staff_passkey (account_id);

-- Failures of one kind for one name, counted by every process together. The name is a keyed hash of an address of a member of
-- staff or of a network; it is no customer's.
create table schleuse_sign_in.failed_attempt (
  subject bytea primary key check (octet_length(subject) = 32),
  failures int not null check (failures >= 0),
  last_at timestamptz not null,
  locked_until timestamptz
);
create index failed_attempt_by_age on schleuse_sign_in.failed_attempt (last_at);

-- A one-time code of a second factor counts once: who looks over a shoulder has nothing.
create table schleuse_sign_in.spent_code (
  account_id uuid not null references schleuse_sign_in.staff_account (id) on delete cascade,
  code_digest bytea not null check (octet_length(code_digest) = 32),
  spent_at timestamptz not null default clock_timestamp(),
  primary key (account_id, code_digest)
);

-- A fresh proof for exactly one action. It is made once, used once, and stays as evidence.
create table schleuse_sign_in.reauthentication (
  id uuid primary key,
  account_id uuid not null references schleuse_sign_in.staff_account (id),
  action_digest bytea not null check (octet_length(action_digest) = 32),
  nonce bytea not null check (octet_length(nonce) = 32),
  asked_at timestamptz not null default clock_timestamp(),
  proved_at timestamptz,
  proved_by text check (proved_by in ('passkey', 'password-totp')),
  evidence text,
  used_at timestamptz,
  check ((proved_at is null) = (proved_by is null)),
  check (used_at is null or proved_at is not null)
);
create index reauthentication_by_account on schleuse_sign_in.reauthentication (account_id, asked_at);

grant select, insert, update, delete on all tables in schema schleuse_sign_in to :app;
-- The reader sees who may sign in, never with what.
grant select (id, name, email, two_factor_enabled, created_at) on schleuse_sign_in.staff_account to :reader;
