/** What everything that changes a directory works with. */
import type { AuditActor } from '../audit/event.ts'
import type { Database } from '../store/connection.ts'
import type { DirectoryKeys } from './directory-keys.ts'

export interface DirectoryParts {
  readonly database: Database
  readonly keys: DirectoryKeys
  /** Who acts, for the trail. */
  readonly actor: AuditActor
  readonly now: () => Date
}
