/** Filters of streams that hold text, tables or drawings: how large they unpack, and what they unpack to (ISO 32000-1, 7.4). */
import { constants, createInflateRaw, inflateSync } from 'node:zlib'
import { unpackAscii85, unpackHex, unpackLzw, unpackRuns } from './plain-filter.ts'

export interface StreamFilter {
  /**
   * @param mostBytes counting may stop beyond it
   * @returns undefined if the data cannot be unpacked; nothing of it is held
   */
  sizeOf(packed: Uint8Array, mostBytes: number): Promise<number | undefined>
  /** @param sizeBytes as counted before; room for so much is made */
  unpack(packed: Uint8Array, sizeBytes: number): Uint8Array | undefined
  /** Data that unpacks to nothing. */
  readonly empty: readonly number[]
}

type PlainFilter = (packed: Uint8Array, output: Uint8Array | undefined, mostBytes: number) => number

function plain(run: PlainFilter, empty: readonly number[]): StreamFilter {
  return {
    sizeOf: async (packed, mostBytes) => run(packed, undefined, mostBytes),
    unpack(packed, sizeBytes) {
      const output = new Uint8Array(sizeBytes)
      return output.subarray(0, run(packed, output, sizeBytes))
    },
    empty,
  }
}

/** Bytes in front of the deflated data. @source RFC 1950 section 2.2 */
const headerBytes = 2

const deflate: StreamFilter = {
  sizeOf: countInflated,
  unpack: inflate,
  empty: [0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01],
}
const lzw = plain(unpackLzw, [0x80, 0x80])
const ascii85 = plain(unpackAscii85, [0x7e, 0x3e])
const hex = plain(unpackHex, [0x3e])
const runs = plain(unpackRuns, [0x80])

const filters: ReadonlyMap<string, StreamFilter> = new Map([
  ['FlateDecode', deflate],
  ['Fl', deflate],
  ['LZWDecode', lzw],
  ['LZW', lzw],
  ['ASCII85Decode', ascii85],
  ['A85', ascii85],
  ['ASCIIHexDecode', hex],
  ['AHx', hex],
  ['RunLengthDecode', runs],
  ['RL', runs],
])

export function filterNamed(name: string): StreamFilter | undefined {
  return filters.get(name)
}

/** Small streams are counted at once: there may be thousands of them. */
const quickBytes = 256 * 1024

/** Counts piece by piece; the checksum at the end does not count, viewers do not look at it. */
async function countInflated(packed: Uint8Array, mostBytes: number): Promise<number | undefined> {
  const quick = inflate(packed, quickBytes)
  if (quick !== undefined) return quick.length
  const inflater = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 64 * 1024 })
  let size = 0
  try {
    inflater.end(packed.subarray(headerBytes))
    for await (const piece of inflater) {
      size += piece.length
      if (size > mostBytes) break
    }
  } catch {
    // Data that breaks off further on gives viewers what stands before.
    return size === 0 ? undefined : size
  } finally {
    inflater.destroy()
  }
  return size
}

/** @returns undefined if the data is broken; of cut data what there is */
function inflate(packed: Uint8Array, sizeBytes: number): Uint8Array | undefined {
  // One byte more than needed, so that the end of the data is seen without a second buffer.
  const options = {
    finishFlush: constants.Z_SYNC_FLUSH,
    maxOutputLength: Math.max(1, sizeBytes),
    chunkSize: Math.max(64, sizeBytes + 1),
  }
  try {
    return inflateSync(packed, options)
  } catch {
    return undefined
  }
}
