import { expect, test } from 'vitest'
import { freshRing } from '../../test/support/key-folder.ts'
import { Fault } from '../std/fault.ts'
import { keyIdOf, type Revocation, readRevocations, revocationsFile } from './revocation.ts'
import { checkSignedFile, signFile } from './signed-file.ts'

const later = new Date('2026-06-01T00:00:00Z')
const muchLater = new Date('2026-07-01T00:00:00Z')

/** A ring whose first signature key was rotated and revoked, and a file that each of the two keys has signed. */
function revokedRing() {
  const ring = freshRing()
  const old = signFile(ring, 'audit-head', { seq: '1' })
  ring.rotate('signature', later)
  ring.revoke(keyIdOf(old.certificate.publicKey), later)
  const current = signFile(ring, 'audit-head', { seq: '2' })
  return { ring, old, current }
}

test('a rotated key stays believed; a revoked one is named, with the time of the revocation', () => {
  const ring = freshRing()
  const old = signFile(ring, 'audit-head', { seq: '1' })
  ring.rotate('signature', later)
  expect(ring.revocations()).toEqual([])
  expect(checkSignedFile(JSON.stringify(old), ring.rootFingerprint).kind).toBe('genuine')

  const keyId = keyIdOf(old.certificate.publicKey)
  expect(old.keyId).toBe(keyId)
  ring.revoke(keyId, later)
  const list = readRevocations(revocationsFile(ring.revocations()), ring.rootFingerprint)
  expect(list).toMatchObject([{ keyId, revokedAt: '2026-06-01T00:00:00.000Z' }])
})

test('a second revocation does not move the date, and the root cannot be revoked', () => {
  const { ring, old } = revokedRing()
  ring.revoke(keyIdOf(old.certificate.publicKey), muchLater)
  expect(ring.revocations()).toMatchObject([{ revokedAt: '2026-06-01T00:00:00.000Z' }])
  const root = ring.list().find(({ purpose }) => purpose === 'root')
  expect(() => ring.revoke(root?.id ?? '', later)).toThrow(Fault)
})

test('what a file says about its key does not hide that the key is revoked', () => {
  const { ring, old, current } = revokedRing()
  const disguised = { ...old, keyId: current.keyId }
  const check = checkSignedFile(JSON.stringify(disguised), ring.rootFingerprint)
  expect(check.kind === 'genuine' && keyIdOf(check.file.certificate.publicKey)).toBe(
    ring.revocations()[0]?.keyId,
  )
})

test('a secret that is revoked is no matter of third parties', () => {
  const { ring } = revokedRing()
  ring.rotate('matching', later)
  ring.revoke(ring.secret('matching').id, later)
  expect(ring.revocations()).toHaveLength(1)
})

const attacks: readonly [string, (one: Revocation) => unknown][] = [
  ['a later time', (one) => ({ ...one, revokedAt: '2027-01-01T00:00:00.000Z' })],
  ['another key', (one) => ({ ...one, keyId: '0'.repeat(16) })],
  ['another signature', (one) => ({ ...one, signature: Buffer.alloc(64).toString('base64') })],
  ['no signature', ({ signature: _, ...one }) => one],
]
for (const [name, forge] of attacks) {
  test(`a list with ${name} is refused`, () => {
    const { ring } = revokedRing()
    const file = { format: 'schleuse-revocations-1', revocations: ring.revocations().map(forge) }
    expect(readRevocations(JSON.stringify(file), ring.rootFingerprint)).toBeUndefined()
  })
}

test('revocations of another root say nothing about our keys, and something else is no list', () => {
  const { ring } = revokedRing()
  const { ring: other } = revokedRing()
  expect(readRevocations(revocationsFile(other.revocations()), ring.rootFingerprint)).toEqual([])
  for (const text of ['', '[]', '{"format":"schleuse-revocations-1"}', '{"format":"x","revocations":[]}'])
    expect(readRevocations(text, ring.rootFingerprint)).toBeUndefined()
})
