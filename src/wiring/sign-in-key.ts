/** The key of the sign-in in a folder that is older than the sign-in: made once, and never in the place of one that was lost. */
import { keyPurposes } from '../sealing/key.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { isSignInUsed } from '../staff/sign-in/credential.ts'
import { fault } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

/**
 * For a server that lets people sign in. Several that begin at once make one key.
 *
 * @throws SCH_KEY_SIGN_IN_LOST if there is none, but somebody has signed in with one; SCH_KEY_MISSING if all are revoked
 */
export async function ringForSignIn(
  database: Database,
  place: Pick<StatePlace, 'folder' | 'now' | 'firstRun'>,
  log: Log,
): Promise<KeyRing> {
  if (!hasNone(ringIn(place))) return ringIn(place, keyPurposes)
  await transact(database, async (transaction) => {
    const isUsed = await isSignInUsed(transaction)
    // Another server may have made it while this one waited.
    const ring = ringIn(place)
    if (!hasNone(ring)) return
    if (isUsed) throw fault('SCH_KEY_SIGN_IN_LOST', { at: { file: place.folder } })
    const { id, purpose } = ring.rotate('sign-in', place.now())
    log.write('warn', 'key-made', { keyId: id, purpose })
  })
  return ringIn(place, keyPurposes)
}

/** A revoked one counts: whoever revoked it decides what comes next. */
function hasNone(ring: KeyRing): boolean {
  return !ring.list().some(({ purpose }) => purpose === 'sign-in')
}
