/** Reads a mail that a test wrote down as a string of bytes (one character each) or as bytes. */

import { defaultLimits, type Limits } from '../../src/extract/limits.ts'
import { readMessageBytes } from '../../src/extract/message.ts'
import type { Piece, ReadOptions } from '../../src/extract/piece.ts'

export const plainOptions: ReadOptions = { envelopeIsGiven: true, allowedFiles: [] }

export async function readMail(
  mail: string | Uint8Array,
  options: ReadOptions = plainOptions,
  limits: Partial<Limits> = {},
  format: 'eml' | 'msg' = 'eml',
): Promise<readonly Piece[]> {
  const pieces: Piece[] = []
  const bytes = typeof mail === 'string' ? Buffer.from(mail, 'latin1') : Buffer.from(mail)
  await readMessageBytes(
    { bytes, isCut: false, format },
    options,
    (piece) => {
      pieces.push(piece)
    },
    { limits: { ...defaultLimits, deadlineMs: 60_000, ...limits } },
  )
  return pieces
}

/** `place: text` of every passage, headers left out unless asked for. */
export function passagesOf(
  pieces: readonly Piece[],
  wanted: 'body' | 'header' | 'all' = 'body',
): readonly string[] {
  return pieces
    .filter((piece) => piece.kind === 'passage')
    .filter(({ place }) => wanted === 'all' || place.includes('header:') === (wanted === 'header'))
    .map(({ place, text, position }) => `${place}${position === undefined ? '' : '!'}: ${text.trim()}`)
}

/** `place: reason` of everything that was not read. */
export function uncheckedOf(pieces: readonly Piece[]): readonly string[] {
  return pieces
    .filter((piece) => piece.kind === 'unchecked')
    .map(({ place, reason }) => `${place}: ${reason}`)
}
