/** JSON, and what nearly is JSON: never refused, read value by value. */
import type { Desk } from '../desk.ts'
import { type JsonOutline, openJsonOutline } from './json-outline.ts'
import { openPen, readWithPen } from './pen.ts'
import { hexNumber } from './percent.ts'

/**
 * Reads JSON, JSON lines, JSON with comments, and whatever else has its brackets and quotes. Strings are unescaped,
 * keys stand in front of their values, an array of objects becomes rows.
 *
 * @param seen sees every string and gives what is to be written of it
 * @source RFC 8259
 */
export function readJsonValues(
  text: string,
  desk: Pick<Desk, 'text' | 'row' | 'spend'>,
  seen: (text: string) => string = (text) => text,
): void {
  const pen = openPen(desk)
  const outline = openJsonOutline(pen, isJsonLines(text))
  readWithPen(
    pen,
    () => readValues(text, outline, seen),
    () => outline.finish(),
  )
}

function readValues(text: string, outline: JsonOutline, seen: (text: string) => string): void {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at)
    if (code <= 0x20 || code === 0xfeff) at++
    else if (code === openBrace || code === openBracket) {
      outline.open(code === openBrace ? 'object' : 'array')
      at++
    } else if (code === closeBrace || code === closeBracket) {
      outline.close()
      at++
    } else if (code === comma) {
      outline.next()
      at++
    } else if (code === colon) {
      outline.key()
      at++
    } else if (code === doubleQuote || code === singleQuote) {
      const end = stringEnd(text, at)
      outline.value(seen(unescaped(text.slice(at + 1, end))))
      at = end + 1
    } else {
      const end = wordEnd(text, at)
      outline.value(text.slice(at, end))
      at = end
    }
  }
}

const doubleQuote = 0x22
const singleQuote = 0x27
const comma = 0x2c
const colon = 0x3a
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/** One object a line. Where a JSON text has an object after an object, a comma stands between them. */
function isJsonLines(text: string): boolean {
  return text.trimStart().startsWith('{') && (text.includes('}\n{') || text.includes('}\r\n{'))
}

/** Index of the quote that closes the string begun at `start`; the end of the text if none does. */
function stringEnd(text: string, start: number): number {
  const quote = text.charCodeAt(start)
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at
  }
  return text.length
}

/** A number, `true`, or anything else that is no punctuation. */
function wordEnd(text: string, start: number): number {
  let at = start + 1
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isMark = code === comma || code === colon || code === doubleQuote || code <= 0x20
    if (isMark || code === openBracket || code === closeBracket || code === openBrace || code === closeBrace)
      break
  }
  return at
}

function unescaped(raw: string): string {
  let at = raw.indexOf('\\')
  if (at < 0) return raw
  const parts: string[] = []
  let copied = 0
  while (at >= 0 && at + 1 < raw.length) {
    const value = raw.charAt(at + 1) === 'u' ? hexNumber(raw, at + 2, 4) : -1
    parts.push(raw.slice(copied, at))
    parts.push(value >= 0 ? String.fromCharCode(value) : (escapes[raw.charAt(at + 1)] ?? raw.charAt(at + 1)))
    copied = at + (value >= 0 ? 6 : 2)
    at = raw.indexOf('\\', copied)
  }
  parts.push(raw.slice(copied))
  return parts.join('')
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: ' ', f: '\n' }
