/** Decisions too many for an entry each: they wait as leaves, and one entry per batch holds the Merkle root of them. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import { transact } from '../store/transaction.ts'
import { type AuditActor, type BatchKind, batchKinds, type SealedBatch } from './event.ts'
import { inclusionPath, type LeafPlace, leafDigest, rootOfPath } from './merkle.ts'

/** Rows per statement: below the 65,535 parameters of one, and a megabyte at most. */
const rowsPerInsert = 5_000
/** Leaves of one batch: its digests are two megabytes, and a proof is 16 digests long. */
const leavesMax = 65_536

/**
 * Appends decisions in the transaction that makes them. They are in the trail once the next batch is sealed; a leaf whose
 * transaction was kept is never lost, whoever is killed in between.
 *
 * @param batch.leaves the decisions' bytes, which the room keeps; each must say which decision it is, so that no two are equal
 */
export async function appendLeaves(
  transaction: Transaction<Tables>,
  batch: {
    readonly organisationId: string
    readonly kind: BatchKind
    readonly leaves: Iterable<Uint8Array>
  },
): Promise<void> {
  const rows = Array.from(batch.leaves, (leaf) => ({
    organisation_id: batch.organisationId,
    batch: batch.kind,
    digest: leafDigest(leaf),
  }))
  for (let at = 0; at < rows.length; at += rowsPerInsert) {
    await transaction
      .insertInto('schleuse.audit_leaf')
      .values(rows.slice(at, at + rowsPerInsert))
      .execute()
  }
}

/** Seals everything that waits, of every kind, one transaction per batch. @returns the batches made */
export async function sealBatches(
  database: Database,
  organisationId: string,
  actor: AuditActor,
): Promise<readonly SealedBatch[]> {
  const sealed: SealedBatch[] = []
  for (const kind of batchKinds) {
    for (;;) {
      const batch = await transact(database, (transaction) =>
        sealBatch(transaction, { organisationId, kind, actor }),
      )
      if (!batch) break
      sealed.push(batch)
      if (batch.leaves < leavesMax) break
    }
  }
  return sealed
}

/**
 * Seals the oldest leaves that wait, last in a transaction like every entry.
 *
 * @returns undefined if none waits
 */
export async function sealBatch(
  transaction: Transaction<Tables>,
  wanted: {
    readonly organisationId: string
    readonly kind: BatchKind
    readonly actor: AuditActor
  },
): Promise<SealedBatch | undefined> {
  const { rows } = await sql<{ leaves: number; root: Buffer }>`
    select leaves, root
    from schleuse.audit_seal_batch(${wanted.organisationId}, ${wanted.kind}, ${wanted.actor}, ${leavesMax})
  `.execute(transaction)
  const [row] = rows
  return row && { batch: wanted.kind, leaves: row.leaves, root: row.root.toString('hex') }
}

/** That a decision is among those of a sealed batch: checked with the decision's bytes and nothing else. */
export interface LeafProof extends LeafPlace {
  readonly organisationId: string
  /** The entry of the trail that holds the root. */
  readonly seq: bigint
  readonly path: readonly Buffer[]
}

/** @returns undefined if this organisation's sealed batches hold no such decision */
export async function proveLeaf(
  database: Database,
  organisationId: string,
  leaf: Uint8Array,
): Promise<LeafProof | undefined> {
  const found = await database
    .selectFrom('schleuse.audit_leaf')
    .select(['batch_seq', 'position'])
    .where('organisation_id', '=', organisationId)
    .where('digest', '=', leafDigest(leaf))
    .where('batch_seq', 'is not', null)
    .executeTakeFirst()
  if (!found || found.batch_seq === null || found.position === null) return undefined
  const digests = await readLeaves(database, organisationId, found.batch_seq)
  return {
    organisationId,
    seq: found.batch_seq,
    index: found.position,
    leaves: digests.length,
    path: inclusionPath(digests, found.position),
  }
}

/** @param root as the entry of the batch says it */
export function isProven(leaf: Uint8Array, proof: LeafProof, root: string): boolean {
  return rootOfPath(leafDigest(leaf), proof, proof.path)?.toString('hex') === root
}

/** The leaves of one sealed batch in their order. Uses the index audit_leaf_sealed. */
export async function readLeaves(
  database: Database,
  organisationId: string,
  batchSeq: bigint,
): Promise<readonly Buffer[]> {
  const rows = await database
    .selectFrom('schleuse.audit_leaf')
    .select('digest')
    .where('organisation_id', '=', organisationId)
    .where('batch_seq', '=', batchSeq)
    .orderBy('position')
    .execute()
  return rows.map(({ digest }) => digest)
}
