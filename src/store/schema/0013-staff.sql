-- People who work with the installation. What they sign in with stands in a schema of its own; who they are, what they may
-- do and who agreed to it stands here.
create table schleuse.staff_account (
  organisation_id uuid not null references schleuse.organisation (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  state text not null check (state in ('waiting', 'invited', 'active', 'disabled')),
  added_at timestamptz not null default clock_timestamp(),
  -- When the credentials were last set anew: a day from then on nothing is approved with them.
  credentials_at timestamptz,
  primary key (organisation_id, id),
  unique (id)
);
create unique index staff_account_by_email on schleuse.staff_account (email);

-- Somebody outside the organisation who is its second person where there is nobody else: named once, with the body he belongs to.
create table schleuse.staff_outside_person (
  organisation_id uuid not null references schleuse.organisation (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  body text not null check (length(body) between 1 and 200),
  named_at timestamptz not null default clock_timestamp(),
  named_by text not null,
  primary key (organisation_id, id)
);

-- What needs a second person: a new account, a role, new credentials. The requester never confirms himself.
create table schleuse.staff_request (
  organisation_id uuid not null references schleuse.organisation (id),
  id uuid not null,
  kind text not null check (kind in ('add', 'grant', 'reset')),
  account_id uuid not null,
  roles text[] not null check (cardinality(roles) <= 6),
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  -- Only where somebody outside is to confirm: who, and the digest of the code that was given to him.
  outside_id uuid,
  outside_code_digest bytea check (octet_length(outside_code_digest) = 32),
  answer text check (answer in ('confirmed', 'refused')),
  answered_at timestamptz,
  answered_by text,
  check ((outside_id is null) = (outside_code_digest is null)),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)),
  check (answered_by is distinct from requested_by),
  primary key (organisation_id, id),
  foreign key (organisation_id, account_id) references schleuse.staff_account (organisation_id, id),
  foreign key (organisation_id, outside_id) references schleuse.staff_outside_person (organisation_id, id)
);
create index staff_request_open on schleuse.staff_request (organisation_id) where answer is null;

create table schleuse.staff_role (
  organisation_id uuid not null references schleuse.organisation (id),
  account_id uuid not null,
  role text not null
    check (role in ('author', 'approver', 'operator', 'data-protection-officer', 'auditor', 'administrator')),
  request_id uuid not null,
  granted_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, account_id, role),
  foreign key (organisation_id, account_id) references schleuse.staff_account (organisation_id, id),
  foreign key (organisation_id, request_id) references schleuse.staff_request (organisation_id, id)
);

-- The one-time way to credentials: a link and a word beside it, of both only digests. It opens once the request behind it is confirmed.
create table schleuse.staff_invitation (
  organisation_id uuid not null references schleuse.organisation (id),
  account_id uuid not null,
  request_id uuid not null,
  purpose text not null check (purpose in ('first', 'new', 'reset')),
  code_digest bytea not null check (octet_length(code_digest) = 32),
  secret_digest bytea not null check (octet_length(secret_digest) = 32),
  expires_at timestamptz not null,
  wrong int not null default 0,
  used_at timestamptz,
  primary key (organisation_id, request_id),
  foreign key (organisation_id, account_id) references schleuse.staff_account (organisation_id, id),
  foreign key (organisation_id, request_id) references schleuse.staff_request (organisation_id, id)
);
create unique index staff_invitation_by_code on schleuse.staff_invitation (code_digest);

-- Access tokens of programs: less than the person who made them, never more, and never an approval.
create table schleuse.staff_token (
  organisation_id uuid not null references schleuse.organisation (id),
  id uuid not null,
  account_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  roles text[] not null check (cardinality(roles) between 1 and 6),
  token_digest bytea not null check (octet_length(token_digest) = 32),
  made_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, account_id) references schleuse.staff_account (organisation_id, id),
  check (expires_at <= made_at + interval '366 days')
);
create unique index staff_token_by_digest on schleuse.staff_token (token_digest);

grant select, insert on schleuse.staff_account, schleuse.staff_outside_person, schleuse.staff_request, schleuse.staff_role,
  schleuse.staff_invitation, schleuse.staff_token to :app;
grant update (name, state, credentials_at) on schleuse.staff_account to :app;
grant update (answer, answered_at, answered_by) on schleuse.staff_request to :app;
grant delete on schleuse.staff_role to :app;
grant update (wrong, used_at) on schleuse.staff_invitation to :app;
grant update (last_used_at, revoked_at) on schleuse.staff_token to :app;
grant select on schleuse.staff_account, schleuse.staff_outside_person, schleuse.staff_role to :reader;
grant select (organisation_id, id, kind, account_id, roles, requested_by, requested_at, expires_at, outside_id, answer, answered_at, answered_by)
  on schleuse.staff_request to :reader;
grant select (organisation_id, id, account_id, name, roles, made_at, expires_at, last_used_at, revoked_at) on schleuse.staff_token to :reader;

do $$
declare
  name text;
begin
  foreach name in array array['staff_account', 'staff_outside_person', 'staff_request', 'staff_role', 'staff_invitation', 'staff_token'] loop
    execute format('alter table schleuse.%I enable row level security', name);
    execute format('create policy within_reach on schleuse.%I for all using (schleuse.is_within_reach(organisation_id))', name);
  end loop;
end
$$;

-- Whether anybody in the installation signs in with this address. A confined connection must not learn more of others than that it is taken.
create function schleuse.is_staff_address(address text) returns boolean
  language sql stable security definer
  set search_path = ''
begin atomic
  select exists (select from schleuse.staff_account a where a.email = lower(address));
end;
revoke all on function schleuse.is_staff_address(text) from public;
grant execute on function schleuse.is_staff_address(text) to :app;
