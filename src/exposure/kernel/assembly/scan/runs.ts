/** Finds runs of units that can be words, 64 units at a time, and makes their letters small. */
import { capitalsAt, runsAt, smallAt, textAt } from './layout'

const SIXTEEN: usize = 16
/** What stands for a unit that is neither letter nor digit nor sign of ASCII, nor letter of Latin-1. */
export const ODD: u8 = 1

/** Sixteen units: their bytes go to `smallAt`. @returns a bit for each that is no sign of ASCII */
function readSixteen(at: usize): u64 {
  const from = textAt + (at << 1)
  // Units beyond a byte become 255 or 0, which are odd ones as well.
  const bytes = i8x16.narrow_i16x8_u(v128.load(from), v128.load(from, 16))
  const low = v128.or(bytes, i8x16.splat(0x20))
  const ascii = i8x16.le_u(i8x16.sub(low, i8x16.splat(0x61)), i8x16.splat(25))
  // à to þ with their capitals, but for the signs of division and multiplication.
  const latin = v128.andnot(
    i8x16.le_u(i8x16.sub(low, i8x16.splat(<i8>0xe0)), i8x16.splat(30)),
    i8x16.eq(low, i8x16.splat(<i8>0xf7)),
  )
  const foldable = v128.or(ascii, latin)
  const digits = i8x16.le_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(9))
  const sharp = i8x16.eq(bytes, i8x16.splat(<i8>0xdf))
  const word = v128.or(foldable, v128.or(digits, sharp))
  const printed = i8x16.le_u(i8x16.sub(bytes, i8x16.splat(0x20)), i8x16.splat(0x5e))
  const breaks = i8x16.le_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(4))
  const signs = v128.andnot(v128.or(printed, breaks), word)
  const known = v128.bitselect(low, bytes, foldable)
  v128.store(smallAt + at, v128.bitselect(known, i8x16.splat(<i8>ODD), v128.or(word, signs)))
  store<u16>(capitalsAt + (at >> 3), <u16>i8x16.bitmask(v128.andnot(foldable, i8x16.eq(low, bytes))))
  return <u64>(<u32>i8x16.bitmask(signs) ^ 0xffff)
}

/** Units that are read at once: what is written of them stays in the fastest cache. */
export const PIECE: usize = 2048
/** Whether the last unit that was read is in a run; then where that one begins. */
let isInside: u64 = 0
let begun: u32 = 0

export function startRuns(): void {
  isInside = 0
}

/**
 * Reads the piece of the text that begins with unit `from`; behind the text stand 64 spaces.
 *
 * @param end the unit behind the text
 * @returns where the list ends of the runs that end in this piece
 */
export function findRuns(from: usize, end: usize): usize {
  let to = runsAt
  if (isInside !== 0) {
    store<u32>(to, begun)
    to += 4
  }
  // The unit behind the text ends the last run.
  const stop = min(from + PIECE, end + 1)
  for (let at = from; at < stop; at += 4 * SIXTEEN) {
    const inside =
      readSixteen(at) |
      (readSixteen(at + SIXTEEN) << 16) |
      (readSixteen(at + 2 * SIXTEEN) << 32) |
      (readSixteen(at + 3 * SIXTEEN) << 48)
    let turns = inside ^ ((inside << 1) | isInside)
    isInside = inside >> 63
    while (turns !== 0) {
      store<u32>(to, <u32>at + <u32>ctz(turns))
      to += 4
      turns &= turns - 1
    }
  }
  if (isInside === 0) return to
  begun = load<u32>(to - 4)
  return to - 4
}
