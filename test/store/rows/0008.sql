insert into schleuse.audit_segment
  (organisation_id, first_seq, last_seq, start_digest, end_digest, archive_sha256, dropped_at, record)
  select organisation_id, 1, 1, sha256('start'), digest, sha256('archive'), '2026-01-02 03:06:00+00', '{"format":"schleuse-signed-1"}'
  from schleuse.audit_entry where organisation_id = '0198a000-0000-7000-8000-00000000000a' and seq = 1;
