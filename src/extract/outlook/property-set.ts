/** Properties of old Office files: title, author, company, and what the author invented (MS-OLEPS). */
import type { CodePageDecoder } from './code-page.ts'
import { openCodePages } from './code-page.ts'

const headerBytes = 28
const setBytes = 20
/** @limit properties of one set: programs write about twenty, authors a few more */
const mostProperties = 10_000

const codePageId = 1
const dictionaryId = 0
const typeOf = { short: 0x02, variant: 0x0c, text8: 0x1e, text16: 0x1f, vector: 0x1000 } as const

interface PropertySet {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly decode: CodePageDecoder
  readonly wide: CodePageDecoder
  readonly texts: string[]
}

/** @returns every text in the sets; of damaged ones what can be found */
export function propertySetTexts(bytes: Uint8Array): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const texts: string[] = []
  if (bytes.length < headerBytes || view.getUint16(0, true) !== 0xfffe) return texts
  const count = Math.min(view.getUint32(24, true), 2)
  const pages = openCodePages()
  for (let index = 0; index < count; index++) {
    const at = headerBytes + index * setBytes
    if (at + setBytes > bytes.length) break
    const start = view.getUint32(at + 16, true)
    const offsets = propertyOffsets(view, start)
    const decode = pages(codePageOf(view, offsets))
    const set: PropertySet = { bytes, view, decode, wide: pages(1200), texts }
    for (const { id, offset } of offsets) {
      if (id === dictionaryId) readDictionary(set, offset)
      else readValue(set, offset)
    }
  }
  return texts.filter((text) => text.trim() !== '')
}

interface PropertyOffset {
  readonly id: number
  readonly offset: number
}

function propertyOffsets(view: DataView, start: number): readonly PropertyOffset[] {
  const offsets: PropertyOffset[] = []
  if (start + 8 > view.byteLength) return offsets
  const count = Math.min(view.getUint32(start + 4, true), mostProperties)
  for (let index = 0; index < count; index++) {
    const at = start + 8 + index * 8
    if (at + 8 > view.byteLength) break
    offsets.push({ id: view.getUint32(at, true), offset: start + view.getUint32(at + 4, true) })
  }
  return offsets
}

function codePageOf(view: DataView, offsets: readonly PropertyOffset[]): number {
  const found = offsets.find(({ id }) => id === codePageId)
  if (found === undefined || found.offset + 6 > view.byteLength) return 1252
  return view.getUint16(found.offset + 4, true)
}

/** @param offset of the type; a list holds values of one type, or values with a type each */
function readValue(set: PropertySet, offset: number): void {
  if (offset + 8 > set.bytes.length) return
  const type = set.view.getUint32(offset, true)
  if ((type & typeOf.vector) === 0) {
    readText(set, type, offset + 4)
    return
  }
  const count = Math.min(set.view.getUint32(offset + 4, true), mostProperties)
  let at = offset + 8
  for (let index = 0; index < count && at + 8 <= set.bytes.length; index++) {
    const ownType = type === (typeOf.vector | typeOf.variant)
    const next = ownType
      ? readText(set, set.view.getUint32(at, true), at + 4)
      : readText(set, type & 0xff, at)
    if (next === undefined) return
    at = next
  }
}

/** @returns where the next value begins, or undefined if this one is no text of known length */
function readText(
  { bytes, view, decode, wide, texts }: PropertySet,
  type: number,
  at: number,
): number | undefined {
  if (type !== typeOf.text8 && type !== typeOf.text16)
    return type === typeOf.short || type === 3 ? at + 4 : undefined
  if (at + 4 > bytes.length) return undefined
  const size = view.getUint32(at, true) * (type === typeOf.text16 ? 2 : 1)
  const data = bytes.subarray(at + 4, at + 4 + size)
  texts.push((type === typeOf.text16 ? wide : decode)(data).replaceAll('\0', ''))
  return at + 4 + Math.ceil(size / 4) * 4
}

/** Names of properties the author invented. */
function readDictionary({ bytes, view, decode, texts }: PropertySet, offset: number): void {
  if (offset + 4 > bytes.length) return
  const count = Math.min(view.getUint32(offset, true), mostProperties)
  let at = offset + 4
  for (let index = 0; index < count && at + 8 <= bytes.length; index++) {
    const size = view.getUint32(at + 4, true)
    texts.push(decode(bytes.subarray(at + 8, at + 8 + size)).replaceAll('\0', ''))
    at += 8 + size
  }
}
