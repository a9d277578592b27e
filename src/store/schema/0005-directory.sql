-- The directory: the customers of each organisation as its own systems know them. What the gate needs stands here as keyed hashes;
-- docs/directory.md lists every column, whether it is hashed, sealed or in clear, and why. A test holds that table to this schema.

-- One row per organisation: the end of its log of changes, and the matching key its hashes were made under.
create table schleuse.directory_state (
  organisation_id uuid primary key references schleuse.organisation (id),
  change_seq bigint not null default 0 check (change_seq >= 0),
  matching_id text not null
);

-- Whoever holds the lock of this row writes a load; it lasts as long as his connection and no longer.
create table schleuse.directory_lock (
  organisation_id uuid primary key references schleuse.organisation (id)
);

create table schleuse.directory_source (
  organisation_id uuid not null references schleuse.organisation (id),
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (length(kind) between 1 and 20),
  stale_after_seconds integer check (stale_after_seconds > 0),
  created_at timestamptz not null default now(),
  attempted_at timestamptz,
  succeeded_at timestamptz,
  full_at timestamptz,
  failure text check (length(failure) <= 60),
  cursor_sealed bytea,
  customers bigint not null default 0,
  facts bigint not null default 0,
  refused integer not null default 0,
  primary key (organisation_id, id)
);
create unique index directory_source_by_name on schleuse.directory_source (organisation_id, lower(name));

create table schleuse.directory_customer (
  organisation_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  number_hash bytea not null check (octet_length(number_hash) = 16),
  lasting_hash bytea check (octet_length(lasting_hash) = 16),
  household_hash bytea check (octet_length(household_hash) = 16),
  is_protected boolean not null,
  kinds integer not null,
  record_hash bytea not null check (octet_length(record_hash) = 16),
  hashed bytea not null,
  change_seq bigint not null,
  first_seen_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (organisation_id, id),
  foreign key (organisation_id, source_id) references schleuse.directory_source (organisation_id, id)
);
create unique index directory_customer_by_number on schleuse.directory_customer (organisation_id, number_hash);
create unique index directory_customer_by_lasting_id
  on schleuse.directory_customer (organisation_id, source_id, lasting_hash) where lasting_hash is not null;
create index directory_customer_by_change on schleuse.directory_customer (organisation_id, change_seq);
create index directory_customer_by_household
  on schleuse.directory_customer (organisation_id, household_hash) where household_hash is not null;

-- Numbers that were somebody's before. Without a customer: a tombstone; the number is never given to anybody again.
create table schleuse.directory_earlier_number (
  organisation_id uuid not null references schleuse.organisation (id),
  matching_id text not null,
  number_hash bytea not null check (octet_length(number_hash) = 16),
  customer_id uuid,
  lasting_hash bytea check (octet_length(lasting_hash) = 16),
  reason text not null check (reason in ('renumbered', 'told', 'gone', 'erased')),
  ended_at timestamptz not null default now(),
  primary key (organisation_id, number_hash, matching_id)
);
create index directory_earlier_number_by_customer on schleuse.directory_earlier_number (organisation_id, customer_id);

-- Contact data that letters need, sealed apart from the hashes.
create table schleuse.directory_contact (
  organisation_id uuid not null,
  customer_id uuid not null,
  sealing_id text not null,
  sealed bytea not null,
  primary key (organisation_id, customer_id),
  foreign key (organisation_id, customer_id) references schleuse.directory_customer (organisation_id, id) on delete cascade
);

create table schleuse.directory_fact (
  organisation_id uuid not null,
  source_id uuid not null,
  value_hash bytea not null check (octet_length(value_hash) = 16),
  customer_id uuid not null,
  kind text not null check (length(kind) between 1 and 40),
  from_on date,
  to_on date,
  hashed bytea not null,
  primary key (organisation_id, source_id, value_hash, customer_id),
  foreign key (organisation_id, customer_id) references schleuse.directory_customer (organisation_id, id) on delete cascade
);
create index directory_fact_by_customer on schleuse.directory_fact (organisation_id, customer_id);

-- Customers who are gone, for processes that have them in an index still. Rows are dropped once no index can have them.
create table schleuse.directory_gone (
  organisation_id uuid not null references schleuse.organisation (id),
  change_seq bigint not null,
  customer_id uuid not null,
  at timestamptz not null default now(),
  primary key (organisation_id, change_seq, customer_id)
);

-- What changed the directory, in order.
create table schleuse.directory_change (
  organisation_id uuid not null references schleuse.organisation (id),
  seq bigint not null,
  kind text not null check (kind in ('load', 'push', 'ask', 'erase', 'allowance')),
  source_id uuid,
  load_id uuid,
  added bigint not null default 0,
  changed bigint not null default 0,
  gone bigint not null default 0,
  facts bigint not null default 0,
  at timestamptz not null default now(),
  primary key (organisation_id, seq)
);

-- A load that is being read, waits for an answer, or has ended.
create table schleuse.directory_load (
  organisation_id uuid not null,
  id uuid not null,
  source_id uuid not null,
  kind text not null check (kind in ('full', 'incremental')),
  state text not null check (state in ('reading', 'waiting', 'done', 'dropped')),
  matching_id text not null,
  -- What the directory was when reading began: whatever has changed since then is fresher than this load.
  base_seq bigint not null,
  cursor_sealed bytea,
  staged_customers bigint not null default 0,
  staged_facts bigint not null default 0,
  contested integer not null default 0,
  drops jsonb not null default '[]',
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, source_id) references schleuse.directory_source (organisation_id, id)
);

-- Rows of loads. Not logged: after a crash of the database they are empty, which is noticed by their count, and the source is read again.
create unlogged table schleuse.directory_staged (
  organisation_id uuid not null,
  load_id uuid not null,
  ordinal bigint not null,
  kind text not null check (kind in ('same', 'put', 'gone')),
  line integer,
  customer_id uuid not null,
  number_hash bytea not null,
  lasting_hash bytea,
  household_hash bytea,
  is_protected boolean,
  kinds integer,
  record_hash bytea,
  hashed bytea,
  earlier_hashes bytea[],
  contact_sealed bytea,
  primary key (organisation_id, load_id, ordinal)
);
create index directory_staged_by_number on schleuse.directory_staged (organisation_id, load_id, number_hash);
create index directory_staged_by_customer on schleuse.directory_staged (organisation_id, load_id, customer_id);

create unlogged table schleuse.directory_staged_fact (
  organisation_id uuid not null,
  load_id uuid not null,
  ordinal bigint not null,
  kind text not null check (kind in ('put', 'gone')),
  line integer,
  value_hash bytea not null,
  owner_hash bytea,
  fact_kind text not null,
  from_on date,
  to_on date,
  hashed bytea,
  primary key (organisation_id, load_id, ordinal)
);

grant select, insert, update, delete on
  schleuse.directory_state, schleuse.directory_lock, schleuse.directory_source, schleuse.directory_customer,
  schleuse.directory_earlier_number, schleuse.directory_contact, schleuse.directory_fact, schleuse.directory_gone,
  schleuse.directory_change, schleuse.directory_load, schleuse.directory_staged, schleuse.directory_staged_fact to :app;
grant select on
  schleuse.directory_state, schleuse.directory_source, schleuse.directory_customer, schleuse.directory_earlier_number,
  schleuse.directory_fact, schleuse.directory_gone, schleuse.directory_change, schleuse.directory_load to :reader;
