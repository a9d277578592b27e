-- When what a source last said was so: a list that nobody writes any more is old, however often it is read.
alter table schleuse.directory_source add column content_at timestamptz;
alter table schleuse.directory_load add column content_at timestamptz;
