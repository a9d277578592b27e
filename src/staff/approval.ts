/** Four eyes: nothing counts as approved but by somebody else, over exact hashes, with a fresh proof, checked again where it is obeyed. */
import { createHash, randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { appendEvent } from '../audit/trail.ts'
import { canonicalJson } from '../sealing/canonical-json.ts'
import { fault } from '../std/fault.ts'
import { uuidV7 } from '../std/uuid.ts'
import type { Database } from '../store/connection.ts'
import type { Tables } from '../store/tables.ts'
import { transact } from '../store/transaction.ts'
import { accountById } from './account.ts'
import { type Actor, auditActorOf, type StaffActor } from './actor.ts'
import { isFresh } from './proof-age.ts'
import type { MakeProof, PasskeyProof, Reauthentication } from './reauthentication.ts'

/** What is approved: name of a part → its SHA-256, 64 hexadecimal digits. Such as template set, data scope, rehearsal result. */
export type ApprovedHashes = Readonly<Record<string, string>>

export interface ApprovalSubject {
  readonly organisationId: string
  /** A word of the room that asks: `template-set`, `enforcement-step`. */
  readonly kind: string
  readonly hashes: ApprovedHashes
  /** Accounts. Neither approves. */
  readonly authorId: string
  readonly lastEditorId: string
}

/** All of it in one text, always the same for the same: what the approver's proof is over. */
export function writeSubject({
  organisationId,
  kind,
  hashes,
  authorId,
  lastEditorId,
}: ApprovalSubject): string {
  for (const [name, hash] of Object.entries(hashes)) {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError(`${name} is no SHA-256`)
  }
  return canonicalJson({
    format: 'schleuse-approval-1',
    organisation: organisationId,
    kind,
    hashes,
    author: authorId,
    lastEditor: lastEditorId,
  })
}

export function digestOfSubject(subject: ApprovalSubject): Buffer {
  return createHash('sha256').update(writeSubject(subject)).digest()
}

/** @returns the id, and the digest that a proof has to be over */
export async function requestApproval(
  database: Database,
  subject: ApprovalSubject,
  by: { readonly actor: Actor; readonly now: Date },
): Promise<{ readonly id: string; readonly over: Buffer }> {
  const id = uuidV7(by.now.getTime(), randomBytes(10))
  const over = digestOfSubject(subject)
  const { organisationId, kind, authorId, lastEditorId } = subject
  await transact(database, async (transaction) => {
    await transaction
      .insertInto('schleuse.approval')
      .values({
        organisation_id: organisationId,
        id,
        kind,
        subject: writeSubject(subject),
        subject_digest: over,
        author_id: authorId,
        last_editor_id: lastEditorId,
        requested_by: auditActorOf(by.actor),
      })
      .execute()
    const body = {
      approval: id,
      approvalKind: kind,
      subject: over.toString('hex'),
      author: authorId,
      lastEditor: lastEditorId,
    }
    const event = { kind: 'approval-requested', body } as const
    await appendEvent(transaction, { organisationId, actor: auditActorOf(by.actor), event })
  })
  return { id, over }
}

/**
 * @param wanted.hashes as they are now, computed again by whoever shows them: approved is what is there, not what was there
 * @param wanted.makeProof uses the sign-in's proof up, in this transaction
 * @throws SCH_APPROVAL_TOKEN, SCH_APPROVAL_UNKNOWN, SCH_APPROVAL_WITHDRAWN, SCH_APPROVAL_CHANGED, SCH_APPROVAL_OWN, SCH_APPROVAL_TWICE,
 *   SCH_STAFF_NOT_SECOND (no approver), SCH_STAFF_TOO_NEW, SCH_STAFF_PROOF_STALE
 */
export async function approve(
  database: Database,
  wanted: {
    readonly approvalId: string
    readonly hashes: ApprovedHashes
    readonly actor: StaffActor
    readonly makeProof: MakeProof
  },
): Promise<void> {
  const { approvalId, hashes, actor, makeProof } = wanted
  const { organisationId, accountId } = actor
  if (actor.by !== 'session') throw fault('SCH_APPROVAL_TOKEN')
  await transact(database, async (transaction) => {
    const row = await approvalRow(transaction, organisationId, approvalId)
    if (!row) throw fault('SCH_APPROVAL_UNKNOWN')
    if (row.isWithdrawn) throw fault('SCH_APPROVAL_WITHDRAWN')
    const over = digestOfSubject({ ...row, hashes })
    if (!over.equals(row.digest)) throw fault('SCH_APPROVAL_CHANGED')
    const own =
      [row.authorId, row.lastEditorId].includes(accountId) || row.requestedBy === `staff:${accountId}`
    if (own) throw fault('SCH_APPROVAL_OWN')
    if (row.proofs.some(({ approverId }) => approverId === accountId)) throw fault('SCH_APPROVAL_TWICE')
    await refuseNewPower(transaction, accountId)
    const proof = await makeProof(transaction, over)
    const isFor = proof.accountId === accountId && proof.over.equals(over)
    if (!isFor || !(await isFresh(transaction, proof))) throw fault('SCH_STAFF_PROOF_STALE')
    await transaction
      .insertInto('schleuse.approval_proof')
      .values({
        organisation_id: organisationId,
        approval_id: approvalId,
        approver_id: accountId,
        method: proof.how.kind,
        evidence: JSON.stringify(proof.how),
      })
      .execute()
    const body = { approval: approvalId, subject: over.toString('hex'), proof: proof.how.kind } as const
    const event = { kind: 'approval-given', body } as const
    await appendEvent(transaction, { organisationId, actor: `staff:${accountId}`, event })
  })
}

async function refuseNewPower(transaction: Transaction<Tables>, accountId: string): Promise<void> {
  const account = await accountById(transaction, accountId)
  const held = account?.state === 'active' ? account.roles.find(({ role }) => role === 'approver') : undefined
  if (!held) throw fault('SCH_STAFF_NOT_SECOND')
  if (!held.isSeasoned) throw fault('SCH_STAFF_TOO_NEW')
}

/** Takes an approval away, or the request for it. Needs nobody else: it only makes less possible. */
export async function withdrawApproval(
  database: Database,
  of: { readonly organisationId: string; readonly approvalId: string },
  actor: Actor,
): Promise<void> {
  const { organisationId, approvalId } = of
  await transact(database, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('schleuse.approval')
      .set({ withdrawn_at: sql<Date>`clock_timestamp()`, withdrawn_by: auditActorOf(actor) })
      .where('organisation_id', '=', organisationId)
      .where('id', '=', approvalId)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw fault('SCH_APPROVAL_UNKNOWN')
    const event = { kind: 'approval-withdrawn', body: { approval: approvalId } } as const
    await appendEvent(transaction, { organisationId, actor: auditActorOf(actor), event })
  })
}

/** A passkey's signature over the digest; the sign-in gives it. */
export type CheckSignature = (proof: PasskeyProof, over: Uint8Array) => Promise<boolean>

export type ApprovalCheck =
  | {
      readonly kind: 'approved'
      readonly approverIds: readonly string[]
      readonly methods: readonly string[]
    }
  | {
      readonly kind: 'not-approved'
      readonly why: 'unknown' | 'withdrawn' | 'changed' | 'nobody' | 'signature'
    }

/**
 * For where an approval is obeyed: whether exactly this is approved, now. Every signature of a passkey is checked again, so that a row
 * that somebody has put into the database counts for nothing.
 *
 * @param wanted.hashes computed from what is about to be used
 */
export async function verifyApproval(
  database: Database | Transaction<Tables>,
  wanted: {
    readonly organisationId: string
    readonly approvalId: string
    readonly kind: string
    readonly hashes: ApprovedHashes
  },
  checkSignature: CheckSignature,
): Promise<ApprovalCheck> {
  const row = await approvalRow(database, wanted.organisationId, wanted.approvalId)
  const not = (why: Extract<ApprovalCheck, { kind: 'not-approved' }>['why']): ApprovalCheck => ({
    kind: 'not-approved',
    why,
  })
  if (!row || row.kind !== wanted.kind) return not('unknown')
  if (row.isWithdrawn) return not('withdrawn')
  const over = digestOfSubject({ ...row, hashes: wanted.hashes })
  if (!over.equals(row.digest)) return not('changed')
  const others = row.proofs.filter(({ approverId }) => ![row.authorId, row.lastEditorId].includes(approverId))
  if (others.length === 0) return not('nobody')
  for (const { evidence } of others) {
    const how: Reauthentication['how'] = JSON.parse(evidence)
    if (how.kind === 'passkey' && !(await checkSignature(how, over))) return not('signature')
  }
  return {
    kind: 'approved',
    approverIds: others.map(({ approverId }) => approverId),
    methods: others.map(({ method }) => method),
  }
}

interface ApprovalRow extends Omit<ApprovalSubject, 'hashes'> {
  readonly digest: Buffer
  readonly requestedBy: string
  readonly isWithdrawn: boolean
  readonly proofs: readonly {
    readonly approverId: string
    readonly method: string
    readonly evidence: string
  }[]
}

/** Uses the primary keys of both tables. */
async function approvalRow(
  database: Database | Transaction<Tables>,
  organisationId: string,
  approvalId: string,
): Promise<ApprovalRow | undefined> {
  const row = await database
    .selectFrom('schleuse.approval')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', approvalId)
    .executeTakeFirst()
  if (!row) return undefined
  const proofs = await database
    .selectFrom('schleuse.approval_proof')
    .select(['approver_id as approverId', 'method', 'evidence'])
    .where('organisation_id', '=', organisationId)
    .where('approval_id', '=', approvalId)
    .orderBy('given_at')
    .execute()
  return {
    organisationId,
    kind: row.kind,
    authorId: row.author_id,
    lastEditorId: row.last_editor_id,
    digest: row.subject_digest,
    requestedBy: row.requested_by,
    isWithdrawn: row.withdrawn_at !== null,
    proofs,
  }
}
