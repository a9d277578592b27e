/** Copies of the database, in English. */
import type { backup as german } from '../de/backup.ts'

export const backup = {
  'fault.SCH_BACKUP_NO_BACKUP': 'This is no backup of Schleuse.',
  'hint.SCH_BACKUP_NO_BACKUP': 'Take the file that “schleuse backup create” has written.',
  'fault.SCH_BACKUP_DAMAGED': 'Something in this backup was changed, exchanged or cut off.',
  'hint.SCH_BACKUP_DAMAGED': 'Take another copy of it. Nothing was restored.',
  'fault.SCH_BACKUP_KEY_ABSENT':
    'This backup is sealed with the key {id}, which is absent from the folder of keys, or revoked.',
  'hint.SCH_BACKUP_KEY_ABSENT':
    'First put the saved keys into that folder (docs/backup.md). Nothing was restored.',
  'fault.SCH_BACKUP_NOT_EMPTY': 'There is data here already (table {table}); a backup is never put over it.',
  'hint.SCH_BACKUP_NOT_EMPTY': 'Name a new folder (--state) or an empty database. Nothing was changed.',
  'fault.SCH_BACKUP_IN_USE': 'Another call of Schleuse is at work with this database.',
  'hint.SCH_BACKUP_IN_USE': 'Stop it and call again. Nothing was changed.',
  'fault.SCH_BACKUP_OWNER_NEEDED': 'This takes the role that owns the tables; the one named may not do it.',
  'hint.SCH_BACKUP_OWNER_NEEDED': 'Name the owner in DATABASE_OWNER_URL. Nothing was changed.',
  'fault.SCH_BACKUP_OTHER_TABLES':
    'The tables in this backup have another form than those of their schema version.',
  'hint.SCH_BACKUP_OTHER_TABLES':
    'Somebody has changed tables by hand. Nothing was restored; please report this.',
  'fault.SCH_BACKUP_BEING_WRITTEN': 'Another call is writing this file.',
  'hint.SCH_BACKUP_BEING_WRITTEN': 'Wait until it is done, or name another file.',
  'state.backup-created':
    '{file}: {rows} {rows|row|rows} of {tables} tables (schema {schema}), {sizeBytes} bytes, sealed with key {key}.',
  'state.backup-without-key': 'NOT in it: key {id} ({purpose}). Save it separately.',
  'state.backup-whole':
    '{file} is complete: {rows} {rows|row|rows} of {tables} tables (schema {schema}), made {createdAt}.',
  'state.backup-sealed':
    '{file} is unchanged since it was signed (made {createdAt}), but the key {key} is not here: whether it opens is NOT proven.',
  'state.backup-damaged': '{file} cannot be restored: {damage}.',
  'state.damage.changed': 'it was changed after it was signed',
  'state.damage.segment': 'a segment is not the one that was sealed',
  'state.damage.not-certified': 'the key of its signature was not certified by the root it names',
  'state.damage.other-root': 'it was signed by another installation',
  'state.damage.records': 'what is in it cannot be read',
  'state.damage.packing': 'what is in it cannot be unpacked',
  'state.damage.table': 'a table is not in its place',
  'state.damage.checksum': 'the checksum or number of rows of a table is wrong',
  'state.damage.contents': 'the list of its tables is wrong',
  'state.backup-needs-key': 'Key {id} ({purpose}): {presence}',
  'state.presence.here': 'is here',
  'state.presence.absent': 'is ABSENT here; what was made with it cannot be used without it',
  'state.backup-restored':
    'Restored: {rows} {rows|row|rows} in {tables} tables (schema {schema}), from {file}, made {createdAt}.',
  'state.restored-trail-whole': 'Trail of {organisation}: {entries} {entries|entry|entries}, whole.',
  'state.restored-trail-broken':
    'Trail of {organisation}: {entries} {entries|entry|entries}, NOT whole. For details: schleuse audit verify',
  'state.progress.backup': 'Table {at} of {of}: {table}',
  'state.progress.backup-verify': 'Proving: {table}',
  'state.progress.backup-restore': 'Table {at} of {of}: {table}',
  'state.document.backup': 'backup of the database',
  'help.backup': 'Backup of the database: make, prove, restore.',
  'help.backup.create': 'Writes all tables of one moment into a file, sealed and signed. Keys are not in it.',
  'help.backup.create.out': 'new file; an existing one is not overwritten',
  'help.backup.verify':
    'Proves a whole backup without a database; status 1 if it is of no use or its key is absent.',
  'help.backup.restore': 'Restores a backup into an empty installation: all of it or nothing.',
  'help.backup.file': 'file that “schleuse backup create” has written',
} as const satisfies Readonly<Record<keyof typeof german, string>>
