/** The root's word that a signature key is not to be believed any more: anybody who has it can hold signed files to it. */
import { createHash, type KeyObject, sign } from 'node:crypto'
import { fingerprintOf, isSignedBy } from './public-key.ts'

export const revocationsFormat = 'schleuse-revocations-1'

export interface Revocation {
  readonly keyId: string
  /** ISO 8601, UTC. */
  readonly revokedAt: string
  /** The root's public key, base64 of SPKI. */
  readonly rootKey: string
  /** The root's signature over key and time, base64. */
  readonly signature: string
}

/** More than a ring ever has; a limit, since the list comes from outside. */
const revocationsMax = 10_000

export function revokeBy(
  root: { readonly privateKey: KeyObject; readonly publicKey: string },
  which: { readonly keyId: string; readonly revokedAt: string },
): Revocation {
  const signature = sign(null, revoked(which), root.privateKey).toString('base64')
  return { ...which, rootKey: root.publicKey, signature }
}

function revoked({ keyId, revokedAt }: Pick<Revocation, 'keyId' | 'revokedAt'>): Buffer {
  return Buffer.from(`schleuse key revocation 1\n${keyId}\n${revokedAt}`)
}

/**
 * The id of a signature key, from the key itself: what a file says about its key is not signed.
 *
 * @param publicKey base64 of SPKI
 */
export function keyIdOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16)
}

/** The list as a file. */
export function revocationsFile(revocations: readonly Revocation[]): string {
  return `${JSON.stringify({ format: revocationsFormat, revocations }, null, 2)}\n`
}

/**
 * Only those that this root has signed.
 *
 * @returns undefined if it is no list of revocations, or one in which a word of this root was changed
 */
export function readRevocations(text: string, rootFingerprint: string): readonly Revocation[] | undefined {
  const list = listOf(text)
  const ours = list?.filter(
    ({ rootKey }) => fingerprintOf(Buffer.from(rootKey, 'base64')) === rootFingerprint,
  )
  const isSound = ours?.every((one) =>
    isSignedBy(one.rootKey, revoked(one), Buffer.from(one.signature, 'base64')),
  )
  return isSound ? ours : undefined
}

function listOf(text: string): readonly Revocation[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('format' in value) || !('revocations' in value))
      return undefined
    const { format, revocations } = value
    if (format !== revocationsFormat || !Array.isArray(revocations)) return undefined
    const isList = revocations.length <= revocationsMax && revocations.every(isRevocation)
    return isList ? revocations.filter(isRevocation) : undefined
  } catch {
    return undefined
  }
}

function isRevocation(value: unknown): value is Revocation {
  if (typeof value !== 'object' || value === null) return false
  const names = ['keyId', 'revokedAt', 'rootKey', 'signature']
  return names.every((name) => typeof Object.getOwnPropertyDescriptor(value, name)?.value === 'string')
}
