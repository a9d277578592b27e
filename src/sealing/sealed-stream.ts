/**
 * Bytes of any length sealed in segments, so that they are written and read in constant memory, and so that a segment
 * changed, exchanged, left out or cut off at the end is found.
 *
 * @source AES-256-GCM: NIST SP 800-38D. Segments: the STREAM construction of Hoang, Reyhanitabar, Rogaway, Vizár (CRYPTO
 *   2015): the nonce is the segment's number and whether it is the last; one key for one stream only
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'

/** What a reader holds at once; small beside the memory of a process, large beside the 16 bytes of a tag. */
export const segmentBytesMax = 1024 * 1024
const tagBytes = 16
const nonceBytes = 12
/** The number has four bytes: four petabytes. */
const segmentsMax = 2 ** 32

export const sealedSegmentBytesMax = segmentBytesMax + tagBytes

export interface StreamKey {
  readonly key: Uint8Array
  /** Bound to every segment: what the reader is told in clear about the stream. */
  readonly context: Uint8Array
}

export interface SealedSegment {
  readonly bytes: Buffer
  readonly isLast: boolean
}

/**
 * A key for one stream.
 *
 * @param salt 32 random bytes, fresh for each stream: the numbers of two streams are the same
 * @source HKDF, RFC 5869
 */
export function streamKey(secret: Uint8Array, salt: Uint8Array, context: Uint8Array): StreamKey {
  return { key: Buffer.from(hkdfSync('sha256', secret, salt, 'schleuse sealed stream 1', 32)), context }
}

export async function* sealStream(
  plain: AsyncIterable<Uint8Array>,
  key: StreamKey,
): AsyncGenerator<SealedSegment, void> {
  let number = 0
  let held: Buffer = Buffer.alloc(0)
  for await (const piece of plain) {
    held = Buffer.concat([held, piece])
    // The last one has to be known as such, so a full one is held back until something follows.
    while (held.length > segmentBytesMax) {
      yield { bytes: seal(held.subarray(0, segmentBytesMax), key, number++, false), isLast: false }
      held = held.subarray(segmentBytesMax)
    }
  }
  yield { bytes: seal(held, key, number, true), isLast: true }
}

/** Thrown where a segment is not the one that belongs here. */
export class SegmentError extends Error {
  override readonly name = 'SegmentError'
  readonly segment: number

  constructor(segment: number, cause?: unknown) {
    super(`segment ${segment} is not what was sealed`, { cause })
    this.segment = segment
  }
}

/** @throws SegmentError */
export async function* unsealStream(
  sealed: AsyncIterable<SealedSegment>,
  key: StreamKey,
): AsyncGenerator<Buffer, void> {
  let number = 0
  let hasEnded = false
  for await (const { bytes, isLast } of sealed) {
    if (hasEnded) throw new SegmentError(number)
    yield unseal(bytes, key, number++, isLast)
    hasEnded = isLast
  }
  if (!hasEnded) throw new SegmentError(number)
}

function nonceOf(number: number, isLast: boolean): Buffer {
  if (number >= segmentsMax) throw new RangeError('more than fits into one sealed stream')
  const nonce = Buffer.alloc(nonceBytes)
  nonce.writeUInt32BE(number, nonceBytes - 5)
  nonce.writeUInt8(isLast ? 1 : 0, nonceBytes - 1)
  return nonce
}

function seal(plain: Uint8Array, { key, context }: StreamKey, number: number, isLast: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast), { authTagLength: tagBytes })
  cipher.setAAD(context)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function unseal(sealed: Buffer, { key, context }: StreamKey, number: number, isLast: boolean): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast), {
      authTagLength: tagBytes,
    })
    decipher.setAAD(context)
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
  } catch (error) {
    throw new SegmentError(number, error)
  }
}
