/** What each UTF-16 unit is to the sieve, made of the tables by which texts are cleaned and folded. */
import {
  cleanActions,
  FOREIGN,
  foldingOf,
  KEEP,
  LOWER,
  NO_LETTER,
  REPLACE,
  replacementOf,
  UPPER,
  unitClasses,
} from '../alphabet.ts'
import { signOf } from '../identifier/gap.ts'

/** As `assembly/scan/layout.ts` has them. */
const NOT_UNDERSTOOD = 0
const GAP = 0x8000
const CAPITAL = 0x4000
const SECOND_SHIFT = 7
/** ">" has a code of its own: at the beginning of a line it quotes. */
const QUOTE_SIGN = 0x40
/** So has "@". */
const ADDRESS_SIGN = 0x80

const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a
const E = 'e'

/** A code for each unit of the basic plane. Letters that fold to other than one or two small Latin letters are not understood. */
export function sieveCodes(): Uint16Array {
  return Uint16Array.from({ length: 0x10000 }, (_, unit) => codeOf(unit))
}

function codeOf(unit: number): number {
  const action = cleanActions[unit]
  if (unit === CARRIAGE_RETURN) return gapCode(LINE_FEED)
  if (action === REPLACE) return codeOfReplacement(replacementOf(unit))
  if (action !== KEEP) return NOT_UNDERSTOOD
  const kind = unitClasses[unit]
  if (kind === NO_LETTER) return gapCode(unit)
  return kind === FOREIGN || kind === LOWER || kind === UPPER ? letterCode(unit) : NOT_UNDERSTOOD
}

/** Only what becomes one sign: disguised letters and digits, and what vanishes, are looked at by the engine itself. */
function codeOfReplacement(replacement: string): number {
  const unit = replacement.charCodeAt(0)
  return replacement.length === 1 && unitClasses[unit] === NO_LETTER ? gapCode(unit) : NOT_UNDERSTOOD
}

function gapCode(unit: number): number {
  const code = GAP | (31 - Math.clz32(signOf(unit)))
  if (unit === GREATER) return code | QUOTE_SIGN
  return unit === AT ? code | ADDRESS_SIGN : code
}

const GREATER = 0x3e
const AT = 0x40

function letterCode(unit: number): number {
  const letter = String.fromCharCode(unit)
  const folded = unit < 0x80 ? letter.toLowerCase() : foldingOf(letter)
  // A letter that became two of which the first is an e could vanish in a digraph.
  if (!/^[a-z]{1,2}$/.test(folded) || (folded.length === 2 && folded.startsWith(E))) return NOT_UNDERSTOOD
  const isCapital = unitClasses[unit] === UPPER || letter !== letter.toLowerCase()
  const second = folded.length === 2 ? folded.charCodeAt(1) << SECOND_SHIFT : 0
  return folded.charCodeAt(0) | second | (isCapital ? CAPITAL : 0)
}
