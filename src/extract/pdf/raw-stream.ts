/**
 * The streams of a PDF as they lie in its bytes, found without its cross-reference table.
 *
 * Streams are always objects of their own, so one pass over the bytes sees every picture and every drawing, also those
 * no page mentions, and no loop in the document can hold it up.
 */
import type { Desk } from '../desk.ts'
import { LimitBroken } from '../desk.ts'
import { filterNamed } from './stream-filter.ts'

export interface RawStream {
  /** The dictionary in front of the stream, name escapes resolved. */
  readonly dictionary: string
  /** Names of its filters, the outermost first; undefined if they stand elsewhere in the file. */
  readonly filters: readonly string[] | undefined
  /** Bytes as stored: filters not undone. */
  readonly bytes: Uint8Array
  /** The file ends inside it. */
  readonly isCut: boolean
}

/** A dictionary of a stream has some hundred bytes; a colour table may stand in it. */
const longestDictionaryBytes = 65_536

/** @returns the streams in order of the file; each byte of the file is looked at a fixed number of times */
export function* rawStreams(bytes: Uint8Array): Generator<RawStream> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let from = 0
  for (;;) {
    const keyword = file.indexOf('stream', from, 'latin1')
    if (keyword < 0) return
    const start = startOfData(file, keyword)
    const floor = Math.max(from, keyword - longestDictionaryBytes)
    const head = file.toString('latin1', floor, keyword)
    const object = head.lastIndexOf('obj')
    from = keyword + 6
    if (start < 0 || object < 0) continue
    const dictionary = resolveNames(head.slice(object + 3))
    const end = endOfData(file, start, dictionary)
    const isCut = end === file.length
    yield { dictionary, filters: filtersOf(dictionary), bytes: bytes.subarray(start, end), isCut }
    from = end
  }
}

/** @limit bytes one stream may unpack to; more fits the budget of no message */
const mostStreamBytes = 96 * 1024 * 1024
/** Drawings and tables of objects are rarely smaller by more when packed. */
const ordinaryRatio = 20

/** What may be counted of streams that turn out to be too large, over all of them: about half a second. */
export interface Patience {
  leftBytes: number
}

export const fullPatience = 256 * 1024 * 1024

/**
 * Counts how large each step is before it is unpacked, and pays for it as a whole: so a stream that is refused costs
 * nothing, and what stands beside it can still be read.
 *
 * @returns the stream with its filters undone as far as it is whole, or undefined if it cannot be undone
 * @throws LimitBroken before more is unpacked than may be spent
 */
export async function unpackStream(
  stream: RawStream,
  spend: Desk['spend'],
  patience: Patience,
): Promise<Uint8Array | undefined> {
  let bytes = stream.bytes
  for (const name of stream.filters ?? guessedFilters(bytes)) {
    const filter = filterNamed(name)
    if (filter === undefined) return undefined
    const most = Math.min(mostStreamBytes, Math.max(bytes.length * ordinaryRatio, patience.leftBytes))
    const size = await filter.sizeOf(bytes, most)
    if (size === undefined) return undefined
    try {
      spend(size, bytes.length)
      if (size > most) throw new LimitBroken('too-large')
    } catch (error) {
      patience.leftBytes -= size
      throw error
    }
    const unpacked = filter.unpack(bytes, size)
    if (unpacked === undefined) return undefined
    bytes = unpacked
  }
  return bytes
}

/** Where the filters are named elsewhere in the file, the data shows the most common one. */
function guessedFilters(bytes: Uint8Array): readonly string[] {
  const [method = 0, flags = 0] = bytes
  return (method & 15) === 8 && (method * 256 + flags) % 31 === 0 ? ['FlateDecode'] : ['unknown']
}

/** A row of pixels or of a table has some thousand columns; a viewer makes room for as many as are stated. */
const mostColumnDigits = 6

/** Whether the rows it states are so long that room for one of them is a bomb by itself (ISO 32000-1, 7.4.4.3). */
export function hasHugeRows({ dictionary }: RawStream): boolean {
  for (const [, digits = ''] of dictionary.matchAll(/\/(?:Columns|Colors)\s*[+0]*(\d+)/g))
    if (digits.length > mostColumnDigits) return true
  return false
}

/** Whether one of its filters unpacks pixels. @source ISO 32000-1, table 6 */
export function isPixels({ filters }: RawStream): boolean {
  return filters?.some((filter) => pixelFilters.has(filter)) ?? false
}

const pixelFilters = new Set('DCTDecode DCT JPXDecode CCITTFaxDecode CCF JBIG2Decode'.split(' '))

/** @returns where the data begins, or -1 if this is no beginning of a stream (ISO 32000-1, 7.3.8.1) */
function startOfData(file: Buffer, keyword: number): number {
  // `endstream` closes one; after `>>` and white space it opens one.
  if (keyword > 0 && file[keyword - 1] === 0x64) return -1
  const next = file[keyword + 6]
  if (next === 0x0a) return keyword + 7
  if (next !== 0x0d) return -1
  return file[keyword + 7] === 0x0a ? keyword + 8 : keyword + 7
}

function endOfData(file: Buffer, start: number, dictionary: string): number {
  const length = Number(/\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1] ?? Number.NaN)
  const stated = start + length
  // The stated length is believed only if the closing word stands there: lengths are often wrong, sometimes on purpose.
  if (
    stated <= file.length &&
    file
      .toString('latin1', stated, stated + 14)
      .trimStart()
      .startsWith('endstr')
  )
    return stated
  const end = file.indexOf('endstream', start, 'latin1')
  return end < 0 ? file.length : end
}

function filtersOf(dictionary: string): readonly string[] | undefined {
  const filter =
    /\/Filter\s*(?:\[([^\]]*)\]|\/([A-Za-z0-9]+)|(\d+\s+\d+\s+R))/.exec(dictionary) ??
    // So it is called in pictures inside drawings; viewers take it everywhere.
    /\/F\s*(?:\[([^\]]*)\]|\/([A-Za-z0-9]+))/.exec(dictionary)
  if (filter === null) return []
  if (filter[3] !== undefined) return undefined
  if (filter[2] !== undefined) return [filter[2]]
  return (filter[1] ?? '')
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** Whether all its filters are such as can be undone here. */
export function isPacked({ filters }: RawStream): boolean {
  return (
    filters !== undefined &&
    filters.length > 0 &&
    filters.every((filter) => filterNamed(filter) !== undefined)
  )
}

/** `/Im#61ge` is `/Image` (ISO 32000-1, 7.3.5). */
function resolveNames(dictionary: string): string {
  if (!dictionary.includes('#')) return dictionary
  return dictionary.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
