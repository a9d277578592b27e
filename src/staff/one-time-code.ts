/** Secrets that are told once: of each the database keeps only the digest. */
import { createHash, randomBytes } from 'node:crypto'

/** 256 bits: nothing that could be tried, so a plain digest of it hides it well enough. */
const secretBytes = 32

export interface OneTimeCode {
  readonly code: string
  readonly digest: Buffer
}

/** @param prefix by which a code that has got lost is recognised for what it is */
export function makeCode(prefix: string): OneTimeCode {
  const code = prefix + randomBytes(secretBytes).toString('base64url')
  return { code, digest: digestOfCode(code) }
}

export function digestOfCode(code: string): Buffer {
  return createHash('sha256').update(code).digest()
}
