/** Texts sealed with AES-256-GCM under a random nonce, each bound to what it belongs to. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Raised when the layout changes. */
const formatByte = 1
const nonceBytes = 12
const tagBytes = 16

/**
 * @param boundTo opened only together with the same words
 * @limit 2^32 seals under one key (NIST SP 800-38D, 8.3): ten million customers, each changed daily, for a year
 */
export function sealText(text: string, boundTo: string, key: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(boundTo))
  const sealed = [cipher.update(text, 'utf8'), cipher.final()]
  return Buffer.concat([Buffer.of(formatByte), nonce, ...sealed, cipher.getAuthTag()])
}

/** @throws Error if it is bound to something else, sealed under another key, or damaged */
export function openSealed(sealed: Uint8Array, boundTo: string, key: Uint8Array): string {
  const behindNonce = 1 + nonceBytes
  if (sealed[0] !== formatByte || sealed.length < behindNonce + tagBytes) {
    throw new RangeError('sealed in another format')
  }
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, behindNonce))
  cipher.setAAD(Buffer.from(boundTo))
  cipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const opened = [cipher.update(sealed.subarray(behindNonce, sealed.length - tagBytes)), cipher.final()]
  return Buffer.concat(opened).toString('utf8')
}
