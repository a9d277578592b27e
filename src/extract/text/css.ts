/** What style sheets say to a curious reader: comments, generated content, addresses, names of selectors. */
import { hexValue } from './percent.ts'

/**
 * The style sheet as text: colours left out (`#123456` is no customer number), escapes decoded.
 *
 * @source CSS Syntax Module Level 3, section 4.3.7 (escapes)
 */
export function cssText(css: string): string {
  const parts: string[] = []
  let copied = 0
  for (let at = nextMark(css, 0); at < css.length; at = nextMark(css, Math.max(at + 1, copied))) {
    const isColour = css.charCodeAt(at) === 0x23
    const end = isColour ? colourEnd(css, at + 1) : escapeEnd(css, at + 1)
    if (end === 0) continue
    parts.push(css.slice(copied, at))
    if (!isColour) parts.push(escaped(css, at + 1, end))
    copied = end
  }
  if (parts.length === 0) return css
  parts.push(css.slice(copied))
  return parts.join('')
}

/**
 * Whether `source[start, end)`, the value of a style attribute, only styles: no content, address, comment, custom
 * property, and no long number that is not a colour.
 */
export function isPlainStyle(source: string, start: number, end: number): boolean {
  let digits = 0
  for (let at = start; at < end; at++) {
    const code = source.charCodeAt(at)
    if (code >= 0x30 && code <= 0x39) {
      if (++digits >= minNumberLength) return false
      continue
    }
    digits = 0
    if (code === 0x23) at = Math.max(colourEnd(source, at + 1) - 1, at)
    else if (code === 0x2f && source.charCodeAt(at + 1) === 0x2a) return false
    else if (code === 0x2d && source.charCodeAt(at + 1) === 0x2d) return false
    else if (code === 0x5c) return false
    else if ((code | 0x20) === 0x63 && isWordAt(source, at, 'content')) return false
    else if ((code | 0x20) === 0x75 && isWordAt(source, at, 'url(')) return false
  }
  return true
}

/** Shorter numbers are sizes. */
export const minNumberLength = 5

/** Addresses in `url(…)`, as written. */
export function cssUrls(css: string): string[] {
  const urls: string[] = []
  const lower = css.toLowerCase()
  for (let at = lower.indexOf('url('); at >= 0; at = lower.indexOf('url(', at)) {
    const start = at + 'url('.length
    const quote = css.charAt(start)
    const close = quote === '"' || quote === "'" ? css.indexOf(quote, start + 1) : css.indexOf(')', start)
    const end = close < 0 ? css.length : close
    urls.push(css.slice(quote === '"' || quote === "'" ? start + 1 : start, end).trim())
    at = end
  }
  return urls
}

function nextMark(css: string, from: number): number {
  for (let at = from; at < css.length; at++) {
    const code = css.charCodeAt(at)
    if (code === 0x23 || code === 0x5c) return at
  }
  return css.length
}

/** End of a colour of 3, 4, 6 or 8 digits that begins at `start`, or 0. A selector is followed by a block. */
function colourEnd(css: string, start: number): number {
  let end = start
  while (end - start <= 8 && hexValue(css.charCodeAt(end)) >= 0) end++
  const length = end - start
  if (length !== 3 && length !== 4 && length !== 6 && length !== 8) return 0
  let next = end
  while (css.charCodeAt(next) === 0x20) next++
  const after = css.charCodeAt(next)
  const isValue = Number.isNaN(after) || after === 0x3b || after === 0x7d || after === 0x21 || after === 0x22
  return isValue || after === 0x27 || after === 0x29 || next > end ? end : 0
}

/** Six hexadecimal digits at most, and one space after them. */
function escapeEnd(css: string, start: number): number {
  let end = start
  while (end - start < 6 && hexValue(css.charCodeAt(end)) >= 0) end++
  if (end === start) return 0
  return css.charCodeAt(end) === 0x20 ? end + 1 : end
}

function escaped(css: string, start: number, end: number): string {
  const value = Number.parseInt(css.slice(start, end), 16)
  return value > 0 && value <= 0x10ffff ? String.fromCodePoint(value) : ''
}

function isWordAt(source: string, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const code = source.charCodeAt(at + i)
    const lower = code >= 0x41 && code <= 0x5a ? code + 0x20 : code
    if (lower !== word.charCodeAt(i)) return false
  }
  return true
}
