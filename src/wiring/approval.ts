/** Runs `schleuse staff approval`. */
import type { ApprovalAction } from '../cli/actions/approval.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { signFile } from '../sealing/signed-file.ts'
import { approvalPayload, checkApprovalPayload } from '../staff/approval-file.ts'
import { type ApprovalRecord, approvalById, listApprovals, stateOf } from '../staff/approval-record.ts'
import { organisationMeant } from '../staff/organisation.ts'
import { isSignedByPasskey } from '../staff/sign-in/passkey-proof.ts'
import { fault } from '../std/fault.ts'
import type { Database } from '../store/connection.ts'
import { approvalFacts, faultFacts } from './approval-file.ts'
import { writeNew } from './given-file.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

export async function runApproval(
  action: ApprovalAction,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const { id: organisationId } = await organisationMeant(database, action.organisation)
  switch (action.kind) {
    case 'approval-list': {
      const all = await listApprovals(database, organisationId)
      return { exit: 0, facts: all.map(lineOf) }
    }
    case 'approval-show': {
      const { check } = await recordOf(database, organisationId, action.id)
      if (check.faults.length > 0 || !check.read) return { exit: 1, facts: faultFacts(check.faults) }
      return { exit: 0, facts: approvalFacts(check.read) }
    }
    case 'approval-export': {
      const { payload, record, check } = await recordOf(database, organisationId, action.id)
      // What does not hold gets no signature of ours that would lend it belief.
      if (check.faults.length > 0)
        return { exit: 1, facts: [...faultFacts(check.faults), { kind: 'approval-not-exported' }] }
      const file = signFile(ringIn(place), 'approval', payload)
      writeNew(action.outPath, `${JSON.stringify(file, null, 2)}\n`)
      const told = { file: action.outPath, approval: record.id, approvalState: stateOf(record) }
      return { exit: 0, facts: [{ kind: 'approval-exported', ...told }] }
    }
  }
}

async function recordOf(database: Database, organisationId: string, id: string) {
  // Anything else than an id would be an error of the database, not an answer.
  const isId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)
  const record = isId ? await approvalById(database, organisationId, id) : undefined
  if (!record) throw fault('SCH_APPROVAL_UNKNOWN')
  const payload = approvalPayload(record)
  return { record, payload, check: await checkApprovalPayload(payload, isSignedByPasskey) }
}

function lineOf(record: ApprovalRecord) {
  return {
    kind: 'approval',
    id: record.id,
    approvalKind: record.kind,
    requestedBy: record.requestedBy,
    requestedAt: record.requestedAt.toISOString(),
    approvers: record.proofs.length,
    approvalState: stateOf(record),
  }
}
