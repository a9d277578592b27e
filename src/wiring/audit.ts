/** Runs `schleuse audit` and `schleuse verify`. */
import { signCheckpoint } from '../audit/checkpoint.ts'
import { readHead } from '../audit/trail.ts'
import type { AuditAction } from '../cli/actions/audit.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { keyIdOf } from '../sealing/revocation.ts'
import { checkSignedFile } from '../sealing/signed-file.ts'
import { organisationMeant } from '../staff/organisation.ts'
import type { Database } from '../store/connection.ts'
import { verifyApprovalFile } from './approval-file.ts'
import { exportTrail } from './audit-export.ts'
import { sealTrail } from './audit-seal.ts'
import { verifyAudit } from './audit-verify.ts'
import { readGiven, writeNew } from './given-file.ts'
import { revokedKeys } from './revoked-keys.ts'
import { ringIn, type StatePlace } from './state-parts.ts'

type Action<Kind extends AuditAction['kind']> = Extract<AuditAction, { kind: Kind }>

export async function runAudit(
  action: Action<'audit-verify' | 'audit-checkpoint' | 'audit-seal' | 'audit-export'>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  switch (action.kind) {
    case 'audit-checkpoint':
      return makeCheckpoint(action, database, place)
    case 'audit-seal':
      return sealTrail(action, database, place)
    case 'audit-export':
      return exportTrail(action, database, place)
    case 'audit-verify':
      return verifyAudit(action, database, place)
  }
}

async function makeCheckpoint(
  action: Action<'audit-checkpoint'>,
  database: Database,
  place: StatePlace,
): Promise<StateAnswer> {
  const { id: organisationId } = await organisationMeant(database, action.organisation)
  const head = await readHead(database, organisationId)
  const file = signCheckpoint(ringIn(place), { organisationId, head, at: place.now() })
  writeNew(action.outPath, `${JSON.stringify(file, null, 2)}\n`)
  return { exit: 0, facts: [{ kind: 'checkpoint', file: action.outPath, entries: String(head.seq) }] }
}

export async function verifyFile(action: Action<'verify'>): Promise<StateAnswer> {
  const { path, rootFingerprint } = action
  const check = checkSignedFile(readGiven(path), rootFingerprint)
  if (check.kind !== 'genuine') return { exit: 1, facts: [{ kind: `file-${check.kind}`, file: path }] }
  const key = keyIdOf(check.file.certificate.publicKey)
  const revokedAt = revokedKeys(action, check.rootFingerprint).get(key)
  const about = { file: path, document: check.file.kind, fingerprint: check.rootFingerprint }
  if (revokedAt !== undefined) return { exit: 1, facts: [{ kind: 'file-revoked', ...about, key, revokedAt }] }
  const kind = rootFingerprint === undefined ? 'file-genuine-root-open' : 'file-genuine'
  const genuine = { kind, ...about }
  if (check.file.kind === 'approval') return verifyApprovalFile(check.file, genuine)
  return { exit: 0, facts: [genuine] }
}
