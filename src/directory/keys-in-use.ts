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
  const keys =
    state === undefined
      ? currentKeys(ring, organisationId)
      : earlierKeys(ring, organisationId, state.matchingId)
  return { ...keys, ...(await historyOf(database, ring, keys)) }
}

/** Keys under which numbers are still kept that are nobody's current ones; a revoked one keeps nobody from working. */
async function historyOf(
  database: Database,
  ring: KeyRing,
  keys: DirectoryKeys,
): Promise<Pick<DirectoryKeys, 'history' | 'lostHistory'>> {
  const rows = await database
    .selectFrom('schleuse.directory_earlier_number')
    .select('matching_id as matchingId')
    .distinct()
    .where('organisation_id', '=', keys.organisationId)
    .where('matching_id', '!=', keys.matchingId)
    .execute()
  const usable = new Set(ring.list().flatMap(({ id, revokedAt }) => (revokedAt ? [] : [id])))
  const ids = rows.map(({ matchingId }) => matchingId)
  return {
    history: ids
      .filter((id) => usable.has(id))
      .map((id) => earlierKeys(ring, keys.organisationId, id).number),
    lostHistory: ids.filter((id) => !usable.has(id)),
  }
}
