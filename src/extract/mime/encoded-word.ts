import { decodeText } from '../charset.ts'

export interface DecodedWords {
  readonly text: string
  readonly unknownCharset: boolean
}

interface Word {
  readonly start: number
  readonly end: number
  readonly charset: string
  readonly bytes: Buffer
}

/**
 * Decodes the encoded words of a header value, wherever they stand (also inside quoted strings, where the standard
 * forbids them and programs decode them all the same), with spaces inside, and with a character split over two words.
 *
 * @source RFC 2047; RFC 2231, 5 (language after an asterisk)
 */
export function decodeWords(value: string): DecodedWords {
  if (!value.includes('=?')) return { text: value, unknownCharset: false }
  let text = ''
  let from = 0
  let unknownCharset = false
  const lastClose = value.lastIndexOf('?=')
  for (let run = nextRun(value, 0, lastClose); run !== undefined; run = nextRun(value, from, lastClose)) {
    const decoded = decodeText(Buffer.concat(run.words.map((word) => word.bytes)), run.charset)
    unknownCharset ||= decoded.unknownCharset
    text += value.slice(from, run.start) + decoded.readings[0]
    from = run.end
  }
  return { text: text + value.slice(from), unknownCharset }
}

/** Words of one character set that only white space separates: their bytes are joined before they are decoded. */
function nextRun(value: string, from: number, lastClose: number) {
  const first = nextWord(value, from, lastClose)
  if (first === undefined) return undefined
  const words = [first]
  let end = first.end
  let next = nextWord(value, end, lastClose)
  while (next !== undefined && next.charset === first.charset && isGap(value, end, next.start)) {
    words.push(next)
    end = next.end
    next = nextWord(value, end, lastClose)
  }
  // White space before a word of another character set is dropped as well.
  if (next !== undefined && isGap(value, end, next.start)) end = next.start
  return { words, charset: first.charset, start: first.start, end }
}

function isGap(value: string, from: number, to: number): boolean {
  return value.slice(from, to).trim() === ''
}

/** @param lastClose where the last word can end: keeps a value full of beginnings linear */
function nextWord(value: string, from: number, lastClose: number): Word | undefined {
  for (let start = value.indexOf('=?', from); start !== -1; start = value.indexOf('=?', start + 2)) {
    if (start > lastClose) return undefined
    const word = wordAt(value, start)
    if (word !== undefined) return word
  }
  return undefined
}

/** A label longer than this is none. */
const charsetChars = 60

function wordAt(value: string, start: number): Word | undefined {
  const charsetEnd = value.indexOf('?', start + 2)
  if (charsetEnd === -1 || charsetEnd - start > charsetChars || value[charsetEnd + 2] !== '?')
    return undefined
  const encoding = value[charsetEnd + 1]?.toLowerCase()
  if (encoding !== 'b' && encoding !== 'q') return undefined
  const from = charsetEnd + 3
  let close = value.indexOf('?=', from)
  if (close === -1) return undefined
  // In Q, `?=` before two hexadecimal digits can be a question mark and an escape, if the word ends only later.
  while (encoding === 'q' && /^[0-9A-Fa-f]{2}[^\s?=]{0,80}\?=/.test(value.slice(close + 2, close + 90))) {
    close = value.indexOf('?=', close + 2)
  }
  const body = value.slice(from, close)
  return {
    start,
    end: close + 2,
    charset: value
      .slice(start + 2, charsetEnd)
      .replace(/\*.*$/, '')
      .trim()
      .toLowerCase(),
    bytes: encoding === 'b' ? base64Bytes(body) : quotedBytes(body),
  }
}

function base64Bytes(body: string): Buffer {
  const parts = body.replace(/[^A-Za-z0-9+/=_-]/g, '').split(/=+/)
  return Buffer.concat(parts.map((part) => Buffer.from(part, 'base64')))
}

function quotedBytes(body: string): Buffer {
  const text = body.replaceAll('_', ' ')
  const raw = /[^\x00-\x7f]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text
  const bytes = raw.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}
