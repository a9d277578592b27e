/** The other ways to read a passage: what its links say, what is still encoded in it, what a screen shows of it. */
import { entitiesDecoded } from './entity.ts'
import { linkTexts } from './links.ts'
import { hexNumber } from './percent.ts'

/** References are encoded once more by each template that takes a text for plain; more than three do not follow each other. */
const maxDecodings = 3

/** Without one of these a text says nothing but its letters as they stand. */
const encodingMarks = [':', '%', '&', '\\', '\u202e']

/**
 * @returns what `text` says beyond its letters as they stand, in pieces; nothing for nearly every text. Together at
 *   most some twenty times as long as the text (a text that consists of nested redirectors).
 */
export function rereadings(text: string): string[] {
  if (!encodingMarks.some((mark) => text.includes(mark))) return []
  const readings = linkReadings(text)
  let written = text
  for (let decoding = 0; decoding < maxDecodings; decoding++) {
    const decoded = entitiesDecoded(written)
    if (decoded === written) break
    readings.push(decoded)
    written = decoded
  }
  const unescaped = escapesDecoded(text)
  if (unescaped !== text) readings.push(unescaped)
  const displayed = asDisplayed(text)
  if (displayed !== text) readings.push(displayed)
  return readings
}

/** The readings of every link in a text; a link that stands there often is read once. */
function linkReadings(text: string): string[] {
  const links = new Set<string>()
  const readings = new Set<string>()
  for (const marker of ['://', 'mailto:']) {
    let at = text.indexOf(marker)
    while (at >= 0) {
      let start = at
      while (start > 0 && isSchemeCode(text.charCodeAt(start - 1))) start--
      let end = at + marker.length
      while (end < text.length && isLinkCode(text.charCodeAt(end))) end++
      links.add(text.slice(start, end))
      at = text.indexOf(marker, end)
    }
  }
  for (const word of encodedWords(text)) links.add(word)
  for (const link of links) for (const reading of linkTexts(link)) readings.add(reading)
  return [...readings]
}

/** Words with percent-encoding in them, as parts of links stand in scripts and tables. */
function* encodedWords(text: string): Iterable<string> {
  let at = text.indexOf('%')
  let end = 0
  while (at >= 0) {
    if (hexNumber(text, at + 1, 2) < 0) {
      at = text.indexOf('%', at + 1)
      continue
    }
    let start = at
    while (start > end && isLinkCode(text.charCodeAt(start - 1))) start--
    end = at
    while (end < text.length && isLinkCode(text.charCodeAt(end))) end++
    yield text.slice(start, end)
    at = text.indexOf('%', end)
  }
}

function isSchemeCode(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

/** Everything but space, quotes and brackets that writers put around an address. */
function isLinkCode(code: number): boolean {
  return code > 0x20 && code !== 0x22 && code !== 0x3c && code !== 0x3e && code !== 0xa0 && code !== 0x7f
}

/** Decodes `\u00fc` and `\xfc`, as they stand in scripts. */
function escapesDecoded(text: string): string {
  let at = text.indexOf('\\')
  if (at < 0) return text
  const parts: string[] = []
  let copied = 0
  while (at >= 0) {
    const kind = text.charCodeAt(at + 1)
    const digits = kind === 0x75 ? 4 : kind === 0x78 ? 2 : 0
    const value = digits > 0 ? hexNumber(text, at + 2, digits) : -1
    if (value >= 0) {
      parts.push(text.slice(copied, at), String.fromCharCode(value))
      copied = at + 2 + digits
    }
    at = text.indexOf('\\', Math.max(at + 2, copied))
  }
  if (parts.length === 0) return text
  parts.push(text.slice(copied))
  return parts.join('')
}

const rightToLeftOverride = '\u202e'
/**
 * Text under a right-to-left override as a screen shows it, from its last character to its first.
 *
 * @source Unicode Standard Annex 9, section 2.2
 */
function asDisplayed(text: string): string {
  let at = text.indexOf(rightToLeftOverride)
  if (at < 0) return text
  // An override ends with the line, or with a character that takes it back.
  const overrideEnd = /[\u202a-\u202d\u2066-\u2069\n]/g
  const parts: string[] = []
  let copied = 0
  while (at >= 0) {
    overrideEnd.lastIndex = at + 1
    const end = overrideEnd.exec(text)?.index ?? text.length
    parts.push(
      text.slice(copied, at),
      Array.from(text.slice(at + 1, end))
        .reverse()
        .join(''),
    )
    copied = end
    at = text.indexOf(rightToLeftOverride, end)
  }
  parts.push(text.slice(copied))
  return parts.join('')
}
