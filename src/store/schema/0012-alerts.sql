-- What staff must hear of. One open row per matter; closed by a person who has seen it, or when the matter is over.
create table schleuse.alert (
  organisation_id uuid not null references schleuse.organisation (id),
  id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
  says text not null check (length(says) <= 1000),
  raised_at timestamptz not null,
  last_seen_at timestamptz not null,
  times int not null default 1 check (times >= 1),
  closed_at timestamptz,
  closed_by text,
  primary key (organisation_id, id),
  check ((closed_at is null) = (closed_by is null))
);

create index alert_by_matter on schleuse.alert (organisation_id, kind, says, closed_at);
create unique index alert_open on schleuse.alert (organisation_id, kind, says) where closed_at is null;

-- How far each messenger was told of an alert: step 0 at once, 1 after an hour, 2 after a day.
create table schleuse.alert_telling (
  organisation_id uuid not null references schleuse.organisation (id),
  alert_id uuid not null,
  messenger text not null check (length(messenger) between 1 and 100),
  step int not null check (step between 0 and 2),
  told_at timestamptz,
  failures int not null default 0,
  last_failure text,
  next_try_at timestamptz,
  claimed_until timestamptz,
  primary key (organisation_id, alert_id, messenger),
  foreign key (organisation_id, alert_id) references schleuse.alert (organisation_id, id) on delete cascade
);

grant select, insert, update, delete on schleuse.alert, schleuse.alert_telling to :app;
grant select on schleuse.alert, schleuse.alert_telling to :reader;

alter table schleuse.alert enable row level security;
create policy within_reach on schleuse.alert for all using (schleuse.is_within_reach(organisation_id));
alter table schleuse.alert_telling enable row level security;
create policy within_reach on schleuse.alert_telling for all using (schleuse.is_within_reach(organisation_id));

-- The functions of the trail work as the owner, whom row security does not bind: so they ask here. Each of them moves a head or takes
-- checkpoints out. Of a partner under a contract the trail may be written to as well: a hand-over stands in both.
create function schleuse.refuse_out_of_reach() returns trigger
  language plpgsql
  set search_path = ''
as $$
declare
  organisation uuid := coalesce(new.organisation_id, old.organisation_id);
begin
  if not schleuse.is_within_reach(organisation)
    and not exists (select from schleuse.organisation_partners() partner where partner.id = organisation)
  then
    raise exception 'this connection works for another organisation' using errcode = 'insufficient_privilege';
  end if;
  return coalesce(new, old);
end
$$;

create trigger within_reach before insert or update on schleuse.audit_head
  for each row execute function schleuse.refuse_out_of_reach();
create trigger within_reach before delete on schleuse.audit_checkpoint
  for each row execute function schleuse.refuse_out_of_reach();
