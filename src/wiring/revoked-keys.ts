/** The list of revoked keys that a third party gives with a file. */
import type { AuditAction } from '../cli/actions/audit.ts'
import { readRevocations } from '../sealing/revocation.ts'
import { fault } from '../std/fault.ts'
import { readGiven } from './given-file.ts'

/**
 * Keys that the given list says are revoked, with the time. Empty without a list.
 *
 * @throws SCH_REVOCATIONS if it is no list, or a word in it was changed
 */
export function revokedKeys(
  { revocationsPath }: Extract<AuditAction, { kind: 'verify' }>,
  rootFingerprint: string,
): ReadonlyMap<string, string> {
  if (revocationsPath === undefined) return new Map()
  const revocations = readRevocations(readGiven(revocationsPath), rootFingerprint)
  if (!revocations) throw fault('SCH_REVOCATIONS', { at: { file: revocationsPath } })
  return new Map(revocations.map(({ keyId, revokedAt }) => [keyId, revokedAt]))
}
