/** Captions and names that picture agencies write (IPTC IIM 4.2), plain or inside Photoshop's resources. */
import type { Sketch } from './picture.ts'
import { asciiAt, looseText, viewOf } from './picture.ts'

const resourceOfIptc = 0x0404
const headerBytes = 5
const textRecords: ReadonlySet<number> = new Set([1, 2])

/** Resources of Photoshop: mark, number, name, size, data, each padded to an even length. */
export function readPhotoshop(bytes: Uint8Array, sketch: Sketch): void {
  const view = viewOf(bytes)
  let at = 0
  while (at + 12 <= bytes.length && asciiAt(bytes, at, 4) === '8BIM') {
    const nameBytes = 1 + (bytes[at + 6] ?? 0)
    const sizeAt = at + 6 + nameBytes + (nameBytes % 2)
    if (sizeAt + 4 > bytes.length) return
    const size = view.getUint32(sizeAt, false)
    const data = bytes.subarray(sizeAt + 4, sizeAt + 4 + size)
    if (view.getUint16(at + 4, false) === resourceOfIptc) readIptc(data, sketch)
    at = sizeAt + 4 + size + (size % 2)
  }
}

export function readIptc(bytes: Uint8Array, sketch: Sketch): void {
  const view = viewOf(bytes)
  let at = 0
  while (at + headerBytes <= bytes.length && bytes[at] === 0x1c) {
    const size = view.getUint16(at + 3, false)
    // Longer values state how many bytes their length takes; no text is that long.
    if (size >= 0x8000) return
    const data = bytes.subarray(at + headerBytes, at + headerBytes + size)
    if (textRecords.has(bytes[at + 1] ?? 0)) sketch.text(looseText(data))
    at += headerBytes + size
  }
}
