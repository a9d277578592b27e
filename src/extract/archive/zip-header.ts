/** The records of a zip file: local headers, central headers, ends of the directory. */
import { printableText } from '../printable.ts'
import { zipTexts } from './zip-name.ts'

export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  descriptor: 0x08074b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const

/** What one header says of an entry; the local and the central one need not agree. */
export interface ZipHeader {
  readonly kind: 'local' | 'central'
  readonly start: number
  readonly end: number
  /** Readings of the path, most plausible first. */
  readonly paths: readonly string[]
  /** Comment and whatever else is text. */
  readonly texts: readonly string[]
  readonly method: number
  readonly isEncrypted: boolean
  /** Sizes and checksum stand behind the data. */
  readonly hasDescriptor: boolean
  readonly crc: number
  readonly compressedBytes: number
  readonly plainBytes: number
  /** Where the local header stands, as the central one says. */
  readonly localOffset: number
}

/** WinZip writes this method for an entry encrypted with AES. */
const aesMethod = 99
const size64 = 0xffffffff

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function signatureAt(view: DataView, at: number): number {
  return at >= 0 && at + 4 <= view.byteLength ? view.getUint32(at, true) : 0
}

/** @source PKWARE APPNOTE 4.3.7 */
export function localHeaderAt(bytes: Uint8Array, at: number): ZipHeader | undefined {
  const view = viewOf(bytes)
  if (signatureAt(view, at) !== signatures.local || at + 30 > bytes.length) return undefined
  const nameEnd = at + 30 + view.getUint16(at + 26, true)
  const end = nameEnd + view.getUint16(at + 28, true)
  if (end > bytes.length) return undefined
  return headerOf(bytes, {
    kind: 'local',
    start: at,
    end,
    fields: at + 6,
    name: at + 30,
    nameEnd,
    extraEnd: end,
  })
}

/** @source PKWARE APPNOTE 4.3.12 */
export function centralHeaderAt(bytes: Uint8Array, at: number): ZipHeader | undefined {
  const view = viewOf(bytes)
  if (signatureAt(view, at) !== signatures.central || at + 46 > bytes.length) return undefined
  const nameEnd = at + 46 + view.getUint16(at + 28, true)
  const extraEnd = nameEnd + view.getUint16(at + 30, true)
  const end = extraEnd + view.getUint16(at + 32, true)
  if (end > bytes.length) return undefined
  return headerOf(bytes, {
    kind: 'central',
    start: at,
    end,
    fields: at + 8,
    name: at + 46,
    nameEnd,
    extraEnd,
  })
}

interface Layout {
  readonly kind: 'local' | 'central'
  readonly start: number
  readonly end: number
  /** The fields both headers have begin here, with the general purpose bits. */
  readonly fields: number
  readonly name: number
  readonly nameEnd: number
  readonly extraEnd: number
}

function headerOf(bytes: Uint8Array, layout: Layout): ZipHeader {
  const view = viewOf(bytes)
  const { kind, start, end, fields } = layout
  const flags = view.getUint16(fields, true)
  const method = view.getUint16(fields + 2, true)
  const isUtf8 = (flags & 0x800) !== 0
  const extra = extraOf(bytes.subarray(layout.nameEnd, layout.extraEnd))
  const comment = zipTexts(bytes.subarray(layout.extraEnd, end), isUtf8)
  const plainBytes = view.getUint32(fields + 16, true)
  const compressedBytes = view.getUint32(fields + 12, true)
  const localOffset = kind === 'central' ? view.getUint32(start + 42, true) : start
  const large = [...extra.sizes64]
  return {
    kind,
    start,
    end,
    paths: [...new Set([...extra.paths, ...zipTexts(bytes.subarray(layout.name, layout.nameEnd), isUtf8)])],
    texts: [...comment, ...extra.texts],
    method,
    isEncrypted: (flags & 1) !== 0 || (flags & 0x2000) !== 0 || method === aesMethod,
    hasDescriptor: (flags & 8) !== 0,
    crc: view.getUint32(fields + 8, true),
    plainBytes: plainBytes === size64 ? (large.shift() ?? plainBytes) : plainBytes,
    compressedBytes: compressedBytes === size64 ? (large.shift() ?? compressedBytes) : compressedBytes,
    localOffset: localOffset === size64 && kind === 'central' ? (large.shift() ?? localOffset) : localOffset,
  }
}

interface Extra {
  readonly paths: readonly string[]
  readonly texts: readonly string[]
  /** Plain size, compressed size, offset: those that did not fit into the header. @source PKWARE APPNOTE 4.5.3 */
  readonly sizes64: readonly number[]
}

/** @source PKWARE APPNOTE 4.5, 4.6.8 and 4.6.9 (Unicode comment and path) */
function extraOf(bytes: Uint8Array): Extra {
  const view = viewOf(bytes)
  const paths: string[] = []
  const texts: string[] = []
  const sizes64: number[] = []
  let at = 0
  for (let end = 0; at + 4 <= bytes.length; at = end) {
    const id = view.getUint16(at, true)
    end = at + 4 + view.getUint16(at + 2, true)
    const field = bytes.subarray(at + 4, end)
    if (id === 0x7075) paths.push(...zipTexts(field.subarray(5), true))
    else if (id === 0x6375) texts.push(...zipTexts(field.subarray(5), true))
    else if (id === 0x0001) {
      for (let i = 0; i + 8 <= field.length && i < 24; i += 8)
        sizes64.push(Number(viewOf(field).getBigUint64(i, true)))
    } else texts.push(printableText(field))
  }
  texts.push(printableText(bytes.subarray(at)))
  return { paths, texts: texts.filter((text) => text !== ''), sizes64 }
}
