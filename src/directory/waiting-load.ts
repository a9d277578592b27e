/** Lets a load count about which a person was asked. */
import { fault } from '../std/fault.ts'
import { withDirectoryLock } from './directory-lock.ts'
import type { DirectoryParts } from './directory-parts.ts'
import { findWaiting } from './load-row.ts'
import { type Switched, switchLoad } from './load-switch.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * @param loadId of exactly the load that was looked at: a later one is another question
 * @throws SCH_DIRECTORY_LOAD_UNKNOWN; SCH_DIRECTORY_LOAD_LOST if its rows are no longer all there
 */
export async function acceptLoad(loadId: string, parts: DirectoryParts): Promise<Switched> {
  const { database, keys } = parts
  const { organisationId } = keys
  const unknown = () => fault('SCH_DIRECTORY_LOAD_UNKNOWN', { params: { load: loadId } })
  if (!uuid.test(loadId)) throw unknown()
  return withDirectoryLock(database, organisationId, async () => {
    const load = await findWaiting(database, organisationId, loadId)
    if (load === undefined) throw unknown()
    return switchLoad({ ...load, origin: 'load', acceptedDrops: load.drops }, parts)
  })
}
