/** All keys of an installation, in one folder outside the database. */
import { sign } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fault } from '../std/fault.ts'
import { proposeFirstKeys, settleFirstKeys } from './first-keys.ts'
import type { Certificate, KeyFacts, KeyPurpose, SecretPurpose } from './key.ts'
import { keyPurposes } from './key.ts'
import {
  type KeyFile,
  keyFileName,
  keyNamesIn,
  makeKey,
  privateKeyOf,
  publicKeyOf,
  readKeyFile,
  syncFolder,
  writeKeyFile,
} from './key-file.ts'
import { fingerprintOf, isSignedBy } from './public-key.ts'
import { type Revocation, revokeBy } from './revocation.ts'

export interface KeyRing {
  /** True if this call made the keys, or the set of a killed process whole: then the fingerprint must be shown to a person. */
  readonly isNew: boolean
  /** SHA-256 of the root's public key, 64 hexadecimal digits. */
  readonly rootFingerprint: string
  list(): readonly KeyFacts[]
  /** Makes a new current key; the old one still verifies and opens what it sealed. */
  rotate(purpose: Exclude<KeyPurpose, 'root'>, now: Date): KeyFacts
  /** For good: a second call changes nothing. @throws SCH_KEY_UNKNOWN, SCH_KEY_ROOT */
  revoke(id: string, now: Date): KeyFacts
  /** The root's word on every signature key that is revoked, for third parties. */
  revocations(): readonly Revocation[]
  /** Signs with the current signature key. */
  sign(bytes: Uint8Array): {
    readonly signature: Buffer
    readonly keyId: string
    readonly certificate: Certificate
  }
  /** The current secret of a purpose. @throws SCH_KEY_MISSING */
  secret(purpose: SecretPurpose): { readonly id: string; readonly bytes: Buffer }
  /** Any secret that is not revoked, for what was sealed before. @throws SCH_KEY_UNKNOWN */
  secretById(id: string): Buffer
  /**
   * A secret that is revoked as well: for whoever leaves it and must recognise once more what was made with it.
   *
   * @throws SCH_KEY_UNKNOWN if its file is gone
   */
  secretToLeave(id: string): Buffer
}

/** Whether there are keys at all: `openKeyRing` makes some where there are none. */
export function hasKeys(folder: string): boolean {
  return existsSync(folder) && keyNamesIn(folder).length > 0
}

/** What the root signs for a signature key. */
function certified(publicKey: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('schleuse signature key 1\n'), publicKey])
}

/**
 * @param folder made with mode 0700 if missing, with one key per purpose if it holds none
 * @param needed purposes that must have a usable key; whoever repairs a ring needs less of it than whoever works with it
 * @throws SCH_KEY_EXPOSED, SCH_KEY_DAMAGED, SCH_KEY_MISSING if a needed purpose has no usable key left
 */
export function openKeyRing(folder: string, now: Date, needed: readonly KeyPurpose[] = keyPurposes): KeyRing {
  makeFolder(folder)
  const isNew = settleFirstKeys(folder)
  const keys = keysIn(folder)
  if (keys.some(isRoot)) return ringOf({ folder, keys, isNew }, needed)
  // None, or another process is moving them up just now, or the root was lost.
  if (keys.length === 0) proposeFirstKeys(folder, firstKeys(now))
  const isMade = settleFirstKeys(folder)
  return ringOf({ folder, keys: keysIn(folder), isNew: isMade }, needed)
}

/** The same, but makes neither folder nor keys: for whoever knows that there must be some. */
export function readKeyRing(folder: string, needed: readonly KeyPurpose[] = keyPurposes): KeyRing {
  return ringOf({ folder, keys: hasKeys(folder) ? keysIn(folder) : [], isNew: false }, needed)
}

const isRoot = ({ purpose }: KeyFile): boolean => purpose === 'root'

interface OpenedFolder {
  readonly folder: string
  readonly keys: KeyFile[]
  readonly isNew: boolean
}

function ringOf({ folder, keys, isNew }: OpenedFolder, needed: readonly KeyPurpose[]): KeyRing {
  const find = (purpose: KeyPurpose): KeyFile => currentOf(keys, purpose, folder)
  const replace = (key: KeyFile): KeyFile => {
    writeKeyFile(join(folder, keyFileName(key)), key)
    const at = keys.findIndex((one) => one.id === key.id)
    if (at < 0) keys.push(key)
    else keys[at] = key
    return key
  }
  const byId = (id: string): KeyFile => {
    const key = keys.find((one) => one.id === id)
    if (!key) throw fault('SCH_KEY_UNKNOWN', { at: { file: folder }, params: { id } })
    return key
  }
  for (const purpose of needed) find(purpose)
  return {
    isNew,
    rootFingerprint: fingerprintOf(publicKeyOf(privateKeyOf(find('root')))),
    list: () => keys.map((key) => factsOf(key, keys)).sort(byAgeAndPurpose),
    rotate(purpose, at) {
      const key = makeKey(purpose, afterAll(keys, purpose, at))
      const made = purpose === 'signature' ? certify(key, find('root')) : key
      return factsOf(replace(made), keys)
    },
    revoke(id, at) {
      const key = byId(id)
      if (key.purpose === 'root') throw fault('SCH_KEY_ROOT')
      // The first word counts: a later one would lend belief to what was signed in between.
      const revoked = replace({ ...key, revokedAt: key.revokedAt ?? at.toISOString() })
      return factsOf(revoked, keys)
    },
    revocations: () => revocationsIn(keys, find('root')),
    sign(bytes) {
      const key = find('signature')
      return {
        signature: sign(null, bytes, privateKeyOf(key)),
        keyId: key.id,
        certificate: certificateOf(key, find('root')),
      }
    },
    secret(purpose) {
      const key = find(purpose)
      return { id: key.id, bytes: Buffer.from(key.secret, 'base64') }
    },
    secretById(id) {
      const key = byId(id)
      if (key.revokedAt !== undefined)
        throw fault('SCH_KEY_UNKNOWN', { at: { file: folder }, params: { id } })
      return Buffer.from(key.secret, 'base64')
    },
    secretToLeave: (id) => Buffer.from(byId(id).secret, 'base64'),
  }
}

/** Keys of one first run have one age, and lie in the folder in no order that says anything. */
function byAgeAndPurpose(one: KeyFacts, other: KeyFacts): number {
  const age = one.createdAt.getTime() - other.createdAt.getTime()
  return age === 0 ? keyPurposes.indexOf(one.purpose) - keyPurposes.indexOf(other.purpose) : age
}

function revocationsIn(keys: readonly KeyFile[], root: KeyFile): readonly Revocation[] {
  const privateKey = privateKeyOf(root)
  const by = { privateKey, publicKey: publicKeyOf(privateKey).toString('base64') }
  return keys
    .filter(({ purpose }) => purpose === 'signature')
    .flatMap(({ id: keyId, revokedAt }) =>
      revokedAt === undefined ? [] : [revokeBy(by, { keyId, revokedAt })],
    )
}

function makeFolder(folder: string): void {
  try {
    const first = mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (first === undefined) return
    for (let made = folder; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made))
  } catch (error) {
    throw fault('SCH_STORE_FOLDER_UNUSABLE', { at: { file: folder }, cause: error })
  }
}

/** A clock that was set back must not make the new key look older than the one it replaces: that one would stay current. */
function afterAll(keys: readonly KeyFile[], purpose: KeyPurpose, now: Date): Date {
  const times = keys.filter((key) => key.purpose === purpose).map((key) => Date.parse(key.createdAt) + 1)
  return new Date(Math.max(now.getTime(), ...times))
}

function keysIn(folder: string): KeyFile[] {
  return keyNamesIn(folder).map((file) => readKeyFile(join(folder, file)))
}

function firstKeys(now: Date): readonly KeyFile[] {
  const root = makeKey('root', now)
  const others = keyPurposes.filter((purpose) => purpose !== 'root').map((purpose) => makeKey(purpose, now))
  return [root, ...others.map((key) => (key.purpose === 'signature' ? certify(key, root) : key))]
}

function certify(key: KeyFile, root: KeyFile): KeyFile {
  const bytes = certified(publicKeyOf(privateKeyOf(key)))
  return { ...key, certification: sign(null, bytes, privateKeyOf(root)).toString('base64') }
}

function currentOf(keys: readonly KeyFile[], purpose: KeyPurpose, folder: string): KeyFile {
  const usable = keys.filter((key) => key.purpose === purpose && key.revokedAt === undefined)
  const [newest] = usable.toSorted((a, b) =>
    a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1,
  )
  if (!newest) throw fault('SCH_KEY_MISSING', { at: { file: folder }, params: { purpose } })
  return newest
}

function factsOf(key: KeyFile, keys: readonly KeyFile[]): KeyFacts {
  const usable = keys.filter((one) => one.purpose === key.purpose && one.revokedAt === undefined)
  return {
    id: key.id,
    purpose: key.purpose,
    createdAt: new Date(key.createdAt),
    ...(key.revokedAt === undefined ? {} : { revokedAt: new Date(key.revokedAt) }),
    isCurrent: usable.length > 0 && currentOf(keys, key.purpose, '').id === key.id,
  }
}

function certificateOf(key: KeyFile, root: KeyFile): Certificate {
  return {
    publicKey: publicKeyOf(privateKeyOf(key)).toString('base64'),
    certification: key.certification ?? '',
    rootKey: publicKeyOf(privateKeyOf(root)).toString('base64'),
  }
}

/** Whether the root named in the certificate has certified its key. Says nothing about whether that root is the right one. */
export function isCertified(certificate: Certificate): boolean {
  const publicKey = Buffer.from(certificate.publicKey, 'base64')
  return isSignedBy(
    certificate.rootKey,
    certified(publicKey),
    Buffer.from(certificate.certification, 'base64'),
  )
}
