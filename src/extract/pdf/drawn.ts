/** What a PDF shows that is no text: pictures, drawings, and fonts whose signs nobody can name. */
import type { Desk } from '../desk.ts'
import { drawnKinds, isTiny } from './content-operators.ts'
import { countUnnamedFonts } from './font-names.ts'
import type { ObjectStream } from './pdf-object.ts'
import type { RawStream } from './raw-stream.ts'
import { isDeflated, rawStreams, unpackStream } from './raw-stream.ts'

export interface DrawnImage {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

export interface Drawn {
  readonly images: readonly DrawnImage[]
  readonly inlineImages: number
  /** Whether there are enough lines and curves to draw letters with. */
  readonly hasDrawings: boolean
  /** Whether a font gives no way from its signs to letters. */
  readonly hasUnnamedFont: boolean
  /** A stream is cut or cannot be unpacked: other programs may make more of it than this one. */
  readonly isDamaged: boolean
  readonly objectStreams: readonly ObjectStream[]
  /** Documents in XML the file holds beside its pages: forms, metadata. */
  readonly xml: readonly Uint8Array[]
}

/** A rule under a heading is a few segments; one drawn letter has about ten. */
const segmentsOfDrawnWord = 50

/**
 * @throws LimitBroken before streams are unpacked that are larger than the desk allows; so a bomb is found before the
 * PDF is opened
 */
export function surveyStreams(bytes: Uint8Array, desk: Desk): Drawn {
  const images: DrawnImage[] = []
  const objectStreams: ObjectStream[] = []
  const xml: Uint8Array[] = []
  let inlineImages = 0
  let segments = 0
  let isDamaged = false
  let unnamedFonts = countUnnamedFonts(bytes)
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/Encrypt')
  for (const stream of rawStreams(bytes)) {
    if (/\/Subtype\s*\/Image\b/.test(stream.dictionary)) {
      if (!isTiny(stream.dictionary)) images.push({ mediaType: mediaTypeOf(stream), bytes: stream.bytes })
      continue
    }
    // What is encrypted cannot be looked through from outside: it may hold drawings.
    if (encrypted) segments = segmentsOfDrawnWord
    const unpacked = unpackStream(stream, desk)
    if (stream.isCut || (unpacked === undefined && isDeflated(stream) && !encrypted)) isDamaged = true
    if (unpacked === undefined) continue
    if (/\/Type\s*\/ObjStm\b/.test(stream.dictionary)) {
      unnamedFonts += countUnnamedFonts(unpacked)
      objectStreams.push({ dictionary: stream.dictionary, bytes: unpacked })
    }
    if (isXml(unpacked)) xml.push(unpacked)
    if (isNoDrawing(stream.dictionary)) continue
    const kinds = drawnKinds(unpacked)
    inlineImages += kinds.inlineImages
    segments += kinds.segments
  }
  return {
    images,
    inlineImages,
    hasDrawings: segments >= segmentsOfDrawnWord,
    hasUnnamedFont: unnamedFonts > 0,
    isDamaged,
    objectStreams,
    xml,
  }
}

/** No drawing begins with an element: in a drawing `<` begins a string of hexadecimal digits. */
function isXml(bytes: Uint8Array): boolean {
  return /^(\xef\xbb\xbf)?\s*<[?!/a-zA-Z][^\s>]*[\s>]/.test(
    Buffer.from(bytes.subarray(0, 256)).toString('latin1'),
  )
}

/** Streams of other known kinds: tables of objects, font programs, colour profiles, functions, files. */
function isNoDrawing(dictionary: string): boolean {
  return /\/Type\s*\/(?:ObjStm|XRef|Metadata|EmbeddedFile|CMap)\b|\/Length1\b|\/FunctionType\b|\/Alternate\b|\/Subtype\s*\/(?:Type1C|CIDFontType0C|OpenType)\b/.test(
    dictionary,
  )
}

function mediaTypeOf(stream: RawStream): string {
  const [filter] = stream.filters ?? []
  if (stream.filters?.length === 1) {
    if (filter === 'DCTDecode' || filter === 'DCT') return 'image/jpeg'
    if (filter === 'JPXDecode') return 'image/jp2'
  }
  // Pixels without a picture format around them.
  return 'image/x-pdf-pixels'
}
