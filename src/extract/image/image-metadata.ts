/** Pictures: what is written beside the pixels is read, the pixels are reported as unread. */
import type { Desk, Reader } from '../desk.ts'
import { readXml } from '../text/xml.ts'
import { readExif } from './exif.ts'
import { readJpeg } from './jpeg.ts'
import { readBmp, readGif, readHeif, readIcon, readWebp } from './other-pictures.ts'
import type { Picture, Sketch } from './picture.ts'
import { asciiAt, looseText, openSketch } from './picture.ts'
import { readPng } from './png.ts'

/** A side of so few pixels shows nothing: tracking pixels, spacers, lines. */
const blindSidePixels = 2

/** A picture of a format nobody here knows has unread pixels like any other. */
export const readImage: Reader = async (bytes, desk) => {
  const sketch = openSketch()
  const packedXmp = readFormat(bytes, sketch, desk.spend.bind(desk))
  const picture = sketch.picture()
  for (const text of picture.texts) {
    desk.spend(text.length)
    desk.text(text)
  }
  for (const xmp of [packedXmp, ...xmpPackets(bytes)]) {
    if (xmp === '') continue
    desk.spend(xmp.length)
    await readXml(xmp, desk)
  }
  if (!isBlind(picture)) desk.unchecked('image')
}

function isBlind({ size }: Picture): boolean {
  return size !== undefined && Math.min(size.width, size.height) <= blindSidePixels
}

/** @returns XMP that a search over the file does not find */
function readFormat(bytes: Uint8Array, sketch: Sketch, spend: Desk['spend']): string {
  const head = asciiAt(bytes, 0, 16)
  if (head.startsWith('\xff\xd8')) return readJpeg(bytes, sketch, spend)
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return readPng(bytes, sketch, spend)
  if (head.startsWith('GIF8')) readGif(bytes, sketch)
  else if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) readWebp(bytes, sketch, spend)
  else if (head.startsWith('II*\0') || head.startsWith('MM\0*')) readExif(bytes, sketch, spend)
  else if (head.startsWith('BM')) readBmp(bytes, sketch)
  else if (head.startsWith('\0\0\x01\0') || head.startsWith('\0\0\x02\0')) readIcon(bytes, sketch)
  else if (head.startsWith('ftyp', 4)) readHeif(bytes, sketch, spend)
  return ''
}

/** @limit packets: one per picture, one more per picture inside */
const mostPackets = 100

/** XMP stands as plain text in every format, so that programs find it by searching (ISO 16684-1, 7.3). */
function* xmpPackets(bytes: Uint8Array): Generator<string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  for (let count = 0; count < mostPackets; count++) {
    const start = file.indexOf('<x:xmpmeta', at, 'latin1')
    if (start < 0) return
    const end = file.indexOf('</x:xmpmeta', start, 'latin1')
    const stop = end < 0 ? file.length : end + '</x:xmpmeta>'.length
    yield looseText(bytes.subarray(start, stop))
    at = stop
  }
}
