/** Which keys an organisation's directory is made with. */
import type { KeyRing } from '../sealing/key-ring.ts'
import type { Database } from '../store/connection.ts'
import { currentKeys, type DirectoryKeys, earlierKeys } from './directory-keys.ts'
import { readState } from './source-row.ts'

/**
 * The keys its hashes were made with: after a rotation the earlier ones, until it has been rebuilt.
 *
 * @throws SCH_KEY_UNKNOWN if that key is gone or revoked
 */
export async function keysInUse(
  database: Database,
  ring: KeyRing,
  organisationId: string,
): Promise<DirectoryKeys> {
  const state = await readState(database, organisationId)
  return state === undefined
    ? currentKeys(ring, organisationId)
    : earlierKeys(ring, organisationId, state.matchingId)
}
