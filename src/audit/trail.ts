/** Writing to the trail, in the transaction of the change it tells of, and reading it back. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import { checkBatch, findStrayBatches } from './batch-check.ts'
import { type AuditEntry, type AuditHead, type ChainFault, chainStart, walkChain } from './chain.ts'
import type { AuditActor, AuditEvent } from './event.ts'

/**
 * Appends one event. To be called last in a transaction: from here on it is the only one that writes to this chain.
 *
 * @returns the number of the entry
 */
export async function appendEvent(
  transaction: Transaction<Tables>,
  entry: { readonly organisationId: string; readonly actor: AuditActor; readonly event: AuditEvent },
): Promise<bigint> {
  const { organisationId, actor, event } = entry
  const { rows } = await sql<{ seq: bigint }>`
    select schleuse.audit_append(${organisationId}, ${event.kind}, ${actor}, ${JSON.stringify(event.body)}) as seq
  `.execute(transaction)
  const [row] = rows
  if (!row) throw new Error('the audit trail gave no number')
  return row.seq
}

/** The largest number that an entry can have. */
const seqMax = 2n ** 63n - 1n

/** Rows per query: a few megabytes at most. */
const pageRows = 1_000

/**
 * Entries of an organisation in order, in constant memory. Uses the primary key (organisation_id, seq).
 *
 * @param range.after the entry before the first one that is wanted; `upTo` is the last one
 */
export async function* readTrail(
  database: Database,
  organisationId: string,
  range: { readonly after?: bigint; readonly upTo?: bigint } = {},
): AsyncGenerator<AuditEntry> {
  for (let after = range.after ?? 0n; ; ) {
    const { rows } = await sql<Omit<AuditEntry, 'at' | 'atMicros'> & { micros: bigint }>`
      select seq, (extract(epoch from at) * 1000000)::bigint as micros, kind, actor, body, digest
      from schleuse.audit_entry
      where organisation_id = ${organisationId} and seq > ${after} and seq <= ${range.upTo ?? seqMax}
      order by seq limit ${pageRows}
    `.execute(database)
    for (const { micros, ...row } of rows) {
      yield { ...row, at: new Date(Number(micros / 1000n)), atMicros: Number(micros % 1000n) }
      after = row.seq
    }
    if (rows.length < pageRows) return
  }
}

export async function readHead(database: Database, organisationId: string): Promise<AuditHead> {
  const head = await database
    .selectFrom('schleuse.audit_head')
    .select(['seq', 'digest'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return head ?? chainStart(organisationId)
}

/**
 * Walks the whole trail of an organisation, and holds the leaves of every batch to its root.
 *
 * @param checkpoints heads kept elsewhere
 * @param start where what was taken out of the database ends
 */
export async function verifyTrail(
  database: Database,
  organisationId: string,
  checkpoints: readonly AuditHead[],
  start: AuditHead = chainStart(organisationId),
): Promise<{ readonly head: AuditHead; readonly faults: readonly ChainFault[] }> {
  const walk = walkChain(start, checkpoints)
  const batchFaults: ChainFault[] = []
  // The head first: what is written meanwhile makes the trail longer than it, never shorter.
  const head = await readHead(database, organisationId)
  for await (const entry of readTrail(database, organisationId, { after: start.seq })) {
    if (entry.seq > head.seq && (await readHead(database, organisationId)).seq >= entry.seq) break
    walk.add(entry)
    if (entry.kind === 'batch-sealed')
      batchFaults.push(...(await checkBatch(database, organisationId, entry)))
  }
  const strays = await findStrayBatches(database, organisationId)
  return { head, faults: [...walk.close(head), ...batchFaults, ...strays] }
}
