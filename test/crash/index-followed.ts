/** Follows the live index of the one organisation in a state folder and holds every state of it against the lists. */
import { watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DirectoryKeys } from '../../src/directory/directory-keys.ts'
import {
  generationsIn,
  type IndexPlace,
  indexFolder,
  seqOfGeneration,
} from '../../src/directory/index-build.ts'
import { keysInUse } from '../../src/directory/keys-in-use.ts'
import { type LiveState, openLiveIndex } from '../../src/directory/live-index.ts'
import { openKeyRing } from '../../src/sealing/key-ring.ts'
import { listOrganisations } from '../../src/staff/organisation.ts'
import type { Database } from '../../src/store/connection.ts'
import { openStore } from '../../src/store/store.ts'

/** More than are put over a generation for good, so that a new one is built; enough that kills hit the middle of it. */
const customers = 6_000
/** Customers of a list whom the next one lacks. */
const leave = 40

export const begunMark = 'begun'
export const writingMark = 'writing'

export function customersOfList(
  list: number,
): readonly { readonly number: string; readonly email: string }[] {
  return Array.from({ length: customers }, (_, at) => {
    const n = list * leave + at
    return { number: String(1_000_000 + n), email: `g${list}-${n}@example.org` }
  })
}

export interface OpenedPlace {
  readonly database: Database
  readonly keys: DirectoryKeys
}

export async function withIndexPlace<T>(
  folder: string,
  work: (place: OpenedPlace) => Promise<T>,
): Promise<T> {
  const store = await openStore({ kind: 'own', stateFolder: folder }, () => {})
  try {
    const { database } = store
    const [organisation] = await listOrganisations(database)
    if (organisation === undefined) throw new Error('no organisation')
    const ring = openKeyRing(join(folder, 'keys'), new Date())
    return await work({ database, keys: await keysInUse(database, ring, organisation.id) })
  } finally {
    await store.close()
  }
}

export const placeOfIndex = (place: OpenedPlace, folder: string): IndexPlace => ({ ...place, folder })

export interface FollowedIndex {
  /** The change that the newest file holds. */
  readonly seq: bigint
  /** What a state that may be judged with has said and is not so. */
  readonly wrong: string | undefined
}

/** @returns once the newest file holds the last change */
export async function followIndex(
  place: IndexPlace,
  { list, say }: { readonly list: number; readonly say: (line: string) => void },
): Promise<FollowedIndex> {
  generationsIn(place)
  const watching = watch(indexFolder(place), (_, name) => {
    if (name?.endsWith('.unfinished') === true) say(writingMark)
  })
  const live = openLiveIndex({ ...place, now: () => new Date(), onFault: (error) => say(`fault ${error}`) })
  say(begunMark)
  try {
    for (let seen = -1; ; await sleep(2)) {
      const state = live.current()
      if (state.kind === 'stale') continue
      const wrong = state.generation === seen ? undefined : wrongIn(state, list)
      seen = state.generation
      const [newest = ''] = generationsIn(place)
      const seq = newest === '' ? -1n : seqOfGeneration(newest)
      if (wrong !== undefined || seq === state.seq) return { seq, wrong }
    }
  } finally {
    watching.close()
    await live.close()
  }
}

/** Everybody of the list is found by his address, and nobody by that of another list. */
function wrongIn({ index }: Extract<LiveState, { kind: 'ready' }>, list: number): string | undefined {
  const found = (of: number): number =>
    customersOfList(of).filter(({ email }) => index.owners(`email:${email}`).length === 1).length
  const [ours, theirs] = [found(list), found(1 - list)]
  if (ours === customers && theirs === 0) return undefined
  return `judged with ${ours} of ${customers} customers, and with ${theirs} of another list`
}
