/** What kinds of fact about a person the engine knows, and how two spellings of one fact are found equal. */

/** Kinds as they are printed, in the order in which they are printed. */
export const factKinds = [
  'customer-number',
  'name',
  'email',
  'phone',
  'iban',
  'address',
  'birth-date',
  'owned-fact',
] as const
export type FactKind = (typeof factKinds)[number]

/**
 * What a key says, finer than its kind. `full-name` covers persons and companies; `surname` and `given-name` are
 * never evidence alone (a surname is where the addressee stands); `street` is street with house number, `place` is
 * postcode with city.
 */
export const factClasses = [
  'customer-number',
  'full-name',
  'surname',
  'given-name',
  'email',
  'phone',
  'iban',
  'street',
  'place',
  'birth-date',
  'owned-fact',
] as const
export type FactClass = (typeof factClasses)[number]

/** Canonical spelling of a fact, prefixed by its class: `email:anna@example.org`. Equal keys are one value. */
export type FactKey = `${FactClass}:${string}`

/** The printed kind of each class. */
export const kindOfClass: Readonly<Record<FactClass, FactKind>> = {
  'customer-number': 'customer-number',
  'full-name': 'name',
  surname: 'name',
  'given-name': 'name',
  email: 'email',
  phone: 'phone',
  iban: 'iban',
  street: 'address',
  place: 'address',
  'birth-date': 'birth-date',
  'owned-fact': 'owned-fact',
}

/** The class a key was made for. */
export function classOfKey(key: FactKey): FactClass {
  return key.slice(0, key.indexOf(':')) as FactClass
}

/**
 * One customer as the directory delivers him. Every text is as written there; the engine folds it itself.
 * `customerNumbers` holds the current number first, then earlier ones that stay known.
 */
export interface CustomerRecord {
  readonly customerNumber: string
  readonly title?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly company?: string
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly street?: string
  readonly postcode?: string
  readonly city?: string
  /** ISO 8601 calendar date. */
  readonly birthDate?: string
  readonly ibans: readonly string[]
  /** Customers with the same household may see each other's data, unless one of them is protected. */
  readonly household?: string
  readonly isProtected: boolean
}

/** A value that belongs to a customer without naming him (a loan's barcode, an invoice number). */
export interface OwnedFact {
  /** The source's own word for it, e.g. `barcode`; not the engine's kind. */
  readonly kind: string
  readonly value: string
  /** Customer number of the owner. */
  readonly owner: string
  readonly from?: string
  readonly to?: string
}
