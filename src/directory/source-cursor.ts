/** Where a source goes on next time. It may hold a number or a name, so it is sealed like contact data. */
import { fault } from '../std/fault.ts'
import type { DirectoryKeys } from './directory-keys.ts'
import { openSealed, sealText } from './seal.ts'

export function sealCursor(cursor: string, sourceId: string, keys: DirectoryKeys): Buffer {
  return sealText(cursor, boundTo(sourceId, keys), keys.contact)
}

/** @throws SCH_DIRECTORY_SEALED */
export function openCursor(sealed: Uint8Array, sourceId: string, keys: DirectoryKeys): string {
  try {
    return openSealed(sealed, boundTo(sourceId, keys), keys.contact)
  } catch (error) {
    throw fault('SCH_DIRECTORY_SEALED', { cause: error })
  }
}

function boundTo(sourceId: string, { organisationId }: DirectoryKeys): string {
  return `schleuse cursor 1\n${organisationId}\n${sourceId}`
}
