/** Texts in the tables of a TIFF file, which is also what EXIF is (TIFF 6.0, CIPA DC-008). */
import { TextDecoder } from 'node:util'
import type { Desk } from '../desk.ts'
import { printableText } from '../printable.ts'
import { readIptc } from './iptc.ts'
import type { Sketch } from './picture.ts'
import { looseText, viewOf } from './picture.ts'

/** @limit tables: a picture has about five, a document of many pages one per page */
const mostTables = 2000

const entryBytes = 12
/** @source TIFF 6.0, section 2; 129 is UTF-8 in EXIF 3.0 */
const bytesOfType: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 4],
  [6, 1],
  [7, 1],
  [13, 4],
  [129, 1],
])

const tag = {
  width: 0x0100,
  height: 0x0101,
  subTables: 0x014a,
  iptc: 0x83bb,
  exif: 0x8769,
  gps: 0x8825,
  interoperability: 0xa005,
  gpsMethod: 0x001b,
  gpsArea: 0x001c,
  makerNote: 0x927c,
  userComment: 0x9286,
  firstWindowsText: 0x9c9b,
  lastWindowsText: 0x9c9f,
} as const

const tableTags: ReadonlySet<number> = new Set([tag.subTables, tag.exif, tag.gps, tag.interoperability])
const commentTags: ReadonlySet<number> = new Set([tag.userComment, tag.gpsMethod, tag.gpsArea])

interface Tables {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly little: boolean
  readonly sketch: Sketch
  readonly spend: Desk['spend']
  readonly waiting: number[]
  readonly seen: Set<number>
}

/**
 * @param bytes from the byte order mark on; offsets count from there
 * @throws LimitBroken
 */
export function readExif(bytes: Uint8Array, sketch: Sketch, spend: Desk['spend']): void {
  if (bytes.length < 8) return
  const little = bytes[0] === 0x49
  const view = viewOf(bytes)
  const tables: Tables = { bytes, view, little, sketch, spend, waiting: [], seen: new Set() }
  tables.waiting.push(view.getUint32(4, little))
  for (let at = tables.waiting.pop(); at !== undefined; at = tables.waiting.pop()) {
    if (at === 0 || at + 2 > bytes.length || tables.seen.has(at) || tables.seen.size >= mostTables) continue
    tables.seen.add(at)
    readTable(tables, at)
  }
}

function readTable(tables: Tables, start: number): void {
  const { bytes, view, little } = tables
  const count = Math.min(view.getUint16(start, little), Math.floor((bytes.length - start - 2) / entryBytes))
  let width: number | undefined
  let height: number | undefined
  for (let index = 0; index < count; index++) {
    const at = start + 2 + index * entryBytes
    const name = view.getUint16(at, little)
    const value = valueAt(tables, at)
    if (value === undefined) continue
    if (name === tag.width) width = value.number
    else if (name === tag.height) height = value.number
    else readEntry(tables, name, value)
  }
  if (width !== undefined && height !== undefined) tables.sketch.size(width, height)
  const next = start + 2 + count * entryBytes
  if (next + 4 <= bytes.length) tables.waiting.push(view.getUint32(next, little))
}

interface Value {
  readonly type: number
  readonly bytes: Uint8Array
  readonly number: number
}

/** @returns undefined for a type that holds no text and no offset, and for values outside the file */
function valueAt({ bytes, view, little }: Tables, at: number): Value | undefined {
  const type = view.getUint16(at + 2, little)
  const size = (bytesOfType.get(type) ?? 0) * view.getUint32(at + 4, little)
  if (size === 0) return undefined
  const start = size <= 4 ? at + 8 : view.getUint32(at + 8, little)
  if (start >= bytes.length) return undefined
  const number = type === 3 ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little)
  return { type, bytes: bytes.subarray(start, start + size), number }
}

function readEntry(tables: Tables, name: number, { type, bytes, number }: Value): void {
  const { sketch, spend, little } = tables
  if (tableTags.has(name)) {
    if (bytes.length <= 4) tables.waiting.push(number)
    else
      for (let at = 0; at + 4 <= bytes.length && at < mostTables * 4; at += 4)
        tables.waiting.push(viewOf(bytes).getUint32(at, little))
    return
  }
  const isWindowsText = name >= tag.firstWindowsText && name <= tag.lastWindowsText
  const isText = type === 2 || type === 129 || isWindowsText || commentTags.has(name)
  if (!isText && name !== tag.iptc && name !== tag.makerNote) return
  spend(bytes.length)
  if (isWindowsText) sketch.text(new TextDecoder('utf-16le').decode(bytes).replaceAll('\0', ''))
  else if (commentTags.has(name)) sketch.text(commentOf(bytes, little))
  else if (name === tag.iptc) readIptc(bytes, sketch)
  else if (name === tag.makerNote) sketch.text(printableText(bytes))
  else sketch.text(new TextDecoder().decode(bytes).includes('\0') ? severalTexts(bytes) : looseText(bytes))
}

/** One value may hold several texts with a zero between them, like photographer and editor in the copyright. */
function severalTexts(bytes: Uint8Array): string {
  const texts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const zero = bytes.indexOf(0, at)
    const end = zero < 0 ? bytes.length : zero
    texts.push(looseText(bytes.subarray(at, end)))
    at = end + 1
  }
  return texts.join('\n')
}

/** The first eight bytes name the character set. */
function commentOf(bytes: Uint8Array, little: boolean): string {
  const charset = looseText(bytes.subarray(0, 8))
  const text = bytes.subarray(8)
  if (charset.startsWith('UNICODE')) return new TextDecoder(little ? 'utf-16le' : 'utf-16be').decode(text)
  if (charset.startsWith('JIS')) return new TextDecoder('iso-2022-jp').decode(text)
  return looseText(text)
}
