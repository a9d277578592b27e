/** Pictures with little beside their pixels: GIF, WebP, BMP, icons, HEIC and AVIF. */
import type { Desk } from '../desk.ts'
import { readExif } from './exif.ts'
import type { Sketch } from './picture.ts'
import { asciiAt, looseText, viewOf } from './picture.ts'

/** Comments and texts in blocks; frames with sizes of their own (GIF89a). */
export function readGif(bytes: Uint8Array, sketch: Sketch): void {
  if (bytes.length < 13) return
  const view = viewOf(bytes)
  sketch.size(view.getUint16(6, true), view.getUint16(8, true))
  let at = 13 + colourTableBytes(bytes[10] ?? 0)
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x21) {
      const label = bytes[at + 1]
      const blocks = dataBlocks(bytes, at + 2)
      // Comments (0xfe) and texts drawn by the viewer (0x01), whose first block says where.
      if (label === 0xfe || label === 0x01)
        sketch.text(looseText(Buffer.concat(label === 0x01 ? blocks.data.slice(1) : blocks.data)))
      at = blocks.end
    } else if (kind === 0x2c && at + 10 <= bytes.length) {
      sketch.size(view.getUint16(at + 5, true), view.getUint16(at + 7, true))
      at = dataBlocks(bytes, at + 11 + colourTableBytes(bytes[at + 9] ?? 0)).end
    } else return
  }
}

function colourTableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1)
}

function dataBlocks(bytes: Uint8Array, start: number): { data: Uint8Array[]; end: number } {
  const data: Uint8Array[] = []
  let at = start
  for (let size = bytes[at]; size !== undefined && size !== 0; size = bytes[at]) {
    data.push(bytes.subarray(at + 1, at + 1 + size))
    at += 1 + size
  }
  return { data, end: at + 1 }
}

/** Chunks of a RIFF file (RFC 9649). */
export function readWebp(bytes: Uint8Array, sketch: Sketch, spend: Desk['spend']): void {
  const view = viewOf(bytes)
  let at = 12
  while (at + 8 <= bytes.length) {
    const name = asciiAt(bytes, at, 4)
    const size = view.getUint32(at + 4, true)
    const data = bytes.subarray(at + 8, at + 8 + size)
    if (name === 'VP8X' && data.length >= 10) sketch.size(1 + threeBytes(data, 4), 1 + threeBytes(data, 7))
    else if (name === 'VP8 ' && data.length >= 10) {
      sketch.size(viewOf(data).getUint16(6, true) & 0x3fff, viewOf(data).getUint16(8, true) & 0x3fff)
    } else if (name === 'VP8L' && data.length >= 5) {
      const bits = viewOf(data).getUint32(1, true)
      sketch.size(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff))
    } else if (name === 'EXIF')
      readExif(asciiAt(data, 0, 4) === 'Exif' ? data.subarray(6) : data, sketch, spend)
    at += 8 + size + (size % 2)
  }
}

function threeBytes(data: Uint8Array, at: number): number {
  return (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8) | ((data[at + 2] ?? 0) << 16)
}

export function readBmp(bytes: Uint8Array, sketch: Sketch): void {
  if (bytes.length < 26) return
  const view = viewOf(bytes)
  // The oldest header has sizes of two bytes; a negative height only means that the top line comes first.
  if (view.getUint32(14, true) === 12) sketch.size(view.getUint16(18, true), view.getUint16(20, true))
  else sketch.size(Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true)))
}

export function readIcon(bytes: Uint8Array, sketch: Sketch): void {
  const count = bytes.length < 6 ? 0 : viewOf(bytes).getUint16(4, true)
  for (let index = 0; index < count && 6 + index * 16 + 16 <= bytes.length; index++) {
    const at = 6 + index * 16
    // Zero stands for 256.
    sketch.size(bytes[at] || 256, bytes[at + 1] || 256)
  }
}

/** HEIC and AVIF: sizes and EXIF are found by their marks, wherever the boxes put them (ISO/IEC 23008-12). */
export function readHeif(bytes: Uint8Array, sketch: Sketch, spend: Desk['spend']): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = file.indexOf('ispe', 0, 'latin1'); at >= 0; at = file.indexOf('ispe', at + 4, 'latin1')) {
    if (at + 16 <= file.length) sketch.size(file.readUInt32BE(at + 8), file.readUInt32BE(at + 12))
  }
  const mark = 'Exif\0\0'
  for (let at = file.indexOf(mark, 0, 'latin1'); at >= 0; at = file.indexOf(mark, at + 6, 'latin1')) {
    const order = asciiAt(bytes, at + 6, 4)
    if (order === 'II*\0' || order === 'MM\0*') readExif(bytes.subarray(at + 6), sketch, spend)
  }
}
