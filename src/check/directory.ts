/** Loads what a run compares mails with: the customer list, the facts list, and what is allowed. */
import { AllowanceInvalid, type Allowances, allowancesOf, noAllowances } from '../exposure/allowance.ts'
import { directoryQuirks } from '../exposure/directory-quirks.ts'
import type { CustomerRecord } from '../exposure/fact.ts'
import type { IdentifierIndex } from '../exposure/identifier-index.ts'
import { buildReferenceIndex } from '../exposure/reference-index.ts'
import { fault } from '../std/fault.ts'
import { type ReadAllowFile, readAllowFile } from './allow-file.ts'
import { comparableNumber, type DirectoryFile } from './directory-file.ts'
import type { Remark } from './remark.ts'

/** @limit of the index for one customer with all his facts: 2.3 KB measured, and a third for what the run needs beside it */
const bytesPerRow = 3_000

/** @limit of the heap that the index may fill: the rest is for the texts and the evidence of the mails at hand */
const indexShareOfHeap = 0.75

export interface DirectorySources {
  readonly directoryPath: string
  readonly factsPath?: string
}

export interface DirectoryTools {
  readonly directoryFile: DirectoryFile
  readonly heapLimitBytes: number
  readonly remark: (remark: Remark) => void
}

/**
 * @throws Fault with everything that is wrong in the files; nothing has been judged then
 */
export function loadDirectory(sources: DirectorySources, tools: DirectoryTools): IdentifierIndex {
  const { directoryFile, remark } = tools
  const { directoryPath, factsPath } = sources
  const rowsMax = Math.floor((tools.heapLimitBytes * indexShareOfHeap) / bytesPerRow)
  const owners = new Map<string, string>()
  const customers = directoryFile.customers({ path: directoryPath, rowsMax, remark })
  const index = buildReferenceIndex({
    records: factsPath === undefined ? customers : rememberOwners(customers, owners),
    ...(factsPath === undefined
      ? {}
      : { ownedFacts: directoryFile.facts({ path: factsPath, rowsMax, remark }, owners) }),
  })
  const { sharedEmails, denseNumbers } = directoryQuirks(index)
  if (sharedEmails.length > 0)
    remark({ kind: 'shared-address', file: directoryPath, count: sharedEmails.length })
  for (const form of denseNumbers) {
    const file = form.factClass === 'owned-fact' && factsPath !== undefined ? factsPath : directoryPath
    remark({ kind: 'numbers-dense', file, form })
  }
  return index
}

function* rememberOwners(
  customers: Iterable<CustomerRecord>,
  owners: Map<string, string>,
): Generator<CustomerRecord> {
  for (const customer of customers) {
    owners.set(comparableNumber(customer.customerNumber), customer.customerNumber)
    yield customer
  }
}

export interface LoadedAllowances {
  readonly allowances: Allowances
  readonly allowedFiles: readonly string[]
}

/** @throws Fault SCH_ALLOW_* also for an entry that can never match, which its author would believe to work */
export function loadAllowances(path: string | undefined): LoadedAllowances {
  if (path === undefined) return { allowances: noAllowances, allowedFiles: [] }
  const read = readAllowFile(path)
  return { allowances: allowancesIn(read), allowedFiles: read.allowed.files }
}

function allowancesIn({ allowed, positionOf }: ReadAllowFile): Allowances {
  try {
    return allowancesOf(allowed)
  } catch (error) {
    if (!(error instanceof AllowanceInvalid)) throw error
    const key = error.entry.replace(/\[.*$/, '')
    throw fault('SCH_ALLOW_VALUE', { at: positionOf(error.entry), params: { key }, cause: error })
  }
}
