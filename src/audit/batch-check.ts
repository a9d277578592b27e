/** Holds the leaves in the database to the Merkle roots in the trail. */
import { sql } from 'kysely'
import type { Database } from '../store/connection.ts'
import { readLeaves } from './batch.ts'
import type { AuditEntry, ChainFault } from './chain.ts'
import { merkleRoot } from './merkle.ts'

/** What an entry `batch-sealed` says; undefined for a body that no batch has. */
export function rootSaid({ body }: Pick<AuditEntry, 'body'>): { leaves: number; root: string } | undefined {
  // The database writes this body itself, in exactly this spelling.
  const said = /^\{"batch":"[a-z-]+","leaves":(\d{1,9}),"root":"([0-9a-f]{64})"\}$/.exec(body)
  if (!said?.[1] || !said[2]) return undefined
  return { leaves: Number(said[1]), root: said[2] }
}

/** @param entry of the kind `batch-sealed` */
export async function checkBatch(
  database: Database,
  organisationId: string,
  entry: AuditEntry,
): Promise<readonly ChainFault[]> {
  const said = rootSaid(entry)
  const leaves = await readLeaves(database, organisationId, entry.seq)
  const isWhole = said?.leaves === leaves.length && said.root === merkleRoot(leaves).toString('hex')
  return isWhole ? [] : [{ kind: 'batch-changed', seq: entry.seq }]
}

/** Leaves that claim a batch which the trail does not have. Uses the index audit_leaf_sealed. */
export async function findStrayBatches(
  database: Database,
  organisationId: string,
): Promise<readonly ChainFault[]> {
  const { rows } = await sql<{ seq: bigint }>`
    select distinct l.batch_seq as seq from schleuse.audit_leaf l
    where l.organisation_id = ${organisationId} and l.batch_seq is not null and not exists (
      select from schleuse.audit_entry e
      where e.organisation_id = l.organisation_id and e.seq = l.batch_seq and e.kind = 'batch-sealed'
    )
    order by 1 limit ${straysMax}
  `.execute(database)
  return rows.map(({ seq }) => ({ kind: 'batch-stray', seq }))
}

/** Enough to see that something is wrong, and where it begins. */
const straysMax = 100
