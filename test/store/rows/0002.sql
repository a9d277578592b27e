select schleuse.audit_append(id, 'organisation-added', 'program', '{"role":"controller"}') from schleuse.organisation;
