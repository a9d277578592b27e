-- Signed heads of the trails. The application adds them and can neither change nor delete one.
create table schleuse.audit_checkpoint (
  organisation_id uuid not null references schleuse.organisation (id),
  id bigint generated always as identity,
  seq bigint not null check (seq >= 1),
  digest bytea not null check (octet_length(digest) = 32),
  signed_at timestamptz not null,
  file text not null,
  primary key (organisation_id, id)
);

grant insert (organisation_id, seq, digest, signed_at, file) on schleuse.audit_checkpoint to :app;
grant select on schleuse.audit_checkpoint to :app, :reader;

-- How far each witness has been handed the signed heads, and how that went.
create table schleuse.audit_witness (
  organisation_id uuid not null references schleuse.organisation (id),
  witness text not null check (length(witness) between 1 and 100),
  delivered_id bigint not null default 0,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_failure text,
  failures int not null default 0,
  failing_since timestamptz,
  next_try_at timestamptz,
  claimed_until timestamptz,
  primary key (organisation_id, witness)
);

grant select, insert, update on schleuse.audit_witness to :app;
grant select on schleuse.audit_witness to :reader;
