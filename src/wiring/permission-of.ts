/** What each command needs: complete by type, so that no command stands open because somebody forgot it. */
import type { StateAction } from '../cli/state-call.ts'
import { type Permission, reachOf } from '../staff/permission.ts'

/**
 * `free`: touches no state of this installation, only files that whoever runs the command can read himself. With `reveal: true` an action may show values of customers in clear, which needs
 * a permission of its own.
 */
export type Need = Permission | 'free' | { readonly plain: Permission; readonly revealing: Permission }

export const permissionOf: Readonly<Record<StateAction['kind'], Need>> = {
  verify: 'free',
  'config-check': 'free',
  'config-show': 'free',
  'organisation-add': 'organisation-add',
  'organisation-list': 'organisation-read',
  'organisation-relate': 'relation-change',
  'organisation-relations': 'organisation-read',
  'organisation-part': 'relation-change',
  'hand-over-offer': 'hand-over-offer',
  'hand-over-list': 'hand-over-read',
  'hand-over-accept': 'hand-over-answer',
  'hand-over-refuse': 'hand-over-answer',
  'staff-first': 'staff-first',
  'staff-add': 'staff-request',
  'staff-list': 'staff-read',
  'staff-role-grant': 'staff-request',
  'staff-role-withdraw': 'staff-withdraw',
  'staff-reset': 'staff-request',
  'staff-disable': 'staff-withdraw',
  'staff-requests': 'staff-read',
  'staff-approve': 'staff-prove',
  'staff-refuse': 'staff-prove',
  'staff-token-make': 'staff-prove',
  'staff-token-list': 'staff-read',
  'staff-token-revoke': 'staff-withdraw',
  'approval-list': 'approval-read',
  'approval-show': 'approval-read',
  'approval-export': 'approval-read',
  'audit-verify': 'audit-read',
  'audit-checkpoint': 'audit-read',
  'audit-sign': 'audit-keep',
  'audit-witnesses': 'audit-read',
  'directory-import': 'directory-change',
  'directory-accept': 'directory-change',
  'directory-sync': 'directory-change',
  'directory-push': 'directory-change',
  'directory-ask': 'directory-change',
  'directory-erase': 'directory-change',
  'directory-readmit': 'directory-change',
  'directory-status': 'directory-read',
  'directory-rebuild': 'directory-change',
  'directory-explain': { plain: 'directory-read', revealing: 'directory-reveal' },
  'check-organisation': { plain: 'directory-read', revealing: 'directory-reveal' },
  'allowance-add': 'directory-change',
  'allowance-list': 'directory-read',
  'allowance-end': 'directory-change',
  'audit-seal': 'audit-keep',
  'audit-export': 'audit-read',
  'retention-show': 'audit-read',
  'retention-run': 'audit-keep',
  'alert-list': 'alert-read',
  'alert-acknowledge': 'alert-acknowledge',
  'alert-tell': 'alert-tell',
  'keys-list': 'keys-read',
  'keys-rotate': 'keys-change',
  'keys-revoke': 'keys-change',
  serve: 'installation-run',
  'work-list': 'installation-run',
  'keys-revocations': 'keys-read',
  'backup-create': 'backup-make',
  'backup-verify': 'backup-make',
  'backup-restore': 'backup-restore',
}

export function permissionFor(action: StateAction): Permission | 'free' {
  const need: Need = permissionOf[action.kind]
  if (typeof need === 'string') return need
  return 'reveal' in action && action.reveal === true ? need.revealing : need.plain
}

/** How much of the database the command may see: what needs no permission, sees none of it. */
export function reachFor(action: StateAction): 'organisation' | 'installation' {
  const permission = permissionFor(action)
  return permission === 'free' ? 'organisation' : reachOf(permission)
}
