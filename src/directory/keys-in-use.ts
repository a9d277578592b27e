/** Which keys an organisation's directory is made with. */
import type { KeyRing } from '../sealing/key-ring.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { currentKeys, type DirectoryKeys, earlierKeys, keysOfNobody, keysToLeave } from './directory-keys.ts'
import { readState } from './source-row.ts'

/**
 * The keys its hashes were made with: after a rotation the earlier ones, until it has been rebuilt.
 *
 * @throws SCH_DIRECTORY_KEY_REVOKED, SCH_DIRECTORY_KEY_GONE: then nothing is judged or loaded until it has been rebuilt
 */
export async function keysInUse(
  database: Database,
  ring: KeyRing,
  organisationId: string,
): Promise<DirectoryKeys> {
  const state = await readState(database, organisationId)
  if (state !== undefined) refuseUnusable(ring, state.matchingId)
  const keys =
    state === undefined
      ? currentKeys(ring, organisationId)
      : earlierKeys(ring, organisationId, state.matchingId)
  return { ...keys, ...(await historyOf(database, ring, keys)) }
}

/**
 * What a directory under this matching key rests on in the ring, in one word: another word, and whoever works on with it
 * has to ask for its keys again. Asks no table, so that a process may look as often as it likes.
 *
 * @throws SCH_DIRECTORY_KEY_REVOKED, SCH_DIRECTORY_KEY_GONE, SCH_KEY_MISSING
 */
export function keysMark(ring: KeyRing, matchingId: string): string {
  refuseUnusable(ring, matchingId)
  const opening = ring.list().filter(({ purpose, revokedAt }) => purpose === 'directory' && !revokedAt)
  return [matchingId, ring.secret('directory').id, ...opening.map(({ id }) => id)].join(' ')
}

function refuseUnusable(ring: KeyRing, id: string): void {
  const found = ring.list().find((key) => key.id === id)
  if (found === undefined) throw fault('SCH_DIRECTORY_KEY_GONE', { params: { id } })
  if (found.revokedAt !== undefined) throw fault('SCH_DIRECTORY_KEY_REVOKED', { params: { id } })
}

/**
 * The keys that a rebuild leaves, also where they are revoked.
 *
 * @param isGone the operator has said that the key is gone for good: then nobody is recognised, and everybody is new
 * @throws SCH_DIRECTORY_KEY_GONE if it is gone and nobody has said so
 */
export async function keysLeft(
  database: Database,
  ring: KeyRing,
  wish: { readonly organisationId: string; readonly isGone: boolean },
): Promise<DirectoryKeys> {
  const { organisationId, isGone } = wish
  const state = await readState(database, organisationId)
  if (state === undefined) return currentKeys(ring, organisationId)
  const id = state.matchingId
  const isThere = ring.list().some((key) => key.id === id)
  if (!isThere && !isGone) throw fault('SCH_DIRECTORY_KEY_GONE', { params: { id } })
  const keys = isThere ? keysToLeave(ring, organisationId, id) : keysOfNobody(ring, organisationId, id)
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
