/** A writer of compound files: the container of .msg and of the old Office formats. @source MS-CFB */

const sectorBytes = 512
const miniSectorBytes = 64
const miniStreamCutoffBytes = 4096
const free = 0xffffffff
const endOfChain = 0xfffffffe
const fatSector = 0xfffffffd

export type Storage = ReadonlyMap<string, Buffer | Storage>

interface DirectoryEntry {
  readonly name: string
  readonly type: 1 | 2 | 5
  child: number
  right: number
  start: number
  bytes: number
}

const padded = (bytes: Buffer, unit: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((unit - (bytes.length % unit)) % unit)])

export function compoundFile(root: Storage): Buffer {
  const entries: DirectoryEntry[] = [
    { name: 'Root Entry', type: 5, child: free, right: free, start: endOfChain, bytes: 0 },
  ]
  const sectors: Buffer[] = []
  const fat: number[] = []
  const mini: Buffer[] = []
  const miniFat: number[] = []

  const appendChain = (bytes: Buffer): number => {
    if (bytes.length === 0) return endOfChain
    const content = padded(bytes, sectorBytes)
    const start = sectors.length
    for (let at = 0; at < content.length; at += sectorBytes) {
      sectors.push(content.subarray(at, at + sectorBytes))
      fat.push(at + sectorBytes < content.length ? sectors.length : endOfChain)
    }
    return start
  }
  const appendMini = (bytes: Buffer): number => {
    if (bytes.length === 0) return endOfChain
    const content = padded(bytes, miniSectorBytes)
    const start = miniFat.length
    for (let at = 0; at < content.length; at += miniSectorBytes) {
      mini.push(content.subarray(at, at + miniSectorBytes))
      miniFat.push(at + miniSectorBytes < content.length ? miniFat.length + 1 : endOfChain)
    }
    return start
  }
  const addStorage = (storage: Storage, parent: DirectoryEntry): void => {
    const names = [...storage.keys()].sort(
      (a, b) => a.length - b.length || (a.toUpperCase() < b.toUpperCase() ? -1 : 1),
    )
    let previous: DirectoryEntry | undefined
    const nested: [Storage, DirectoryEntry][] = []
    for (const name of names) {
      const content = storage.get(name)
      if (content === undefined) continue
      const isStream = Buffer.isBuffer(content)
      const entry: DirectoryEntry = {
        name,
        type: isStream ? 2 : 1,
        child: free,
        right: free,
        start: isStream ? endOfChain : 0,
        bytes: 0,
      }
      if (isStream) {
        entry.bytes = content.length
        entry.start = content.length < miniStreamCutoffBytes ? appendMini(content) : appendChain(content)
      } else nested.push([content, entry])
      const id = entries.push(entry) - 1
      if (previous) previous.right = id
      else parent.child = id
      previous = entry
    }
    for (const [content, entry] of nested) addStorage(content, entry)
  }
  const [rootEntry] = entries
  if (rootEntry) {
    addStorage(root, rootEntry)
    const miniStream = Buffer.concat(mini)
    rootEntry.start = appendChain(miniStream)
    rootEntry.bytes = miniStream.length
  }
  const miniFatStart = appendChain(uint32s(miniFat))
  const directoryStart = appendChain(Buffer.concat(entries.map(directoryRecord)))
  return assemble(sectors, fat, {
    directoryStart,
    miniFatStart,
    miniFatSectors: Math.ceil((miniFat.length * 4) / sectorBytes),
  })
}

function assemble(
  sectors: readonly Buffer[],
  fat: readonly number[],
  starts: { directoryStart: number; miniFatStart: number; miniFatSectors: number },
): Buffer {
  let fatSectors = 1
  while ((sectors.length + fatSectors) * 4 > fatSectors * sectorBytes) fatSectors++
  const table = [...fat, ...Array<number>(fatSectors).fill(fatSector)]
  while ((table.length * 4) % sectorBytes !== 0) table.push(free)
  const header = Buffer.alloc(sectorBytes)
  header.write('d0cf11e0a1b11ae1', 0, 'hex')
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(fatSectors, 44)
  header.writeUInt32LE(starts.directoryStart, 48)
  header.writeUInt32LE(miniStreamCutoffBytes, 56)
  header.writeUInt32LE(starts.miniFatStart, 60)
  header.writeUInt32LE(starts.miniFatSectors, 64)
  header.writeUInt32LE(endOfChain, 68)
  for (let i = 0; i < 109; i++) header.writeUInt32LE(i < fatSectors ? sectors.length + i : free, 76 + i * 4)
  return Buffer.concat([header, ...sectors, uint32s(table)])
}

function uint32s(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, i * 4)
  // A free entry is all ones, so the padding of the last sector must be too.
  const rest = (sectorBytes - (bytes.length % sectorBytes)) % sectorBytes
  return Buffer.concat([bytes, Buffer.alloc(rest, 0xff)])
}

function directoryRecord(entry: DirectoryEntry): Buffer {
  const record = Buffer.alloc(128)
  record.write(entry.name, 0, 62, 'utf16le')
  record.writeUInt16LE((entry.name.length + 1) * 2, 64)
  record[66] = entry.type
  record[67] = 1
  record.writeUInt32LE(free, 68)
  record.writeUInt32LE(entry.right, 72)
  record.writeUInt32LE(entry.child, 76)
  record.writeUInt32LE(entry.start, 116)
  record.writeUInt32LE(entry.bytes, 120)
  return record
}
