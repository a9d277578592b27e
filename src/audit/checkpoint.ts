/** Heads of a trail, signed and kept elsewhere: the only proof against a tail cut off and against a rewrite of everything. */
import type { JsonValue } from '../sealing/canonical-json.ts'
import type { KeyRing } from '../sealing/key-ring.ts'
import { keyIdOf } from '../sealing/revocation.ts'
import { checkSignedFile, type SignedFile, type SignedFileCheck, signFile } from '../sealing/signed-file.ts'
import type { AuditHead } from './chain.ts'

export interface Checkpoint {
  readonly organisationId: string
  readonly head: AuditHead
  readonly at: Date
}

/** As it was read: also which key has signed it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly keyId: string
}

export function signCheckpoint(ring: KeyRing, { organisationId, head, at }: Checkpoint): SignedFile {
  return signFile(ring, 'audit-head', {
    organisation: organisationId,
    // As text: a count may pass what every reader's numbers hold exactly.
    seq: String(head.seq),
    digest: head.digest.toString('hex'),
    at: at.toISOString(),
  })
}

export type CheckpointCheck =
  | { readonly kind: 'genuine'; readonly checkpoint: SignedCheckpoint }
  | { readonly kind: Exclude<SignedFileCheck['kind'], 'genuine'> }

/** @param rootFingerprint of the installation whose trail is verified: a checkpoint of another one proves nothing */
export function readCheckpoint(text: string, rootFingerprint: string): CheckpointCheck {
  const check = checkSignedFile(text, rootFingerprint)
  if (check.kind !== 'genuine') return check
  const checkpoint = checkpointOf(check.file.payload)
  if (!checkpoint) return { kind: 'no-signed-file' }
  return { kind: 'genuine', checkpoint: { ...checkpoint, keyId: keyIdOf(check.file.certificate.publicKey) } }
}

function checkpointOf(payload: JsonValue): Checkpoint | undefined {
  if (typeof payload !== 'object' || payload === null || !('organisation' in payload)) return undefined
  const { organisation, seq, digest, at } = payload
  if (typeof organisation !== 'string' || typeof seq !== 'string' || typeof at !== 'string') return undefined
  if (!/^\d{1,19}$/.test(seq) || typeof digest !== 'string' || !/^[0-9a-f]{64}$/.test(digest))
    return undefined
  return {
    organisationId: organisation,
    head: { seq: BigInt(seq), digest: Buffer.from(digest, 'hex') },
    at: new Date(at),
  }
}
