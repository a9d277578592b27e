/** What an index must know of a key beside its hash, in one byte: whether it is an address, and the form of a number. */
import type { FactKey } from '../fact.ts'
import { MAX_NUMBER_LENGTH } from '../identifier/customer-number.ts'
import { alphabets, type NumberForm, numberClasses, numberFormOf } from '../number-form.ts'

/** Kinds are written into bytes that are kept: they never change their meaning. */
export const KIND_PLAIN = 0
/** Addresses that several customers have are told of. */
export const KIND_EMAIL = 1
/** A customer number as a spreadsheet shortens it: owners of facts are looked for by it too. */
export const KIND_SHORT_NUMBER = 2
/** By this key the owner of a fact is looked for; it is nobody's because of that. */
export const KIND_ASKED = 3
const FIRST_FORM = 4

const FORMS = numberClasses.length * alphabets.length * MAX_NUMBER_LENGTH
/** Kinds from here on say nothing. */
const BEHIND_FORMS = FIRST_FORM + FORMS
export const KINDS = 256

export function kindOfKey(key: FactKey): number {
  if (key.startsWith('email:')) return KIND_EMAIL
  if (key.startsWith('customer-number:~')) return KIND_SHORT_NUMBER
  const form = numberFormOf(key)
  return form === undefined ? KIND_PLAIN : kindOfForm(form)
}

/** @returns undefined for a key that is not counted */
export function formOfKind(kind: number): NumberForm | undefined {
  if (kind < FIRST_FORM || kind >= BEHIND_FORMS) return undefined
  const ordinal = kind - FIRST_FORM
  const series = Math.floor(ordinal / MAX_NUMBER_LENGTH)
  const factClass = numberClasses[Math.floor(series / alphabets.length)]
  const alphabet = alphabets[series % alphabets.length]
  if (factClass === undefined || alphabet === undefined) return undefined
  return { factClass, alphabet, length: (ordinal % MAX_NUMBER_LENGTH) + 1 }
}

function kindOfForm({ factClass, alphabet, length }: NumberForm): number {
  const series = numberClasses.indexOf(factClass) * alphabets.length + alphabets.indexOf(alphabet)
  return FIRST_FORM + series * MAX_NUMBER_LENGTH + length - 1
}
