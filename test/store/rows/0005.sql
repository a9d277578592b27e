insert into schleuse.directory_state values ('0198a000-0000-7000-8000-00000000000a', 3, '0123456789abcdef');
insert into schleuse.directory_lock values ('0198a000-0000-7000-8000-00000000000a');
insert into schleuse.directory_source (organisation_id, id, name, kind, stale_after_seconds, cursor_sealed, customers) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000051', 'library', 'csv', 86400, '\x01', 2);
insert into schleuse.directory_customer
  (organisation_id, id, source_id, number_hash, lasting_hash, household_hash, is_protected, kinds, record_hash, hashed, change_seq) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000101', '0198a000-0000-7000-8000-000000000051',
   substr(sha256('n1'), 1, 16), substr(sha256('l1'), 1, 16), substr(sha256('h1'), 1, 16), false, 7, substr(sha256('r1'), 1, 16), '\x0102', 1),
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000102', '0198a000-0000-7000-8000-000000000051',
   substr(sha256('n2'), 1, 16), null, null, true, 3, substr(sha256('r2'), 1, 16), '\x03', 2);
insert into schleuse.directory_earlier_number (organisation_id, matching_id, number_hash, customer_id, reason) values
  ('0198a000-0000-7000-8000-00000000000a', '0123456789abcdef', substr(sha256('n0'), 1, 16), '0198a000-0000-7000-8000-000000000101', 'renumbered');
insert into schleuse.directory_contact values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000101', '0123456789abcdef', '\x04');
insert into schleuse.directory_fact (organisation_id, source_id, value_hash, customer_id, kind, from_on, hashed) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000051', substr(sha256('v1'), 1, 16),
   '0198a000-0000-7000-8000-000000000102', 'loan', '2026-01-01', '\x05');
insert into schleuse.directory_gone (organisation_id, change_seq, customer_id) values
  ('0198a000-0000-7000-8000-00000000000a', 3, '0198a000-0000-7000-8000-000000000103');
insert into schleuse.directory_change (organisation_id, seq, kind, added) values ('0198a000-0000-7000-8000-00000000000a', 1, 'load', 2);
insert into schleuse.directory_load (organisation_id, id, source_id, kind, state, matching_id, base_seq) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000061', '0198a000-0000-7000-8000-000000000051',
   'full', 'waiting', '0123456789abcdef', 3);
insert into schleuse.directory_staged (organisation_id, load_id, ordinal, kind, customer_id, number_hash) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000061', 1, 'same', '0198a000-0000-7000-8000-000000000101', '\x06');
insert into schleuse.directory_staged_fact (organisation_id, load_id, ordinal, kind, value_hash, fact_kind) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000061', 1, 'put', '\x07', 'loan');
