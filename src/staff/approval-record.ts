/** An approval as it is shown and handed on: what was approved, by whom, when, and what shows it. */

import type { Transaction } from 'kysely'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import type { Proof } from './reauthentication.ts'

export interface ApprovalRecord {
  readonly id: string
  readonly organisationId: string
  readonly kind: string
  /** The canonical text that the proofs are over; its SHA-256 is `subjectDigest`. */
  readonly subject: string
  readonly subjectDigest: string
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly withdrawn?: { readonly by: string; readonly at: Date }
  readonly proofs: readonly GivenApproval[]
}

export interface GivenApproval {
  readonly approverId: string
  readonly at: Date
  readonly how: Proof
}

export function stateOf({
  withdrawn,
  proofs,
}: Pick<ApprovalRecord, 'withdrawn' | 'proofs'>): 'withdrawn' | 'waiting' | 'approved' {
  if (withdrawn) return 'withdrawn'
  return proofs.length === 0 ? 'waiting' : 'approved'
}

/** @limit newest first; who needs an older one knows its id */
const listedMax = 1_000

/** Newest first. Uses the primary keys of both tables. */
export async function listApprovals(
  database: Database,
  organisationId: string,
): Promise<readonly ApprovalRecord[]> {
  return recordsOf(database, organisationId, undefined)
}

export async function approvalById(
  database: Database,
  organisationId: string,
  id: string,
): Promise<ApprovalRecord | undefined> {
  const [record] = await recordsOf(database, organisationId, id)
  return record
}

async function recordsOf(
  database: Database | Transaction<Tables>,
  organisationId: string,
  id: string | undefined,
): Promise<readonly ApprovalRecord[]> {
  const all = database
    .selectFrom('schleuse.approval')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('id', 'desc')
    .limit(listedMax)
  const rows = await (id === undefined ? all : all.where('id', '=', id)).execute()
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const proofs = await database
    .selectFrom('schleuse.approval_proof')
    .select(['approval_id', 'approver_id', 'given_at', 'evidence'])
    .where('organisation_id', '=', organisationId)
    .where('approval_id', 'in', ids)
    .orderBy('given_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    organisationId,
    kind: row.kind,
    subject: row.subject,
    subjectDigest: row.subject_digest.toString('hex'),
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    ...(row.withdrawn_at === null || row.withdrawn_by === null
      ? {}
      : { withdrawn: { by: row.withdrawn_by, at: row.withdrawn_at } }),
    proofs: proofs
      .filter(({ approval_id }) => approval_id === row.id)
      .map((proof) => ({
        approverId: proof.approver_id,
        at: proof.given_at,
        how: JSON.parse(proof.evidence),
      })),
  }))
}
