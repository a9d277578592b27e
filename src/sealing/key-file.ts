/** One key in one file: written whole or not at all, readable by its owner only. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fault } from '../std/fault.ts'
import { writeWhole } from '../std/frame.ts'
import type { KeyPurpose } from './key.ts'

/** A key as it lies in its file. */
export interface KeyFile {
  readonly format: 'schleuse-key-1'
  readonly id: string
  readonly purpose: KeyPurpose
  readonly createdAt: string
  readonly revokedAt?: string
  /** Base64: PKCS #8 of an Ed25519 key, or 32 random bytes. */
  readonly secret: string
  /** Signature keys only: the root's signature. */
  readonly certification?: string
}

const secretBytes = 32

/** A new key. Ed25519 (RFC 8032) for what is signed, 256 random bits for what is hashed or sealed. */
export function makeKey(purpose: KeyPurpose, now: Date): KeyFile {
  const isSigning = purpose === 'root' || purpose === 'signature'
  const secret = isSigning
    ? generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' })
    : randomBytes(secretBytes)
  const base = {
    format: 'schleuse-key-1',
    purpose,
    createdAt: now.toISOString(),
    secret: secret.toString('base64'),
  } as const
  return { ...base, id: idOf(base) }
}

/** From what is public, or from a hash with a prefix of its own: it says nothing about the secret's other uses. */
function idOf(key: Pick<KeyFile, 'purpose' | 'secret'>): string {
  const hash = createHash('sha256')
  if (key.purpose === 'root' || key.purpose === 'signature') hash.update(publicKeyOf(privateKeyOf(key)))
  else hash.update('schleuse key id 1').update(Buffer.from(key.secret, 'base64'))
  return hash.digest('hex').slice(0, 16)
}

export function privateKeyOf(key: Pick<KeyFile, 'secret'>): KeyObject {
  return createPrivateKey({ key: Buffer.from(key.secret, 'base64'), format: 'der', type: 'pkcs8' })
}

/** SPKI, DER. */
export function publicKeyOf(privateKey: KeyObject): Buffer {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
}

/** Replaces the file in one step and waits until it is on the disk: a key that seals something must not be lost. */
export function writeKeyFile(file: string, key: KeyFile): void {
  const unfinished = `${file}.unfinished`
  const handle = openSync(unfinished, 'w', 0o600)
  try {
    writeWhole(handle, Buffer.from(`${JSON.stringify(key, null, 2)}\n`))
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, file)
  syncFolder(dirname(file))
}

/** What was made, named or removed in it stays so, even if the machine loses its power now. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export function keyFileName(key: KeyFile): string {
  return `${key.purpose}-${key.id}.json`
}

/** Whatever else lies in the folder is none of ours. */
export function keyNamesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.json'))
}

/**
 * @throws SCH_KEY_EXPOSED if others can read the file: whoever read it can forge, so it is not used silently
 * @throws SCH_KEY_DAMAGED if it is not a key, or not the key its id says
 */
export function readKeyFile(file: string): KeyFile {
  if ((statSync(file).mode & 0o077) !== 0) throw fault('SCH_KEY_EXPOSED', { at: { file } })
  const key = parse(readFileSync(file, 'utf8'))
  try {
    if (key && idOf(key) === key.id) return key
  } catch (error) {
    throw fault('SCH_KEY_DAMAGED', { at: { file }, cause: error })
  }
  throw fault('SCH_KEY_DAMAGED', { at: { file } })
}

function parse(text: string): KeyFile | undefined {
  try {
    const key: unknown = JSON.parse(text)
    return isKeyFile(key) ? key : undefined
  } catch {
    return undefined
  }
}

function isKeyFile(value: unknown): value is KeyFile {
  if (
    typeof value !== 'object' ||
    value === null ||
    !('format' in value) ||
    value.format !== 'schleuse-key-1'
  )
    return false
  const needed = ['id', 'purpose', 'createdAt', 'secret']
  return needed.every((name) => typeof Object.getOwnPropertyDescriptor(value, name)?.value === 'string')
}
