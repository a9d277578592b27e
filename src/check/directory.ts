/** Loads what a run compares mails with: the customer list, the facts list, and what is allowed. */
import { AllowanceInvalid, type Allowances, allowancesOf, noAllowances } from '../exposure/allowance.ts'
import { directoryQuirks } from '../exposure/directory-quirks.ts'
import type { CustomerRecord, OwnedFact } from '../exposure/fact.ts'
import type { IdentifierIndex } from '../exposure/identifier-index.ts'
import { buildCompactIndex } from '../exposure/kernel/compact-index.ts'
import { INDEX_KEY_BYTES } from '../exposure/kernel/keyed-hash.ts'
import { fault } from '../std/fault.ts'
import { type ReadAllowFile, readAllowFile } from './allow-file.ts'
import type { Delivery } from './delivery.ts'
import { comparableNumber, type DirectoryFile } from './directory-file.ts'
import type { Remark } from './remark.ts'
import type { ReportStyle } from './report.ts'
import { readWholeFile } from './whole-file.ts'

/**
 * @limit memory that a customer costs while the index is built: 770 bytes measured with ten keys, 1,355 with the 25 keys
 *   of double names, two addresses and two telephones; once it is built, 120 and 300
 */
const bytesPerCustomer = 1_500

/** @limit memory that a fact costs: 290 bytes measured, with the number of its owner, by which he is found */
const bytesPerFact = 400

/** @limit the largest list that the index has been measured with */
const customersMax = 1_000_000

/** @limit what the program itself takes before the first row */
const programBytes = 40 << 20

/** @limit the part of the heap for objects that are new (V8's default) */
const newObjectsBytes = 192 << 20

/** @limit of what is left for the index: the rest is for the evidence of the mails at hand */
const indexShare = 0.75

/**
 * How many bytes the index may take under a heap limit. It lies beside the heap, but the limit is what the program has
 * been given, by the machine's size or by the operator.
 */
function indexBytes(heapLimitBytes: number): number {
  // A small machine has less room for new objects than the default.
  const lasting = Math.max(heapLimitBytes - newObjectsBytes, heapLimitBytes / 4)
  return Math.max(0, lasting - programBytes) * indexShare
}

/** What mails are compared with, wherever it comes from. */
export interface JudgedDirectory extends LoadedAllowances {
  readonly index: IdentifierIndex
  readonly allowedIn: ReportStyle['allowedIn']
  /** Puts customers' numbers where the index has names of its own for them. */
  readonly named: (deliveries: readonly Delivery[]) => Promise<readonly Delivery[]>
}

export interface DirectorySources {
  readonly directoryPath: string
  readonly factsPath?: string
  readonly allowPath?: string
}

export interface DirectoryTools {
  readonly directoryFile: DirectoryFile
  readonly heapLimitBytes: number
  readonly random: (bytes: number) => Uint8Array
  readonly remark: (remark: Remark) => void
}

/** @throws Fault with everything that is wrong in the files; nothing has been judged then */
export function directoryOfFiles(sources: DirectorySources, tools: DirectoryTools): JudgedDirectory {
  const allowed = loadAllowances(sources.allowPath)
  const index = loadDirectory(sources, tools)
  return { ...allowed, index, allowedIn: 'file', named: async (deliveries) => deliveries }
}

/** @throws Fault as above */
export function loadDirectory(sources: DirectorySources, tools: DirectoryTools): IdentifierIndex {
  const { directoryFile, remark } = tools
  const { directoryPath, factsPath } = sources
  const budgetBytes = indexBytes(tools.heapLimitBytes)
  const rowsMax = Math.min(customersMax, Math.floor(budgetBytes / bytesPerCustomer))
  const owners = new Map<string, string>()
  const customers = directoryFile.customers({
    path: directoryPath,
    readFile: readWholeFile,
    rowsMax,
    remark,
  })
  const index = buildCompactIndex(
    {
      records: factsPath === undefined ? customers : rememberOwners(customers, owners),
      ...(factsPath === undefined ? {} : { ownedFacts: factsIn(factsPath, { tools, owners, budgetBytes }) }),
    },
    // The index lives no longer than the run, and so does its key.
    tools.random(INDEX_KEY_BYTES),
  )
  const { sharedEmails, denseNumbers } = directoryQuirks(index)
  if (sharedEmails.length > 0)
    remark({ kind: 'shared-address', file: directoryPath, count: sharedEmails.length })
  for (const form of denseNumbers) {
    const file = form.factClass === 'owned-fact' && factsPath !== undefined ? factsPath : directoryPath
    remark({ kind: 'numbers-dense', file, form })
  }
  return index
}

/** Read after the customers, so that what they have taken is known. */
function* factsIn(
  path: string,
  given: {
    readonly tools: DirectoryTools
    readonly owners: ReadonlyMap<string, string>
    readonly budgetBytes: number
  },
): Generator<OwnedFact> {
  const { tools, owners, budgetBytes } = given
  const leftBytes = budgetBytes - owners.size * bytesPerCustomer
  const rowsMax = Math.max(0, Math.floor(leftBytes / bytesPerFact))
  yield* tools.directoryFile.facts({ path, readFile: readWholeFile, rowsMax, remark: tools.remark }, owners)
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
