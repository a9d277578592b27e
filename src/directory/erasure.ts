/** Erases one customer: hashes, contact data, facts, what waits to be loaded; of his numbers a keyed hash stays, so that nobody gets them. */
import { sql, type Transaction } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { fault } from '../std/fault.ts'
import type { Tables } from '../store/tables.ts'
import { transact } from '../store/transaction.ts'
import { logChange, nextChange } from './directory-change.ts'
import type { DirectoryParts } from './directory-parts.ts'
import { removeCustomers } from './load-switch-queries.sql.ts'
import { openValueHash } from './number-hash.ts'

/**
 * @param customerNumber current or earlier
 * @returns the number of the change, from which on no process may know him
 * @throws SCH_DIRECTORY_CUSTOMER_UNKNOWN
 * @source GDPR Art. 17
 */
export async function eraseCustomer(customerNumber: string, parts: DirectoryParts): Promise<bigint> {
  const { database, keys, actor } = parts
  const { organisationId } = keys
  const numberHash = openValueHash(keys.number).ofNumber(customerNumber)
  if (numberHash === undefined) throw fault('SCH_DIRECTORY_CUSTOMER_UNKNOWN')
  return transact(database, async (transaction) => {
    const seq = await nextChange(transaction, keys)
    await dropStaged(transaction, organisationId, numberHash)
    const erased = await removeCustomers(
      transaction,
      { organisationId, seq, matchingId: keys.matchingId, reason: 'erased' },
      sql`(c.number_hash = ${numberHash} or c.id in (
        select customer_id from schleuse.directory_earlier_number e
        where e.organisation_id = ${organisationId} and e.number_hash = ${numberHash}))`,
    )
    const buried = erased > 0 ? 0 : await buryAnew(transaction, organisationId, numberHash)
    if (erased + buried === 0) throw fault('SCH_DIRECTORY_CUSTOMER_UNKNOWN')
    await logChange(transaction, organisationId, seq, { kind: 'erase', gone: erased })
    const event = { kind: 'directory-erased', body: { customers: erased, seq: String(seq) } } as const
    await appendEvent(transaction, { organisationId, actor, event })
    return seq
  })
}

/** Rows that wait to be loaded; their loads have so many fewer, and lack none. */
async function dropStaged(
  transaction: Transaction<Tables>,
  organisationId: string,
  numberHash: Buffer,
): Promise<void> {
  await sql`
    with dropped as (
      delete from schleuse.directory_staged s where s.organisation_id = ${organisationId} and (
        s.number_hash = ${numberHash} or s.customer_id in (
          select id from schleuse.directory_customer where organisation_id = ${organisationId} and number_hash = ${numberHash}
          union select customer_id from schleuse.directory_earlier_number
          where organisation_id = ${organisationId} and number_hash = ${numberHash} and customer_id is not null))
      returning s.load_id
    )
    update schleuse.directory_load l set staged_customers = staged_customers - d.count
    from (select load_id, count(*) as count from dropped group by load_id) d
    where l.organisation_id = ${organisationId} and l.id = d.load_id
  `.execute(transaction)
}

/** One who was gone already: what he could come back by is forgotten. @returns how many numbers */
async function buryAnew(
  transaction: Transaction<Tables>,
  organisationId: string,
  numberHash: Buffer,
): Promise<number> {
  const { rows } = await sql`
    update schleuse.directory_earlier_number set reason = 'erased', lasting_hash = null
    where organisation_id = ${organisationId} and number_hash = ${numberHash} and customer_id is null
    returning 1
  `.execute(transaction)
  return rows.length
}

/**
 * Lets the number of one who is gone be told again: a person vouches that it is the same customer who comes back.
 *
 * @throws SCH_DIRECTORY_CUSTOMER_UNKNOWN if no number of one who is gone is meant
 */
export async function readmitNumber(customerNumber: string, parts: DirectoryParts): Promise<void> {
  const { database, keys, actor } = parts
  const { organisationId } = keys
  const numberHash = openValueHash(keys.number).ofNumber(customerNumber)
  if (numberHash === undefined) throw fault('SCH_DIRECTORY_CUSTOMER_UNKNOWN')
  await transact(database, async (transaction) => {
    const removed = await transaction
      .deleteFrom('schleuse.directory_earlier_number')
      .where('organisation_id', '=', organisationId)
      .where('number_hash', '=', numberHash)
      .where('customer_id', 'is', null)
      .returning('reason')
      .execute()
    if (removed.length === 0) throw fault('SCH_DIRECTORY_CUSTOMER_UNKNOWN')
    const event = { kind: 'directory-readmitted', body: { numbers: removed.length } } as const
    await appendEvent(transaction, { organisationId, actor, event })
  })
}
