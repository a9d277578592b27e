/** What the server's own words mean for the person in front of it. */
import { type Fault, type FaultCode, fault } from '../../std/fault.ts'

/** First match wins: the gravest and most precise first. */
const meanings: readonly [RegExp, FaultCode][] = [
  [/No space left on device|Disk quota exceeded/, 'SCH_STORE_DISK_FULL'],
  [/has wrong ownership|must be owned by|has invalid permissions/, 'SCH_STORE_WRONG_OWNER'],
  [
    /database files are incompatible with server|was initialized by PostgreSQL version/,
    'SCH_STORE_MAJOR_VERSION',
  ],
  [/lock file ".*" already exists|is another postmaster/, 'SCH_STORE_ANOTHER_SERVER'],
  [/could not bind|Address already in use/, 'SCH_STORE_SOCKET_TAKEN'],
  [/Permission denied|Read-only file system/, 'SCH_STORE_FOLDER_UNUSABLE'],
  [/could not map anonymous shared memory|Cannot allocate memory|out of memory/, 'SCH_STORE_MEMORY'],
]

/** The fault behind a server that did not start. The log itself is named, not quoted. */
export function startFault(log: string, file: string): Fault {
  const found = meanings.find(([pattern]) => pattern.test(log))
  return fault(found?.[1] ?? 'SCH_STORE_START_FAILED', { at: { file } })
}
