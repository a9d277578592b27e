insert into schleuse.staff_account (organisation_id, id, name, email, state) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000301', 'Erika Muster', 'erika@staff.example.org', 'active');
insert into schleuse.staff_outside_person (organisation_id, id, name, body, named_by) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000302', 'Otto Fremd', 'Landkreis Beispiel', 'shell:0');
insert into schleuse.staff_request (organisation_id, id, kind, account_id, roles, requested_by, expires_at, outside_id, outside_code_digest) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000303', 'add', '0198a000-0000-7000-8000-000000000301', '{administrator}',
   'shell:0', '2026-02-01 00:00:00+00', '0198a000-0000-7000-8000-000000000302', sha256('code'));
insert into schleuse.staff_role (organisation_id, account_id, role, request_id) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000301', 'administrator', '0198a000-0000-7000-8000-000000000303');
insert into schleuse.staff_invitation (organisation_id, account_id, request_id, purpose, code_digest, secret_digest, expires_at) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000301', '0198a000-0000-7000-8000-000000000303', 'first',
   sha256('link'), sha256('word'), '2026-02-01 00:00:00+00');
insert into schleuse.staff_token (organisation_id, id, account_id, name, roles, token_digest, made_at, expires_at) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-000000000304', '0198a000-0000-7000-8000-000000000301', 'nightly', '{operator}',
   sha256('token'), '2026-01-02 00:00:00+00', '2026-02-02 00:00:00+00');
