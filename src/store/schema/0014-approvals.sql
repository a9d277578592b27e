-- Four eyes: what is approved, by its exact hashes, and who has approved it, with the proof. A row is written once; an approval can only be
-- withdrawn, never changed.
create table schleuse.approval (
  organisation_id uuid not null references schleuse.organisation (id),
  id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
  -- Canonical JSON of all that is approved: its SHA-256 is what the approver's proof is over.
  subject text not null check (length(subject) <= 20000),
  subject_digest bytea not null check (subject_digest = sha256(convert_to(subject, 'UTF8'))),
  author_id uuid not null,
  last_editor_id uuid not null,
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  withdrawn_by text,
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  primary key (organisation_id, id),
  foreign key (organisation_id, author_id) references schleuse.staff_account (organisation_id, id),
  foreign key (organisation_id, last_editor_id) references schleuse.staff_account (organisation_id, id)
);
create index approval_by_subject on schleuse.approval (organisation_id, kind, subject_digest);

create table schleuse.approval_proof (
  organisation_id uuid not null references schleuse.organisation (id),
  approval_id uuid not null,
  approver_id uuid not null,
  given_at timestamptz not null default clock_timestamp(),
  method text not null check (method in ('passkey', 'password-totp')),
  -- What the approver signed with, as JSON: enough to check a passkey's signature without this database.
  evidence text not null check (length(evidence) <= 20000),
  primary key (organisation_id, approval_id, approver_id),
  foreign key (organisation_id, approval_id) references schleuse.approval (organisation_id, id),
  foreign key (organisation_id, approver_id) references schleuse.staff_account (organisation_id, id)
);

-- The database itself refuses who has a part in what is approved, whatever the program forgets.
create function schleuse.refuse_own_approval() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  if exists (
    select from schleuse.approval a
    where a.organisation_id = new.organisation_id and a.id = new.approval_id
      and (new.approver_id in (a.author_id, a.last_editor_id) or a.withdrawn_at is not null
        or a.requested_by = 'staff:' || new.approver_id)
  ) then
    raise exception 'nobody approves what is his own or withdrawn' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger refuse_own_approval before insert on schleuse.approval_proof
  for each row execute function schleuse.refuse_own_approval();

grant select, insert on schleuse.approval, schleuse.approval_proof to :app;
grant update (withdrawn_at, withdrawn_by) on schleuse.approval to :app;
grant select on schleuse.approval, schleuse.approval_proof to :reader;
alter table schleuse.approval enable row level security;
create policy within_reach on schleuse.approval for all using (schleuse.is_within_reach(organisation_id));
alter table schleuse.approval_proof enable row level security;
create policy within_reach on schleuse.approval_proof for all using (schleuse.is_within_reach(organisation_id));
