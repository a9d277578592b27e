/** `schleuse verify` on a backup: its signature, over every byte, without a key and without a database. */
import type { AuditAction } from '../cli/actions/audit.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { checkBackupFile } from '../sealing/backup-file.ts'
import { refuseUnreadable } from './given-file.ts'

/** @returns undefined for a file that is no backup */
export async function verifyBackupSeal({
  path,
  rootFingerprint,
}: Extract<AuditAction, { kind: 'verify' }>): Promise<StateAnswer | undefined> {
  refuseUnreadable(path)
  const check = await checkBackupFile(path, rootFingerprint)
  switch (check.kind) {
    case 'no-backup':
      return undefined
    case 'genuine': {
      const kind = rootFingerprint === undefined ? 'file-genuine-root-open' : 'file-genuine'
      return {
        exit: 0,
        facts: [{ kind, file: path, document: 'backup', fingerprint: check.rootFingerprint }],
      }
    }
    case 'cut':
      return { exit: 1, facts: [{ kind: 'file-changed', file: path }] }
    default:
      return { exit: 1, facts: [{ kind: `file-${check.kind}`, file: path }] }
  }
}
