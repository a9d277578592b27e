/** What a person is told when sealed texts do not open. */
import { type Fault, fault } from '../std/fault.ts'
import { SealKeyError } from './seal.ts'

export function sealFault(cause: unknown): Fault {
  if (cause instanceof SealKeyError) {
    return fault('SCH_DIRECTORY_SEAL_KEY', { cause, params: { id: cause.keyId } })
  }
  return fault('SCH_DIRECTORY_SEALED', { cause })
}
