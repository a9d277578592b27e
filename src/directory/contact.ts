/** What letters need of a customer, sealed so that only this organisation's key opens it, and only as this customer's. */
import type { DirectoryKeys } from './directory-keys.ts'
import { openSealed, sealText } from './seal.ts'
import { sealFault } from './seal-fault.ts'
import type { SourceRecord } from './source.ts'

/** Name, postal address and e-mail addresses for a letter; the number, because answers name customers by it. Nothing else. */
export interface Contact {
  readonly customerNumber: string
  readonly earlierNumbers: readonly string[]
  readonly title?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly company?: string
  readonly street?: string
  readonly postcode?: string
  readonly city?: string
  readonly emails: readonly string[]
}

export function contactOf({ record, earlierNumbers }: SourceRecord): Contact {
  const { customerNumber, title, firstName, lastName, company, street, postcode, city, emails } = record
  const written = { title, firstName, lastName, company, street, postcode, city }
  const known = Object.entries(written).filter(([, value]) => value !== undefined)
  return { customerNumber, earlierNumbers, emails, ...Object.fromEntries(known) }
}

export function sealContact(contact: Contact, customerId: string, keys: DirectoryKeys): Buffer {
  return sealText(JSON.stringify(contact), boundTo(customerId, keys), keys)
}

/** @throws SCH_DIRECTORY_SEALED if it was sealed for another customer, another organisation, or is damaged; SCH_DIRECTORY_SEAL_KEY */
export function openContact(sealed: Uint8Array, customerId: string, keys: DirectoryKeys): Contact {
  try {
    return parsed(openSealed(sealed, boundTo(customerId, keys), keys))
  } catch (error) {
    throw sealFault(error)
  }
}

function boundTo(customerId: string, { organisationId }: DirectoryKeys): string {
  return `schleuse contact 1\n${organisationId}\n${customerId}`
}

/** What the seal vouches for was written by `sealContact`. */
function parsed(text: string): Contact {
  return JSON.parse(text) as Contact
}
