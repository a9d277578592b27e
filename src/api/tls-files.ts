/** Certificate and key from files, read again when they change: certificates are renewed every few weeks. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { fault } from '../std/fault.ts'

export interface TlsFiles {
  /** PEM: the server's certificate first, then those between it and a known authority. */
  readonly certificate: string
  /** PEM, readable by the program's account and, where systems do it so, by one group. */
  readonly key: string
}

export interface TlsMaterial {
  readonly cert: Buffer
  readonly key: Buffer
}

/** @limit a chain is a few kilobytes */
const fileBytesMax = 256 * 1024

/** Anybody else on this machine may read it, or anybody but its owner may change it. */
const looseMode = 0o027

/** @throws SCH_TLS_FILE with the reason, SCH_TLS_KEY_EXPOSED */
export function readTlsFiles(files: TlsFiles): TlsMaterial {
  const cert = readSmall(files.certificate)
  const key = readSmall(files.key)
  if ((statSync(files.key).mode & looseMode) !== 0) {
    throw fault('SCH_TLS_KEY_EXPOSED', { at: { file: files.key } })
  }
  const certificate = parsed(files.certificate, () => new X509Certificate(cert))
  const secret = parsed(files.key, () => createPrivateKey(key))
  if (!certificate.checkPrivateKey(secret)) {
    throw fault('SCH_TLS_FILE', { at: { file: files.key }, params: { why: 'other-key' } })
  }
  parsed(files.certificate, () => createSecureContext({ cert, key }))
  return { cert, key }
}

/** When the certificate ends, for a reminder before it does. */
export function certificateEnd(material: TlsMaterial): Date {
  return new X509Certificate(material.cert).validToDate
}

function readSmall(file: string): Buffer {
  try {
    if (statSync(file).size > fileBytesMax) throw new RangeError('too large for a certificate')
    return readFileSync(file)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'too-large'
    throw fault('SCH_TLS_FILE', { at: { file }, params: { why }, cause: error })
  }
}

function parsed<T>(file: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw fault('SCH_TLS_FILE', { at: { file }, params: { why: 'unreadable' }, cause: error })
  }
}
