insert into schleuse.staff_request (organisation_id, id, kind, account_id, roles, requested_by, expires_at, answer, answered_at, answered_by, answer_reason) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000305', 'grant', '0198a000-0000-7000-8000-000000000301', '{auditor}',
   'shell:0', '2026-02-01 00:00:00+00', 'refused', '2026-01-03 00:00:00+00', 'staff:0198a000-0000-7000-8000-000000000306', 'not agreed with the head of the house');
