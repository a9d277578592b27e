/** Filters of PDF that need no library. Each counts what it would write, and writes it if there is room to write to. */

/** Writes one byte if there is room for it. */
function put(output: Uint8Array | undefined, at: number, byte: number): void {
  if (output !== undefined && at < output.length) output[at] = byte
}

/** @returns the size, or some size beyond `mostBytes` @source ISO 32000-1, 7.4.2 */
export function unpackHex(packed: Uint8Array, output: Uint8Array | undefined, mostBytes: number): number {
  let digits = 0
  let high = 0
  for (let at = 0; at < packed.length && digits <= mostBytes * 2; at++) {
    const code = packed[at] ?? 0
    if (code === 0x3e) break
    const digit = digitOf(code)
    if (digit < 0) continue
    if (digits % 2 === 0) high = digit << 4
    // A last digit without a second one has a zero behind it.
    put(output, digits >> 1, digits % 2 === 0 ? high : high | digit)
    digits++
  }
  return (digits + 1) >> 1
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** @returns the size, or some size beyond `mostBytes` @source ISO 32000-1, 7.4.3 */
export function unpackAscii85(packed: Uint8Array, output: Uint8Array | undefined, mostBytes: number): number {
  let size = 0
  let count = 0
  let value = 0
  const flush = (bytes: number): void => {
    for (let i = 0; i < bytes; i++) put(output, size++, Math.floor(value / 256 ** (3 - i)) & 0xff)
    count = 0
    value = 0
  }
  for (let at = 0; at < packed.length && size <= mostBytes; at++) {
    const code = packed[at] ?? 0
    if (code === 0x7e) break
    if (code === 0x7a && count === 0) flush(4)
    if (code < 0x21 || code > 0x75) continue
    value = value * 85 + code - 0x21
    if (++count === 5) flush(4)
  }
  if (count > 1) {
    const rest = count - 1
    for (; count < 5; count++) value = value * 85 + 84
    flush(rest)
  }
  return size
}

/** @returns the size, or some size beyond `mostBytes` @source ISO 32000-1, 7.4.5 */
export function unpackRuns(packed: Uint8Array, output: Uint8Array | undefined, mostBytes: number): number {
  let size = 0
  for (let at = 0; at < packed.length && size <= mostBytes; ) {
    const head = packed[at++] ?? 0
    if (head === 128) break
    const isCopy = head < 128
    const length = isCopy ? Math.min(head + 1, packed.length - at) : 257 - head
    for (let i = 0; i < length; i++) put(output, size + i, packed[isCopy ? at + i : at] ?? 0)
    size += length
    at += isCopy ? length : 1
  }
  return size
}

const clearTable = 256
const endOfData = 257
const firstFree = 258
const mostCodes = 4096

/**
 * Codes grow one code early, as they do unless a parameter nobody sets says otherwise; the sizes are the same either way
 * but for a few bytes.
 *
 * @returns the size, or some size beyond `mostBytes`
 * @source ISO 32000-1, 7.4.4
 */
export function unpackLzw(packed: Uint8Array, output: Uint8Array | undefined, mostBytes: number): number {
  const lengths = new Uint32Array(mostCodes).fill(1)
  const prefixes = new Uint16Array(mostCodes)
  const lasts = Uint8Array.from({ length: mostCodes }, (_, code) => code & 0xff)
  const firsts = lasts.slice()
  let next = firstFree
  let width = 9
  let before = -1
  let size = 0
  let hold = 0
  let count = 0
  const write = (code: number): void => {
    let at = size + (lengths[code] ?? 1) - 1
    let part = code
    for (; part >= firstFree; part = prefixes[part] ?? 0) put(output, at--, lasts[part] ?? 0)
    put(output, at, part)
  }
  for (let at = 0; at < packed.length && size <= mostBytes; at++) {
    hold = ((hold << 8) | (packed[at] ?? 0)) & 0xffffff
    count += 8
    if (count < width) continue
    count -= width
    const code = (hold >> count) & ((1 << width) - 1)
    if (code === endOfData) break
    if (code === clearTable) {
      next = firstFree
      width = 9
      before = -1
      continue
    }
    const isNew = code >= next
    if (isNew && (code > next || before < 0)) break
    if (before >= 0 && next < mostCodes) {
      lengths[next] = (lengths[before] ?? 1) + 1
      prefixes[next] = before
      lasts[next] = firsts[isNew ? before : code] ?? 0
      firsts[next] = firsts[before] ?? 0
      next++
    }
    if (output !== undefined) write(code)
    size += lengths[code] ?? 1
    before = code
    if (next + 1 >= 1 << width && width < 12) width++
  }
  return size
}
