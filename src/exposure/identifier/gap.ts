/** What stands between two words. */
import type { FoldedText } from '../fold.ts'

export const SPACE = 1
export const TAB = 2
/** One line break, with the quote signs of a reply behind it. */
export const BREAK = 4
export const HYPHEN = 8
export const DOT = 16
export const SLASH = 32
export const COMMA = 64
export const PAREN = 128
export const COLON = 256
export const UNDERSCORE = 512
export const APOSTROPHE = 1024
/** Quotation marks of any kind. */
export const QUOTE = 2048
export const AMPERSAND = 4096
/** `;` `|` `+` */
export const LISTING = 8192
/** `=` `#` `*` `>` and the like, which stand between a label and its value. */
export const ASSIGNMENT = 16384
/** More than one line break. */
export const BREAKS = 1 << 20
export const OTHER = 1 << 21
/** Longer than any gap inside one fact; includes the edges of the text. */
export const FAR = 1 << 22

/** Indentation and leader dots may be long; a gap beyond this is the end of anything. */
export const MAX_GAP = 80

/** Kinds of signs between word `i` and the next one, as bits; 0 if nothing stands there. */
export function signsBehind(text: FoldedText, i: number): number {
  const left = text.words[i]
  const right = text.words[i + 1]
  return left === undefined || right === undefined ? FAR : signsIn(text.text, left.end, right.start)
}

function signsIn(text: string, start: number, end: number): number {
  if (end - start > MAX_GAP) return FAR
  let signs = 0
  for (let at = start; at < end; at++) {
    const sign = signOf(text.charCodeAt(at))
    if (sign === BREAK && (signs & BREAK) !== 0) signs |= BREAKS
    // Quote signs at the beginning of a line belong to the line break.
    else if (sign === ASSIGNMENT && text[at] === '>' && (signs & BREAK) !== 0) continue
    signs |= sign
  }
  return signs
}

const signs = fillSigns()

/** The kind of sign that a unit of cleaned text is between two words. */
export function signOf(unit: number): number {
  return unit < 128
    ? (signs[unit] ?? OTHER)
    : quotesBeyondAscii.includes(String.fromCharCode(unit))
      ? QUOTE
      : OTHER
}

const quotesBeyondAscii = '„“”«»‹›‚'

function fillSigns(): Int32Array {
  const table = new Int32Array(128).fill(OTHER)
  const kinds: readonly (readonly [string, number])[] = [
    [' ', SPACE],
    ['\t', TAB],
    ['\n', BREAK],
    ['-', HYPHEN],
    ['.', DOT],
    ['/', SLASH],
    [',', COMMA],
    ['()[]', PAREN],
    [':', COLON],
    ['_', UNDERSCORE],
    ["'", APOSTROPHE],
    ['"', QUOTE],
    ['&', AMPERSAND],
    [';|+', LISTING],
    ['=#*>', ASSIGNMENT],
  ]
  for (const [characters, kind] of kinds)
    for (const character of characters) table[character.charCodeAt(0)] = kind
  return table
}
