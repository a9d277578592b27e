/** Texts hidden in opaque tokens: base64, base64url (so also each part of a JWT) and hexadecimal. */
import { bytesDecoded, hexValue } from './percent.ts'

/**
 * Shorter tokens hold at most five bytes and are mostly words; no customer number worth the name fits into them.
 */
const minTokenLength = 8

/**
 * The texts that tokens in `text` decode to. A token is a maximal run of characters of the base64 alphabets; if the
 * run itself is none, its parts between `-`, `_`, `/`, `+` and `.` are tried, and what follows an encoded `http`.
 *
 * @source RFC 4648 sections 4, 5 and 8
 */
export function tokenTexts(text: string): string[] {
  const found: string[] = []
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isTokenCode(text.charCodeAt(at))) continue
    if (at - start >= minTokenLength) readRun(text, start, at, found)
    start = at + 1
  }
  return found
}

function readRun(text: string, start: number, end: number, found: string[]): void {
  const whole = decodeToken(text, start, end)
  if (whole !== undefined) {
    found.push(whole)
    return
  }
  let part = start
  for (let at = start; at <= end; at++) {
    if (at < end && alphabet[text.charCodeAt(at)] !== separator && !isJoint(text.charCodeAt(at))) continue
    if (at - part >= minTokenLength && at - part < end - start) {
      const decoded = decodeToken(text, part, at)
      if (decoded !== undefined) found.push(decoded)
    }
    part = at + 1
  }
  // Redirectors put a letter or two in front of the encoded address ("a1aHR0cHM6…").
  const link = text.slice(start, end).indexOf(encodedHttp)
  const decoded = link > 0 ? decodeToken(text, start + link, end) : undefined
  if (decoded !== undefined) found.push(decoded)
}

/** `htt` in base64. */
const encodedHttp = 'aHR0'

function decodeToken(text: string, start: number, end: number): string | undefined {
  return decodeHex(text, start, end) ?? decodeBase64(text, start, end)
}

function decodeHex(text: string, start: number, end: number): string | undefined {
  if ((end - start) % 2 !== 0) return undefined
  const bytes = new Uint8Array((end - start) / 2)
  for (let at = start, i = 0; at < end; at += 2, i++) {
    const high = hexValue(text.charCodeAt(at))
    const low = hexValue(text.charCodeAt(at + 1))
    if (high < 0 || low < 0 || !isTextByte(high * 16 + low)) return undefined
    bytes[i] = high * 16 + low
  }
  return readable(bytes)
}

function decodeBase64(text: string, start: number, end: number): string | undefined {
  const bytes = new Uint8Array(Math.floor(((end - start) * 3) / 4))
  let length = 0
  let bits = 0
  let pending = 0
  for (let at = start; at < end; at++) {
    const value = alphabet[text.charCodeAt(at)] ?? other
    if (value === separator) break
    if (value > 63) return undefined
    bits = ((bits << 6) | value) & 0xffff
    pending += 6
    if (pending < 8) continue
    pending -= 8
    const byte = (bits >> pending) & 0xff
    if (!isTextByte(byte)) return undefined
    bytes[length++] = byte
  }
  return length < 4 ? undefined : readable(bytes.subarray(0, length))
}

/** UTF-8, or single bytes that are mostly letters and digits; anything else is chance. */
function readable(bytes: Uint8Array): string | undefined {
  const text = bytesDecoded(bytes)
  if (text.length < bytes.length) return text
  let ascii = 0
  for (const byte of bytes) if (byte < 0x80) ascii++
  return ascii * 4 >= bytes.length * 3 ? text : undefined
}

/** No control characters but tab and line ends: the fastest way to know random bytes. */
function isTextByte(byte: number): boolean {
  return byte >= 0x20 ? byte !== 0x7f : byte === 0x09 || byte === 0x0a || byte === 0x0d
}

function isTokenCode(code: number): boolean {
  return (alphabet[code] ?? other) !== other
}

/** Characters of the alphabets that also join tokens to each other or to words. */
function isJoint(code: number): boolean {
  return code === 0x2d || code === 0x5f || code === 0x2f || code === 0x2b
}

const other = 255
const separator = 64

/** Value of each ASCII character in base64 and base64url; `=` ends a token. */
const alphabet: Uint8Array = alphabetTable()

function alphabetTable(): Uint8Array {
  const table = new Uint8Array(128).fill(other)
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (let i = 0; i < digits.length; i++) table[digits.charCodeAt(i)] = i
  table['-'.charCodeAt(0)] = 62
  table['_'.charCodeAt(0)] = 63
  table['='.charCodeAt(0)] = separator
  return table
}
