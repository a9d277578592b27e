/** Public keys: who stands behind a signature. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'

/** SHA-256 of a public key (SPKI, DER), 64 hexadecimal digits. */
export function fingerprintOf(publicKey: Uint8Array): string {
  return createHash('sha256').update(publicKey).digest('hex')
}

/** @param publicKey base64 of SPKI; anything else is simply no signer */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const key = ed25519KeyOf(publicKey)
  return key !== undefined && verify(null, bytes, key, signature)
}

function ed25519KeyOf(publicKey: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}
