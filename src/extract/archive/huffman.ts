/** Huffman codes of DEFLATE as lookup tables. */

export interface HuffmanCode {
  /** Indexed by the next `bits` bits of input: symbol * 16 + length of its code, or 0 for a code that does not exist. */
  readonly table: Uint16Array
  readonly bits: number
}

/** Longest code of DEFLATE, in bits. */
const maxCodeBits = 15

/**
 * @param lengths code length per symbol, 0 for a symbol that does not occur
 * @returns undefined if the lengths claim more codes than there are
 * @source RFC 1951 section 3.2.2
 */
export function huffmanCode(lengths: Uint8Array): HuffmanCode | undefined {
  const counts = new Uint16Array(maxCodeBits + 1)
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1
  counts[0] = 0
  const next = new Uint16Array(maxCodeBits + 2)
  let bits = 0
  let code = 0
  for (let length = 1; length <= maxCodeBits; length++) {
    const count = counts[length] ?? 0
    next[length] = code
    code += count
    if (code > 1 << length) return undefined
    if (count > 0) bits = length
    code <<= 1
  }
  const table = new Uint16Array(1 << bits)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0
    if (length === 0) continue
    const value = next[length] ?? 0
    next[length] = value + 1
    const entry = (symbol << 4) | length
    for (let at = reversed(value, length); at < table.length; at += 1 << length) table[at] = entry
  }
  return { table, bits }
}

/** DEFLATE packs codes from their highest bit on, everything else from the lowest. */
function reversed(code: number, length: number): number {
  let result = 0
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit)
  return result
}
