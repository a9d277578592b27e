/** An upgrade behind the newest one, with everything that makes a table hard to carry over. */
import { knownUpgrades, type SchemaUpgrade } from '../../src/store/upgrade.ts'

const text = `
create table schleuse.odd (
  id bigint generated always as identity primary key,
  "Größe" numeric not null,
  half numeric generated always as ("Größe" / 2) stored,
  at timestamptz, bytes bytea, json jsonb, words text[], word text, precise float8, dropped int
);
alter table schleuse.odd drop column dropped;
create table schleuse.odd_left (id int primary key, other int);
create table schleuse.odd_right (id int primary key, other int not null references schleuse.odd_left (id));
alter table schleuse.odd_left add constraint to_right foreign key (other) references schleuse.odd_right (id) deferrable;
create table schleuse.odd_tree (id int primary key, parent int references schleuse.odd_tree (id));
create table schleuse.odd_month (on_day date not null, n int) partition by range (on_day);
create table schleuse.odd_month_1 partition of schleuse.odd_month for values from ('2026-01-01') to ('2026-02-01');
create table schleuse.odd_month_2 partition of schleuse.odd_month for values from ('2026-02-01') to ('2026-03-01');
create function schleuse.odd_stamp() returns trigger language plpgsql as 'begin new.word := ''stamped''; return new; end';
create trigger odd_stamp before insert on schleuse.odd for each row execute function schleuse.odd_stamp();
insert into schleuse.odd_tree values (1, null);
create schema schleuse_odd;
create table schleuse_odd.odd_elsewhere (id uuid primary key, name text);
grant usage on schema schleuse_odd to :app;
create schema stranger;
create table stranger.not_ours (id int);
`

export const withOddTables: readonly SchemaUpgrade[] = [
  ...knownUpgrades(),
  { version: knownUpgrades().length + 1, name: 'odd', text },
]

/** Rows with values that a careless copy changes. */
export const oddRows = `
insert into schleuse.odd ("Größe", at, bytes, json, words, word, precise) values
  (1.50, 'infinity', '\\x00ff5c0a', '{"a": [1, null]}', '{"a b",NULL,"\\"",""}', null, 'NaN'),
  ('NaN', '-infinity', '', 'null', '{}', null, '-Infinity'),
  (12345678901234567890.123456789, '2026-02-03 04:05:06.789012+00', null, null, null, null, 0.1),
  (0, '0044-03-15 12:00:00+00 BC', null, null, null, null, 1e-308);
update schleuse.odd set word = case id when 1 then E'a\\tb\\nc\\\\d\\re' when 2 then '\\N' when 3 then '' else null end;
update schleuse.odd set word = repeat('ä', 3000000) where id = 4;
insert into schleuse.odd_left values (1, null), (2, null);
insert into schleuse.odd_right values (1, 2), (2, 1);
update schleuse.odd_left set other = id;
insert into schleuse.odd_tree values (3, null), (2, 3);
update schleuse.odd_tree set parent = 2 where id = 1;
insert into schleuse.odd_month values ('2026-01-15', 1), ('2026-02-15', 2);
insert into schleuse_odd.odd_elsewhere values ('0198a000-0000-7000-8000-0000000000ff', 'x');
insert into stranger.not_ours values (1);
`
