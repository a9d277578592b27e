/** What the commands about state work with: settings, place, clock, keys, database. Rooms get these as arguments. */
import type { CheckTools } from '../check/run.ts'
import type { StateCall, StateFact } from '../cli/state-call.ts'
import { readSettings } from '../config/read-settings.ts'
import { readConnection } from '../config/secret-value.ts'
import type { Settings } from '../config/settings.ts'
import { keyFolderOf, stateFolderOf } from '../config/state-folder.ts'
import { type KeyPurpose, keyPurposes } from '../sealing/key.ts'
import { type KeyRing, openKeyRing, readKeyRing } from '../sealing/key-ring.ts'
import type { Actor } from '../staff/actor.ts'
import { fault } from '../std/fault.ts'
import type { Database, DatabaseTarget } from '../store/connection.ts'
import { openStore, type StoreWish } from '../store/store.ts'
import type { Speech } from '../text/speech.ts'
import { isQueueReady } from '../workflow/queue-version.ts'

export interface StateParts {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Number of the operating system's account that runs the program. */
  readonly account: number
  readonly now: () => Date
  /** Told once, at the first run: what a third party needs to check what we sign. */
  readonly firstRun: (rootFingerprint: string) => void
  /** One line on standard error of a terminal, replaced by the next. */
  readonly progress: (sentence: string) => void
  /** One sentence on standard error. */
  readonly tell: (sentence: string) => void
  /** Standard error, for the log of a process that runs on. */
  readonly errors: { readonly isTTY?: boolean; write(text: string): unknown }
  readonly version: string
  /** Shows what would be done and asks a person at the terminal; without one nobody has agreed. */
  readonly isAgreed: (facts: readonly StateFact[]) => Promise<boolean>
  /** What `check` works with beside a directory. */
  readonly checkTools: Omit<CheckTools, 'openDirectory'>
  /** For lines of progress; what a command has found out is put into words by the command line. */
  readonly speech: Speech
}

/** `actor`: who is asked for permission, and whom the trail names. */
export type StatePlace = Readonly<{ folder: string; settings: Settings; actor: Actor }> & StateParts

/** @throws SCH_CONFIG_* if there is a settings file and something in it is wrong: nothing is begun then */
export function placeOf(
  { configPath, statePath }: Pick<StateCall, 'configPath' | 'statePath'>,
  parts: StateParts,
): StatePlace {
  const { settings } = readSettings(configPath, parts.environment, { state: statePath })
  const folder = stateFolderOf(settings.state.folder, parts.environment)
  return { ...parts, settings, folder, actor: { kind: 'shell', account: parts.account } }
}

/** The key of the sign-in is younger than the others: a folder without it serves everything but signing in. */
const neededMostly = keyPurposes.filter((purpose) => purpose !== 'sign-in')

/** @param needed purposes without which the work is not begun */
export function ringIn(
  place: Pick<StatePlace, 'folder' | 'now' | 'firstRun'>,
  needed: readonly KeyPurpose[] = neededMostly,
): KeyRing {
  const ring = openKeyRing(keyFolderOf(place.folder), place.now(), needed)
  if (ring.isNew) place.firstRun(ring.rootFingerprint)
  return ring
}

/**
 * The keys as they are now, for a process that runs on: another one may have rotated or revoked some since it asked last.
 *
 * @param root fingerprint of the root at the start: under another one this is another installation
 * @param needed purposes without which the work is not begun
 * @throws SCH_KEY_MISSING, SCH_KEY_OTHER_ROOT: a folder that is away for a moment must not be filled with new keys
 */
export function ringNow(
  place: StatePlace,
  root: string,
  needed: readonly KeyPurpose[] = neededMostly,
): KeyRing {
  const folder = keyFolderOf(place.folder)
  const ring = readKeyRing(folder, needed)
  if (ring.rootFingerprint !== root) throw fault('SCH_KEY_OTHER_ROOT', { at: { file: folder } })
  return ring
}

/** @throws one of SCH_STORE_* */
export async function withDatabase<T>(
  place: StatePlace,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const store = await openStore(storeWishOf(place), () => {})
  try {
    return await work(store.database)
  } finally {
    await store.close()
  }
}

/**
 * As far as whoever acts may see: staff only the rows of their organisation, whatever the query forgets to say, unless what they do
 * concerns all organisations.
 */
export async function withReach<T>(
  place: StatePlace,
  reach: 'organisation' | 'installation',
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { actor } = place
  if (actor.kind !== 'staff' || reach === 'installation') return withDatabase(place, work)
  const store = await openStore(storeWishOf(place), () => {})
  const confined = store.confinedTo(actor.organisationId)
  try {
    return await work(confined)
  } finally {
    await confined.destroy()
    await store.close()
  }
}

/** `database.url` names a server somebody else runs; without it the program runs one of its own. */
export function storeWishOf({
  folder,
  settings,
  environment,
}: Pick<StatePlace, 'folder' | 'settings' | 'environment'>): StoreWish {
  const { url, ownerUrl } = settings.database
  if (url === undefined) return { kind: 'own', stateFolder: folder, prepare }
  const owner = ownerUrl === undefined ? {} : { ownerUrl: readConnection(ownerUrl, environment) }
  return { kind: 'server', url: readConnection(url, environment), ...owner, prepare }
}

/** Tables of the queue, as the owner. The library that makes them is loaded only if something is to be made. */
async function prepare(owner: Database, target: DatabaseTarget): Promise<void> {
  if (await isQueueReady(owner)) return
  const { prepareQueue } = await import('../workflow/queue-schema.ts')
  await prepareQueue(owner, target)
}
