-- Controller and processor are separate organisations (GDPR Art. 4(7), 4(8)); every row of every later table belongs to one.
create table schleuse.organisation (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  role text not null check (role in ('controller', 'processor')),
  created_at timestamptz not null default now()
);

create unique index organisation_by_name on schleuse.organisation (lower(name));

grant select, insert, update on schleuse.organisation to :app;
grant select on schleuse.organisation to :reader;
