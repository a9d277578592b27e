insert into schleuse.alert (organisation_id, id, kind, says, raised_at, last_seen_at) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-0000000000a1', 'directory-stale', '{"source":"main"}', '2026-01-02 03:07:00+00', '2026-01-02 03:07:00+00');
insert into schleuse.alert_telling (organisation_id, alert_id, messenger, step, told_at) values
  ('0198a000-0000-7000-8000-00000000000a', '0198a000-0000-7000-8000-0000000000a1', 'mail', 0, '2026-01-02 03:07:01+00');
