insert into schleuse_sign_in.staff_account (id, name, email, email_verified, two_factor_enabled, created_at, updated_at)
  values ('0198a000-0000-7000-8000-0000000000e1', 'Erika', 'erika@staff.example.org', true, true, '2026-01-02 03:04:05+00', '2026-01-02 03:04:05+00');
insert into schleuse_sign_in.staff_session (id, token, account_id, created_at, updated_at, expires_at, proved_by, proved_at)
  values ('0198a000-0000-7000-8000-0000000000e2', 't', '0198a000-0000-7000-8000-0000000000e1', '2026-01-02 03:04:05+00', '2026-01-02 03:04:05+00', '2026-01-02 03:34:05+00', 'passkey', '2026-01-02 03:04:05+00');
insert into schleuse_sign_in.staff_credential (id, credential_id, provider, account_id, password, created_at, updated_at)
  values ('0198a000-0000-7000-8000-0000000000e3', '0198a000-0000-7000-8000-0000000000e1', 'credential', '0198a000-0000-7000-8000-0000000000e1', 'scrypt$65536$8$2$AAAA$AAAA', '2026-01-02 03:04:05+00', '2026-01-02 03:04:05+00');
insert into schleuse_sign_in.staff_challenge (id, identifier, value, expires_at, created_at, updated_at)
  values ('0198a000-0000-7000-8000-0000000000e4', 'i', 'v', '2026-01-02 03:14:05+00', '2026-01-02 03:04:05+00', '2026-01-02 03:04:05+00');
insert into schleuse_sign_in.staff_second_factor (id, account_id, secret, backup_codes, verified, failed_count)
  values ('0198a000-0000-7000-8000-0000000000e5', '0198a000-0000-7000-8000-0000000000e1', 's', 'b', true, 0);
insert into schleuse_sign_in.staff_passkey (id, account_id, name, public_key, credential_id, counter, device_type, backed_up, created_at)
  values ('0198a000-0000-7000-8000-0000000000e6', '0198a000-0000-7000-8000-0000000000e1', 'key', 'pk', 'cid', 4294967295, 'singleDevice', false, '2026-01-02 03:04:05+00');
insert into schleuse_sign_in.failed_attempt (subject, failures, last_at) values (sha256('who'), 3, '2026-01-02 03:04:05+00');
insert into schleuse_sign_in.spent_code (account_id, code_digest, spent_at)
  values ('0198a000-0000-7000-8000-0000000000e1', sha256('code'), '2026-01-02 03:04:05+00');
insert into schleuse_sign_in.reauthentication (id, account_id, action_digest, nonce, asked_at, proved_at, proved_by, evidence, used_at)
  values ('0198a000-0000-7000-8000-0000000000e7', '0198a000-0000-7000-8000-0000000000e1', sha256('action'), sha256('nonce'), '2026-01-02 03:04:05+00', '2026-01-02 03:04:15+00', 'password-totp', '{"kind":"password-totp"}', '2026-01-02 03:04:25+00');
