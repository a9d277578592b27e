insert into schleuse.organisation (id, name, role, created_at) values
  ('0198a000-0000-7000-8000-00000000000a', 'Stadt Beispielhausen', 'controller', '2026-01-02 03:04:05.678901+00'),
  ('0198a000-0000-7000-8000-00000000000b', 'Werk „Nord“', 'processor', '2026-01-02 03:04:06+00');
