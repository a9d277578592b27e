/** Joins the rooms behind the commands about state. Loaded only by them: judging a mail needs no database. */
import type { AlertAction } from '../cli/actions/alert.ts'
import type { ApprovalAction } from '../cli/actions/approval.ts'
import type { AuditAction } from '../cli/actions/audit.ts'
import type { RetentionAction } from '../cli/actions/retention.ts'
import type { StaffAction } from '../cli/actions/staff.ts'
import type { StateAction, StateAnswer, StateCall } from '../cli/state-call.ts'
import type { Database } from '../store/connection.ts'
import { runAlert } from './alert.ts'
import { runApproval } from './approval.ts'
import { runAudit, verifyFile } from './audit.ts'
import { verifyTrailFile } from './audit-export.ts'
import { runSigning } from './audit-sign.ts'
import { runBackup } from './backup.ts'
import { verifyBackupSeal } from './backup-seal.ts'
import { runConfig } from './config.ts'
import { runDirectory } from './directory.ts'
import { runHandOver } from './hand-over.ts'
import { runKeys } from './keys.ts'
import { runOrganisation } from './organisation.ts'
import { runOrganisationCheck } from './organisation-check.ts'
import { reachFor } from './permission-of.ts'
import { missingFor, refuse } from './refusal.ts'
import { runRetention } from './retention.ts'
import { runServe } from './serve.ts'
import { runStaff } from './staff.ts'
import { placeOf, ringIn, type StateParts, type StatePlace, withDatabase, withReach } from './state-parts.ts'
import { withActor } from './token-actor.ts'
import { runWork } from './work.ts'

export async function runState(call: StateCall, parts: StateParts): Promise<StateAnswer> {
  const { action } = call
  if (action.kind === 'verify') return verifySigned(action)
  if (action.kind === 'config-check' || action.kind === 'config-show') {
    return runConfig(action, call, parts.environment)
  }
  const place = await withActor(placeOf(call, parts), call.tokenPath)
  if (missingFor(action, place.actor) !== undefined) {
    return withDatabase(place, (database) => refuse(action, place.actor, database))
  }
  const reach = reachFor(action)
  if (isWatch(action)) return withReach(place, reach, (database) => keepWatch(action, database, place))
  if (isStaff(action)) return withReach(place, reach, (database) => runStaff(action, database, place))
  switch (action.kind) {
    case 'keys-list':
    case 'keys-rotate':
    case 'keys-revoke':
    case 'keys-revocations':
      return runKeys(action, ringIn(place, ['root']), place.now())
    case 'organisation-add':
    case 'organisation-list':
    case 'organisation-relate':
    case 'organisation-relations':
    case 'organisation-part':
      return withReach(place, reach, (database) => runOrganisation(action, database, place))
    case 'backup-create':
    case 'backup-verify':
    case 'backup-restore':
      return runBackup(action, place)
    case 'hand-over-offer':
    case 'hand-over-list':
    case 'hand-over-accept':
    case 'hand-over-refuse':
      return withReach(place, reach, (database) => runHandOver(action, database, place))
    case 'directory-import':
    case 'directory-accept':
    case 'directory-sync':
    case 'directory-push':
    case 'directory-erase':
    case 'directory-readmit':
    case 'directory-status':
    case 'directory-rebuild':
    case 'directory-ask':
    case 'directory-explain':
    case 'allowance-add':
    case 'allowance-list':
    case 'allowance-end':
      return withReach(place, reach, (database) =>
        runDirectory(action, { database, ring: ringIn(place), place }),
      )
    case 'check-organisation':
      return withReach(place, reach, (database) =>
        runOrganisationCheck(action, { database, ring: ringIn(place), place }),
      )
    case 'serve':
      return runServe(action, call.output, place)
    case 'work-list':
      return withDatabase(place, runWork)
  }
}

function isStaff(action: StateAction): action is StaffAction {
  return action.kind.startsWith('staff-')
}

/** Trail, approvals, alerts and retention. */
type WatchAction = Exclude<AuditAction, { kind: 'verify' }> | ApprovalAction | AlertAction | RetentionAction

function isWatch(action: StateAction): action is WatchAction {
  return /^(audit|approval|alert|retention)-/.test(action.kind)
}

function keepWatch(action: WatchAction, database: Database, place: StatePlace): Promise<StateAnswer> {
  switch (action.kind) {
    case 'audit-verify':
    case 'audit-checkpoint':
    case 'audit-seal':
    case 'audit-export':
      return runAudit(action, database, place)
    case 'approval-list':
    case 'approval-show':
    case 'approval-export':
      return runApproval(action, database, place)
    case 'retention-show':
    case 'retention-run':
      return runRetention(action, database, place)
    case 'alert-list':
    case 'alert-acknowledge':
    case 'alert-tell':
      return runAlert(action, database, place)
    case 'audit-sign':
    case 'audit-witnesses':
      return runSigning(action, database, place)
  }
}

/** Whatever we sign says itself what it is. */
async function verifySigned(action: Extract<AuditAction, { kind: 'verify' }>): Promise<StateAnswer> {
  return (await verifyBackupSeal(action)) ?? (await verifyTrailFile(action)) ?? verifyFile(action)
}
