/** The properties of one Outlook object, by id: texts, numbers, bytes (MS-OXCDATA 2.11). */
import { openCodePages } from './code-page.ts'

export const mapiType = {
  integer: 0x0003,
  boolean: 0x000b,
  object: 0x000d,
  text8: 0x001e,
  text16: 0x001f,
  binary: 0x0102,
  /** Set on a type for lists of it. */
  many: 0x1000,
} as const

export interface MapiProperties {
  /** First text of that id. */
  text(id: number): string | undefined
  number(id: number): number | undefined
  bytes(id: number): Uint8Array | undefined
  /** All texts with their ids, lists one by one. */
  texts(): Iterable<readonly [number, string]>
}

export interface MapiPropertyBag extends MapiProperties {
  /** Kept as bytes until all properties are there: the code page is one of them. */
  addText(id: number, bytes: Uint8Array, encoding: 'utf-16' | 'code-page'): void
  addNumber(id: number, value: number): void
  addBytes(id: number, bytes: Uint8Array): void
}

interface StoredText {
  readonly id: number
  readonly bytes: Uint8Array
  readonly encoding: 'utf-16' | 'code-page'
}

/** @param codePage of the eight-bit texts; asked when they are read */
export function openPropertyBag(codePage: () => number): MapiPropertyBag {
  const stored: StoredText[] = []
  const numbers = new Map<number, number>()
  const binaries = new Map<number, Uint8Array>()
  const decoderOf = openCodePages()
  const decode = ({ bytes, encoding }: StoredText): string => {
    const text = decoderOf(encoding === 'utf-16' ? 1200 : codePage())(bytes)
    return text.endsWith('\0') ? text.slice(0, text.indexOf('\0')) : text
  }
  return {
    text(id) {
      const found = stored.find((text) => text.id === id)
      return found === undefined ? undefined : decode(found)
    },
    number: (id) => numbers.get(id),
    bytes: (id) => binaries.get(id),
    *texts() {
      for (const text of stored) {
        const decoded = decode(text)
        if (decoded.trim() !== '') yield [text.id, decoded]
      }
    },
    addText(id, bytes, encoding) {
      stored.push({ id, bytes, encoding })
    },
    addNumber(id, value) {
      numbers.set(id, value)
    },
    addBytes(id, bytes) {
      binaries.set(id, bytes)
    },
  }
}
