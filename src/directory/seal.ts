/** Texts sealed with AES-256-GCM under a random nonce, each bound to what it belongs to. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Raised when the layout changes. */
const formatByte = 2
/** Names no key: whichever fits opens it. */
const namelessFormatByte = 1
const nonceBytes = 12
const tagBytes = 16

export interface SealingKeys {
  readonly contactId: string
  readonly contact: Uint8Array
  /** Id → key of those that sealed before and are not revoked. */
  readonly contactBefore: ReadonlyMap<string, Uint8Array>
}

/** A key that sealed something is revoked or not here. */
export class SealKeyError extends Error {
  readonly keyId: string
  constructor(keyId: string) {
    super('sealed under a key that is not here')
    this.keyId = keyId
  }
}

/**
 * @param boundTo opened only together with the same words
 * @limit 2^32 seals under one key (NIST SP 800-38D, 8.3): ten million customers, each changed daily, for a year
 */
export function sealText(text: string, boundTo: string, keys: SealingKeys): Buffer {
  const id = Buffer.from(keys.contactId, 'latin1')
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keys.contact, nonce)
  cipher.setAAD(Buffer.from(boundTo))
  const sealed = [cipher.update(text, 'utf8'), cipher.final()]
  return Buffer.concat([Buffer.of(formatByte, id.length), id, nonce, ...sealed, cipher.getAuthTag()])
}

/**
 * @throws SealKeyError if the key it names is revoked or not here
 * @throws Error if it is bound to something else, or damaged
 */
export function openSealed(sealed: Uint8Array, boundTo: string, keys: SealingKeys): string {
  if (sealed[0] === namelessFormatByte) return openNameless(sealed.subarray(1), boundTo, keys)
  if (sealed[0] !== formatByte) throw new RangeError('sealed in another format')
  const behindId = 2 + (sealed[1] ?? 0)
  const id = Buffer.from(sealed.subarray(2, behindId)).toString('latin1')
  const key = id === keys.contactId ? keys.contact : keys.contactBefore.get(id)
  if (key === undefined) throw new SealKeyError(id)
  return openWith(sealed.subarray(behindId), boundTo, key)
}

function openNameless(sealed: Uint8Array, boundTo: string, keys: SealingKeys): string {
  for (const key of keys.contactBefore.values()) {
    try {
      return openWith(sealed, boundTo, key)
    } catch {
      // Sealed under another one.
    }
  }
  return openWith(sealed, boundTo, keys.contact)
}

function openWith(sealed: Uint8Array, boundTo: string, key: Uint8Array): string {
  if (sealed.length < nonceBytes + tagBytes) throw new RangeError('too short for what is sealed')
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
  cipher.setAAD(Buffer.from(boundTo))
  cipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const opened = [cipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), cipher.final()]
  return Buffer.concat(opened).toString('utf8')
}
