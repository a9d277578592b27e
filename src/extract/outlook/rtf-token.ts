/** The tokens of RTF: groups, control words, control symbols, hexadecimal bytes, text, binary data (RTF 1.9.1). */

export interface RtfTokens {
  open(): void
  close(): void
  /** @param parameter undefined if the word has none */
  word(word: string, parameter: number | undefined): void
  /** @param code of the character behind the backslash */
  symbol(code: number): void
  /** A byte written as `\'hh`. */
  byte(value: number): void
  /** Text between `start` and `end`, line ends left out. */
  text(start: number, end: number): void
  /** Data behind `\bin`. */
  binary(start: number, end: number): void
}

/** Longest word of the specification has 25 letters; what is longer is no word anyone knows. */
const longestWord = 32

/** Walks the bytes once; tokens of damaged input are whatever they look like. */
export function scanRtf(bytes: Uint8Array, tokens: RtfTokens): void {
  let at = 0
  while (at < bytes.length) {
    const code = bytes[at]
    if (code === 0x7b) {
      tokens.open()
      at++
    } else if (code === 0x7d) {
      tokens.close()
      at++
    } else if (code === 0x5c) at = scanControl(bytes, at + 1, tokens)
    else if (code === 0x0a || code === 0x0d || code === 0) at++
    else at = scanText(bytes, at, tokens)
  }
}

function scanText(bytes: Uint8Array, start: number, tokens: RtfTokens): number {
  let at = start
  while (at < bytes.length) {
    const code = bytes[at]
    if (code === 0x7b || code === 0x7d || code === 0x5c || code === 0x0a || code === 0x0d || code === 0) break
    at++
  }
  tokens.text(start, at)
  return at
}

function scanControl(bytes: Uint8Array, start: number, tokens: RtfTokens): number {
  const code = bytes[start]
  if (code === undefined) return start
  if (code === 0x27) {
    const value = hexDigit(bytes[start + 1]) * 16 + hexDigit(bytes[start + 2])
    if (Number.isNaN(value)) return start + 1
    tokens.byte(value)
    return start + 3
  }
  if (!isLetter(code)) {
    tokens.symbol(code)
    return start + 1
  }
  let at = start
  let word = ''
  for (let letter = code; isLetter(letter); letter = bytes[++at] ?? 0) {
    if (at - start < longestWord) word += String.fromCharCode(letter)
  }
  const negative = bytes[at] === 0x2d && isDigit(bytes[at + 1])
  if (negative) at++
  let parameter: number | undefined
  for (; isDigit(bytes[at]); at++) {
    // No parameter has more than ten digits; larger ones stay large.
    parameter = Math.min((parameter ?? 0) * 10 + (bytes[at] ?? 0) - 0x30, 1e10)
  }
  if (parameter !== undefined && negative) parameter = -parameter
  if (bytes[at] === 0x20) at++
  if (word === 'bin') {
    const end = Math.min(bytes.length, at + Math.max(0, parameter ?? 0))
    tokens.binary(at, end)
    return end
  }
  tokens.word(word, parameter)
  return at
}

export function hexDigit(code: number | undefined): number {
  if (code === undefined) return Number.NaN
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : Number.NaN
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 0x30 && code <= 0x39
}
