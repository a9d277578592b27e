/** Where a source goes on next time. It may hold a number or a name, so it is sealed like contact data. */
import type { DirectoryKeys } from './directory-keys.ts'
import { openSealed, sealText } from './seal.ts'
import { sealFault } from './seal-fault.ts'

export function sealCursor(cursor: string, sourceId: string, keys: DirectoryKeys): Buffer {
  return sealText(cursor, boundTo(sourceId, keys), keys)
}

/** @throws SCH_DIRECTORY_SEALED, SCH_DIRECTORY_SEAL_KEY */
export function openCursor(sealed: Uint8Array, sourceId: string, keys: DirectoryKeys): string {
  try {
    return openSealed(sealed, boundTo(sourceId, keys), keys)
  } catch (error) {
    throw sealFault(error)
  }
}

function boundTo(sourceId: string, { organisationId }: DirectoryKeys): string {
  return `schleuse cursor 1\n${organisationId}\n${sourceId}`
}
