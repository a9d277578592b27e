-- The audit trail: append-only and hash-chained per organisation. The application role can neither insert, change nor delete a
-- row: it can only call the function below, which computes the chain itself, on the database's clock.
create table schleuse.audit_head (
  organisation_id uuid primary key references schleuse.organisation (id),
  seq bigint not null check (seq >= 0),
  digest bytea not null check (octet_length(digest) = 32)
);

create table schleuse.audit_entry (
  organisation_id uuid not null references schleuse.organisation (id),
  seq bigint not null check (seq >= 1),
  at timestamptz not null,
  kind text not null,
  actor text not null,
  body text not null,
  digest bytea not null check (octet_length(digest) = 32),
  primary key (organisation_id, seq)
);

-- A text as the chain hashes it: its length in bytes, then its bytes, so that no two lists of texts run together.
create function schleuse.audit_bytes(value text) returns bytea
  language sql immutable strict parallel safe
  set search_path = ''
  return int4send(octet_length(convert_to(value, 'UTF8'))) || convert_to(value, 'UTF8');

create function schleuse.audit_digest(
  previous bytea, seq bigint, at timestamptz, kind text, actor text, body text
) returns bytea
  language sql immutable strict parallel safe
  set search_path = ''
  return sha256(
    previous || int8send(seq) || int8send((extract(epoch from at) * 1000000)::bigint)
    || schleuse.audit_bytes(kind) || schleuse.audit_bytes(actor) || schleuse.audit_bytes(body)
  );

create function schleuse.audit_append(organisation uuid, kind text, actor text, body text) returns bigint
  language plpgsql security definer
  set search_path = ''
as $$
declare
  head schleuse.audit_head;
  moment timestamptz := clock_timestamp();
  link bytea;
begin
  insert into schleuse.audit_head (organisation_id, seq, digest)
    values (organisation, 0, sha256(convert_to('schleuse audit trail 1', 'UTF8') || uuid_send(organisation)))
    on conflict (organisation_id) do nothing;
  -- One writer at a time per organisation: the chain has one end.
  select * into strict head from schleuse.audit_head h where h.organisation_id = organisation for update;
  link := schleuse.audit_digest(head.digest, head.seq + 1, moment, kind, actor, body);
  insert into schleuse.audit_entry values (organisation, head.seq + 1, moment, kind, actor, body, link);
  update schleuse.audit_head h set seq = head.seq + 1, digest = link where h.organisation_id = organisation;
  return head.seq + 1;
end
$$;

revoke all on function schleuse.audit_append(uuid, text, text, text) from public;
grant execute on function schleuse.audit_append(uuid, text, text, text) to :app;
grant select on schleuse.audit_head, schleuse.audit_entry to :app, :reader;
