insert into schleuse.organisation_relation (id, organisation_id, processor_id, contract, from_on) values
  ('0198a000-0000-7000-8000-000000000201', '0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-00000000000b', 'AV 7', '2026-01-01');
insert into schleuse.hand_over (id, organisation_id, giver_id, relation_id, subject, digest, size_bytes, offered_by) values
  ('0198a000-0000-7000-8000-000000000202', '0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-00000000000b',
   '0198a000-0000-7000-8000-000000000201', 'case', sha256('case'), 4, 'staff:0198a000-0000-7000-8000-000000000301');
