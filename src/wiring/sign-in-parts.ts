/** The sign-in over database, keys and settings: for the server, and for proofs that are given at the shell. */
import { readSecret } from '../config/secret-value.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { organisationMeant } from '../staff/organisation.ts'
import { openAttemptLimit } from '../staff/sign-in/attempt-limit.ts'
import { openLibrary } from '../staff/sign-in/library.ts'
import type { SignInProvider } from '../staff/sign-in/library-factors.ts'
import type { ReauthenticationTools } from '../staff/sign-in/reauthenticate.ts'
import type { Log } from '../std/log.ts'
import type { Database } from '../store/connection.ts'
import type { Store } from '../store/store.ts'
import type { StatePlace } from './state-parts.ts'

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

export interface SignInParts {
  readonly tools: ReauthenticationTools
  readonly providers: readonly SignInProvider[]
  close(): Promise<void>
}

/**
 * For the server: over connections of its own, in which the library's statements stand for themselves.
 *
 * @throws SCH_ORGANISATION_UNKNOWN for a provider of an organisation that is not here, SCH_SECRET_*
 */
export async function openSignInParts(parts: {
  readonly store: Pick<Store, 'database' | 'libraryDatabase'>
  readonly ring: KeyRing
  readonly publicUrl: string
  readonly place: Pick<StatePlace, 'settings' | 'environment' | 'now'>
  readonly log: Log
}): Promise<SignInParts> {
  const { store, ring, publicUrl, log, place } = parts
  const providers: SignInProvider[] = []
  for (const { organisation, clientSecret, ...one } of place.settings.signIn.oidc) {
    const { id: organisationId } = await organisationMeant(store.database, organisation)
    providers.push({ ...one, organisationId, clientSecret: readSecret(clientSecret, place.environment) })
  }
  const database = store.libraryDatabase()
  const onTrouble = (level: 'warn' | 'error') =>
    log.write(level, 'fault', { code: 'SCH_INTERNAL', error: 'sign-in library' })
  const tools = signInTools({ database, ring, publicUrl, providers, onTrouble, now: place.now })
  return { tools, providers, close: () => database.destroy() }
}
