-- One organisation runs the installation: only its staff has what concerns all organisations.
alter table schleuse.organisation add column is_host boolean not null default false;
update schleuse.organisation set is_host = true where id = (select min(id::text)::uuid from schleuse.organisation);
create unique index organisation_host on schleuse.organisation (is_host) where is_host;
-- What later tables refer to, so that the database itself knows who is controller and who is processor.
alter table schleuse.organisation add constraint organisation_with_role unique (id, role);

-- A row can be confined to one organisation: a connection that has said which it works for sees and writes no other's. A connection that has
-- not said so does the program's own work for all of them.
create function schleuse.is_within_reach(organisation uuid) returns boolean
  language sql stable parallel safe
  return coalesce(nullif(current_setting('schleuse.organisation', true), ''), organisation::text)::uuid = organisation;

-- A processor acts for a controller under a contract (GDPR Art. 28(3)). The row belongs to the controller, who gives the order.
create table schleuse.organisation_relation (
  id uuid primary key,
  organisation_id uuid not null references schleuse.organisation (id),
  processor_id uuid not null references schleuse.organisation (id),
  organisation_role text not null generated always as ('controller') stored,
  processor_role text not null generated always as ('processor') stored,
  contract text not null check (length(contract) between 1 and 200),
  from_on date not null,
  until_on date,
  recorded_at timestamptz not null default clock_timestamp(),
  check (until_on is null or until_on >= from_on),
  unique (organisation_id, id),
  foreign key (organisation_id, organisation_role) references schleuse.organisation (id, role),
  foreign key (processor_id, processor_role) references schleuse.organisation (id, role)
);
create index organisation_relation_of_processor on schleuse.organisation_relation (processor_id);

-- A processor hands a case or a data set over to the controller he works for: what, when, under which contract; the other side accepts or
-- refuses, once. The row belongs to the controller, to whom it is offered.
create table schleuse.hand_over (
  id uuid primary key,
  organisation_id uuid not null references schleuse.organisation (id),
  giver_id uuid not null references schleuse.organisation (id),
  relation_id uuid not null,
  subject text not null check (subject in ('case', 'data-set')),
  digest bytea not null check (octet_length(digest) = 32),
  size_bytes bigint not null check (size_bytes >= 0),
  offered_at timestamptz not null default clock_timestamp(),
  offered_by text not null,
  answer text check (answer in ('accepted', 'refused')),
  answered_at timestamptz,
  answered_by text,
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)),
  unique (organisation_id, id),
  foreign key (organisation_id, relation_id) references schleuse.organisation_relation (organisation_id, id)
);
create index hand_over_of_giver on schleuse.hand_over (giver_id);

grant select, insert, update (until_on) on schleuse.organisation_relation to :app;
grant select, insert, update (answer, answered_at, answered_by) on schleuse.hand_over to :app;
grant select on schleuse.organisation_relation, schleuse.hand_over to :reader;

-- Both sides see what concerns them; what is offered is answered by the receiver only.
alter table schleuse.organisation_relation enable row level security;
create policy within_reach on schleuse.organisation_relation for all
  using (schleuse.is_within_reach(organisation_id) or schleuse.is_within_reach(processor_id))
  with check (schleuse.is_within_reach(organisation_id));
alter table schleuse.hand_over enable row level security;
create policy within_reach on schleuse.hand_over for select
  using (schleuse.is_within_reach(organisation_id) or schleuse.is_within_reach(giver_id));
create policy offered_by_giver on schleuse.hand_over for insert with check (schleuse.is_within_reach(giver_id));
create policy answered_by_receiver on schleuse.hand_over for update
  using (schleuse.is_within_reach(organisation_id)) with check (schleuse.is_within_reach(organisation_id));

-- An organisation sees itself, its trail, and the names of those it has a contract with.
alter table schleuse.organisation enable row level security;
create policy within_reach on schleuse.organisation for all using (schleuse.is_within_reach(id));
alter table schleuse.audit_head enable row level security;
create policy within_reach on schleuse.audit_head for all using (schleuse.is_within_reach(organisation_id));
alter table schleuse.audit_entry enable row level security;
create policy within_reach on schleuse.audit_entry for all using (schleuse.is_within_reach(organisation_id));
alter table schleuse.audit_leaf enable row level security;
create policy within_reach on schleuse.audit_leaf for all using (schleuse.is_within_reach(organisation_id));
alter table schleuse.audit_checkpoint enable row level security;
create policy within_reach on schleuse.audit_checkpoint for all using (schleuse.is_within_reach(organisation_id));
alter table schleuse.audit_segment enable row level security;
create policy within_reach on schleuse.audit_segment for all using (schleuse.is_within_reach(organisation_id));
alter table schleuse.audit_witness enable row level security;
create policy within_reach on schleuse.audit_witness for all using (schleuse.is_within_reach(organisation_id));

create function schleuse.organisation_partners() returns table (id uuid, name text, role text)
  language sql stable security definer
  set search_path = ''
begin atomic
  select o.id, o.name, o.role from schleuse.organisation o
  where schleuse.is_within_reach(o.id)
    or exists (
      select from schleuse.organisation_relation r
      where (r.organisation_id = o.id and schleuse.is_within_reach(r.processor_id))
        or (r.processor_id = o.id and schleuse.is_within_reach(r.organisation_id))
    )
  order by o.id;
end;
revoke all on function schleuse.organisation_partners() from public;
grant execute on function schleuse.organisation_partners() to :app;
