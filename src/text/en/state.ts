/** Keys, organisations, the audit trail and the database, in English. */
import type { state as german } from '../de/state.ts'

export const state = {
  'fault.SCH_KEY_EXPOSED': 'Others can read this key file; it is not used.',
  'fault.SCH_KEY_DAMAGED': 'This key file is damaged or belongs to another key.',
  'fault.SCH_KEY_SIGN_IN_LOST':
    'The key of the sign-in is missing, although people sign in with it here. None was made and nothing was changed.',
  'fault.SCH_KEY_MISSING': 'There is no valid key for the purpose {purpose}.',
  'fault.SCH_KEY_OTHER_ROOT':
    'This folder now holds the keys of another installation; nothing is done with them.',
  'fault.SCH_KEY_UNKNOWN': 'There is no key {id} here.',
  'fault.SCH_ORGANISATION_TWICE': 'There is already an organisation of this name.',
  'fault.SCH_ORGANISATION_UNKNOWN': 'There is no organisation of this name.',
  'fault.SCH_ORGANISATION_NONE': 'There is no organisation here yet.',
  'fault.SCH_ORGANISATION_WHICH':
    'There are {count} organisations here, and it is not said which one is meant.',
  'fault.SCH_SIGNED_FILE': 'This is no valid signed checkpoint ({why}).',
  'fault.SCH_STORE_LOCK': 'The lock file cannot be used ({why}).',
  'fault.SCH_STORE_BUSY': 'Another call is still starting or stopping this database.',
  'fault.SCH_STORE_FOLDER_UNUSABLE': 'No database can be kept in this folder.',
  'fault.SCH_STORE_UNREACHABLE': 'PostgreSQL runs as {account} and must not enter this folder.',
  'fault.SCH_STORE_WRONG_OWNER': 'This folder belongs to another account ({owner}).',
  'fault.SCH_STORE_MAJOR_VERSION':
    'This database was made by PostgreSQL {major}; on this machine there is: {there}.',
  'fault.SCH_STORE_NO_BINARIES': 'There is no PostgreSQL of version {majorMin} or newer on this machine.',
  'fault.SCH_STORE_DISK_FULL': 'The disk is full.',
  'fault.SCH_STORE_ANOTHER_SERVER': 'Another server is already at work in this folder.',
  'fault.SCH_STORE_SOCKET_TAKEN': 'The socket of the database is taken.',
  'fault.SCH_STORE_MEMORY': 'There is not enough memory for PostgreSQL.',
  'fault.SCH_STORE_START_FAILED': 'PostgreSQL does not start.',
  'fault.SCH_STORE_START_SLOW': 'PostgreSQL is not ready after {seconds} seconds.',
  'fault.SCH_STORE_STOP_SLOW': 'PostgreSQL (process {pid}) does not stop.',
  'fault.SCH_STORE_AWAY': 'The database cannot be reached.',
  'fault.SCH_STORE_REFUSED': 'The database refuses the login (SQLSTATE {sqlstate}).',
  'fault.SCH_STORE_VERSION_OLD': 'The server is PostgreSQL {version}; 15 or newer is needed.',
  'fault.SCH_STORE_RUNS_AS_OWNER':
    'The role {role} owns the tables; Schleuse does not work as it, because it could lift its own barriers.',
  'fault.SCH_STORE_NEWER': 'The database is at schema {newest}; this program knows only {newestKnown}.',
  'fault.SCH_STORE_OLDER': 'The database is at schema {newest}; this program needs {newestKnown}.',
  'fault.SCH_STORE_SCHEMA_CHANGED':
    'Upgrade {version} of the tables was another one than this program knows.',
  'fault.SCH_STORE_CONTENDED': 'Too many write at once: {tries} tries have failed.',
  'hint.SCH_KEY_EXPOSED':
    'Set its mode to 0600. Whoever may have read it can forge: revoke the key (schleuse keys revoke).',
  'hint.SCH_KEY_DAMAGED': 'Restore it from the backup of the keys; nothing in the database was changed.',
  'hint.SCH_KEY_MISSING':
    'Restore the file from the backup, or make a new key: schleuse keys rotate {purpose}',
  'hint.SCH_KEY_SIGN_IN_LOST':
    'Bring the file sign-in-*.json back from the backup of the keys. If it is lost: schleuse keys rotate sign-in, and then new credentials for each account (schleuse staff reset ADDRESS).',
  'hint.SCH_KEY_OTHER_ROOT': 'Mount the right folder, or start schleuse serve again if the change is meant.',
  'hint.SCH_KEY_UNKNOWN': 'All keys are listed by: schleuse keys list',
  'hint.SCH_ORGANISATION_TWICE': 'All are listed by: schleuse organisation list',
  'hint.SCH_ORGANISATION_UNKNOWN': 'All are listed by: schleuse organisation list',
  'hint.SCH_ORGANISATION_NONE': 'Add one with: schleuse organisation add NAME --role controller',
  'hint.SCH_ORGANISATION_WHICH': 'Say so with --organisation; all are listed by: schleuse organisation list',
  'hint.SCH_SIGNED_FILE': 'Take the file that “schleuse audit checkpoint” has written, unchanged.',
  'hint.SCH_STORE_LOCK':
    'Check that the folder can be written to and that the program flock (util-linux) is there.',
  'hint.SCH_STORE_BUSY': 'Wait a moment and call again; nothing was changed.',
  'hint.SCH_STORE_FOLDER_UNUSABLE':
    'Name a folder that can be written to (--state), or correct the rights; nothing was changed.',
  'hint.SCH_STORE_UNREACHABLE':
    'Name a folder outside private homes (--state), for example /var/lib/schleuse.',
  'hint.SCH_STORE_WRONG_OWNER': 'Call the command as that account; the data is unchanged.',
  'hint.SCH_STORE_MAJOR_VERSION': 'Install PostgreSQL {major}. The data is unchanged.',
  'hint.SCH_STORE_NO_BINARIES':
    'Install PostgreSQL (Debian: apt install postgresql), or name a server in DATABASE_URL.',
  'hint.SCH_STORE_DISK_FULL': 'Make room and call again; what was acknowledged is still there.',
  'hint.SCH_STORE_ANOTHER_SERVER': 'Stop the other server, or name another folder (--state).',
  'hint.SCH_STORE_SOCKET_TAKEN': 'Stop the process that holds it and call again.',
  'hint.SCH_STORE_MEMORY': 'Free some memory and call again.',
  'hint.SCH_STORE_START_FAILED': 'The last line of this file names the reason.',
  'hint.SCH_STORE_START_SLOW':
    'After a crash that can take long: wait and call again. Details are in this file.',
  'hint.SCH_STORE_STOP_SLOW': 'The data is safe; the next call takes this server up again.',
  'hint.SCH_STORE_AWAY':
    'Check that the server runs and that DATABASE_URL is right. Until then nothing is let go.',
  'hint.SCH_STORE_REFUSED': 'Check role, password and database name in DATABASE_URL.',
  'hint.SCH_STORE_VERSION_OLD': 'Name a newer server.',
  'hint.SCH_STORE_RUNS_AS_OWNER':
    'Name the application role in DATABASE_URL and the owner only in DATABASE_OWNER_URL.',
  'hint.SCH_STORE_NEWER': 'Use the newer version of Schleuse; nothing was changed.',
  'hint.SCH_STORE_OLDER': 'Call once with DATABASE_OWNER_URL, so that the tables are upgraded.',
  'hint.SCH_STORE_SCHEMA_CHANGED': 'Use a released version of Schleuse; nothing was changed.',
  'hint.SCH_STORE_CONTENDED': 'Call again later; nothing was changed.',
  'fault.SCH_STORE_CROWDED': 'The database server accepts no further connection.',
  'hint.SCH_STORE_CROWDED':
    'Stop other programs or raise max_connections of the server; nothing was changed.',
  'fault.SCH_STORE_COMMIT_UNKNOWN':
    'The database was lost while it was saving: whether the change holds is not known.',
  'hint.SCH_STORE_COMMIT_UNKNOWN':
    'Look whether it is there, and call again only if not. It is not saved in half.',
  'state.first-run':
    'New keys were made. Fingerprint of the root, please note it outside this machine: {fingerprint}',
  'state.root': 'Fingerprint of the root: {fingerprint}',
  'state.key': '{id}  {purpose}, of {createdAt}: {state}',
  'state.key-made':
    'New key {id} ({purpose}). The earlier one still verifies and opens what was made with it.',
  'state.key-revoked': 'Key {id} ({purpose}) is revoked.',
  'state.purpose.root': 'root',
  'state.purpose.signature': 'signature',
  'state.purpose.matching': 'matching',
  'state.purpose.quarantine': 'quarantine',
  'state.purpose.directory': 'directory',
  'state.purpose.sign-in': 'sign-in',
  'state.purpose.backup': 'backup',
  'state.key-missing':
    'There is no valid key for the purpose {purpose}. Restore it or make a new one: schleuse keys rotate',
  'state.state.current': 'in use',
  'state.state.earlier': 'earlier',
  'state.state.revoked': 'revoked',
  'state.organisation': '{name} ({role})  {id}',
  'state.organisation-added': '{name} ({role}) was added: {id}',
  'state.role.controller': 'controller',
  'state.role.processor': 'processor',
  'state.checkpoint':
    '{file} records the trail after {entries} {entries|entry|entries}. Keep it in another place.',
  'state.trail-whole':
    'The trail is whole: {entries} {entries|entry|entries}, compared with {checkpoints} {checkpoints|checkpoint|checkpoints} from outside and {inside} in the database.',
  'state.trail-broken':
    'The trail is NOT whole ({entries} {entries|entry|entries}, {checkpoints} {checkpoints|checkpoint|checkpoints} from outside, {inside} in the database).',
  'state.trail-fault': 'Entry {entry}: {damage}',
  'state.damage.missing': 'is missing',
  'state.damage.edited': 'was edited, moved or forged',
  'state.damage.cut': 'is the last one, what followed was cut off',
  'state.damage.longer-than-head': 'is the last one by the head, but more follow',
  'state.damage.other-than-checkpoint': 'is another one than in the checkpoint: the trail was rewritten',
  'state.file-genuine': '{file} is genuine ({document}).',
  'state.file-genuine-root-open':
    '{file} is unchanged ({document}). Who signed it is said by the fingerprint of the root; please compare: {fingerprint}',
  'state.file-changed': '{file} was changed AFTER it was signed.',
  'state.file-not-certified': '{file} is signed with a key that the root it names has not certified.',
  'state.file-other-root': '{file} is signed by another installation.',
  'state.file-no-signed-file': '{file} is no file signed by Schleuse.',
  'state.document.audit-head': 'checkpoint of the audit trail',
  'help.state': 'folder of database and keys',
  'help.organisation': 'Organisations this installation works for.',
  'help.organisation.add': 'Adds an organisation.',
  'help.organisation.list': 'Lists all organisations.',
  'help.organisation.name': 'name of the organisation',
  'help.organisation.role': 'controller or processor (Art. 4 GDPR)',
  'help.organisation.which': 'organisation, where there are several',
  'help.audit': 'The audit trail: verify it, and record where it stands.',
  'help.audit.verify': 'Verifies the trail entry by entry; exit status 1 if it is not whole.',
  'help.audit.verify.checkpoint':
    'head recorded earlier, or folder of a witness, to compare with; may be given several times',
  'help.audit.checkpoint': 'Records where the trail stands, signed.',
  'help.audit.checkpoint.out': 'new file; an existing one is not overwritten',
  'help.keys': 'Keys of this installation.',
  'help.keys.list': 'Lists all keys and the fingerprint of the root.',
  'help.keys.rotate': 'Makes a new key; the earlier one stays for what was made with it.',
  'help.keys.revoke': 'Revokes a key.',
  'help.keys.purpose': 'purpose: signature, matching, quarantine, directory, backup, sign-in',
  'help.keys.id': 'id of the key',
  'help.verify': 'Verifies a file that Schleuse has signed, without server and database.',
  'help.verify.file': 'signed file',
  'help.verify.root': 'fingerprint of the root, as told at the first run',
} as const satisfies Readonly<Record<keyof typeof german, string>>
