-- When the last backup was made is asked for every day; without an index that walks a trail of years.
create index audit_entry_backup on schleuse.audit_entry (organisation_id, seq) where kind = 'backup-created';
