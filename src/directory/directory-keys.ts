/** The keys of one organisation's directory, derived from two secrets that lie outside the database. */
import { hkdfSync, randomBytes } from 'node:crypto'
import type { KeyRing } from '../sealing/key-ring.ts'

/**
 * Keys that differ for each organisation: the same number in two organisations has two hashes, so that nobody can tell
 * from the tables that one person is a customer of both.
 */
export interface DirectoryKeys {
  readonly organisationId: string
  /** Id of the matching key that `index`, `number` and `file` are made from. */
  readonly matchingId: string
  /** Hashes of facts in the index. */
  readonly index: Uint8Array
  /** Hashes of customer numbers, lasting ids and values in the tables. */
  readonly number: Buffer
  /** Seals the index file. */
  readonly file: Buffer
  /** What numbers were hashed with before the matching key was changed: tombstones keep those hashes for ever. */
  readonly history: readonly Buffer[]
  /** Ids of matching keys that are revoked or gone: numbers kept under them cannot be recognised any more. */
  readonly lostHistory: readonly string[]
  /** Id of the directory key, which seals contact data. */
  readonly contactId: string
  readonly contact: Buffer
  /** Id → what contact data was sealed with before the directory key was changed; without the revoked ones. */
  readonly contactBefore: ReadonlyMap<string, Buffer>
}

const secretBytes = 32

/** The current keys of an organisation. @throws SCH_KEY_MISSING */
export function currentKeys(ring: KeyRing, organisationId: string): DirectoryKeys {
  const { id, bytes } = ring.secret('matching')
  return keysFrom(ring, { organisationId, matchingId: id, matching: bytes })
}

/**
 * The keys that hashes made under an earlier matching key are found with.
 *
 * @throws SCH_KEY_UNKNOWN if that key is gone or revoked: then the directory has to be loaded anew
 */
export function earlierKeys(ring: KeyRing, organisationId: string, matchingId: string): DirectoryKeys {
  return keysFrom(ring, { organisationId, matchingId, matching: ring.secretById(matchingId) })
}

/**
 * The keys of a directory that is about to be made anew under others; revoked ones too.
 *
 * @throws SCH_KEY_UNKNOWN if the key is gone
 */
export function keysToLeave(ring: KeyRing, organisationId: string, matchingId: string): DirectoryKeys {
  return keysFrom(ring, { organisationId, matchingId, matching: ring.secretToLeave(matchingId) })
}

/** Stands in for a key that is gone: nobody is recognised by it. */
export function keysOfNobody(ring: KeyRing, organisationId: string, matchingId: string): DirectoryKeys {
  return keysFrom(ring, { organisationId, matchingId, matching: randomBytes(secretBytes) })
}

function keysFrom(
  ring: KeyRing,
  from: { readonly organisationId: string; readonly matchingId: string; readonly matching: Buffer },
): DirectoryKeys {
  const { organisationId, matchingId, matching } = from
  const directory = ring.secret('directory')
  const contactOf = (secret: Buffer) => derived(secret, organisationId, 'schleuse contact 1')
  const before = ring
    .list()
    .filter(({ id, purpose, revokedAt }) => purpose === 'directory' && id !== directory.id && !revokedAt)
  return {
    organisationId,
    matchingId,
    index: derived(matching, organisationId, 'schleuse index 1'),
    number: derived(matching, organisationId, 'schleuse directory number 1'),
    file: derived(matching, organisationId, 'schleuse index file 1'),
    history: [],
    lostHistory: [],
    contactId: directory.id,
    contact: contactOf(directory.bytes),
    contactBefore: new Map(before.map(({ id }) => [id, contactOf(ring.secretById(id))])),
  }
}

/** @source RFC 5869 (HKDF), with SHA-256; the organisation is the salt */
function derived(secret: Buffer, organisationId: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, organisationId, purpose, secretBytes))
}
