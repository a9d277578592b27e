/** Compound files (MS-CFB, version 3) written for tests: one mini stream, one allocation table in the header. */

export interface CompoundParts {
  readonly [name: string]: Uint8Array | CompoundParts
}

interface Entry {
  name: string
  type: number
  right: number
  child: number
  data: Uint8Array
  first: number
}

const none = 0xffffffff
const end = 0xfffffffe
const sector = 512

/** @returns a whole file; streams under 4096 bytes go to the mini stream, as the format demands */
export function compoundBytes(parts: CompoundParts): Uint8Array {
  const entries: Entry[] = [
    { name: 'Root Entry', type: 5, right: none, child: none, data: new Uint8Array(), first: end },
  ]
  addEntries(entries, 0, parts)
  const fat: number[] = []
  const body: Buffer[] = []
  const mini: Buffer[] = []
  const miniFat: number[] = []
  for (const entry of entries) {
    if (entry.type !== 2 || entry.data.length === 0) continue
    entry.first =
      entry.data.length < 4096 ? chain(entry.data, 64, mini, miniFat) : chain(entry.data, sector, body, fat)
  }
  const miniStream = Buffer.concat(mini)
  const [root] = entries
  if (root !== undefined && miniStream.length > 0) {
    root.first = chain(miniStream, sector, body, fat)
    root.data = miniStream
  }
  const miniFatStart = miniFat.length === 0 ? end : chain(numbers(miniFat), sector, body, fat)
  const directoryStart = chain(Buffer.concat(entries.map(entryBytes)), sector, body, fat)
  const tables = Math.ceil((fat.length + 1) / 127)
  const tableStart = fat.length
  for (let index = 0; index < tables; index++) fat.push(0xfffffffd)
  while (fat.length % 128 !== 0) fat.push(none)
  return new Uint8Array(
    Buffer.concat([header({ directoryStart, miniFatStart, tableStart, tables }), ...body, numbers(fat)]),
  )
}

function addEntries(entries: Entry[], parent: number, parts: CompoundParts): void {
  let previous: number | undefined
  for (const [name, content] of Object.entries(parts)) {
    const index = entries.length
    const isStream = content instanceof Uint8Array
    entries.push({
      name,
      type: isStream ? 2 : 1,
      right: none,
      child: none,
      data: isStream ? content : new Uint8Array(),
      first: end,
    })
    const before = entries[previous ?? parent]
    if (before !== undefined && previous === undefined) before.child = index
    else if (before !== undefined) before.right = index
    previous = index
    if (!(content instanceof Uint8Array)) addEntries(entries, index, content)
  }
}

function chain(data: Uint8Array, size: number, into: Buffer[], table: number[]): number {
  const first = table.length
  for (let at = 0; at < data.length; at += size) {
    const piece = Buffer.alloc(size)
    piece.set(data.subarray(at, at + size))
    into.push(piece)
    table.push(at + size < data.length ? table.length + 1 : end)
  }
  return first
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4)
  })
  return bytes
}

function entryBytes(entry: Entry): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.write(entry.name, 0, 62, 'utf16le')
  bytes.writeUInt16LE((entry.name.length + 1) * 2, 64)
  bytes.writeUInt8(entry.type, 66)
  bytes.writeUInt8(1, 67)
  bytes.writeUInt32LE(none, 68)
  bytes.writeUInt32LE(entry.right, 72)
  bytes.writeUInt32LE(entry.child, 76)
  bytes.writeUInt32LE(entry.first, 116)
  bytes.writeUInt32LE(entry.data.length, 120)
  return bytes
}

function header(starts: {
  directoryStart: number
  miniFatStart: number
  tableStart: number
  tables: number
}): Buffer {
  const bytes = Buffer.alloc(sector, 0xff)
  bytes.fill(0, 0, 76)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  bytes.writeUInt16LE(0x3e, 24)
  bytes.writeUInt16LE(3, 26)
  bytes.writeUInt16LE(0xfffe, 28)
  bytes.writeUInt16LE(9, 30)
  bytes.writeUInt16LE(6, 32)
  bytes.writeUInt32LE(starts.tables, 44)
  bytes.writeUInt32LE(starts.directoryStart, 48)
  bytes.writeUInt32LE(4096, 56)
  bytes.writeUInt32LE(starts.miniFatStart, 60)
  bytes.writeUInt32LE(end, 68)
  for (let index = 0; index < starts.tables; index++)
    bytes.writeUInt32LE(starts.tableStart + index, 76 + index * 4)
  return bytes
}
