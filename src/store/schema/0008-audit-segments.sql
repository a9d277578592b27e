-- Expired parts of the trails that were archived and taken out. Each stands here with its signed record, so that the chain still
-- leads from its start to what is left.
create table schleuse.audit_segment (
  organisation_id uuid not null references schleuse.organisation (id),
  first_seq bigint not null check (first_seq >= 1),
  last_seq bigint not null check (last_seq >= first_seq),
  start_digest bytea not null check (octet_length(start_digest) = 32),
  end_digest bytea not null check (octet_length(end_digest) = 32),
  archive_sha256 bytea not null check (octet_length(archive_sha256) = 32),
  dropped_at timestamptz not null default clock_timestamp(),
  record text not null,
  primary key (organisation_id, first_seq)
);

grant select on schleuse.audit_segment to :app, :reader;

-- The only way in which an entry leaves the trail. Whatever the application says, it takes nothing that is younger than thirty days,
-- nothing behind the last signed head, never the last entry, and only what follows the segment before it without a gap.
create function schleuse.audit_drop_segment(
  organisation uuid, first bigint, last bigint, start_link bytea, end_link bytea,
  archive bytea, expired_before timestamptz, signed_record text, actor text
) returns bigint
  language plpgsql security definer
  set search_path = ''
as $$
declare
  head schleuse.audit_head;
  before record;
  covered record;
begin
  select * into strict head from schleuse.audit_head h where h.organisation_id = organisation for update;
  select s.last_seq, s.end_digest into before from schleuse.audit_segment s
    where s.organisation_id = organisation order by s.first_seq desc limit 1;
  if first <> coalesce(before.last_seq, 0) + 1 or start_link <> coalesce(
    before.end_digest, sha256(convert_to('schleuse audit trail 1', 'UTF8') || uuid_send(organisation))
  ) then
    raise exception 'the segment does not follow what was dropped before' using errcode = 'check_violation';
  end if;
  if last >= head.seq or not exists (
    select from schleuse.audit_checkpoint c where c.organisation_id = organisation and c.seq >= last
  ) then
    raise exception 'the segment reaches behind the last signed head' using errcode = 'check_violation';
  end if;
  select count(*) as entries, max(e.at) as newest,
    (array_agg(e.digest) filter (where e.seq = last))[1] as link into covered
    from schleuse.audit_entry e where e.organisation_id = organisation and e.seq between first and last;
  if covered.entries <> last - first + 1 or covered.link <> end_link then
    raise exception 'the segment is not what the trail holds' using errcode = 'check_violation';
  end if;
  if expired_before > clock_timestamp() - interval '30 days' or covered.newest >= expired_before then
    raise exception 'the segment holds entries that have not expired' using errcode = 'check_violation';
  end if;
  insert into schleuse.audit_segment
    (organisation_id, first_seq, last_seq, start_digest, end_digest, archive_sha256, record)
    values (organisation, first, last, start_link, end_link, archive, signed_record);
  delete from schleuse.audit_leaf l where l.organisation_id = organisation and l.batch_seq between first and last;
  delete from schleuse.audit_entry e where e.organisation_id = organisation and e.seq between first and last;
  delete from schleuse.audit_checkpoint c where c.organisation_id = organisation and c.seq < last;
  return schleuse.audit_link(organisation, 'segment-dropped', actor,
    format('{"first":"%s","last":"%s","archive":"%s"}', first, last, encode(archive, 'hex')));
end
$$;

revoke all on function schleuse.audit_drop_segment(uuid, bigint, bigint, bytea, bytea, bytea, timestamptz, text, text) from public;
grant execute on function
  schleuse.audit_drop_segment(uuid, bigint, bigint, bytea, bytea, bytea, timestamptz, text, text) to :app;

-- Signed heads of every minute are kept for thirty days, then the last one of each day: witnesses have all of them.
create function schleuse.audit_thin_checkpoints(organisation uuid) returns bigint
  language sql security definer
  set search_path = ''
as $$
  with thinned as (
    delete from schleuse.audit_checkpoint c
    where c.organisation_id = organisation and c.signed_at < clock_timestamp() - interval '30 days'
      and exists (
        select from schleuse.audit_checkpoint later
        where later.organisation_id = organisation and later.id > c.id
          and (later.signed_at at time zone 'UTC')::date = (c.signed_at at time zone 'UTC')::date
      )
    returning 1
  )
  select count(*) from thinned
$$;

revoke all on function schleuse.audit_thin_checkpoints(uuid) from public;
grant execute on function schleuse.audit_thin_checkpoints(uuid) to :app;
