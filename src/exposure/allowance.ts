/** What an organisation has declared to be its own: staff addresses, and texts and numbers that expose nobody. */
import type { FactKey } from './fact.ts'
import { foldedWordsOf } from './fold.ts'
import { numberKeys } from './identifier/customer-number.ts'
import { canonicalDomain } from './identifier/domain.ts'
import { emailKey } from './identifier/email.ts'
import { ibanKey } from './identifier/iban.ts'
import { phoneKeys } from './identifier/phone.ts'

/** As written by a person. */
export interface RawAllowances {
  /** Domains whose recipients are staff; a subdomain is another domain. */
  readonly domains?: readonly string[]
  /** Addresses whose recipients are staff. */
  readonly addresses?: readonly string[]
  /** Addresses at staff domains that reach customers, so that their recipients are not staff. */
  readonly lists?: readonly string[]
  /** Texts that are the organisation's own: nothing inside them is evidence. */
  readonly phrases?: readonly string[]
  /** Telephone, account and other numbers that are the organisation's own. */
  readonly numbers?: readonly string[]
}

export interface Allowances {
  readonly staffDomains: ReadonlySet<string>
  readonly staffAddresses: ReadonlySet<FactKey>
  readonly lists: ReadonlySet<FactKey>
  /** Folded words of each phrase, by their first word. */
  readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly numbers: ReadonlySet<FactKey>
}

/** An entry that can never match: to pass over it would leave its author believing that it works. */
export class AllowanceInvalid extends Error {
  readonly code = 'allowance-invalid'
  /** Where it stands, e.g. `addresses[2]`; the value itself is not told. */
  readonly entry: string
  constructor(entry: string) {
    super(`allowance can never match: ${entry}`)
    this.entry = entry
  }
}

export const noAllowances: Allowances = allowancesOf({})

/** @throws AllowanceInvalid for an address that is none, a domain that is none, a phrase or number without letters and digits */
export function allowancesOf(raw: RawAllowances): Allowances {
  return {
    staffDomains: new Set(parsed(raw.domains, 'domains', domainsOf)),
    staffAddresses: new Set(parsed(raw.addresses, 'addresses', addressesOf)),
    lists: new Set(parsed(raw.lists, 'lists', addressesOf)),
    phrases: phrasesByFirstWord(parsed(raw.phrases, 'phrases', phrasesOf)),
    numbers: new Set(parsed(raw.numbers, 'numbers', numberReadings)),
  }
}

/** Whether whoever receives mail at this address works for the organisation. */
export function isStaffAddress(allowances: Allowances, address: FactKey): boolean {
  if (allowances.lists.has(address)) return false
  return (
    allowances.staffAddresses.has(address) ||
    allowances.staffDomains.has(address.slice(address.lastIndexOf('@') + 1))
  )
}

function parsed<T>(
  entries: readonly string[] | undefined,
  name: string,
  parse: (entry: string) => readonly T[],
): readonly T[] {
  return (entries ?? []).flatMap((entry, i) => {
    const values = parse(entry)
    if (values.length === 0) throw new AllowanceInvalid(`${name}[${i}]`)
    return values
  })
}

function addressesOf(written: string): readonly FactKey[] {
  const key = emailKey(written)
  return key === undefined ? [] : [key]
}

/** `example.org` or `@example.org`. */
function domainsOf(written: string): readonly string[] {
  const domain = written.trim().replace(/^@/, '')
  return domain.includes('@') || emailKey(`a@${domain}`) === undefined ? [] : [canonicalDomain(domain)]
}

function phrasesOf(written: string): readonly (readonly string[])[] {
  const words = foldedWordsOf(written)
  // A word too long to compare folds to nothing and would match every other such word.
  return words.length === 0 || words.includes('') ? [] : [words]
}

/** A number is not told apart by class: whatever it could be read as, it is the organisation's own. */
function numberReadings(written: string): readonly FactKey[] {
  const iban = ibanKey(written)
  return [
    ...numberKeys('customer-number', written),
    ...numberKeys('owned-fact', written),
    ...phoneKeys(written),
    ...(iban === undefined ? [] : [iban]),
  ]
}

function phrasesByFirstWord(
  phrases: readonly (readonly string[])[],
): ReadonlyMap<string, readonly (readonly string[])[]> {
  const byFirstWord = new Map<string, (readonly string[])[]>()
  for (const words of phrases) {
    const first = words[0] ?? ''
    const others = byFirstWord.get(first)
    if (others === undefined) byFirstWord.set(first, [words])
    else others.push(words)
  }
  return byFirstWord
}
