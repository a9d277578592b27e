/** Deflated data whose size nobody states: texts of pictures (RFC 1950). */
import { constants, inflateSync } from 'node:zlib'
import { inflateStream } from './archive/inflate-stream.ts'
import type { Desk } from './desk.ts'

/** Streams that grow further are unpacked in steps that are paid for one by one. */
const quickBytes = 4 * 1024 * 1024

/** Bytes in front of the deflated data. @source RFC 1950 section 2.2 */
const headerBytes = 2

/**
 * @returns the data; of a cut stream what it holds; undefined if it is no such stream
 * @throws LimitBroken before more is held than was paid for, but for the first 4 MB
 */
export function unpackZlib(packed: Uint8Array, spend: Desk['spend']): Uint8Array | undefined {
  const unpacked = tryUnpack(packed, quickBytes)
  if (unpacked !== 'larger') {
    if (unpacked !== undefined) spend(unpacked.length, packed.length)
    return unpacked
  }
  const inside = inflateStream({ bytes: packed, start: headerBytes, end: packed.length }, spend, 0)
  if (inside.limit !== undefined) throw inside.limit
  return inside.bytes
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
