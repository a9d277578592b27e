insert into schleuse.audit_checkpoint (organisation_id, seq, digest, signed_at, file) values
  ('0198a000-0000-7000-8000-00000000000a', 1, sha256('head'), '2026-01-02 03:05:00+00', '{"format":"schleuse-signed-1"}');
insert into schleuse.audit_witness (organisation_id, witness, delivered_id, last_success_at) values
  ('0198a000-0000-7000-8000-00000000000a', 'other-host', 1, '2026-01-02 03:05:01+00');
