/** Segments of a JPEG file: size, comments, EXIF, IPTC, extended XMP (ITU-T T.81, annex B). */
import type { Desk } from '../desk.ts'
import { readExif } from './exif.ts'
import { readPhotoshop } from './iptc.ts'
import type { Sketch } from './picture.ts'
import { asciiAt, looseText, viewOf } from './picture.ts'

const exifMark = 'Exif\0\0'
const photoshopMark = 'Photoshop 3.0\0'
const extendedXmpMark = 'http://ns.adobe.com/xmp/extension/\0'
/** Identifier, whole length and offset between the mark and the text. */
const extendedXmpHeaderBytes = 40

/** @returns XMP that was cut into several segments, joined in their order */
export function readJpeg(bytes: Uint8Array, sketch: Sketch, spend: Desk['spend']): string {
  const view = viewOf(bytes)
  const extended: string[] = []
  let at = 0
  while (at + 4 <= bytes.length) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 4 > bytes.length) break
    const marker = bytes[at + 1] ?? 0
    // Fill bytes, zeros behind 0xff inside the data, restarts, begin and end have no length.
    if (marker < 0xc0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd9)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    const size = view.getUint16(at + 2, false)
    const data = bytes.subarray(at + 4, at + 2 + Math.max(2, size))
    if (isFrame(marker) && data.length >= 5)
      sketch.size(viewOf(data).getUint16(3, false), viewOf(data).getUint16(1, false))
    else if (marker === 0xfe) sketch.text(looseText(data))
    else if (marker === 0xe1 && asciiAt(data, 0, exifMark.length) === exifMark)
      readExif(data.subarray(exifMark.length), sketch, spend)
    else if (marker === 0xe1 && asciiAt(data, 0, extendedXmpMark.length) === extendedXmpMark) {
      extended.push(looseText(data.subarray(extendedXmpMark.length + extendedXmpHeaderBytes)))
    } else if (marker === 0xed && asciiAt(data, 0, photoshopMark.length) === photoshopMark) {
      readPhotoshop(data.subarray(photoshopMark.length), sketch)
    }
    at += 2 + Math.max(2, size)
  }
  return extended.join('')
}

/** Start of frame, all kinds; 0xc4, 0xc8 and 0xcc are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
