/** Folding: the spellings of one word or number become one. */
import {
  COMPOSE,
  cleanActions,
  DIGIT,
  FOREIGN,
  foldingOf,
  KEEP,
  LOWER,
  MARK,
  NO_LETTER,
  PAIR,
  replacementOf,
  replacementOfPair,
  SURROGATE,
  UPPER,
  unitClasses,
} from './alphabet.ts'

/** A run of letters and digits. */
export interface Word {
  /** Folded: lower case, no accents, ä/ae → a, ß → ss, look-alikes of other scripts → Latin. */
  readonly folded: string
  /** Half-open range in `FoldedText.text`. */
  readonly start: number
  readonly end: number
  readonly hasDigit: boolean
  readonly hasLetter: boolean
}

/**
 * A passage made comparable. `text` has no invisible characters (zero-width, soft hyphen, bidi marks), one kind of
 * space (line breaks and tabs stay), ASCII digits and hyphens; letters keep case and accents. Words are in order.
 */
export interface FoldedText {
  readonly text: string
  readonly words: readonly Word[]
  /** Start of each table cell in `text`, with its column heading (folded words joined by a space); empty for running text. */
  readonly cells: readonly { readonly start: number; readonly label: string }[]
}

/**
 * Longest word that is compared. No name, street or number is longer; a longer run (base64, a line without spaces)
 * keeps its place but folds to nothing.
 */
export const MAX_WORD_LENGTH = 128

/**
 * Makes a passage comparable. Linear in the length of the text; never throws, also not on unpaired surrogates.
 *
 * @param foldHeading folds a column's heading; see `openHeadingFolder` for texts with many rows
 */
export function foldText(
  passage: { readonly text: string; readonly labels?: readonly string[]; readonly row?: number },
  foldHeading: FoldHeading = foldedHeading,
): FoldedText {
  const text = cleanText(passage.text)
  const isTable = passage.row !== undefined || passage.labels !== undefined
  return {
    text,
    words: wordsOf(text),
    cells: isTable ? cellsOf(text, passage.labels ?? [], foldHeading) : [],
  }
}

export type FoldHeading = (heading: string) => string

export function foldedHeading(heading: string): string {
  return heading === '' ? '' : foldedWordsOf(heading).join(' ')
}

/** Headings that are remembered, each up to this length; tables with more columns are rare. */
const MAX_HEADINGS = 256
const MAX_HEADING_LENGTH = 256

/** Folds each heading once, however many rows it stands above. */
export function openHeadingFolder(): FoldHeading {
  const known = new Map<string, string>()
  return (heading) => {
    const folded = known.get(heading) ?? foldedHeading(heading)
    if (known.size < MAX_HEADINGS && heading.length <= MAX_HEADING_LENGTH) known.set(heading, folded)
    return folded
  }
}

/** Folds one word; what is neither letter nor digit in it is dropped. Folding twice changes nothing. */
export function foldWord(word: string): string {
  return joinFolded(foldedWordsOf(word))
}

/** Folded words written as one; letters that meet at the seam fold as if they had always stood together. */
export function joinFolded(words: readonly string[]): string {
  const joined = words.length === 1 ? (words[0] ?? '') : words.join('')
  return hasDigit(joined) ? joined : foldDigraphs(joined)
}

/** Letters and digits only, in lower case and without accents; unlike in a folded word every letter counts. */
export function plainSpelling(text: string): string {
  if (isAscii(text)) return asciiSpelling(text)
  let plain = ''
  for (const letter of cleanText(text)) {
    const unit = letter.charCodeAt(0)
    const kind = unitClasses[unit] ?? NO_LETTER
    if (kind === NO_LETTER || kind === MARK) continue
    plain += unit < 0x80 ? letter.toLowerCase() : foldingOf(letter)
  }
  return plain
}

/** Whether every unit is below 0x80: then nothing of it is a disguise. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) return false
  return true
}

/** As `plainSpelling`, which it equals where it can be used: nearly all numbers of a directory are ASCII. */
function asciiSpelling(text: string): string {
  let seen = 0
  for (let i = 0; i < text.length; i++) {
    const kind = unitClasses[text.charCodeAt(i)] ?? NO_LETTER
    seen |= kind === NO_LETTER ? SEPARATOR : kind
  }
  const joined = (seen & SEPARATOR) === 0 ? text : text.replaceAll(/[^0-9A-Za-z]+/g, '')
  return (seen & UPPER) === 0 ? joined : joined.toLowerCase()
}

/** Beside the classes of `alphabet.ts`. */
const SEPARATOR = 1 << 8

function hasDigit(folded: string): boolean {
  for (let i = 0; i < folded.length; i++) {
    if (unitClasses[folded.charCodeAt(i)] === DIGIT) return true
  }
  return false
}

/** The words of a text, folded, in order. */
export function foldedWordsOf(text: string): readonly string[] {
  const seen = classesOfOneWord(text)
  if (seen !== 0) return [foldSpan(text, 0, text.length, seen)]
  return wordsOf(cleanText(text)).map((word) => word.folded)
}

/**
 * The classes of the units of a text that is one plain word, as most fields of a directory are.
 *
 * @returns 0 for any other text
 */
function classesOfOneWord(text: string): number {
  let seen = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const kind = unitClasses[unit] ?? NO_LETTER
    if (kind === NO_LETTER || kind === SURROGATE || cleanActions[unit] !== KEEP) return 0
    seen |= kind
  }
  return seen === MARK ? 0 : seen
}

/** Text without invisible characters and with one spelling for each space, hyphen, digit and look-alike letter. */
export function cleanText(raw: string): string {
  const first = firstTouched(raw)
  if (first === raw.length) return raw
  let clean = raw.slice(0, first)
  let kept = first
  let mustCompose = false
  for (let i = first; i < raw.length; i++) {
    const unit = raw.charCodeAt(i)
    const action = cleanActions[unit]
    if (action === KEEP) continue
    if (action === COMPOSE) {
      mustCompose = true
      continue
    }
    let width = 1
    let replacement: string | undefined
    if (action === PAIR) {
      const codePoint = raw.codePointAt(i) ?? unit
      width = codePoint > 0xffff ? 2 : 1
      replacement = width === 2 ? replacementOfPair(codePoint) : undefined
    } else {
      // CR LF is one line break.
      replacement = unit === CR && raw.charCodeAt(i + 1) === LF ? '' : replacementOf(unit)
    }
    if (replacement !== undefined) {
      clean += raw.slice(kept, i) + replacement
      kept = i + width
    }
    i += width - 1
  }
  clean += raw.slice(kept)
  return mustCompose ? clean.normalize('NFC') : clean
}

const LF = 0x0a
const CR = 0x0d

function firstTouched(raw: string): number {
  for (let i = 0; i < raw.length; i++) {
    if (cleanActions[raw.charCodeAt(i)] !== KEEP) return i
  }
  return raw.length
}

const LETTERS = LOWER | UPPER | FOREIGN | SURROGATE
const astralLetter = /^[\p{L}\p{M}]/u

function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let i = 0
  while (i < text.length) {
    if (unitClasses[text.charCodeAt(i)] === NO_LETTER) {
      i += 1
      continue
    }
    const start = i
    let seen = 0
    for (; i < text.length; i++) {
      const kind = unitClasses[text.charCodeAt(i)] ?? NO_LETTER
      if (kind === NO_LETTER) break
      if (kind === SURROGATE) {
        if (!isAstralLetter(text, i)) break
        i += 1
      }
      seen |= kind
    }
    // A sign beyond the basic plane that is no letter (an emoji) separates.
    if (i === start) i += 1
    else if ((seen & ~MARK) !== 0) {
      words.push({
        folded: foldSpan(text, start, i, seen),
        start,
        end: i,
        hasDigit: (seen & DIGIT) !== 0,
        hasLetter: (seen & LETTERS) !== 0,
      })
    }
  }
  return words
}

function isAstralLetter(text: string, i: number): boolean {
  const codePoint = text.codePointAt(i) ?? 0
  return codePoint > 0xffff && astralLetter.test(String.fromCodePoint(codePoint))
}

function foldSpan(text: string, start: number, end: number, seen: number): string {
  if (end - start > MAX_WORD_LENGTH) return ''
  const raw = text.slice(start, end)
  if ((seen & ~(LOWER | DIGIT)) === 0) return (seen & DIGIT) === 0 ? foldDigraphs(raw) : raw
  if ((seen & ~(LOWER | UPPER | DIGIT)) === 0) {
    return (seen & DIGIT) === 0 ? foldDigraphs(raw.toLowerCase()) : raw.toLowerCase()
  }
  let folded = ''
  for (const letter of raw) {
    const unit = letter.charCodeAt(0)
    if (unit < 0x80) folded += letter.toLowerCase()
    else if (unitClasses[unit] !== MARK) folded += foldingOf(letter)
  }
  return (seen & DIGIT) === 0 ? foldDigraphs(folded) : folded
}

const A = 0x61
const E = 0x65
const O = 0x6f
const Q = 0x71
const U = 0x75

/**
 * ae, oe and ue become a, o and u, as ä, ö and ü do. "ue" behind a, e or q is no umlaut (Bauer, Feuer, Quelle). Words
 * with digits are left alone: in a number every letter counts.
 */
function foldDigraphs(folded: string): string {
  let plain = ''
  let kept = 0
  let last = 0
  let beforeLast = 0
  for (let i = 0; i < folded.length; i++) {
    const unit = folded.charCodeAt(i)
    const isDigraph =
      unit === E &&
      (last === A || last === O || (last === U && beforeLast !== A && beforeLast !== E && beforeLast !== Q))
    if (isDigraph) {
      plain += folded.slice(kept, i)
      kept = i + 1
    } else {
      beforeLast = last
      last = unit
    }
  }
  return kept === 0 ? folded : plain + folded.slice(kept)
}

function cellsOf(text: string, labels: readonly string[], foldHeading: FoldHeading): FoldedText['cells'] {
  const cells: { readonly start: number; readonly label: string }[] = []
  let start = 0
  while (start <= text.length) {
    cells.push({ start, label: foldHeading(labels[cells.length] ?? '') })
    const tab = text.indexOf('\t', start)
    if (tab < 0) break
    start = tab + 1
  }
  return cells
}
