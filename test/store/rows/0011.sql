insert into schleuse.directory_allowance (organisation_id, id, kind, sealing_id, sealed, owner, created_at, expires_at) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000201', 'household', '0123456789abcdef', '\x08', 'staff:1',
   '2026-01-02 03:04:05+00', '2027-01-02 03:04:05+00');
insert into schleuse.directory_household_member (organisation_id, allowance_id, customer_id) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000201', '0198a000-0000-7000-8000-000000000101');
