/** Owners of keys while an index is built. A key with one owner holds him itself; only shared keys have a list. */
import type { RecordHandle } from '../identifier-index.ts'
import { NO_PAYLOAD } from './key-table.ts'
import { openWordList } from './word-list.ts'

/**
 * A payload with this bit is the place of a list, else it is a handle plus one: 0 stays free for "nobody".
 *
 * @limit 2^31 - 1 records, 2^31 words of lists
 */
const LIST = 0x8000_0000
const VALUE = 0x7fff_ffff

export function payloadOfHandle(handle: RecordHandle): number {
  return handle + 1
}

export function payloadOfList(at: number): number {
  return (LIST | at) >>> 0
}

export function isList(payload: number): boolean {
  return (payload & LIST) !== 0
}

/** The list that a payload stands for. */
export function listOf(payload: number): number {
  return payload & VALUE
}

/** The handle that a payload stands for. */
export function handleOf(payload: number): RecordHandle {
  return payload - 1
}

export interface OwnerLists {
  /** @returns the payload of the key with one more owner */
  add(payload: number, handle: RecordHandle): number
  /** Ascending, without repetition. */
  ownersOf(payload: number): readonly RecordHandle[]
  readonly count: number
  /** All lists, each as its length and its handles, and where each of them begins. */
  written(): { readonly words: Uint32Array; readonly starts: Uint32Array }
}

export function openOwnerLists(): OwnerLists {
  const chains = openChains()
  const handlesOf = (list: number) => ascending(chains.handlesOf(list))
  return {
    add(payload, handle) {
      if (payload === NO_PAYLOAD) return payloadOfHandle(handle)
      if (isList(payload)) {
        chains.append(listOf(payload), handle)
        return payload
      }
      const owner = handleOf(payload)
      if (owner === handle) return payload
      const list = chains.open(owner)
      chains.append(list, handle)
      return payloadOfList(list)
    },
    ownersOf(payload) {
      if (payload === NO_PAYLOAD) return []
      return isList(payload) ? handlesOf(listOf(payload)) : [handleOf(payload)]
    },
    get count() {
      return chains.count
    },
    written() {
      const words = openWordList()
      const starts = new Uint32Array(chains.count)
      for (let list = 0; list < starts.length; list++) {
        starts[list] = words.length
        const owners = handlesOf(list)
        words.push(owners.length)
        for (const owner of owners) words.push(owner)
      }
      return { words: words.words(), starts }
    },
  }
}

interface Chains {
  readonly count: number
  open(first: RecordHandle): number
  append(chain: number, handle: RecordHandle): void
  /** In the order in which they came. */
  handlesOf(chain: number): RecordHandle[]
}

/** Lists that grow side by side: chains of nodes of two words. Node 0 is the end of every chain. */
function openChains(): Chains {
  const handles = openWordList()
  const nexts = openWordList()
  const heads = openWordList()
  const tails = openWordList()
  const openNode = (handle: RecordHandle): number => {
    handles.push(handle)
    nexts.push(0)
    return handles.length - 1
  }
  openNode(0)
  return {
    get count() {
      return heads.length
    },
    open(first) {
      const node = openNode(first)
      heads.push(node)
      tails.push(node)
      return heads.length - 1
    },
    append(chain, handle) {
      const tail = tails.get(chain)
      if (handles.get(tail) === handle) return
      const node = openNode(handle)
      nexts.set(tail, node)
      tails.set(chain, node)
    },
    handlesOf(chain) {
      const found: RecordHandle[] = []
      for (let node = heads.get(chain); node !== 0; node = nexts.get(node)) found.push(handles.get(node))
      return found
    },
  }
}

/** Records come in ascending order; only owned facts can come out of order, and more than once. */
function ascending(handles: RecordHandle[]): RecordHandle[] {
  for (let i = 1; i < handles.length; i++) {
    if ((handles[i - 1] ?? 0) >= (handles[i] ?? 0)) return [...new Set(handles)].sort((a, b) => a - b)
  }
  return handles
}
