/** Takes the items of a load in batches: says whose each row is, seals and hashes what has changed, and stages it. */
import { randomBytes } from 'node:crypto'
import { hashOwnedFact } from '../exposure/kernel/hashed-record.ts'
import { type KeyedHash, openKeyedHash } from '../exposure/kernel/keyed-hash.ts'
import { Fault, type FilePosition, type Problem } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import { sealContact } from './contact.ts'
import type { DirectoryKeys } from './directory-keys.ts'
import { earlierOf, type Identity, identityOf, type KnownNumbers, type NumberConflict } from './identity.ts'
import { byHash, openKnownNumbers } from './known-numbers.ts'
import { openValueHash, type ValueHash } from './number-hash.ts'
import { type CustomerMarks, marksOf, preparedFrom } from './prepared-customer.ts'
import type { SourceItem, SourceRecord } from './source.ts'
import {
  customersByNumber,
  type KnownCustomer,
  type StagedCustomer,
  type StagedFact,
  stageCustomers,
  stageFacts,
} from './staging-queries.sql.ts'

/** @limit rows that are held at a time: some megabytes; fewer would wait for the database more often */
export const batchRows = 2_000

/** @limit what is wrong or not taken is named with its place so many times; the rest is counted */
export const placesListedMax = 20

/** @limit the source's own word for a kind of fact, as the tables hold it */
const factKindCharsMax = 40

export interface StagingParts {
  readonly database: Database
  readonly keys: DirectoryKeys
  readonly sourceId: string
  readonly sourceName: string
  readonly loadId: string
  readonly now: () => Date
  /** While the directory is made anew under another key: the keys under which everybody is known so far. */
  readonly knownUnder?: DirectoryKeys
}

export interface Conflict {
  readonly conflict: NumberConflict
  readonly at: FilePosition
}

export interface StagingResult {
  readonly rows: number
  readonly customers: number
  readonly facts: number
  /** Rows whose number is not taken; the first few with their places. */
  readonly contested: number
  readonly conflicts: readonly Conflict[]
  /** While the directory is made anew: numbers that customers had until now, as the tables have them. */
  readonly replaced: readonly ReplacedNumber[]
}

export interface ReplacedNumber {
  readonly customerId: string
  readonly numberHash: Buffer
}

export interface LoadStaging {
  add(item: SourceItem): Promise<void>
  /**
   * Stages what is still held.
   *
   * @throws Fault with every row that is no customer or no fact, at its place
   */
  finish(): Promise<StagingResult>
}

interface Row {
  readonly ordinal: number
  readonly item: SourceItem
}

interface Tools extends StagingParts {
  readonly hash: ValueHash
  /** What is in the tables is found with it. */
  readonly lookup: ValueHash
  readonly keyedHash: KeyedHash
  readonly wrong: (problem: Problem) => void
  readonly conflict: (conflict: Conflict) => void
  readonly replaced: ReplacedNumber[]
}

/** @param tell called with the rows so far, once for each batch */
export function openLoadStaging(parts: StagingParts, tell: (rows: number) => void): LoadStaging {
  const sum = { rows: 0, customers: 0, facts: 0, contested: 0 }
  const conflicts: Conflict[] = []
  const problems: Problem[] = []
  let further = 0
  const hash = openValueHash(parts.keys.number)
  const tools: Tools = {
    ...parts,
    hash,
    replaced: [],
    lookup: parts.knownUnder === undefined ? hash : openValueHash(parts.knownUnder.number),
    keyedHash: openKeyedHash(parts.keys.index),
    wrong(problem) {
      if (problems.length < placesListedMax) problems.push(problem)
      else further += 1
    },
    conflict(one) {
      sum.contested += 1
      if (conflicts.length < placesListedMax) conflicts.push(one)
    },
  }
  let held: Row[] = []
  let written = Promise.resolve()
  const flush = async () => {
    const rows = held
    held = []
    const staged = await preparedBatch(rows, tools)
    sum.customers += staged.customers.length
    sum.facts += staged.facts.length
    // The database writes one batch while the next one is prepared; never more than one.
    await written
    written = writeBatch(staged, tools)
    // Its fault is thrown by whoever waits for it next.
    written.catch(() => {})
    tell(sum.rows)
  }
  return {
    async add(item) {
      held.push({ ordinal: ++sum.rows, item })
      if (held.length >= batchRows) await flush()
    },
    async finish() {
      if (held.length > 0) await flush()
      await written
      const [first, ...others] = problems
      if (first !== undefined) throw new Fault([first, ...others], { further })
      return { ...sum, conflicts, replaced: tools.replaced }
    },
  }
}

interface Batch {
  readonly customers: readonly StagedCustomer[]
  readonly facts: readonly StagedFact[]
}

async function preparedBatch(rows: readonly Row[], tools: Tools): Promise<Batch> {
  const marked = rows.flatMap((row) => markedRow(row, tools))
  const keys = tools.knownUnder ?? tools.keys
  const known = await openKnownNumbers(marked.map(numbersIn), { ...tools, keys })
  const identities = marked.map((row) =>
    row.kind === 'customer' ? identityOf(row.asked, tools.sourceId, known) : undefined,
  )
  const contested = await contestedAmong(marked, identities, tools)
  const customers = marked.flatMap((row, at) => {
    if (row.kind === 'gone') return goneRow(row, known, tools)
    const identity = identities[at]
    return identity === undefined ? [] : stagedRow(row, identity, { known, contested, tools })
  })
  return { customers, facts: rows.flatMap((row) => stagedFact(row, tools)) }
}

async function writeBatch({ customers, facts }: Batch, tools: Tools): Promise<void> {
  await tools.database
    .transaction()
    // Each row is this load's own: nothing of another transaction is read.
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      const of = { organisationId: tools.keys.organisationId, loadId: tools.loadId }
      await stageCustomers(transaction, of, customers)
      await stageFacts(transaction, of, facts)
    })
}

interface CustomerRow extends Row {
  readonly kind: 'customer'
  readonly customer: SourceRecord
  readonly marks: CustomerMarks
  /** The same as the tables have it. */
  readonly asked: CustomerMarks
}
interface GoneRow extends Row {
  readonly kind: 'gone'
  readonly customerNumber: string
  readonly numberHash: Buffer
}
type MarkedRow = CustomerRow | GoneRow

function markedRow(row: Row, tools: Tools): readonly MarkedRow[] {
  const { item } = row
  if (item.kind === 'customer') {
    const marks = marksOf(item.customer, tools.hash)
    const asked = tools.lookup === tools.hash ? marks : marksOf(item.customer, tools.lookup)
    if (marks !== undefined && asked !== undefined) {
      return [{ ...row, kind: 'customer', customer: item.customer, marks, asked }]
    }
  } else if (item.kind === 'gone') {
    const numberHash = tools.hash.ofNumber(item.customerNumber)
    if (numberHash !== undefined)
      return [{ ...row, kind: 'gone', customerNumber: item.customerNumber, numberHash }]
  } else return []
  tools.wrong({ code: 'SCH_DIRECTORY_NO_NUMBER', at: placeOf(row, tools) })
  return []
}

/** A source that does not say where a row stands has at least an order. */
function placeOf({ item, ordinal }: Row, { sourceName }: Pick<Tools, 'sourceName'>): FilePosition {
  return item.at ?? { file: sourceName, line: ordinal }
}

function numbersIn(row: MarkedRow) {
  if (row.kind === 'gone')
    return { numbers: [{ number: row.customerNumber, hash: row.numberHash }], lasting: [] }
  const { numberHash, earlier, lastingHash } = row.asked
  return {
    numbers: [{ number: row.customer.record.customerNumber, hash: numberHash }, ...earlier],
    lasting: lastingHash === undefined ? [] : [lastingHash],
  }
}

/** What a contested number stands under: another customer has it, so it cannot stand under itself. */
function contestedHash(marks: CustomerMarks, hash: ValueHash, { sourceId }: Pick<Tools, 'sourceId'>): Buffer {
  return hash.of('contested', `${sourceId} ${marks.numberHash.toString('hex')}`)
}

async function contestedAmong(
  rows: readonly MarkedRow[],
  identities: readonly (Identity | undefined)[],
  tools: Tools,
): Promise<(hash: Buffer) => KnownCustomer | undefined> {
  const hashes = rows.flatMap((row, at) =>
    row.kind === 'customer' && identities[at]?.kind === 'contested'
      ? [contestedHash(row.asked, tools.lookup, tools)]
      : [],
  )
  if (hashes.length === 0) return () => undefined
  const found = byHash(
    await customersByNumber(tools.database, tools.keys.organisationId, hashes),
    (one) => one.numberHash,
  )
  return (hash) => found.get(hash.toString('latin1'))
}

const nobodysId = '00000000-0000-0000-0000-000000000000'

function goneRow(row: GoneRow, known: KnownNumbers, { sourceId }: Tools): readonly StagedCustomer[] {
  const customer = known.byNumber(row.numberHash)
  if (customer !== undefined && customer.sourceId !== sourceId) return []
  const { ordinal, numberHash } = row
  // Somebody who is not here yet may come earlier in the same load: then this is the last word on his number.
  const customerId = customer?.id ?? nobodysId
  return [{ ordinal, kind: 'gone', ...lineOf(row), customerId, numberHash }]
}

function stagedRow(
  row: CustomerRow,
  identity: Identity,
  found: {
    readonly known: KnownNumbers
    readonly contested: (hash: Buffer) => KnownCustomer | undefined
    readonly tools: Tools
  },
): readonly StagedCustomer[] {
  const { tools, known } = found
  const { marks, asked } = row
  const isContested = identity.kind === 'contested'
  if (isContested) tools.conflict({ conflict: identity.conflict, at: placeOf(row, tools) })
  const numberHash = isContested ? contestedHash(marks, tools.hash, tools) : marks.numberHash
  const lasting = asked.lastingHash === undefined ? undefined : known.byLastingId(asked.lastingHash)
  const before =
    identity.kind === 'known'
      ? identity.customer
      : isContested
        ? (lasting ?? found.contested(contestedHash(asked, tools.lookup, tools)))
        : undefined
  const customerId = before?.id ?? uuidV7(tools.now().getTime(), randomBytes(10))
  const base = { ordinal: row.ordinal, ...lineOf(row), customerId, numberHash }
  const isSame = before?.recordHash.equals(marks.recordHash) && before.numberHash.equals(numberHash)
  if (isSame) return [{ ...base, kind: 'same' }]
  if (tools.knownUnder !== undefined && before !== undefined && !isContested) {
    if (!before.numberHash.equals(asked.numberHash)) {
      tools.replaced.push({ customerId, numberHash: before.numberHash })
    }
  }
  const isHis = new Set(earlierOf(asked, customerId, known).map(({ number }) => number))
  const earlier = marks.earlier.filter(({ number }) => isHis.has(number))
  if (earlier.length < marks.earlier.length) {
    tools.conflict({ conflict: 'earlier-number-of-another', at: placeOf(row, tools) })
  }
  const { contact, householdHash, ...prepared } = preparedFrom(row.customer, {
    ...tools,
    isContested,
    earlierNumbers: earlier.map(({ number }) => number),
  })
  const { recordHash, lastingHash } = marks
  return [
    {
      ...base,
      ...prepared,
      kind: 'put',
      recordHash,
      ...(lastingHash === undefined ? {} : { lastingHash }),
      ...(householdHash === undefined ? {} : { householdHash }),
      earlierHashes: earlier.map(({ hash }) => hash),
      contactSealed: sealContact(contact, customerId, tools.keys),
    },
  ]
}

function lineOf({ item }: Row): { readonly line?: number } {
  return item.at?.line === undefined ? {} : { line: item.at.line }
}

function stagedFact(row: Row, tools: Tools): readonly StagedFact[] {
  const { item, ordinal } = row
  if (item.kind === 'customer' || item.kind === 'gone') return []
  const kind = item.kind === 'fact' ? item.fact.kind : item.factKind
  const value = item.kind === 'fact' ? item.fact.value : item.value
  const valueHash = tools.hash.ofFact(kind, value)
  if (valueHash === undefined || kind === '' || kind.length > factKindCharsMax) {
    tools.wrong({ code: 'SCH_DIRECTORY_NO_FACT', at: placeOf(row, tools), params: { max: factKindCharsMax } })
    return []
  }
  const base = { ordinal, ...lineOf(row), valueHash, factKind: kind }
  if (item.kind === 'fact-gone') return [{ ...base, kind: 'gone' }]
  const { owner, from, to } = item.fact
  const ownerHash = tools.hash.ofNumber(owner)
  if (ownerHash === undefined) {
    tools.wrong({ code: 'SCH_DIRECTORY_OWNER_UNKNOWN', at: placeOf(row, tools) })
    return []
  }
  return [
    {
      ...base,
      kind: 'put',
      ownerHash,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      hashed: hashOwnedFact(item.fact, tools.keyedHash),
    },
  ]
}
