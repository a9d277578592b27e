/** Compound files: the small file system inside .msg, .doc, .xls, .ppt and encrypted Office files (MS-CFB). */
import { TextDecoder } from 'node:util'
import type { Desk } from '../desk.ts'

export interface CompoundStream {
  readonly kind: 'stream'
  readonly name: string
  readonly sizeBytes: number
  readonly firstSector: number
}

export interface CompoundStorage {
  readonly kind: 'storage'
  readonly name: string
  readonly children: readonly CompoundEntry[]
}

export type CompoundEntry = CompoundStream | CompoundStorage

export interface CompoundFile {
  readonly root: CompoundStorage
  /** What of the stream is there; a cut or looped chain ends it and is reported by `isDamaged`. */
  read(stream: CompoundStream): Uint8Array
  /** Whether anything met so far was cut, looped or out of place. */
  isDamaged(): boolean
}

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const headerBytes = 512
const entryBytes = 128
const miniSectorBytes = 64
const sectorsInHeader = 109
/** Sector numbers from here on are marks: end of chain, free, table. */
const largestSector = 0xfffffffa
const endOfChain = 0xfffffffe
const noEntry = 0xffffffff
/** @limit entries of the directory: a .msg with a thousand recipients has some ten thousand */
const mostEntries = 100_000

export function isCompoundFile(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

interface Sectors {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly sectorBytes: number
  readonly count: number
  damaged: boolean
}

interface DirectoryEntry {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly firstSector: number
  readonly sizeBytes: number
}

/** @throws Error if the header is none */
export function openCompoundFile(bytes: Uint8Array, spend: Desk['spend']): CompoundFile {
  if (!isCompoundFile(bytes) || bytes.length < headerBytes) throw new Error('compound file: no header')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const shift = view.getUint16(30, true)
  if (shift !== 9 && shift !== 12) throw new Error('compound file: sector size')
  const sectorBytes = 1 << shift
  const count = Math.max(0, Math.ceil(bytes.length / sectorBytes) - 1)
  const sectors: Sectors = { bytes, view, sectorBytes, count, damaged: false }
  spend(count * 4)
  const table = allocationTable(sectors)
  const directory = directoryOf(sectors, readChain(sectors, table, view.getUint32(48, true)))
  const [rootEntry] = directory
  if (rootEntry === undefined) throw new Error('compound file: no directory')
  const miniStream = readChain(sectors, table, rootEntry.firstSector, rootEntry.sizeBytes)
  const miniTable = sectorNumbers(readChain(sectors, table, view.getUint32(60, true)))
  const miniCutoff = view.getUint32(56, true)
  return {
    root: treeOf(sectors, directory),
    read(stream) {
      spend(Math.min(stream.sizeBytes, bytes.length))
      return stream.sizeBytes < miniCutoff
        ? readMiniChain(sectors, miniStream, miniTable, stream)
        : readChain(sectors, table, stream.firstSector, stream.sizeBytes)
    },
    isDamaged: () => sectors.damaged,
  }
}

/** The table of which sector follows which, put together from its own scattered sectors. */
function allocationTable(sectors: Sectors): Uint32Array {
  const { view, sectorBytes, count } = sectors
  const table = new Uint32Array(count).fill(noEntry)
  const perSector = sectorBytes / 4
  let filled = 0
  const add = (sector: number): void => {
    const start = (sector + 1) * sectorBytes
    for (let index = 0; index < perSector && filled < count; index++) {
      const at = start + index * 4
      if (sector >= count || at + 4 > view.byteLength) sectors.damaged = true
      else table[filled] = view.getUint32(at, true)
      filled++
    }
  }
  for (let index = 0; index < sectorsInHeader; index++) {
    const sector = view.getUint32(76 + index * 4, true)
    if (sector < largestSector) add(sector)
  }
  let next = view.getUint32(68, true)
  for (let step = 0; next < count && step < count && filled < count; step++) {
    const start = (next + 1) * sectorBytes
    for (let index = 0; index < perSector - 1 && start + index * 4 + 4 <= view.byteLength; index++) {
      const sector = view.getUint32(start + index * 4, true)
      if (sector < largestSector) add(sector)
    }
    const last = start + sectorBytes - 4
    next = last + 4 <= view.byteLength ? view.getUint32(last, true) : endOfChain
  }
  return table
}

/**
 * @param statedBytes what the directory says; undefined for tables, which end where their chain ends
 * @returns never more than the file has: a chain without a loop visits no sector twice
 */
function readChain(
  sectors: Sectors,
  table: Uint32Array,
  first: number,
  statedBytes: number | undefined = undefined,
): Uint8Array {
  const { bytes, sectorBytes, count } = sectors
  const mostBytes = statedBytes ?? bytes.length
  const runs: Uint8Array[] = []
  let size = 0
  let sector = first
  for (let step = 0; step < count && size < mostBytes && sector < count; step++) {
    const start = (sector + 1) * sectorBytes
    const run = bytes.subarray(start, Math.min(start + sectorBytes, start + mostBytes - size))
    runs.push(run)
    size += run.length
    sector = table[sector] ?? endOfChain
  }
  if (statedBytes === undefined ? sector !== endOfChain : size < statedBytes) sectors.damaged = true
  return concatenate(runs, size)
}

function readMiniChain(
  sectors: Sectors,
  miniStream: Uint8Array,
  miniTable: Uint32Array,
  stream: CompoundStream,
): Uint8Array {
  const runs: Uint8Array[] = []
  let size = 0
  let sector = stream.firstSector
  for (let step = 0; step <= miniTable.length && size < stream.sizeBytes && sector < largestSector; step++) {
    const start = sector * miniSectorBytes
    const run = miniStream.subarray(start, Math.min(start + miniSectorBytes, start + stream.sizeBytes - size))
    if (run.length === 0) break
    runs.push(run)
    size += run.length
    sector = miniTable[sector] ?? endOfChain
  }
  if (size < stream.sizeBytes) sectors.damaged = true
  return concatenate(runs, size)
}

function concatenate(runs: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const run of runs) {
    whole.set(run, at)
    at += run.length
  }
  return whole
}

function sectorNumbers(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const numbers = new Uint32Array(Math.floor(bytes.length / 4))
  for (let index = 0; index < numbers.length; index++) numbers[index] = view.getUint32(index * 4, true)
  return numbers
}

function directoryOf(sectors: Sectors, bytes: Uint8Array): readonly DirectoryEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = new TextDecoder('utf-16le')
  const count = Math.floor(bytes.length / entryBytes)
  if (count > mostEntries) sectors.damaged = true
  const entries: DirectoryEntry[] = []
  for (let index = 0; index < Math.min(count, mostEntries); index++) {
    const at = index * entryBytes
    const nameBytes = Math.min(64, Math.max(0, view.getUint16(at + 64, true) - 2))
    entries.push({
      name: text.decode(bytes.subarray(at, at + nameBytes)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      firstSector: view.getUint32(at + 116, true),
      // The upper half is only used by files of more than 4 GB; older writers leave noise in it.
      sizeBytes: view.getUint32(at + 120, true),
    })
  }
  return entries
}

const storageType = 1
const streamType = 2

/** Every entry is visited once: whatever links to it a second time is damage. */
function treeOf(sectors: Sectors, entries: readonly DirectoryEntry[]): CompoundStorage {
  const root: { kind: 'storage'; name: string; children: CompoundEntry[] } = {
    kind: 'storage',
    name: '',
    children: [],
  }
  const seen = new Uint8Array(entries.length)
  seen[0] = 1
  const open = [{ index: entries[0]?.child ?? noEntry, into: root.children }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { index, into } = next
    if (index === noEntry) continue
    const entry = entries[index]
    if (entry === undefined || seen[index] === 1) {
      sectors.damaged = true
      continue
    }
    seen[index] = 1
    open.push({ index: entry.right, into }, { index: entry.left, into })
    if (entry.type === streamType) {
      into.push({
        kind: 'stream',
        name: entry.name,
        sizeBytes: entry.sizeBytes,
        firstSector: entry.firstSector,
      })
    } else if (entry.type === storageType) {
      const storage = { kind: 'storage' as const, name: entry.name, children: [] }
      into.push(storage)
      open.push({ index: entry.child, into: storage.children })
    }
  }
  if (
    entries.some(
      (entry, index) => seen[index] === 0 && (entry.type === streamType || entry.type === storageType),
    )
  ) {
    sectors.damaged = true
  }
  return root
}

/** @returns the stream of that name directly in the storage; names compare without case (MS-CFB 2.6.4) */
export function streamIn(storage: CompoundStorage, name: string): CompoundStream | undefined {
  const wanted = name.toLowerCase()
  for (const child of storage.children) {
    if (child.kind === 'stream' && child.name.toLowerCase() === wanted) return child
  }
  return undefined
}
