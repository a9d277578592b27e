insert into schleuse.audit_leaf (organisation_id, batch, digest) values
  ('0198a000-0000-7000-8000-00000000000a', 'gate-decision', sha256('one')),
  ('0198a000-0000-7000-8000-00000000000a', 'gate-decision', sha256('two')),
  ('0198a000-0000-7000-8000-00000000000b', 'probe-answer', sha256('three'));
select schleuse.audit_seal_batch('0198a000-0000-7000-8000-00000000000a', 'gate-decision', 'program', 1);
