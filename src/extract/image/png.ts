/** Chunks of a PNG file: size, texts in all their three forms, EXIF (ISO/IEC 15948, 11.3.4). */
import type { Desk } from '../desk.ts'
import { unpackZlib } from '../zlib-stream.ts'
import { readExif } from './exif.ts'
import { readPhotoshop } from './iptc.ts'
import type { Sketch } from './picture.ts'
import { asciiAt, looseText, viewOf } from './picture.ts'

const signatureBytes = 8
/** Length and name before the data, a checksum behind. */
const chunkHeaderBytes = 8
const checksumBytes = 4

/** @returns XMP that was packed, so that a search over the file does not find it */
export function readPng(bytes: Uint8Array, sketch: Sketch, spend: Desk['spend']): string {
  const view = viewOf(bytes)
  const packedXmp: string[] = []
  let at = signatureBytes
  while (at + chunkHeaderBytes <= bytes.length) {
    const size = view.getUint32(at, false)
    const name = asciiAt(bytes, at + 4, 4)
    const data = bytes.subarray(at + chunkHeaderBytes, at + chunkHeaderBytes + size)
    if (name === 'IHDR' && data.length >= 8)
      sketch.size(viewOf(data).getUint32(0, false), viewOf(data).getUint32(4, false))
    else if (name === 'eXIf') readExif(data, sketch, spend)
    else if (name === 'tEXt' || name === 'zTXt' || name === 'iTXt') {
      const text = textOf(name, data, spend)
      if (text.keyword.startsWith('Raw profile type ')) readProfile(text.value, sketch, spend)
      else if (text.value.includes('<x:xmpmeta')) packedXmp.push(text.isPacked ? text.value : '')
      else sketch.text(`${text.keyword}: ${text.value}`)
    }
    at += chunkHeaderBytes + size + checksumBytes
  }
  return packedXmp.join('')
}

interface ChunkText {
  readonly keyword: string
  readonly value: string
  readonly isPacked: boolean
}

function textOf(name: 'tEXt' | 'zTXt' | 'iTXt', data: Uint8Array, spend: Desk['spend']): ChunkText {
  const keyword = looseText(data)
  const afterKeyword = Math.min(data.length, Math.max(0, data.indexOf(0)) + 1)
  if (name === 'tEXt') return { keyword, value: looseText(data.subarray(afterKeyword)), isPacked: false }
  if (name === 'zTXt')
    return { keyword, value: unpacked(data.subarray(afterKeyword + 1), spend), isPacked: true }
  const isPacked = data[afterKeyword] === 1
  const language = afterKeyword + 2
  const translated = endOfText(data, language) + 1
  const start = endOfText(data, translated) + 1
  const text = data.subarray(start)
  const value = isPacked ? unpacked(text, spend) : looseText(text)
  const more = [data.subarray(language, translated), data.subarray(translated, start)]
    .map(looseText)
    .join(' ')
    .trim()
  return { keyword: more === '' ? keyword : `${keyword} ${more}`, value, isPacked }
}

function unpacked(packed: Uint8Array, spend: Desk['spend']): string {
  return looseText(unpackZlib(packed, spend) ?? new Uint8Array())
}

function endOfText(data: Uint8Array, start: number): number {
  const end = data.indexOf(0, start)
  return end < 0 ? data.length : end
}

/** How ImageMagick stores EXIF and IPTC: an empty line, the name, the length, then hexadecimal digits. */
function readProfile(value: string, sketch: Sketch, spend: Desk['spend']): void {
  const bytes = new Uint8Array(Buffer.from(value.split('\n').slice(3).join(''), 'hex'))
  spend(bytes.length)
  if (asciiAt(bytes, 0, 4) === 'Exif') readExif(bytes.subarray(6), sketch, spend)
  else if (asciiAt(bytes, 0, 4) === '8BIM') readPhotoshop(bytes, sketch)
  else sketch.text(looseText(bytes))
}
