/** RTF as Outlook packs it (MS-OXRTFCP). */
import type { Desk } from '../desk.ts'

/** @source MS-OXRTFCP 2.1.2.1 */
const startOfDictionary =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'

const headerBytes = 16
const dictionaryBytes = 4096
/** Two bytes stand for at most 17. */
const largestGrowth = 9
const compressedMark = 0x75465a4c
const plainMark = 0x414c454d

/**
 * @returns the RTF, with what a damaged end still holds; undefined if this is no packed RTF
 */
export function unpackRtf(packed: Uint8Array, spend: Desk['spend']): Uint8Array | undefined {
  if (packed.length < headerBytes) return undefined
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const statedBytes = view.getUint32(4, true)
  const mark = view.getUint32(8, true)
  const body = packed.subarray(headerBytes)
  if (mark === plainMark) {
    spend(body.length)
    return body.subarray(0, statedBytes)
  }
  if (mark !== compressedMark) return undefined
  // Never what the header states alone: it may claim anything.
  const mostBytes = Math.min(statedBytes, body.length * largestGrowth)
  spend(mostBytes, packed.length)
  return unpack(body, mostBytes)
}

function unpack(body: Uint8Array, mostBytes: number): Uint8Array {
  const output = new Uint8Array(mostBytes)
  const dictionary = new Uint8Array(dictionaryBytes)
  dictionary.set(Buffer.from(startOfDictionary, 'latin1'))
  let write = startOfDictionary.length
  let size = 0
  let at = 0
  while (at < body.length && size < mostBytes) {
    const control = body[at++] ?? 0
    for (let bit = 0; bit < 8 && at < body.length && size < mostBytes; bit++) {
      if ((control & (1 << bit)) === 0) {
        const value = body[at++] ?? 0
        output[size++] = value
        dictionary[write] = value
        write = (write + 1) % dictionaryBytes
        continue
      }
      const reference = ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0)
      at += 2
      const offset = reference >> 4
      // A reference to the place of writing is the end.
      if (offset === write) return output.subarray(0, size)
      for (let step = 0; step < (reference & 15) + 2 && size < mostBytes; step++) {
        const value = dictionary[(offset + step) % dictionaryBytes] ?? 0
        output[size++] = value
        dictionary[write] = value
        write = (write + 1) % dictionaryBytes
      }
    }
  }
  return output.subarray(0, size)
}
