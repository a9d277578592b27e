/** The sieve over an index: marks of its tables and the scan lie in one memory, which all threads can share. */
import type { NumberCount } from '../number-census.ts'
import type { Sieve } from '../sieve.ts'
import { bucketCount, markBytes, writeMarks } from './key-mark.ts'
import { type KeyTable, payloadsAt } from './key-table.ts'
import type { IndexKey } from './keyed-hash.ts'
import { sieveAccounts } from './sieve-account.ts'
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
  readonly ibanLengthsAt: number
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

/** Room of a scan: words it remembers, keys it puts together, the text as units and as small letters, its words. */
const REMEMBERED_BYTES = 32_768 * 64
const SCRATCH_BYTES = 165_888
/** @limit units of a text; a longer one is read as it is. No passage is longer but a row of a table. */
const MAX_UNITS = 600_000
/** The scan looks at 64 units together, and at up to 32 beyond a word. */
const UNITS_BEHIND = 128
const TEXT_BYTES = (MAX_UNITS + UNITS_BEHIND) * 2
const SMALL_BYTES = MAX_UNITS + UNITS_BEHIND
const CAPITALS_BYTES = SMALL_BYTES / 8
/** Where each run of a piece of 2,048 units begins and ends: there are a few less than units. */
const RUNS_BYTES = 2_048 * 4 + 64
/** A letter becomes two at most. */
const FOLDED_BYTES = TEXT_BYTES
/** A word has a unit at least. */
const MAX_WORDS = MAX_UNITS + 2
const FOLDED_WORDS_BYTES = MAX_WORDS * 8
const TOKENS_BYTES = MAX_WORDS * 16
const RANGES_BYTES = MAX_WORDS * 8
const TELLING_BYTES = MAX_WORDS * 4
/** All of it, with what is lost between two places. */
const SCAN_BYTES =
  REMEMBERED_BYTES +
  SCRATCH_BYTES +
  TEXT_BYTES +
  SMALL_BYTES +
  CAPITALS_BYTES +
  RUNS_BYTES +
  FOLDED_BYTES +
  FOLDED_WORDS_BYTES +
  TOKENS_BYTES +
  RANGES_BYTES +
  TELLING_BYTES +
  1024
const SPACE = 0x20

/** Makes the memory of a sieve: once for each index, whatever the number of threads. */
export function sieveMemoryOf({ keys, words }: SievedTables, key: IndexKey): SieveMemory {
  const codes = sieveCodes()
  const engineWords = sieveWordTable()
  const accounts = sieveAccounts()
  const keyMarks = markBytes(keys)
  const wordMarks = markBytes(words)
  const keyAt = FIRST_FREE
  const codesAt = aligned(keyAt + KEY_BYTES)
  const wordsAt = aligned(codesAt + codes.byteLength)
  const ibanLengthsAt = aligned(wordsAt + engineWords.length)
  const keyMarksAt = aligned(ibanLengthsAt + accounts.length)
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
  bytes.set(accounts, ibanLengthsAt)
  writeMarks(keys, bytes.subarray(keyMarksAt, keyMarksAt + keyMarks))
  writeMarks(words, bytes.subarray(wordMarksAt, wordMarksAt + wordMarks))
  new Uint32Array(memory.buffer, AT_FREE, 1)[0] = free
  return {
    memory,
    keys: { at: keyMarksAt, buckets: bucketCount(keys) },
    words: { at: wordMarksAt, buckets: bucketCount(words) },
    codesAt,
    wordsAt,
    ibanLengthsAt,
    keyAt,
  }
}

/** @param tables of the index that the memory was made of */
export function openTextSieve(shared: SieveMemory, tables: SievedTables): TextSieve {
  const state: ScanState = { tables, changes: undefined }
  const scan = openScan(shared, state)
  const sieveWith = (changes: SievedTables | undefined): Sieve => ({
    keptOf: (text, context) => scan(text, context, changes),
  })
  return {
    ...sieveWith(undefined),
    withChanges: (changed) => sieveWith(changed),
  }
}

interface PlacedChanges {
  readonly tables: SievedTables
  readonly keysAt: number
  readonly wordsAt: number
}

interface ScanState {
  readonly tables: SievedTables
  /** Those that are asked beside them at present. */
  changes: SievedTables | undefined
}

function payloadsIn(
  { tables, changes }: ScanState,
  which: 'keys' | 'words',
  low: number,
  high: number,
): number {
  const old = payloadsAt(tables[which], low, high)
  return changes === undefined ? old : old | payloadsAt(changes[which], low, high)
}

/** Room for the marks of changes: taken anew only when they no longer fit, twice as much as they need. */
interface ChangesRoom {
  at: number
  sizeBytes: number
}

/** Writes the marks over those of the changes that were asked before. */
function placeChanges(memory: WebAssembly.Memory, room: ChangesRoom, tables: SievedTables): PlacedChanges {
  const [keyMarks, wordMarks] = [markBytes(tables.keys), markBytes(tables.words)]
  const sizeBytes = aligned(keyMarks) + wordMarks
  if (sizeBytes > room.sizeBytes) {
    room.sizeBytes = aligned(2 * sizeBytes)
    room.at = takeRoom(memory, room.sizeBytes)
  }
  const [keysAt, wordsAt] = [room.at, room.at + aligned(keyMarks)]
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

type Scan = (text: string, context: number, changes: SievedTables | undefined) => string

function openScan(shared: SieveMemory, state: ScanState): Scan {
  const { memory } = shared
  const module = openSieveModule(memory, {
    rolesOf: (low, high) => payloadsIn(state, 'words', low >>> 0, high >>> 0),
    isKeyKnownThere: (low, high) => payloadsIn(state, 'keys', low >>> 0, high >>> 0),
  })
  const { unitsAt, rangesAt } = placeScan(module, memory, shared)
  module.takeKey()
  module.placeMarks(shared.keys.at, shared.keys.buckets, shared.words.at, shared.words.buckets)
  tellNumbers(module, state.tables.numberCounts)
  const changesRoom: ChangesRoom = { at: 0, sizeBytes: 0 }
  const room = Buffer.from(memory.buffer, unitsAt, TEXT_BYTES)
  const units = new Uint16Array(memory.buffer, unitsAt, TEXT_BYTES / 2)
  const ranges = new Uint32Array(memory.buffer, rangesAt, RANGES_BYTES >> 2)

  return (text, context, changes) => {
    if (text.length > MAX_UNITS) return text
    if (state.changes !== changes) {
      useChanges(module, state, changes && placeChanges(memory, changesRoom, changes))
    }
    // Twenty times as fast as UTF-8.
    room.write(text, 'utf16le')
    units.fill(SPACE, text.length, text.length + UNITS_BEHIND)
    const count = module.scan(text.length, context)
    if (count < 0) return text
    return count === 0 ? '' : piecesOf(text, ranges, count)
  }
}

/** Gives a scan its places in memory, of its own. */
function placeScan(
  module: SieveModule,
  memory: WebAssembly.Memory,
  shared: SieveMemory,
): { readonly unitsAt: number; readonly rangesAt: number } {
  let next = takeRoom(memory, SCAN_BYTES)
  const place = (sizeBytes: number): number => {
    const at = next
    next += aligned(sizeBytes)
    return at
  }
  const rememberedAt = place(REMEMBERED_BYTES)
  const scratchAt = place(SCRATCH_BYTES)
  const { keyAt, codesAt, wordsAt, ibanLengthsAt } = shared
  module.placeTables(keyAt, codesAt, wordsAt, ibanLengthsAt, rememberedAt, scratchAt)
  const unitsAt = place(TEXT_BYTES)
  const smallAt = place(SMALL_BYTES)
  const capitalsAt = place(CAPITALS_BYTES)
  const runsAt = place(RUNS_BYTES)
  const foldedAt = place(FOLDED_BYTES)
  const foldedWordsAt = place(FOLDED_WORDS_BYTES)
  const tokensAt = place(TOKENS_BYTES)
  const rangesAt = place(RANGES_BYTES)
  const tellingAt = place(TELLING_BYTES)
  module.placeText(
    unitsAt,
    smallAt,
    capitalsAt,
    runsAt,
    foldedAt,
    foldedWordsAt,
    tokensAt,
    rangesAt,
    tellingAt,
  )
  return { unitsAt, rangesAt }
}

function useChanges(module: SieveModule, state: ScanState, placed: PlacedChanges | undefined): void {
  state.changes = placed?.tables
  const [keys, words] =
    placed === undefined ? [0, 0] : [bucketCount(placed.tables.keys), bucketCount(placed.tables.words)]
  module.placeNewMarks(placed?.keysAt ?? 0, keys, placed?.wordsAt ?? 0, words)
  module.forgetWords()
  tellNumbers(module, [...state.tables.numberCounts, ...(placed?.tables.numberCounts ?? [])])
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
