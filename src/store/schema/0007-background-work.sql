-- Background work. Which process does what stands here, on the database's clock; the queue beneath (graphile_worker) only hands it
-- out. These rows belong to the installation, not to an organisation: no column says anything about anybody.
create table schleuse.workflow_worker (
  id uuid primary key,
  -- Under which name the queue locks jobs for this worker.
  queue_id text not null unique check (length(queue_id) between 1 and 100),
  -- Machine and process, for whoever looks after it.
  name text not null check (length(name) between 1 and 200),
  started_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  -- From here on it may finish nothing, also if it comes back.
  lost_at timestamptz
);

-- One row for each thing that is done by one worker at a time. The token rises with every take: who has an earlier one is late.
create table schleuse.workflow_lease (
  job_key text primary key check (length(job_key) between 1 and 120),
  token bigint not null check (token >= 1),
  worker_id uuid references schleuse.workflow_worker (id) on delete set null,
  taken_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  outcome text check (outcome in ('done', 'failed', 'lost')),
  -- A code of our table of faults, never a message.
  code text check (code ~ '^[A-Z][A-Z0-9_]{0,60}$')
);

create index workflow_lease_by_worker on schleuse.workflow_lease (worker_id) where worker_id is not null;

-- When recurring work is due next. Of `every_ms` and `cron` one is set.
create table schleuse.workflow_schedule (
  job_key text primary key check (length(job_key) between 1 and 120),
  every_ms bigint check (every_ms between 1000 and 31622400000),
  cron text check (length(cron) between 9 and 100),
  next_at timestamptz not null,
  known_at timestamptz not null default clock_timestamp(),
  check ((every_ms is null) <> (cron is null))
);

grant select, insert, update, delete on schleuse.workflow_worker, schleuse.workflow_lease, schleuse.workflow_schedule to :app;
grant select on schleuse.workflow_worker, schleuse.workflow_lease, schleuse.workflow_schedule to :reader;
