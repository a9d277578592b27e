insert into schleuse.staff_account (organisation_id, id, name, email, state) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000311', 'Anna Muster', 'anna@staff.example.org', 'active');
insert into schleuse.approval (organisation_id, id, kind, subject, subject_digest, author_id, last_editor_id, requested_by) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000321', 'template-set', '{}', sha256('{}'),
   '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000301', 'staff:0198a000-0000-7000-8000-000000000301');
insert into schleuse.approval_proof (organisation_id, approval_id, approver_id, method, evidence) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000321', '0198a000-0000-7000-8000-000000000311', 'password-totp', '{}');
