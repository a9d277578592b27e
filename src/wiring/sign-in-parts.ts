/** The sign-in over database, keys and settings: for the server, and for proofs that are given at the shell. */
import type { KeyRing } from '../sealing/key-ring.ts'
import { openAttemptLimit } from '../staff/sign-in/attempt-limit.ts'
import { openLibrary } from '../staff/sign-in/library.ts'
import type { SignInProvider } from '../staff/sign-in/library-factors.ts'
import type { ReauthenticationTools } from '../staff/sign-in/reauthenticate.ts'
import type { Database } from '../store/connection.ts'

export function signInTools(parts: {
  readonly database: Database
  readonly ring: KeyRing
  /** As browsers see it, without a path. */
  readonly publicUrl: string
  readonly providers: readonly SignInProvider[]
  readonly onTrouble: (level: 'warn' | 'error') => void
  readonly now: () => Date
}): ReauthenticationTools {
  const { database, ring, publicUrl, providers, onTrouble, now } = parts
  const secret = ring.secret('sign-in').bytes
  return {
    library: openLibrary({ database, secret, publicUrl, providers, onTrouble }),
    database,
    limit: openAttemptLimit(database, secret),
    secret,
    party: { origin: publicUrl, id: new URL(publicUrl).hostname },
    now,
  }
}
