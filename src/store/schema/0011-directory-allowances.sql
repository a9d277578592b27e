-- What an organisation has declared to be its own, and customers declared to be one household: each with its owner, its reason and its end.
create table schleuse.directory_allowance (
  organisation_id uuid not null references schleuse.organisation (id),
  id uuid not null,
  kind text not null check (kind in ('domain', 'address', 'list', 'phrase', 'number', 'file', 'household')),
  sealing_id text not null,
  sealed bytea not null,
  owner text not null check (length(owner) between 1 and 100),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (length(ended_by) between 1 and 100),
  primary key (organisation_id, id),
  check (expires_at > created_at)
);

create table schleuse.directory_household_member (
  organisation_id uuid not null,
  allowance_id uuid not null,
  customer_id uuid not null,
  primary key (organisation_id, allowance_id, customer_id),
  foreign key (organisation_id, allowance_id) references schleuse.directory_allowance (organisation_id, id),
  foreign key (organisation_id, customer_id) references schleuse.directory_customer (organisation_id, id) on delete cascade
);
create index directory_household_member_by_customer on schleuse.directory_household_member (organisation_id, customer_id);

grant select, insert, update, delete on schleuse.directory_allowance, schleuse.directory_household_member to :app;
grant select on schleuse.directory_household_member to :reader;

alter table schleuse.directory_allowance enable row level security;
create policy within_reach on schleuse.directory_allowance for all using (schleuse.is_within_reach(organisation_id));
alter table schleuse.directory_household_member enable row level security;
create policy within_reach on schleuse.directory_household_member for all using (schleuse.is_within_reach(organisation_id));
