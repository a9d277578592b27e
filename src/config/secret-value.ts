/** Reads what a setting only refers to. */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { type FaultCode, fault } from '../std/fault.ts'
import type { Connection, Secret } from './value/secret.ts'

/** @limit a password or a token; a whole chain of certificates is a path, not a secret */
const secretBytesMax = 64_000

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The secret itself, without the line break that editors and `echo` leave at its end.
 *
 * @throws Fault SCH_SECRET_MISSING, SCH_SECRET_EXPOSED, SCH_SECRET_UNREADABLE, SCH_SECRET_EMPTY: never with the value
 */
export function readSecret(secret: Secret, environment: Environment): string {
  const text = secret.kind === 'file' ? readSecretFile(secret.path) : environment[secret.name]
  if (text === undefined || text === '')
    throw secretFault(text === undefined ? 'SCH_SECRET_MISSING' : 'SCH_SECRET_EMPTY', secret)
  return text
}

/** The address of a server, with its password if it has one. @throws as `readSecret` */
export function readConnection(connection: Connection, environment: Environment): string {
  return connection.kind === 'clear' ? connection.url : readSecret(connection, environment)
}

/** How a reference is written where the secret itself must not stand. */
export function referenceInWords(secret: Secret): string {
  return secret.kind === 'file' ? `file: ${secret.path}` : `environment: ${secret.name}`
}

function readSecretFile(path: string): string {
  const secret: Secret = { kind: 'file', path }
  const descriptor = openSecret(path)
  try {
    const status = fstatSync(descriptor)
    if (!status.isFile()) throw secretFault('SCH_SECRET_UNREADABLE', secret)
    // A group may read it: that is how root gives a secret to the account that runs the program.
    if ((status.mode & 0o007) !== 0) throw secretFault('SCH_SECRET_EXPOSED', secret)
    if (status.size > secretBytesMax) throw secretFault('SCH_SECRET_UNREADABLE', secret)
    return readFileSync(descriptor, 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r?\n$/, '')
  } finally {
    closeSync(descriptor)
  }
}

function openSecret(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw secretFault(
      isMissing ? 'SCH_SECRET_MISSING' : 'SCH_SECRET_UNREADABLE',
      { kind: 'file', path },
      error,
    )
  }
}

function secretFault(code: FaultCode, secret: Secret, cause?: unknown) {
  return fault(code, { params: { reference: referenceInWords(secret) }, cause })
}
