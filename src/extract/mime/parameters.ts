import { decodeText } from '../charset.ts'
import { decodeWords } from './encoded-word.ts'

/** A structured header value such as `text/plain; charset=utf-8`. */
export interface Parameterised {
  /** Before the first semicolon, comments removed, lower case. */
  readonly value: string
  /** Decoded, names in lower case without section and asterisk; the first of several wins. */
  readonly parameters: ReadonlyMap<string, string>
  /** Every name with its decoded value, those that lost against a namesake too. */
  readonly every: readonly (readonly [name: string, value: string])[]
  readonly unknownCharset: boolean
}

interface Section {
  readonly index: number
  readonly encoded: boolean
  readonly text: string
}

/** Parameters of one header that are read; real ones have fewer than ten, long file names come in tens of sections. */
const parameterCount = 500

/**
 * Reads parameters with comments, quoted strings, continuations and character sets.
 *
 * @source RFC 2045, 5.1; RFC 2231
 */
export function readParameters(header: string): Parameterised {
  const tokens = splitSemicolons(header)
  const sections = new Map<string, Section[]>()
  const plain = new Map<string, string>()
  const every: (readonly [string, string])[] = []
  let unknownCharset = false
  for (const token of tokens.slice(1, parameterCount)) {
    const equals = token.indexOf('=')
    if (equals === -1) continue
    const name = token.slice(0, equals).trim().toLowerCase()
    const value = token.slice(equals + 1).trim()
    const match = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(name)
    if (match === null) {
      const decoded = decodeWords(value)
      unknownCharset ||= decoded.unknownCharset
      if (!plain.has(name)) plain.set(name, decoded.text)
      every.push([name, decoded.text])
      continue
    }
    const [, base = '', index, star] = match
    const list = sections.get(base.trim()) ?? []
    list.push({ index: Number(index ?? 0), encoded: index === undefined || star !== undefined, text: value })
    sections.set(base.trim(), list)
  }
  const parameters = new Map(plain)
  for (const [name, list] of sections) {
    const decoded = joinSections(list)
    unknownCharset ||= decoded.unknownCharset
    parameters.set(name, decoded.text)
    every.push([name, decoded.text])
  }
  return { value: (tokens[0] ?? '').trim().toLowerCase(), parameters, every, unknownCharset }
}

function joinSections(list: readonly Section[]) {
  const ordered = [...list].sort((a, b) => a.index - b.index)
  let charset = ''
  const bytes = ordered.map((section, at) => {
    let text = section.text
    if (section.encoded && at === 0) {
      const match = /^([^']*)'[^']*'/.exec(text)
      if (match !== null) {
        charset = match[1] ?? ''
        text = text.slice(match[0].length)
      }
    }
    return section.encoded ? percentBytes(text) : Buffer.from(text, 'utf8')
  })
  const decoded = decodeText(Buffer.concat(bytes), charset)
  const words = decodeWords(decoded.readings[0])
  return { text: words.text, unknownCharset: decoded.unknownCharset || words.unknownCharset }
}

function percentBytes(text: string): Buffer {
  const raw = Buffer.from(text, 'utf8').toString('latin1')
  return Buffer.from(
    raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

/** Splits at semicolons outside quotes and comments; quotes and comments are taken out. */
function splitSemicolons(header: string): string[] {
  const tokens: string[] = []
  let token = ''
  let quoted = false
  let comments = 0
  for (let at = 0; at < header.length; at++) {
    const char = header[at] ?? ''
    if (char === '\\' && (quoted || comments > 0)) {
      at++
      if (quoted) token += unescaped(header[at])
    } else if (quoted) {
      if (char === '"') quoted = false
      else token += char
    } else if (char === '(') comments++
    else if (comments > 0) comments -= char === ')' ? 1 : 0
    else if (char === '"') quoted = true
    else if (char === ';') {
      tokens.push(token)
      token = ''
    } else token += char
  }
  tokens.push(token)
  return tokens
}

/** A backslash that escapes nothing is a path separator of another system. */
function unescaped(char: string | undefined): string {
  return char === undefined || char === '"' || char === '\\' ? (char ?? '') : `\\${char}`
}
