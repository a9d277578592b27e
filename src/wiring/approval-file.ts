/** `schleuse verify` on an approval: everything in it, from the file alone. */
import { createHash } from 'node:crypto'
import type { StateAnswer, StateFact } from '../cli/state-call.ts'
import type { SignedFile } from '../sealing/signed-file.ts'
import { type ApprovalFault, type ApprovalFileCheck, checkApprovalPayload } from '../staff/approval-file.ts'
import { type GivenApproval, stateOf } from '../staff/approval-record.ts'
import { isSignedByPasskey } from '../staff/sign-in/passkey-proof.ts'

/**
 * @param genuine what is told of the signature around it, which has been checked
 * @returns exit 1 also for what nobody has approved or what was withdrawn: whoever goes on only after an approval must not go on
 */
export async function verifyApprovalFile(
  { payload }: Pick<SignedFile, 'payload'>,
  genuine: StateFact,
): Promise<StateAnswer> {
  const { faults, read } = await checkApprovalPayload(payload, isSignedByPasskey)
  if (faults.length > 0 || !read) return { exit: 1, facts: faultFacts(faults) }
  const exit = stateOf(read.record) === 'approved' ? 0 : 1
  return { exit, facts: [genuine, ...approvalFacts(read)] }
}

export function faultFacts(faults: readonly ApprovalFault[]): readonly StateFact[] {
  return faults.map((one) =>
    'approverId' in one
      ? { kind: `approval-broken-${one.kind}`, approver: one.approverId }
      : { kind: `approval-broken-${one.kind}` },
  )
}

export function approvalFacts({
  record,
  subject,
}: NonNullable<ApprovalFileCheck['read']>): readonly StateFact[] {
  const { id, organisationId, subjectDigest, requestedBy, requestedAt, withdrawn, proofs } = record
  const about = { approval: id, approvalKind: record.kind, organisation: organisationId }
  const by = { author: subject.authorId, lastEditor: subject.lastEditorId, requestedBy }
  return [
    {
      kind: 'approval-subject',
      ...about,
      ...by,
      requestedAt: requestedAt.toISOString(),
      digest: subjectDigest,
    },
    ...Object.entries(subject.hashes).map(([part, hash]) => ({ kind: 'approval-hash', part, hash })),
    ...proofs.map(proofFact),
    ...(withdrawn ? [{ kind: 'approval-withdrawn', by: withdrawn.by, at: withdrawn.at.toISOString() }] : []),
    ...(proofs.length === 0 ? [{ kind: 'approval-nobody' }] : []),
  ]
}

function proofFact({ approverId, at, how }: GivenApproval): StateFact {
  const given = { approver: approverId, at: at.toISOString() }
  if (how.kind === 'password-totp') return { kind: 'approval-given-password', ...given }
  const passkey = createHash('sha256').update(Buffer.from(how.publicKey, 'base64url')).digest('hex')
  return { kind: 'approval-given-passkey', ...given, passkey, origin: how.origin }
}
