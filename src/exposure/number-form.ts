/** How dense the numbers of a directory lie: whether a number found in a text can be somebody's by chance. */
import type { FactKey } from './fact.ts'

/** Chance at which a number stops being evidence alone: one false hit in ten thousand numbers read. */
const CHANCE_LIMIT = 1e-4

export const alphabets = ['digits', 'letters', 'letters-and-digits'] as const
export type Alphabet = (typeof alphabets)[number]

export const numberClasses = ['customer-number', 'owned-fact'] as const

/** What a random value is drawn from: a number can be mistaken for any other text of its alphabet and length. */
export interface NumberForm {
  readonly factClass: (typeof numberClasses)[number]
  readonly alphabet: Alphabet
  readonly length: number
}

/** Letters of other scripts count as one of 26 as well: a smaller alphabet makes a number weaker, never stronger. */
const sizes: Readonly<Record<Alphabet, number>> = { digits: 10, letters: 26, 'letters-and-digits': 36 }

const TILDE = 0x7e
const DIGIT_ZERO = 0x30
const DIGIT_NINE = 0x39

/**
 * The form of a customer number or owned fact.
 *
 * @returns undefined for any other key, and for a spelling that is only looked up behind a label (`~`)
 */
export function numberFormOf(key: FactKey): NumberForm | undefined {
  const factClass = numberClassOf(key)
  if (factClass === undefined) return undefined
  const start = factClass.length + 1
  if (key.charCodeAt(start) === TILDE) return undefined
  let digits = 0
  for (let i = start; i < key.length; i++) {
    const unit = key.charCodeAt(i)
    if (unit >= DIGIT_ZERO && unit <= DIGIT_NINE) digits += 1
  }
  const length = key.length - start
  return {
    factClass,
    alphabet: digits === length ? 'digits' : digits === 0 ? 'letters' : 'letters-and-digits',
    length,
  }
}

function numberClassOf(key: FactKey): NumberForm['factClass'] | undefined {
  if (key.startsWith('customer-number:')) return 'customer-number'
  return key.startsWith('owned-fact:') ? 'owned-fact' : undefined
}

/** Whether a random value of this form hits one of `count` directory values too often to be evidence alone. */
export function isDense(form: NumberForm, count: number): boolean {
  return count / sizes[form.alphabet] ** form.length >= CHANCE_LIMIT
}
