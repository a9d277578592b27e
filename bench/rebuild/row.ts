/** Rows of a file of hashed customers. */
import { closeSync, openSync, readSync } from 'node:fs'

const HEAD_BYTES = 4
const PIECE_BYTES = 1 << 24

export function rowOf(customerNumber: string, hashed: Uint8Array): Buffer {
  const number = Buffer.from(customerNumber, 'latin1')
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt16LE(number.length, 0)
  head.writeUInt16LE(hashed.length, 2)
  return Buffer.concat([head, number, hashed])
}

/** Reads a file piece by piece; what it hands out is valid until the next row. */
export function eachRow(path: string, take: (customerNumber: string, hashed: Uint8Array) => void): void {
  const file = openSync(path, 'r')
  const piece = Buffer.alloc(PIECE_BYTES)
  let kept = 0
  for (;;) {
    const read = readSync(file, piece, kept, piece.length - kept, null)
    const end = kept + read
    let at = 0
    while (at + HEAD_BYTES <= end) {
      const numberAt = at + HEAD_BYTES
      const hashedAt = numberAt + piece.readUInt16LE(at)
      const next = hashedAt + piece.readUInt16LE(at + 2)
      if (next > end) break
      take(piece.toString('latin1', numberAt, hashedAt), piece.subarray(hashedAt, next))
      at = next
    }
    piece.copyWithin(0, at, end)
    kept = end - at
    if (read === 0) break
  }
  closeSync(file)
}
