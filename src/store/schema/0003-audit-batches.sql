-- What happens too often for an entry of its own waits here as a leaf and enters the trail as one Merkle root per batch. The
-- application adds leaves and can neither change nor delete one: which batch a leaf belongs to is written by the function below.
create table schleuse.audit_leaf (
  organisation_id uuid not null references schleuse.organisation (id),
  id bigint generated always as identity,
  batch text not null check (batch ~ '^[a-z][a-z-]{0,39}$'),
  digest bytea not null check (octet_length(digest) = 32),
  appended_at timestamptz not null default clock_timestamp(),
  batch_seq bigint,
  position int,
  primary key (organisation_id, id),
  check ((batch_seq is null) = (position is null))
);

create index audit_leaf_waiting on schleuse.audit_leaf (organisation_id, batch, id) where batch_seq is null;
create unique index audit_leaf_sealed on schleuse.audit_leaf (organisation_id, batch_seq, position) where batch_seq is not null;
create index audit_leaf_by_digest on schleuse.audit_leaf (organisation_id, digest);

grant insert (organisation_id, batch, digest) on schleuse.audit_leaf to :app;
grant select on schleuse.audit_leaf to :app, :reader;

-- What `audit_append` was: now for the functions of the owner only, because some kinds of entries have conditions.
alter function schleuse.audit_append(uuid, text, text, text) rename to audit_link;
revoke execute on function schleuse.audit_link(uuid, text, text, text) from :app;

create function schleuse.audit_append(organisation uuid, kind text, actor text, body text) returns bigint
  language plpgsql security definer
  set search_path = ''
as $$
begin
  if kind in ('batch-sealed', 'segment-dropped') then
    raise exception 'entries of the kind % are made by their own function', kind using errcode = 'insufficient_privilege';
  end if;
  return schleuse.audit_link(organisation, kind, actor, body);
end
$$;

revoke all on function schleuse.audit_append(uuid, text, text, text) from public;
grant execute on function schleuse.audit_append(uuid, text, text, text) to :app;

-- RFC 9162 section 2.1.1 over digests of leaves, level by level; an odd node goes up as it is.
create function schleuse.audit_merkle_root(leaves bytea[]) returns bytea
  language plpgsql immutable strict parallel safe
  set search_path = ''
as $$
declare
  level bytea[] := leaves;
begin
  while cardinality(level) > 1 loop
    select array_agg(coalesce(sha256('\x01'::bytea || pair.node || pair.neighbour), pair.node) order by pair.place) into level
      from (
        select one.node, one.place, lead(one.node) over (order by one.place) as neighbour
        from unnest(level) with ordinality as one (node, place)
      ) pair
      where pair.place % 2 = 1;
  end loop;
  return level[1];
end
$$;

-- Seals the oldest waiting leaves of one kind under one entry. No row if none waits.
create function schleuse.audit_seal_batch(organisation uuid, batch_kind text, actor text, leaves_max int)
  returns table (seq bigint, leaves int, root bytea)
  language plpgsql security definer
  set search_path = ''
as $$
declare
  ids bigint[];
  digests bytea[];
begin
  -- Before the leaves are read: who seals waits for whoever seals at the same time, and then finds what is left.
  perform from schleuse.audit_head h where h.organisation_id = organisation for update;
  select array_agg(waiting.id order by waiting.id), array_agg(waiting.digest order by waiting.id) into ids, digests
    from (
      select l.id, l.digest from schleuse.audit_leaf l
      where l.organisation_id = organisation and l.batch = batch_kind and l.batch_seq is null
      order by l.id limit leaves_max
    ) waiting;
  if ids is null then
    return;
  end if;
  leaves := cardinality(ids);
  root := schleuse.audit_merkle_root(digests);
  seq := schleuse.audit_link(organisation, 'batch-sealed', actor,
    format('{"batch":"%s","leaves":%s,"root":"%s"}', batch_kind, leaves, encode(root, 'hex')));
  update schleuse.audit_leaf l set batch_seq = seq, position = taken.place - 1
    from unnest(ids) with ordinality as taken (id, place)
    where l.organisation_id = organisation and l.id = taken.id;
  return next;
end
$$;

revoke all on function schleuse.audit_seal_batch(uuid, text, text, int) from public;
grant execute on function schleuse.audit_seal_batch(uuid, text, text, int) to :app;
