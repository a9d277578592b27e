/** How processes of ours talk over a pipe: a length of four octets (little-endian), then JSON in UTF-8. */
import { writeSync } from 'node:fs'

/** @limit bytes of one frame; a row of a table is the largest there is, and its text is limited by the message's */
export const frameBytes = 512 * 1024 * 1024

export function encodeFrame(value: unknown): Buffer {
  const text = JSON.stringify(value)
  const size = Buffer.byteLength(text)
  const frame = Buffer.allocUnsafe(4 + size)
  frame.writeUInt32LE(size, 0)
  frame.write(text, 4)
  return frame
}

/** Collects bytes and hands out the text of each frame that is complete. */
export function openFrames(onFrame: (text: string) => void): (chunk: Buffer) => void {
  let waiting: Buffer[] = []
  let length = 0
  let wanted = 4
  return (chunk) => {
    waiting.push(chunk)
    length += chunk.length
    if (length < wanted) return
    let bytes = waiting.length === 1 ? chunk : Buffer.concat(waiting, length)
    while (bytes.length >= 4) {
      const size = bytes.readUInt32LE(0)
      if (size > frameBytes) throw new RangeError('a frame is longer than any frame can be')
      wanted = 4 + size
      if (bytes.length < wanted) break
      onFrame(bytes.toString('utf8', 4, wanted))
      bytes = bytes.subarray(wanted)
      wanted = 4
    }
    waiting = bytes.length === 0 ? [] : [bytes]
    length = bytes.length
  }
}

/** Milliseconds until a full pipe is tried again. */
const retryMs = 1

/** Writes all bytes before it returns, so that they are with the other side even if this process dies at once. */
export function writeWhole(fd: number, bytes: Buffer): void {
  let written = 0
  while (written < bytes.length) {
    try {
      written += writeSync(fd, bytes, written, bytes.length - written)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, retryMs)
    }
  }
}
