/** What the commands about state work with: place, clock, keys, database. Rooms get these as arguments. */
import { keyFolderOf, stateFolderOf } from '../config/state-folder.ts'
import type { KeyPurpose } from '../sealing/key.ts'
import { type KeyRing, openKeyRing } from '../sealing/key-ring.ts'
import type { Database } from '../store/connection.ts'
import { openStore, type StoreWish } from '../store/store.ts'

export interface StateParts {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  /** Told once, at the first run: what a third party needs to check what we sign. */
  readonly firstRun: (rootFingerprint: string) => void
  /** One line on standard error of a terminal, replaced by the next. */
  readonly progress: (sentence: string) => void
}

export type StatePlace = Readonly<{ folder: string }> & StateParts

/** @param statePath as given on the command line */
export function placeOf(statePath: string | undefined, parts: StateParts): StatePlace {
  return { ...parts, folder: stateFolderOf(statePath, parts.environment).folder }
}

/** @param needed purposes without which the work is not begun; all of them unless said otherwise */
export function ringIn(place: StatePlace, needed?: readonly KeyPurpose[]): KeyRing {
  const ring = openKeyRing(keyFolderOf(place.folder), place.now(), needed)
  if (ring.isNew) place.firstRun(ring.rootFingerprint)
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

/** `DATABASE_URL` names a server somebody else runs; without it the program runs one of its own. */
export function storeWishOf({ folder, environment }: Pick<StatePlace, 'folder' | 'environment'>): StoreWish {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = environment
  if (!url) return { kind: 'own', stateFolder: folder }
  return { kind: 'server', url, ...(ownerUrl ? { ownerUrl } : {}) }
}
