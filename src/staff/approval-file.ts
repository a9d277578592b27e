/** An approval as a signed document: everything that shows it, so that anybody can check it without a server or a database. */
import { createHash } from 'node:crypto'
import { canonicalJson, type JsonValue } from '../sealing/canonical-json.ts'
import type { CheckSignature } from './approval.ts'
import type { ApprovalRecord, GivenApproval } from './approval-record.ts'
import type { PasskeyProof, Proof } from './reauthentication.ts'

const format = 'schleuse-approval-file-1'

/** What is signed. Only approvers approve: the role is told for who reads the file, and is the same in every one. */
export function approvalPayload(record: ApprovalRecord): JsonValue {
  const subject: JsonValue = JSON.parse(record.subject)
  return {
    format,
    approval: record.id,
    subject,
    subjectDigest: record.subjectDigest,
    requestedBy: record.requestedBy,
    requestedAt: record.requestedAt.toISOString(),
    withdrawn: record.withdrawn ? { by: record.withdrawn.by, at: record.withdrawn.at.toISOString() } : null,
    proofs: record.proofs.map(({ approverId, at, how }) => ({
      approver: approverId,
      role: 'approver',
      at: at.toISOString(),
      how: { ...how },
    })),
  }
}

export interface ApprovedSubject {
  readonly organisationId: string
  readonly kind: string
  readonly hashes: Readonly<Record<string, string>>
  readonly authorId: string
  readonly lastEditorId: string
}

export type ApprovalFault =
  /** Not such a document, or not all of it. */
  | { readonly kind: 'unreadable' }
  /** The digest that the proofs are over is not that of what is said to be approved. */
  | { readonly kind: 'subject-changed' }
  /** Who wrote it, edited it last or asked for it has no say. */
  | { readonly kind: 'own'; readonly approverId: string }
  | { readonly kind: 'twice'; readonly approverId: string }
  /** The passkey has signed something else, for another server, or nothing at all. */
  | { readonly kind: 'assertion'; readonly approverId: string }

export interface ApprovalFileCheck {
  readonly faults: readonly ApprovalFault[]
  /** Missing only if it cannot be read. */
  readonly read?: { readonly record: ApprovalRecord; readonly subject: ApprovedSubject }
}

/** Everything but our own signature around it. */
export async function checkApprovalPayload(
  payload: JsonValue,
  checkSignature: CheckSignature,
): Promise<ApprovalFileCheck> {
  const read = readPayload(payload)
  if (!read) return { faults: [{ kind: 'unreadable' }] }
  const { record, subject } = read
  const over = createHash('sha256').update(record.subject).digest()
  if (over.toString('hex') !== record.subjectDigest) return { faults: [{ kind: 'subject-changed' }], read }
  const faults: ApprovalFault[] = []
  const seen = new Set<string>()
  for (const { approverId, how } of record.proofs) {
    const isOwn =
      [subject.authorId, subject.lastEditorId].includes(approverId) ||
      record.requestedBy === `staff:${approverId}`
    if (isOwn) faults.push({ kind: 'own', approverId })
    if (seen.has(approverId)) faults.push({ kind: 'twice', approverId })
    seen.add(approverId)
    if (how.kind === 'passkey' && !(await checkSignature(how, over)))
      faults.push({ kind: 'assertion', approverId })
  }
  return { faults, read }
}

/** @limit parts of what is approved and people who approve it: more than any house has */
const partsMax = 200

function readPayload(payload: JsonValue): ApprovalFileCheck['read'] {
  const values = fieldsOf(payload)
  const subject = subjectOf(values?.subject)
  if (!values || !subject || values.format !== format) return undefined
  const { approval: id, subjectDigest, requestedBy, withdrawn, proofs } = values
  const requestedAt = timeOf(values.requestedAt)
  const isRecord = typeof id === 'string' && typeof subjectDigest === 'string' && requestedAt
  if (!isRecord || typeof requestedBy !== 'string' || !isList(proofs)) return undefined
  const given = proofs.flatMap((one) => proofOf(one) ?? [])
  const takenBack = withdrawalOf(withdrawn)
  if (given.length !== proofs.length || takenBack === 'unreadable') return undefined
  const { organisationId, kind } = subject
  const text = canonicalJson(values.subject ?? null)
  const record = { id, organisationId, kind, subject: text, subjectDigest, requestedBy, requestedAt }
  return { subject, record: { ...record, ...takenBack, proofs: given } }
}

function subjectOf(value: JsonValue | undefined): ApprovedSubject | undefined {
  const values = fieldsOf(value)
  const hashes = fieldsOf(values?.hashes)
  if (values?.format !== 'schleuse-approval-1' || !hashes) return undefined
  const { organisation, kind, author, lastEditor } = values
  if (typeof organisation !== 'string' || typeof kind !== 'string') return undefined
  if (typeof author !== 'string' || typeof lastEditor !== 'string') return undefined
  const read: Record<string, string> = {}
  for (const [part, hash] of Object.entries(hashes)) {
    if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return undefined
    read[part] = hash
  }
  if (Object.keys(read).length > partsMax) return undefined
  return { organisationId: organisation, kind, hashes: read, authorId: author, lastEditorId: lastEditor }
}

function withdrawalOf(value: JsonValue | undefined): Pick<ApprovalRecord, 'withdrawn'> | 'unreadable' {
  if (value === null) return {}
  const values = fieldsOf(value)
  const at = timeOf(values?.at)
  return at && typeof values?.by === 'string' ? { withdrawn: { by: values.by, at } } : 'unreadable'
}

function proofOf(value: JsonValue): GivenApproval | undefined {
  const values = fieldsOf(value)
  const at = timeOf(values?.at)
  const how = howOf(values?.how)
  if (!values || !at || !how || typeof values.approver !== 'string' || values.role !== 'approver')
    return undefined
  return { approverId: values.approver, at, how }
}

const passkeyFields = [
  'credentialId',
  'publicKey',
  'clientDataJson',
  'authenticatorData',
  'signature',
  'nonce',
  'origin',
  'relyingParty',
] as const satisfies readonly (keyof PasskeyProof)[]

function howOf(value: JsonValue | undefined): Proof | undefined {
  const values = fieldsOf(value)
  if (values?.kind === 'password-totp') return { kind: 'password-totp' }
  if (values?.kind !== 'passkey') return undefined
  const read = (name: (typeof passkeyFields)[number]): string => {
    const field = values[name]
    return typeof field === 'string' ? field : ''
  }
  if (passkeyFields.some((name) => read(name) === '')) return undefined
  return {
    kind: 'passkey',
    credentialId: read('credentialId'),
    publicKey: read('publicKey'),
    clientDataJson: read('clientDataJson'),
    authenticatorData: read('authenticatorData'),
    signature: read('signature'),
    nonce: read('nonce'),
    origin: read('origin'),
    relyingParty: read('relyingParty'),
  }
}

function fieldsOf(value: JsonValue | undefined): Readonly<Record<string, JsonValue>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value) && value.length <= partsMax
}

function timeOf(value: JsonValue | undefined): Date | undefined {
  if (typeof value !== 'string') return undefined
  const time = new Date(value)
  return Number.isNaN(time.getTime()) || time.toISOString() !== value ? undefined : time
}
