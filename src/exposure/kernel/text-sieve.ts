/** The sieve over an index: marks of its tables and the scan lie in one memory, which all threads can share. */
import type { NumberCount } from '../number-census.ts'
import type { Sieve } from '../sieve.ts'
import { bucketCount, markBytes, writeMarks } from './key-mark.ts'
import { type KeyTable, payloadsAt } from './key-table.ts'
import type { IndexKey } from './keyed-hash.ts'
import { sieveCodes } from './sieve-code.ts'
import { openSieveModule, type SieveModule } from './sieve-module.ts'
import { sieveWordTable } from './sieve-word.ts'

/** The two tables of an index, and the numbers in it. */
export interface SievedTables {
  readonly keys: KeyTable
  readonly words: KeyTable
  readonly numberCounts: readonly NumberCount[]
}

/** A sieve for an index, and for one that changes it. */
export interface TextSieve extends Sieve {
  /** For the same index with the tables of its changes beside it. Both can be used by turns. */
  withChanges(changes: SievedTables): Sieve
}

/** What threads share: post it to another one, which opens a sieve of its own over it. */
export interface SieveMemory {
  readonly memory: WebAssembly.Memory
  readonly keys: Marks
  readonly words: Marks
  readonly codesAt: number
  readonly wordsAt: number
  readonly keyAt: number
}

interface Marks {
  readonly at: number
  readonly buckets: number
}

const PAGE_BYTES = 65_536
/** All that 32 bits reach. A reserve: pages that nobody touches take no room. */
const MAX_PAGES = 65_536
const KEY_BYTES = 16
/** Where the first free byte is, itself in memory: threads take their places from it one after the other. */
const AT_FREE = PAGE_BYTES
const FIRST_FREE = AT_FREE + 64

/** Room of a scan: words it remembers, keys it puts together, the text, its folded letters, its words. */
const REMEMBERED_BYTES = 8_192 * 48
const SCRATCH_BYTES = 163_840
/** @limit units of a text; a longer one is read as it is. No passage is longer but a row of a table. */
const MAX_UNITS = 600_000
const BYTES_OF_A_UNIT = 3
const TEXT_BYTES = MAX_UNITS * BYTES_OF_A_UNIT + 64
/** The scan looks at 16 bytes together. */
const SPACE = 0x20
const SPACES_BEHIND = 16
/** Between two words stands a byte at least. */
const TOKEN_BYTES = 32
const TOKENS_BYTES = (TEXT_BYTES / 2 + 2) * TOKEN_BYTES
const RANGES_BYTES = TOKENS_BYTES / 4
const TELLING_BYTES = TOKENS_BYTES / 8

/** Makes the memory of a sieve: once for each index, whatever the number of threads. */
export function sieveMemoryOf({ keys, words }: SievedTables, key: IndexKey): SieveMemory {
  const codes = sieveCodes()
  const engineWords = sieveWordTable()
  const keyMarks = markBytes(keys)
  const wordMarks = markBytes(words)
  const keyAt = FIRST_FREE
  const codesAt = aligned(keyAt + KEY_BYTES)
  const wordsAt = aligned(codesAt + codes.byteLength)
  const keyMarksAt = aligned(wordsAt + engineWords.length)
  const wordMarksAt = aligned(keyMarksAt + keyMarks)
  const free = aligned(wordMarksAt + wordMarks)
  const memory = new WebAssembly.Memory({
    initial: Math.ceil(free / PAGE_BYTES),
    maximum: MAX_PAGES,
    shared: true,
  })
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(key.subarray(0, KEY_BYTES), keyAt)
  new Uint16Array(memory.buffer, codesAt, codes.length).set(codes)
  bytes.set(engineWords, wordsAt)
  writeMarks(keys, bytes.subarray(keyMarksAt, keyMarksAt + keyMarks))
  writeMarks(words, bytes.subarray(wordMarksAt, wordMarksAt + wordMarks))
  new Uint32Array(memory.buffer, AT_FREE, 1)[0] = free
  return {
    memory,
    keys: { at: keyMarksAt, buckets: bucketCount(keys) },
    words: { at: wordMarksAt, buckets: bucketCount(words) },
    codesAt,
    wordsAt,
    keyAt,
  }
}

/** @param tables of the index that the memory was made of */
export function openTextSieve(shared: SieveMemory, tables: SievedTables): TextSieve {
  const state: ScanState = { tables: [tables], changes: undefined }
  const scan = openScan(shared, state)
  const sieveWith = (changes: PlacedChanges | undefined): Sieve => ({
    keptOf: (text, context) => scan(text, context, changes),
  })
  return {
    ...sieveWith(undefined),
    withChanges: (changed) => sieveWith(placeChanges(shared.memory, changed)),
  }
}

interface PlacedChanges {
  readonly tables: SievedTables
  readonly keysAt: number
  readonly wordsAt: number
}

interface ScanState {
  /** The tables that are asked at present. */
  tables: readonly SievedTables[]
  changes: PlacedChanges | undefined
}

function placeChanges(memory: WebAssembly.Memory, tables: SievedTables): PlacedChanges {
  const [keyMarks, wordMarks] = [markBytes(tables.keys), markBytes(tables.words)]
  const keysAt = takeRoom(memory, aligned(keyMarks) + wordMarks)
  const wordsAt = aligned(keysAt + keyMarks)
  const bytes = new Uint8Array(memory.buffer)
  writeMarks(tables.keys, bytes.subarray(keysAt, keysAt + keyMarks))
  writeMarks(tables.words, bytes.subarray(wordsAt, wordsAt + wordMarks))
  return { tables, keysAt, wordsAt }
}

/** @returns where room of so many bytes begins that nobody else takes */
function takeRoom(memory: WebAssembly.Memory, sizeBytes: number): number {
  const size = aligned(sizeBytes)
  const at = Atomics.add(new Uint32Array(memory.buffer, AT_FREE, 1), 0, size)
  const missing = at + size - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
  return at
}

function aligned(at: number): number {
  return Math.ceil(at / 64) * 64
}

type Scan = (text: string, context: number, changes: PlacedChanges | undefined) => string

function openScan(shared: SieveMemory, state: ScanState): Scan {
  const [base] = state.tables
  const { memory } = shared
  const payload = (which: 'keys' | 'words', low: number, high: number): number => {
    let bits = 0
    for (const tables of state.tables) bits |= payloadsAt(tables[which], low >>> 0, high >>> 0)
    return bits
  }
  const module = openSieveModule(memory, {
    rolesOf: (low, high) => payload('words', low, high),
    isKeyKnownThere: (low, high) => (payload('keys', low, high) === 0 ? 0 : 1),
  })
  const rememberedAt = takeRoom(
    memory,
    REMEMBERED_BYTES + SCRATCH_BYTES + 2 * TEXT_BYTES + TOKENS_BYTES + RANGES_BYTES + TELLING_BYTES + 1024,
  )
  const scratchAt = rememberedAt + REMEMBERED_BYTES
  const textAt = scratchAt + SCRATCH_BYTES
  const foldedAt = aligned(textAt + TEXT_BYTES)
  module.placeTables(shared.keyAt, shared.codesAt, shared.wordsAt, rememberedAt, scratchAt)
  const tokensAt = aligned(foldedAt + TEXT_BYTES)
  const rangesAt = aligned(tokensAt + TOKENS_BYTES)
  const tellingAt = aligned(rangesAt + RANGES_BYTES)
  module.takeKey()
  module.placeText(textAt, foldedAt, tokensAt, rangesAt, tellingAt)
  module.placeMarks(shared.keys.at, shared.keys.buckets, shared.words.at, shared.words.buckets)
  tellNumbers(module, base === undefined ? [] : base.numberCounts)
  const room = new Uint8Array(memory.buffer, textAt, TEXT_BYTES)
  const ranges = new Uint32Array(memory.buffer, rangesAt, RANGES_BYTES >> 2)
  const encoder = new TextEncoder()

  return (text, context, changes) => {
    if (text.length > MAX_UNITS) return text
    if (state.changes !== changes) useChanges(module, state, changes, base)
    const { written } = encoder.encodeInto(text, room)
    room.fill(SPACE, written, written + SPACES_BEHIND)
    const count = module.scan(written, context)
    if (count < 0) return text
    return count === 0 ? '' : piecesOf(text, ranges, count)
  }
}

function useChanges(
  module: SieveModule,
  state: ScanState,
  changes: PlacedChanges | undefined,
  base: SievedTables | undefined,
): void {
  const first = base === undefined ? [] : [base]
  state.changes = changes
  state.tables = changes === undefined ? first : [...first, changes.tables]
  const [keys, words] =
    changes === undefined ? [0, 0] : [bucketCount(changes.tables.keys), bucketCount(changes.tables.words)]
  module.placeNewMarks(changes?.keysAt ?? 0, keys, changes?.wordsAt ?? 0, words)
  module.forgetWords()
  tellNumbers(
    module,
    state.tables.flatMap(({ numberCounts }) => numberCounts),
  )
}

function tellNumbers(module: SieveModule, counts: readonly NumberCount[]): void {
  let lengths = 0n
  for (const { length } of counts) lengths |= 1n << BigInt(length - 1)
  module.setNumbers(lengths, counts.some(({ alphabet }) => alphabet === 'letters') ? 1 : 0)
}

/** Longer than any gap inside one fact, so that nothing reaches from one piece into the next. */
const DIVIDER = ' '.repeat(96)

function piecesOf(text: string, ranges: Uint32Array, count: number): string {
  let pieces = ''
  for (let range = 0; range < count; range++) {
    const piece = text.slice(ranges[range * 2], ranges[range * 2 + 1])
    if (piece.length === text.length) return text
    pieces += range === 0 ? piece : DIVIDER + piece
  }
  return pieces
}
