/** Files that we sign, and that anybody can check without a server: one JSON document with its signature and certificate. */
import { canonicalJson, type JsonValue } from './canonical-json.ts'
import type { Certificate } from './key.ts'
import { isCertified, type KeyRing } from './key-ring.ts'
import { fingerprintOf, isSignedBy } from './public-key.ts'

const format = 'schleuse-signed-1'

/** Kinds of documents that are signed; a signature for one kind is none for another. */
export const signedKinds = ['audit-head', 'audit-segment', 'trail-export', 'backup', 'approval'] as const
export type SignedKind = (typeof signedKinds)[number]

export interface SignedFile {
  readonly format: typeof format
  readonly kind: SignedKind
  readonly payload: JsonValue
  readonly keyId: string
  readonly certificate: Certificate
  readonly signature: string
}

/** More than any report; a limit, since the file comes from outside. */
export const signedBytesMax = 64 * 1024 * 1024

export function signFile(ring: KeyRing, kind: SignedKind, payload: JsonValue): SignedFile {
  const { signature, keyId, certificate } = ring.sign(signedBytes(kind, payload))
  return { format, kind, payload, keyId, certificate, signature: signature.toString('base64') }
}

function signedBytes(kind: SignedKind, payload: JsonValue): Buffer {
  return Buffer.from(`${format}\n${kind}\n${canonicalJson(payload)}`, 'utf8')
}

export type SignedFileCheck =
  | { readonly kind: 'genuine'; readonly file: SignedFile; readonly rootFingerprint: string }
  | { readonly kind: 'no-signed-file' }
  | { readonly kind: 'not-certified' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'other-root'; readonly rootFingerprint: string }

/**
 * @param rootFingerprint as noted at the first run; without it the result says only which root stands behind the file, and
 *   comparing that is left to the reader
 */
export function checkSignedFile(text: string, rootFingerprint?: string): SignedFileCheck {
  const file = parse(text)
  if (!file) return { kind: 'no-signed-file' }
  if (!isCertified(file.certificate)) return { kind: 'not-certified' }
  if (!isGenuine(file)) return { kind: 'changed' }
  const root = fingerprintOf(Buffer.from(file.certificate.rootKey, 'base64'))
  if (rootFingerprint !== undefined && rootFingerprint.replaceAll(/[\s:]/g, '').toLowerCase() !== root) {
    return { kind: 'other-root', rootFingerprint: root }
  }
  return { kind: 'genuine', file, rootFingerprint: root }
}

function isGenuine(file: SignedFile): boolean {
  try {
    const bytes = signedBytes(file.kind, file.payload)
    return isSignedBy(file.certificate.publicKey, bytes, Buffer.from(file.signature, 'base64'))
  } catch (error) {
    // A value that cannot be signed was not signed.
    if (error instanceof RangeError) return false
    throw error
  }
}

function parse(text: string): SignedFile | undefined {
  if (Buffer.byteLength(text) > signedBytesMax) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return isSignedFile(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isSignedFile(value: unknown): value is SignedFile {
  if (typeof value !== 'object' || value === null) return false
  if (!('format' in value) || value.format !== format) return false
  if (!('kind' in value) || !signedKinds.some((kind) => kind === value.kind)) return false
  if (!('payload' in value) || !hasStrings(value, ['keyId', 'signature'])) return false
  return 'certificate' in value && hasStrings(value.certificate, ['publicKey', 'certification', 'rootKey'])
}

function hasStrings(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false
  return names.every((name) => typeof Object.getOwnPropertyDescriptor(value, name)?.value === 'string')
}
