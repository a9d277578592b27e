/** One header block of a tar archive. */
import { zipTexts } from './zip-name.ts'

export const blockBytes = 512

export interface TarHeader {
  readonly path: string
  readonly linkPath: string
  /** Names of the user and the group, and whatever else is text. */
  readonly owners: readonly string[]
  readonly sizeBytes: number
  /** One character; '0' is a plain file. */
  readonly type: string
}

/**
 * @returns undefined if this is no header
 * @source POSIX.1-2017, pax, "ustar Interchange Format"
 */
export function tarHeaderAt(bytes: Uint8Array, at: number): TarHeader | undefined {
  const block = bytes.subarray(at, at + blockBytes)
  if (block.length < blockBytes || !hasChecksum(block)) return undefined
  const isUstar = textOf(block.subarray(257, 262)) === 'ustar'
  // GNU tar writes times where POSIX has the rest of a long path.
  const isPosix = isUstar && block[262] === 0
  const prefix = isPosix ? textOf(block.subarray(345, 500)) : ''
  const name = textOf(block.subarray(0, 100))
  const type = String.fromCharCode(block[156] ?? 0)
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    linkPath: textOf(block.subarray(157, 257)),
    owners: isUstar ? [textOf(block.subarray(265, 297)), textOf(block.subarray(297, 329))] : [],
    sizeBytes: numberOf(block.subarray(124, 136)),
    type: type === '\0' ? '0' : type,
  }
}

export function textOf(field: Uint8Array): string {
  const zero = field.indexOf(0)
  const [text = ''] = zipTexts(zero < 0 ? field : field.subarray(0, zero), true)
  return text
}

/** Octal digits, or, as GNU tar writes large sizes, a binary number behind a set bit. */
function numberOf(field: Uint8Array): number {
  if ((field[0] ?? 0) & 0x80) {
    let value = (field[0] ?? 0) & 0x7f
    for (const byte of field.subarray(1)) value = value * 256 + byte
    return value
  }
  const digits = /[0-7]+/.exec(Buffer.from(field).toString('latin1'))
  return digits === null ? 0 : Number.parseInt(digits[0], 8)
}

/** Sum of all bytes, the checksum itself as spaces; old programs summed signed bytes. */
function hasChecksum(block: Uint8Array): boolean {
  let sum = 0
  let signedSum = 0
  for (let at = 0; at < blockBytes; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0)
    sum += byte
    signedSum += byte > 127 ? byte - 256 : byte
  }
  const declared = numberOf(block.subarray(148, 156))
  return declared > 0 && (declared === sum || declared === signedSum)
}
