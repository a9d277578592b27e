/** What a PDF shows that is no text: pictures, drawings, and fonts whose signs nobody can name. */
import type { UncheckedReason } from '../../exposure/view.ts'
import type { Desk } from '../desk.ts'
import { LimitBroken } from '../desk.ts'
import { type BlankedCopy, openBlankedCopy } from './blanked-copy.ts'
import { drawnKinds, isTiny } from './content-operators.ts'
import { countUnnamedFonts } from './font-names.ts'
import type { ObjectStream } from './pdf-object.ts'
import type { RawStream } from './raw-stream.ts'
import { fullPatience, hasHugeRows, isPacked, isPixels, rawStreams, unpackStream } from './raw-stream.ts'

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
  /** The file without the streams that must not be unpacked. */
  readonly readable: Uint8Array
}

/** A rule under a heading is a few segments; one drawn letter has about ten. */
const segmentsOfDrawnWord = 50

/** @limit bytes a picture may unpack to where a page uses it as its text, which pictures of text never do */
const mostPictureTextBytes = 1024 * 1024

/**
 * Streams that would break a limit are told and left out of what is opened later, so that no bomb is ever unpacked and
 * whatever stands beside it is read.
 *
 * @throws LimitBroken timeout
 */
export async function surveyStreams(bytes: Uint8Array, desk: Desk): Promise<Drawn> {
  const images: DrawnImage[] = []
  const objectStreams: ObjectStream[] = []
  const xml: Uint8Array[] = []
  const copy = openBlankedCopy(bytes)
  let inlineImages = 0
  let segments = 0
  let isDamaged = false
  let unnamedFonts = countUnnamedFonts(bytes)
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('/Encrypt')
  const unpack = openUnpacker(desk, copy)
  for (const stream of rawStreams(bytes)) {
    if (/\/Subtype\s*\/Image\b/.test(stream.dictionary)) {
      if (!isTiny(stream.dictionary)) images.push({ mediaType: mediaTypeOf(stream), bytes: stream.bytes })
      await unpack.picture(stream)
      continue
    }
    // What is encrypted cannot be looked through from outside: it may hold drawings.
    if (encrypted) segments = segmentsOfDrawnWord
    const unpacked = await unpack.stream(stream)
    if (unpacked === 'blank') continue
    if (stream.isCut || (unpacked === undefined && isPacked(stream) && !encrypted)) isDamaged = true
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
    readable: copy.bytes,
  }
}

interface Unpacker {
  /** @returns what `unpackStream` does, or that the stream is left out, and told */
  stream(stream: RawStream): Promise<Uint8Array | undefined | 'blank'>
  /** Pixels are never unpacked; a stream that says it is a picture may be the text of a page all the same. */
  picture(stream: RawStream): Promise<void>
}

function openUnpacker(desk: Desk, copy: BlankedCopy): Unpacker {
  const patience = { leftBytes: fullPatience }
  const leaveOut = (stream: RawStream, reason: UncheckedReason): 'blank' => {
    copy.blank(stream)
    desk.unchecked(reason)
    return 'blank'
  }
  return {
    async stream(stream) {
      // The clock is looked at even if nothing can be paid for any more.
      desk.spend(0)
      if (isPixels(stream)) return leaveOut(stream, 'image')
      if (hasHugeRows(stream)) return leaveOut(stream, 'too-large')
      try {
        return await unpackStream(stream, (output, input) => desk.spend(output, input), patience)
      } catch (error) {
        if (!(error instanceof LimitBroken) || error.reason === 'timeout') throw error
        return leaveOut(stream, error.reason)
      }
    },
    async picture(stream) {
      desk.spend(0)
      if (isPixels(stream) || hasHugeRows(stream)) {
        copy.blank(stream)
        return
      }
      try {
        await unpackStream(stream, refuseBeyond(mostPictureTextBytes), { leftBytes: mostPictureTextBytes })
      } catch (error) {
        if (!(error instanceof LimitBroken)) throw error
        copy.blank(stream)
        // Larger ones are handed on as pictures.
        if (isTiny(stream.dictionary)) desk.unchecked('too-large')
      }
    },
  }
}

function refuseBeyond(mostBytes: number): (outputBytes: number) => void {
  let left = mostBytes
  return (outputBytes) => {
    left -= outputBytes
    if (left < 0) throw new LimitBroken('too-large')
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
