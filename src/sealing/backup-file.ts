/**
 * The file of a backup: a line in clear that names the key, sealed segments, and a signed manifest behind them. Anybody can
 * check the signature over every byte; only who has the key can read it.
 *
 * Frames: one byte kind, four bytes length, bytes. `S` segment, `L` last segment, `M` manifest; nothing follows it.
 */
import { createHash, randomBytes } from 'node:crypto'
import { fault } from '../std/fault.ts'
import { type BackupPart, FileFormError, frame, frameKinds, headOf, partsOf } from './backup-frame.ts'
import type { JsonValue } from './canonical-json.ts'
import { type KeyPurpose, keyPurposes } from './key.ts'
import type { KeyRing } from './key-ring.ts'
import { type SealedSegment, SegmentError, sealStream, streamKey, unsealStream } from './sealed-stream.ts'
import { checkSignedFile, type SignedFileCheck, signFile } from './signed-file.ts'

/** What stands in clear, and signed, behind the sealed part: nothing of what the tables hold. */
export interface BackupManifest {
  readonly id: string
  readonly createdAt: string
  /** Of the tables; also what a program must know to read them. */
  readonly schemaVersion: number
  /** The key it is sealed with. */
  readonly keyId: string
  /** Keys that the installation had: none of them is in the backup, and what it holds cannot be used without them. */
  readonly keysNeeded: readonly { readonly id: string; readonly purpose: KeyPurpose }[]
  readonly segments: number
  /** Hexadecimal SHA-256 of every byte before the manifest. */
  readonly sha256: string
}

/** What is known of a backup once everything in it has been read. */
export type BackupFacts = Pick<BackupManifest, 'id' | 'createdAt' | 'schemaVersion'>

/**
 * @param plain what is sealed; read once, to its end
 * @param facts asked for when `plain` has ended
 */
export async function* sealBackup(
  ring: KeyRing,
  plain: AsyncIterable<Uint8Array>,
  facts: () => BackupFacts,
): AsyncGenerator<Buffer, void> {
  const { id: keyId, bytes: secret } = ring.secret('backup')
  const head = headOf(keyId, randomBytes(32))
  const hash = createHash('sha256').update(head.line)
  yield head.line
  let segments = 0
  for await (const { bytes, isLast } of sealStream(plain, streamKey(secret, head.salt, head.line))) {
    const framed = frame(isLast ? frameKinds.last : frameKinds.segment, bytes)
    hash.update(framed)
    segments++
    yield framed
  }
  const keysNeeded = ring
    .list()
    .filter(({ revokedAt }) => revokedAt === undefined)
    .map(({ id, purpose }) => ({ id, purpose }))
  const manifest: JsonValue = { ...facts(), keyId, keysNeeded, segments, sha256: hash.digest('hex') }
  yield frame(frameKinds.manifest, Buffer.from(JSON.stringify(signFile(ring, 'backup', manifest))))
}

export type BackupCheck =
  | { readonly kind: 'genuine'; readonly manifest: BackupManifest; readonly rootFingerprint: string }
  | { readonly kind: 'no-backup' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'changed' }
  | { readonly kind: Exclude<SignedFileCheck['kind'], 'genuine' | 'no-signed-file' | 'changed'> }

/**
 * Checks the signature over the whole file, without a key.
 *
 * @param rootFingerprint as noted at the first run
 */
export async function checkBackupFile(file: string, rootFingerprint?: string): Promise<BackupCheck> {
  const hash = createHash('sha256')
  let segments = 0
  let hasLast = false
  let found: BackupCheck = { kind: 'cut' }
  try {
    // To the end of the file: something behind the manifest is a change too.
    for await (const part of partsOf(file)) {
      if (part.kind === 'manifest') {
        const body = { sha256: hash.digest('hex'), segments, hasLast }
        found = checkManifest(part.bytes, body, rootFingerprint)
        continue
      }
      hash.update(part.raw)
      if (part.kind !== 'head') segments++
      hasLast ||= part.kind === 'last'
    }
  } catch (error) {
    if (error instanceof FileFormError) return { kind: error.why }
    throw error
  }
  return found
}

function checkManifest(
  bytes: Buffer,
  body: Pick<BackupManifest, 'sha256' | 'segments'> & { readonly hasLast: boolean },
  rootFingerprint: string | undefined,
): BackupCheck {
  const check = checkSignedFile(bytes.toString('utf8'), rootFingerprint)
  if (check.kind === 'no-signed-file') return { kind: 'changed' }
  if (check.kind !== 'genuine') return { kind: check.kind }
  const manifest = manifestOf(check.file.kind === 'backup' ? check.file.payload : null)
  const isWhole = manifest?.sha256 === body.sha256 && manifest.segments === body.segments && body.hasLast
  return isWhole ? { kind: 'genuine', manifest, rootFingerprint: check.rootFingerprint } : { kind: 'changed' }
}

/**
 * What was sealed.
 *
 * @throws SCH_BACKUP_DAMAGED with the segment, SCH_BACKUP_NO_BACKUP, SCH_KEY_UNKNOWN
 */
export async function* unsealBackup(
  file: string,
  ring: Pick<KeyRing, 'secretById'>,
): AsyncGenerator<Buffer, void> {
  const parts = partsOf(file)
  try {
    const first = await parts.next()
    if (first.done || first.value.kind !== 'head') throw new FileFormError('no-backup')
    const { head } = first.value
    const key = streamKey(ring.secretById(head.keyId), head.salt, head.line)
    yield* unsealStream(segmentsOf(parts), key)
  } catch (error) {
    throw readingFault(error, file)
  }
}

function readingFault(error: unknown, file: string): unknown {
  if (error instanceof SegmentError) {
    return fault('SCH_BACKUP_DAMAGED', { at: { file }, params: { why: 'segment' }, cause: error })
  }
  if (error instanceof FileFormError) {
    return error.why === 'no-backup'
      ? fault('SCH_BACKUP_NO_BACKUP', { at: { file } })
      : fault('SCH_BACKUP_DAMAGED', { at: { file }, params: { why: error.why }, cause: error })
  }
  return error
}

async function* segmentsOf(parts: AsyncGenerator<BackupPart, void>): AsyncGenerator<SealedSegment, void> {
  for await (const part of parts) {
    if (part.kind === 'segment' || part.kind === 'last')
      yield { bytes: part.bytes, isLast: part.kind === 'last' }
  }
}

function manifestOf(payload: JsonValue): BackupManifest | undefined {
  if (typeof payload !== 'object' || payload === null || !('sha256' in payload)) return undefined
  const { id, createdAt, schemaVersion, keyId, keysNeeded, segments, sha256 } = payload
  if (typeof id !== 'string' || typeof createdAt !== 'string' || typeof keyId !== 'string') return undefined
  if (typeof schemaVersion !== 'number' || typeof segments !== 'number' || typeof sha256 !== 'string')
    return undefined
  const keys = keysOf(keysNeeded)
  return keys && { id, createdAt, schemaVersion, keyId, keysNeeded: keys, segments, sha256 }
}

function keysOf(value: JsonValue | undefined): BackupManifest['keysNeeded'] | undefined {
  if (!Array.isArray(value)) return undefined
  const keys: { id: string; purpose: KeyPurpose }[] = []
  for (const one of value) {
    const purpose = keyPurposes.find((known) => known === one?.purpose)
    // A purpose that a newer program has is no reason to doubt the file; that program restores it.
    if (purpose && typeof one.id === 'string') keys.push({ id: one.id, purpose })
  }
  return keys
}
