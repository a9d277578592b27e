/** A copy of a PDF in which streams that must not be unpacked are empty; everything stands where it stood. */
import type { RawStream } from './raw-stream.ts'
import { filterNamed } from './stream-filter.ts'

export interface BlankedCopy {
  blank(stream: RawStream): void
  /** The file itself as long as nothing in it is blank. */
  readonly bytes: Uint8Array
}

export function openBlankedCopy(bytes: Uint8Array): BlankedCopy {
  let copy: Uint8Array | undefined
  return {
    get bytes() {
      return copy ?? bytes
    },
    blank(stream) {
      copy ??= bytes.slice()
      const start = stream.bytes.byteOffset - bytes.byteOffset
      const data = copy.subarray(start, start + stream.bytes.length)
      const empty = filterNamed(stream.filters?.[0] ?? 'FlateDecode')?.empty ?? []
      data.fill(0x20)
      data.set(empty.slice(0, data.length))
    },
  }
}
