/** Reads tar archives: POSIX, GNU and the old form. */
import { type Desk, LimitBroken } from '../desk.ts'
import { printableText } from '../printable.ts'
import { maxEntries } from './limit.ts'
import { blockBytes, type TarHeader, tarHeaderAt, textOf } from './tar-header.ts'

/**
 * @limit 10,000 entries
 * @source POSIX.1-2017, pax
 */
export async function readTar(bytes: Uint8Array, desk: Desk): Promise<void> {
  const owners = new Set<string>()
  let next: Overrides = {}
  let entries = 0
  let at = 0
  while (at < bytes.length) {
    const header = tarHeaderAt(bytes, at)
    if (header === undefined) {
      at = await readRest(bytes, at, desk)
      continue
    }
    if (++entries > maxEntries) throw new LimitBroken('too-many-parts')
    const start = at + blockBytes
    const sizeBytes = isLink(header) ? 0 : (next.sizeBytes ?? header.sizeBytes)
    const data = bytes.subarray(start, Math.min(start + sizeBytes, bytes.length))
    if (data.length < sizeBytes) desk.unchecked('broken')
    desk.spend(data.length, data.length)
    for (const owner of header.owners) owners.add(owner)
    if (isNaming(header)) {
      next = { ...next, ...overridesOf(header, data, desk) }
    } else {
      await readEntry({ ...header, ...next }, data, desk)
      next = {}
    }
    at = start + Math.ceil(data.length / blockBytes) * blockBytes
  }
  for (const owner of owners) if (owner !== '') desk.text(`${owner}\n`)
}

/** What entries before an entry say about it. */
interface Overrides {
  readonly path?: string
  readonly linkPath?: string
  readonly sizeBytes?: number
  readonly isSparse?: boolean
}

function isLink(header: TarHeader): boolean {
  return header.type >= '1' && header.type <= '6'
}

function isNaming(header: TarHeader): boolean {
  return 'xgLK'.includes(header.type)
}

function overridesOf(header: TarHeader, data: Uint8Array, desk: Desk): Overrides {
  if (header.type === 'L') return { path: textOf(data) }
  if (header.type === 'K') return { linkPath: textOf(data) }
  let overrides: Overrides = {}
  for (const [key, value] of paxRecords(data)) {
    desk.text(`${key}: ${value}\n`)
    // A global header says nothing of a single entry.
    if (header.type === 'g') continue
    if (key === 'path' || key === 'GNU.sparse.name') overrides = { ...overrides, path: value }
    else if (key === 'linkpath') overrides = { ...overrides, linkPath: value }
    else if (key === 'size' && /^\d{1,15}$/.test(value))
      overrides = { ...overrides, sizeBytes: Number(value) }
    if (key.startsWith('GNU.sparse.')) overrides = { ...overrides, isSparse: true }
  }
  return overrides
}

/** Records of the form "length key=value\n". @source POSIX.1-2017, pax, "pax Extended Header" */
function* paxRecords(data: Uint8Array): Iterable<[string, string]> {
  let at = 0
  while (at < data.length) {
    const space = data.indexOf(0x20, at)
    const length = space < 0 ? 0 : Number(Buffer.from(data.subarray(at, space)).toString('latin1'))
    const isRecord =
      Number.isInteger(length) && length > Math.max(space - at, 0) && at + length <= data.length
    // A record of impossible length hides the others: the rest is read as it stands.
    const end = isRecord ? at + length : data.length
    const record = Buffer.from(data.subarray(isRecord ? space + 1 : at, end)).toString('utf8')
    const equals = record.indexOf('=')
    yield [record.slice(0, Math.max(equals, 0)), record.slice(equals + 1).replace(/\n$/, '')]
    at = end
  }
}

async function readEntry(entry: TarHeader & Overrides, data: Uint8Array, desk: Desk): Promise<void> {
  if (entry.linkPath !== '') desk.text(`${entry.linkPath}\n`)
  if (isLink(entry) || entry.type === 'V' || (entry.path.endsWith('/') && data.length === 0)) {
    desk.text(`${entry.path}\n`)
    return
  }
  // Holes left out of a sparse file are not filled in, so that what stands around them may be torn.
  if (entry.type === 'S' || entry.isSparse) desk.unchecked('unknown-format')
  await desk.embedded({ name: entry.path }, data)
}

/** Zero blocks end an archive, but another one may follow; anything else between headers is broken. */
async function readRest(bytes: Uint8Array, start: number, desk: Desk): Promise<number> {
  let end = start + blockBytes
  while (end < bytes.length && tarHeaderAt(bytes, end) === undefined) end += blockBytes
  const rest = bytes.subarray(start, end)
  if (rest.some((byte) => byte !== 0)) {
    desk.unchecked('broken')
    // The archive itself must not be taken for a file inside it.
    if (start === 0) desk.text(printableText(rest))
    else await desk.embedded({}, rest)
  }
  return end
}
