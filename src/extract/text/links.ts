/** What a link says: a customer can read its target, and so can everyone he forwards it to. */
import { percentDecoded } from './percent.ts'
import { tokenTexts } from './token.ts'

/** Redirector in redirector in redirector: more is not seen in mail, and each level reads everything once more. */
const maxDepth = 3

/**
 * Readings together are at most this many times as long as the link (plus a little for short ones): three levels, each
 * read as a whole, by parameter, and decoded twice.
 */
const maxGrowth = 16
const minAllowedLength = 4096

/**
 * The readings of a link target beyond the target as it is written: percent-decoded (twice, if still encoded), each
 * query parameter as `name=value`, base64 and hexadecimal tokens as text, addresses and headers of `mailto:`, and the
 * same for links inside the link (redirectors).
 *
 * @param url as written, entities decoded
 * @returns readings without repetition, outermost first; none if the target says no more than it shows
 * @source RFC 3986, RFC 6068 (mailto)
 */
export function linkTexts(url: string): string[] {
  const readings = new Set<string>()
  const waiting = [{ url, depth: 0 }]
  let allowedLength = url.length * maxGrowth + minAllowedLength
  // The list grows while it is walked.
  for (const next of waiting) {
    for (const reading of readingsOf(next.url)) {
      if (reading.text === url || readings.has(reading.text)) continue
      allowedLength -= reading.text.length
      if (allowedLength < 0) return [...readings]
      readings.add(reading.text)
      if (reading.inner !== undefined && next.depth < maxDepth)
        waiting.push({ url: reading.inner, depth: next.depth + 1 })
    }
  }
  return [...readings]
}

interface Reading {
  readonly text: string
  /** A link inside, to be read like the outer one. */
  readonly inner?: string
}

function* readingsOf(url: string): Iterable<Reading> {
  const once = percentDecoded(url)
  if (once !== url) yield { text: once }
  const twice = percentDecoded(once)
  if (twice !== once) yield { text: twice }
  const queryStart = url.indexOf('?')
  const fragmentStart = url.indexOf('#')
  const pathEnd = Math.min(...[queryStart, fragmentStart, url.length].filter((at) => at >= 0))
  yield* pathReadings(url.slice(0, pathEnd))
  if (pathEnd === url.length) return
  const isMail = isMailto(url)
  for (const part of url.slice(pathEnd + 1).split(/[&?#]/)) yield* parameterReadings(part, isMail)
}

function* pathReadings(path: string): Iterable<Reading> {
  if (isMailto(path)) yield { text: percentDecoded(path.slice(mailto.length)) }
  const decoded = percentDecoded(path)
  const inner = innerLink(decoded, 1)
  if (inner !== undefined) yield { text: inner, inner }
  for (const text of tokenTexts(decoded)) yield { text, inner: text }
}

function* parameterReadings(part: string, isMail: boolean): Iterable<Reading> {
  if (part === '') return
  // In a text an address is sometimes written as in HTML: "?a=1&amp;b=2".
  const written = part.startsWith('amp;') ? part.slice('amp;'.length) : part
  const equals = written.indexOf('=')
  const name = percentDecoded(written.slice(0, Math.max(equals, 0)))
  const raw = written.slice(equals + 1)
  const plain = percentDecoded(raw)
  const spaced = raw.includes('+') && !isMail ? percentDecoded(raw.replaceAll('+', ' ')) : plain
  const value = percentDecoded(spaced)
  // The headers of a mail stand alone, so that the greeting in its body begins a line.
  if (!isMail) yield { text: name === '' ? value : `${name}=${value}` }
  if (isMail || value.includes(' ')) yield { text: value }
  const inner = innerLink(plain, 0) ?? innerLink(defenceDecoded(plain), 0)
  if (inner !== undefined) yield { text: inner, inner }
  for (const text of tokenTexts(plain)) yield { text, inner: text }
}

/** From the first `scheme://` or `mailto:` that begins at `from` or later. */
function innerLink(text: string, from: number): string | undefined {
  const mail = text.indexOf(mailto, from)
  if (mail >= 0) return text.slice(mail)
  let colon = text.indexOf('://')
  while (colon >= 0) {
    let start = colon
    while (start > 0 && isLetter(text.charCodeAt(start - 1))) start--
    if (start >= from && start < colon) return text.slice(start)
    colon = text.indexOf('://', colon + 3)
  }
  return undefined
}

/** One mail filter writes `-` for `%` and `_` for `/` in the address it protects. */
function defenceDecoded(text: string): string {
  if (!text.startsWith('http-3A__') && !text.startsWith('https-3A__')) return text
  return percentDecoded(text.replaceAll('-', '%').replaceAll('_', '/'))
}

const mailto = 'mailto:'

function isMailto(url: string): boolean {
  return url.slice(0, mailto.length).toLowerCase() === mailto
}

function isLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}
