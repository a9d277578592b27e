/** Deflated data whose size nobody states: streams of PDFs, texts of pictures (RFC 1950). */
import { constants, inflateSync } from 'node:zlib'
import type { Desk } from './desk.ts'

/** First guess for what a stream grows to; multiplied for each further try. */
const firstGrowth = 8
const smallestGuessBytes = 65_536

/**
 * @param spend of the desk; called for each guess that was too small, before the larger one is tried
 * @returns the data; of a cut stream what it holds; undefined if it is no such stream
 */
export function unpackZlib(packed: Uint8Array, spend: Desk['spend']): Uint8Array | undefined {
  let guessBytes = Math.max(smallestGuessBytes, packed.length * firstGrowth)
  for (;;) {
    const unpacked = tryUnpack(packed, guessBytes)
    if (unpacked !== 'larger') {
      if (unpacked !== undefined) spend(unpacked.length, packed.length)
      return unpacked
    }
    spend(guessBytes, packed.length)
    guessBytes *= firstGrowth
  }
}

function tryUnpack(packed: Uint8Array, mostBytes: number): Uint8Array | 'larger' | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: mostBytes, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ERR_BUFFER_TOO_LARGE') return 'larger'
    if (String(error.code).startsWith('Z_')) return undefined
    throw error
  }
}
