/** What in a directory weakens verdicts, so that whoever owns the list can be told once. */
import type { DirectoryIndex, Handles } from './identifier-index.ts'
import type { NumberCount } from './number-census.ts'
import { isDense } from './number-form.ts'

export interface DirectoryQuirks {
  /** Customers who share an e-mail address without a common household: each of them may see what the others get. */
  readonly sharedEmails: readonly { readonly customerNumbers: readonly string[] }[]
  /** Forms of numbers so dense that a number of this form counts only behind a label or beside a second fact. */
  readonly denseNumbers: readonly NumberCount[]
  /** Owners of owned facts whom the customer list does not name. */
  readonly unlistedOwners: number
}

export function directoryQuirks(index: DirectoryIndex): DirectoryQuirks {
  const sharedEmails: { readonly customerNumbers: readonly string[] }[] = []
  for (const owners of index.sharedEmails()) {
    if (isOneHousehold(index, owners)) continue
    sharedEmails.push({ customerNumbers: [...owners].map((owner) => index.record(owner).customerNumber) })
  }
  return {
    sharedEmails,
    denseNumbers: index.numberCounts.filter((form) => isDense(form, form.count)),
    unlistedOwners: index.unlistedOwners,
  }
}

function isOneHousehold(index: DirectoryIndex, owners: Handles): boolean {
  const households = new Set([...owners].map((owner) => index.record(owner).household))
  return households.size === 1 && !households.has(undefined)
}
