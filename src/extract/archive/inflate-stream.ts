/** DEFLATE data of unknown size or doubtful state, decoded block by block. */
import { LimitBroken } from '../desk.ts'
import { type HuffmanCode, huffmanCode } from './huffman.ts'

export interface Inflated {
  readonly bytes: Uint8Array
  /** Index in the input behind the last byte that was used. */
  readonly inputEnd: number
  readonly isWhole: boolean
  /** Thrown by `spend` on the way; to be thrown on once the bytes before it have been read. */
  readonly limit?: LimitBroken
}

export interface InflateInput {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** Size of the output as declared, if it is; it may be wrong. */
  readonly expectedBytes?: number
}

/** Called before bytes are allocated; throws to stop. */
export type Spend = (outputBytes: number, inputBytes?: number) => void

/** Output is paid for in steps that grow up to this size: a bomb stops at most one step beyond the budget. */
const maxStepBytes = 64 * 1024
const minStepBytes = 1024

/** Room grows twofold up to this step; old and new room are held together while one is copied to the other. */
const maxGrowthBytes = 16 * 1024 * 1024

/** Room made at once for output that was paid for in advance. */
const maxFirstBytes = 4 * 1024 * 1024

/**
 * @param paidBytes output that was paid for already
 * @returns also what came before a limit that was broken
 * @source RFC 1951
 */
export function inflateStream(input: InflateInput, spend: Spend, paidBytes: number): Inflated {
  const bits: Bits = {
    bytes: input.bytes,
    at: input.start,
    end: input.end,
    hold: 0,
    count: 0,
    isShort: false,
  }
  const output = openOutput(spend, paidBytes)
  const done = (isWhole: boolean, limit?: LimitBroken): Inflated => ({
    bytes: output.bytes.subarray(0, output.length),
    inputEnd: bits.at - (bits.count >> 3),
    isWhole,
    ...(limit === undefined ? {} : { limit }),
  })
  try {
    return done(decodeBlocks(bits, output))
  } catch (error) {
    if (error instanceof LimitBroken) return done(false, error)
    throw error
  }
}

/** @returns whether the last block ended as it should */
function decodeBlocks(bits: Bits, output: Output): boolean {
  for (let isLast = false; !isLast; ) {
    isLast = take(bits, 1) === 1
    const kind = take(bits, 2)
    if (bits.isShort) return false
    if (kind === 0) {
      if (!copyStored(bits, output)) return false
      continue
    }
    const codes = kind === 1 ? fixedCodes() : kind === 2 ? dynamicCodes(bits) : undefined
    if (codes === undefined || !decodeBlock(bits, output, codes)) return false
  }
  return true
}

interface Bits {
  readonly bytes: Uint8Array
  at: number
  readonly end: number
  hold: number
  count: number
  /** More bits were asked for than there are. */
  isShort: boolean
}

function take(bits: Bits, wanted: number): number {
  while (bits.count < wanted) {
    if (bits.at >= bits.end) {
      bits.isShort = true
      return 0
    }
    bits.hold |= (bits.bytes[bits.at++] ?? 0) << bits.count
    bits.count += 8
  }
  const value = bits.hold & ((1 << wanted) - 1)
  bits.hold >>>= wanted
  bits.count -= wanted
  return value
}

/** @returns the next symbol, or -1 where the data is broken or ends */
function takeSymbol(bits: Bits, { table, bits: width }: HuffmanCode): number {
  while (bits.count < width && bits.at < bits.end) {
    bits.hold |= (bits.bytes[bits.at++] ?? 0) << bits.count
    bits.count += 8
  }
  const entry = table[bits.hold & ((1 << width) - 1)] ?? 0
  const length = entry & 15
  if (length === 0 || length > bits.count) return -1
  bits.hold >>>= length
  bits.count -= length
  return entry >> 4
}

interface Output {
  bytes: Uint8Array
  length: number
  /** Makes room for `more` bytes, paid for before it is there. */
  reserve(more: number): void
}

function openOutput(spend: Spend, paidBytes: number): Output {
  let paid = paidBytes
  return {
    bytes: new Uint8Array(Math.max(minStepBytes, Math.min(paidBytes, maxFirstBytes))),
    length: 0,
    reserve(more) {
      const needed = this.length + more
      if (needed > paid) {
        const step = Math.max(minStepBytes, Math.min(maxStepBytes, this.length), needed - paid)
        spend(step)
        paid += step
      }
      if (needed <= this.bytes.length) return
      const grown = this.bytes.length + Math.min(this.bytes.length, maxGrowthBytes)
      const larger = new Uint8Array(Math.max(grown, needed))
      larger.set(this.bytes)
      this.bytes = larger
    },
  }
}

/** @source RFC 1951 section 3.2.4 */
function copyStored(bits: Bits, output: Output): boolean {
  take(bits, bits.count & 7)
  const length = take(bits, 16)
  const complement = take(bits, 16)
  if (bits.isShort || (length ^ complement) !== 0xffff) return false
  const start = bits.at - (bits.count >> 3)
  const end = Math.min(start + length, bits.end)
  bits.hold = 0
  bits.count = 0
  bits.at = end
  output.reserve(end - start)
  output.bytes.set(bits.bytes.subarray(start, end), output.length)
  output.length += end - start
  return end - start === length
}

interface Codes {
  readonly literals: HuffmanCode
  readonly distances: HuffmanCode
}

/** @source RFC 1951 section 3.2.6 */
function fixedCodes(): Codes | undefined {
  const lengths = new Uint8Array(288)
  lengths.fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288)
  return codesOf(lengths, new Uint8Array(32).fill(5))
}

function codesOf(literalLengths: Uint8Array, distanceLengths: Uint8Array): Codes | undefined {
  const literals = huffmanCode(literalLengths)
  const distances = huffmanCode(distanceLengths)
  return literals === undefined || distances === undefined ? undefined : { literals, distances }
}

/** Order in which the lengths of the code of code lengths stand. @source RFC 1951 section 3.2.7 */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

function dynamicCodes(bits: Bits): Codes | undefined {
  const literalCount = take(bits, 5) + 257
  const distanceCount = take(bits, 5) + 1
  const orderCount = take(bits, 4) + 4
  const own = new Uint8Array(19)
  for (const symbol of lengthOrder.slice(0, orderCount)) own[symbol] = take(bits, 3)
  const code = huffmanCode(own)
  if (code === undefined || bits.isShort) return undefined
  const lengths = new Uint8Array(literalCount + distanceCount)
  for (let at = 0; at < lengths.length; ) {
    const symbol = takeSymbol(bits, code)
    if (symbol < 0) return undefined
    if (symbol < 16) {
      lengths[at++] = symbol
      continue
    }
    if (symbol === 16 && at === 0) return undefined
    const value = symbol === 16 ? (lengths[at - 1] ?? 0) : 0
    const count = symbol === 16 ? 3 + take(bits, 2) : symbol === 17 ? 3 + take(bits, 3) : 11 + take(bits, 7)
    if (bits.isShort || at + count > lengths.length) return undefined
    lengths.fill(value, at, at + count)
    at += count
  }
  return codesOf(lengths.slice(0, literalCount), lengths.slice(literalCount))
}

/** Base and extra bits of match lengths and distances. @source RFC 1951 section 3.2.5 */
const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
]
const distanceExtra = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
const endOfBlock = 256
const maxMatchLength = 258

/** @returns whether the block ended as it should */
function decodeBlock(bits: Bits, output: Output, { literals, distances }: Codes): boolean {
  for (;;) {
    output.reserve(maxMatchLength)
    const symbol = takeSymbol(bits, literals)
    if (symbol < 0) return false
    if (symbol < endOfBlock) {
      output.bytes[output.length++] = symbol
      continue
    }
    if (symbol === endOfBlock) return true
    const length = (lengthBase[symbol - 257] ?? 0) + take(bits, lengthExtra[symbol - 257] ?? 0)
    const way = takeSymbol(bits, distances)
    const base = distanceBase[way]
    if (base === undefined || length < 3) return false
    const distance = base + take(bits, distanceExtra[way] ?? 0)
    if (bits.isShort || distance > output.length) return false
    const { bytes } = output
    const end = output.length + length
    for (let at = output.length; at < end; at++) bytes[at] = bytes[at - distance] ?? 0
    output.length = end
  }
}
