/** What is known of a customer: kinds, counts and dates; values only when somebody who may see them asks. */
import { sql } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import type { Database } from '../store/connection.ts'
import { transact } from '../store/transaction.ts'
import { type Contact, openContact } from './contact.ts'
import type { DirectoryParts } from './directory-parts.ts'
import { type FigureKind, kindsIn } from './fact-figure.ts'
import { openValueHash } from './number-hash.ts'

export interface Explanation {
  readonly id: string
  readonly source: string
  readonly firstSeenAt: Date
  readonly changedAt: Date
  readonly changeSeq: bigint
  readonly kinds: readonly FigureKind[]
  readonly isProtected: boolean
  /** Himself included; 1 for one who lives alone. */
  readonly householdSize: number
  readonly earlierNumbers: number
  /** Kind of fact → how many. */
  readonly facts: Readonly<Record<string, number>>
}

/** What a number means here. */
export type NumberMeaning =
  | { readonly kind: 'customer'; readonly id: string; readonly isEarlier: boolean }
  /** His number is kept as a hash, and nothing else. */
  | { readonly kind: 'tombstone'; readonly reason: 'gone' | 'erased'; readonly since: Date }
  | { readonly kind: 'unknown' }

/** Uses directory_customer_by_number and the primary key of directory_earlier_number. */
export async function meaningOfNumber(
  customerNumber: string,
  { database, keys }: Pick<DirectoryParts, 'database' | 'keys'>,
): Promise<NumberMeaning> {
  const numberHash = openValueHash(keys.number).ofNumber(customerNumber)
  if (numberHash === undefined) return { kind: 'unknown' }
  const { rows } = await sql<{ id: string | null; isEarlier: boolean; reason: string; since: Date }>`
    select id, false as "isEarlier", '' as reason, first_seen_at as since from schleuse.directory_customer
    where organisation_id = ${keys.organisationId} and number_hash = ${numberHash}
    union all
    select customer_id, true, reason, ended_at from schleuse.directory_earlier_number
    where organisation_id = ${keys.organisationId} and number_hash = ${numberHash}
    order by 2
  `.execute(database)
  const [found] = rows
  if (found === undefined) return { kind: 'unknown' }
  if (found.id !== null) return { kind: 'customer', id: found.id, isEarlier: found.isEarlier }
  return { kind: 'tombstone', reason: found.reason === 'erased' ? 'erased' : 'gone', since: found.since }
}

/** @returns undefined for an id that nobody has */
export async function explainCustomer(
  id: string,
  { database, keys }: Pick<DirectoryParts, 'database' | 'keys'>,
): Promise<Explanation | undefined> {
  const { organisationId } = keys
  const { rows } = await sql<
    Omit<Explanation, 'kinds' | 'facts'> & { bits: number; householdSize: bigint; earlierNumbers: bigint }
  >`
    select c.id, s.name as source, c.first_seen_at as "firstSeenAt", c.changed_at as "changedAt", c.change_seq as "changeSeq",
      c.kinds as bits, c.is_protected as "isProtected",
      (select count(*) from schleuse.directory_customer h
       where h.organisation_id = c.organisation_id and h.household_hash = c.household_hash) as "householdSize",
      (select count(*) from schleuse.directory_earlier_number e
       where e.organisation_id = c.organisation_id and e.customer_id = c.id) as "earlierNumbers"
    from schleuse.directory_customer c
    join schleuse.directory_source s on s.organisation_id = c.organisation_id and s.id = c.source_id
    where c.organisation_id = ${organisationId} and c.id = ${id}
  `.execute(database)
  const [row] = rows
  if (row === undefined) return undefined
  const facts = await sql<{ kind: string; count: bigint }>`
    select kind, count(*) as count from schleuse.directory_fact
    where organisation_id = ${organisationId} and customer_id = ${id} group by kind order by kind
  `.execute(database)
  const { bits, ...rest } = row
  return {
    ...rest,
    kinds: kindsIn(bits),
    householdSize: Math.max(1, Number(row.householdSize)),
    earlierNumbers: Number(row.earlierNumbers),
    facts: Object.fromEntries(facts.rows.map(({ kind, count }) => [kind, Number(count)])),
  }
}

/**
 * Contact data in clear. That somebody looked is told to the trail before he sees anything.
 *
 * @returns in the order of the ids; of customers who are gone nothing
 */
export async function revealContacts(
  ids: readonly string[],
  parts: DirectoryParts,
): Promise<readonly Contact[]> {
  const { database, keys } = parts
  await tellRevealed(ids.length, parts)
  const sealed = await sealedContacts(database, keys.organisationId, ids)
  return ids.flatMap((id) => {
    const found = sealed.get(id)
    return found === undefined ? [] : [openContact(found, id, keys)]
  })
}

/** Tells the trail that somebody is about to see so many customers' data in clear. */
export async function tellRevealed(
  customers: number,
  { database, keys, actor }: DirectoryParts,
): Promise<void> {
  await transact(database, async (transaction) => {
    const event = { kind: 'directory-revealed', body: { customers } } as const
    await appendEvent(transaction, { organisationId: keys.organisationId, actor, event })
  })
}

/** Customer numbers for what names customers by them, such as a verdict. */
export async function numbersOf(
  ids: readonly string[],
  { database, keys }: Pick<DirectoryParts, 'database' | 'keys'>,
): Promise<ReadonlyMap<string, string>> {
  const sealed = await sealedContacts(database, keys.organisationId, ids)
  return new Map([...sealed].map(([id, bytes]) => [id, openContact(bytes, id, keys).customerNumber]))
}

/** Uses the primary key. */
async function sealedContacts(
  database: Database,
  organisationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (ids.length === 0) return new Map()
  const rows = await database
    .selectFrom('schleuse.directory_contact')
    .select(['customer_id as id', 'sealed'])
    .where('organisation_id', '=', organisationId)
    .where('customer_id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, sealed }) => [id, sealed]))
}
