/** Pieces of text that are a name, or part of one, for somebody in the directory. */
import { FOREIGN, UPPER, unitClasses } from '../alphabet.ts'
import { type FoldedText, joinFolded, type Word } from '../fold.ts'
import { type IdentifierIndex, NAME_FAMILY, NAME_GIVEN } from '../identifier-index.ts'
import { APOSTROPHE, BREAK, HYPHEN, SPACE, signsBehind } from './gap.ts'
import { particles } from './name-word.ts'

/** One or several words that are written as one name. */
export interface NameUnit {
  readonly folded: string
  /** Bits NAME_*. */
  readonly roles: number
  /** First and last word. */
  readonly first: number
  readonly last: number
}

/** Words that one name is made of at most: "von und zu der Tann". */
const MAX_UNIT_WORDS = 5
/** A genitive needs a name in front of its s. */
const MIN_GENITIVE_LENGTH = 4
const PERSON = NAME_GIVEN | NAME_FAMILY
const S = 0x73

/**
 * The name units that start with word `i`: the word itself, without a genitive s, and glued to its neighbours where
 * hyphen, particle or a line break inside the word allow it.
 *
 * @param roles what `index.nameRoles` says about the word itself
 */
export function addUnitsAt(
  text: FoldedText,
  i: number,
  roles: number,
  index: IdentifierIndex,
  units: NameUnit[],
): void {
  const word = text.words[i]
  if (word === undefined || word.hasDigit) return
  const { folded } = word
  if ((roles & PERSON) !== 0 && folded.length > 1) units.push({ folded, roles, first: i, last: i })
  if (
    (roles & NAME_FAMILY) === 0 &&
    folded.length >= MIN_GENITIVE_LENGTH &&
    folded.charCodeAt(folded.length - 1) === S
  ) {
    const base = folded.slice(0, -1)
    const baseRoles = index.nameRoles(base) & NAME_FAMILY
    if (baseRoles !== 0) units.push({ folded: base, roles: baseRoles, first: i, last: i })
  }
  // "Fällig am" above "Al-Masri" is nobody called Amal: a small particle begins a surname, never a given name.
  const possible = particles.has(folded) && !isCapital(text, word) ? NAME_FAMILY : PERSON
  const glued = [folded]
  for (let last = i + 1; last < i + MAX_UNIT_WORDS && isGlued(text, last - 1, last - 1 === i); last++) {
    const next = text.words[last]
    if (next === undefined || next.hasDigit) break
    glued.push(next.folded)
    const whole = joinFolded(glued)
    const wholeRoles = index.nameRoles(whole) & possible
    if (wholeRoles !== 0) units.push({ folded: whole, roles: wholeRoles, first: i, last })
  }
}

/** Whether word `i` and the next can be one name: "Anna-Lena", "O'Brien", "von der Heide", "Mül-\nler", "Anna Lena". */
function isGlued(text: FoldedText, i: number, isFirst: boolean): boolean {
  const signs = signsBehind(text, i)
  if (signs === HYPHEN || signs === APOSTROPHE) return true
  if ((signs & ~(HYPHEN | BREAK | SPACE)) !== 0) return false
  if ((signs & HYPHEN) !== 0) return (signs & BREAK) !== 0
  const word = text.words[i]
  const next = text.words[i + 1]
  if (word === undefined || next === undefined) return false
  return particles.has(word.folded) || (isFirst && isCapital(text, word) && isCapital(text, next))
}

/** Whether a word begins with a capital letter. */
export function isCapital(text: FoldedText, word: Word): boolean {
  const kind = unitClasses[text.text.charCodeAt(word.start)]
  if (kind === UPPER) return true
  const letter = text.text.charAt(word.start)
  return kind === FOREIGN && letter !== letter.toLowerCase()
}
