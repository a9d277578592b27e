import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type KeyRing, openKeyRing } from './key-ring.ts'
import { checkSignedFile, type SignedFile, signFile } from './signed-file.ts'

function ring(): KeyRing {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return openKeyRing(join(folder, 'keys'), new Date('2026-01-01T00:00:00Z'))
}

const payload = { organisation: '1', seq: '7', digest: 'ab' }

test('what was signed is genuine, whatever its white space and order, also after the key was rotated', () => {
  const keys = ring()
  const file = signFile(keys, 'audit-head', payload)
  keys.rotate('signature', new Date('2026-02-01T00:00:00Z'))
  const reordered = JSON.stringify(
    { ...file, payload: { digest: 'ab', seq: '7', organisation: '1' } },
    null,
    4,
  )
  const check = checkSignedFile(reordered, keys.rootFingerprint)
  expect(check.kind).toBe('genuine')
})

test('the fingerprint may be given as people write it', () => {
  const keys = ring()
  const written = keys.rootFingerprint.toUpperCase().replace(/(..)(?=.)/g, '$1:')
  expect(checkSignedFile(JSON.stringify(signFile(keys, 'audit-head', payload)), written).kind).toBe('genuine')
})

const attacks: readonly [string, (file: SignedFile, other: SignedFile) => unknown, string][] = [
  ['a value changed', (file) => ({ ...file, payload: { ...payload, seq: '8' } }), 'changed'],
  ['a value added', (file) => ({ ...file, payload: { ...payload, more: '' } }), 'changed'],
  ['a value that cannot be signed', (file) => ({ ...file, payload: { ...payload, seq: 0.5 } }), 'changed'],
  ['the signature of another file', (file, other) => ({ ...file, signature: other.signature }), 'changed'],
  [
    'the whole certificate of another root',
    (file, other) => ({ ...file, certificate: other.certificate }),
    'changed',
  ],
  [
    'a key that the root has not certified',
    (file, other) => ({
      ...file,
      certificate: { ...file.certificate, publicKey: other.certificate.publicKey },
    }),
    'not-certified',
  ],
  [
    'a root that has not certified the key',
    (file, other) => ({ ...file, certificate: { ...file.certificate, rootKey: other.certificate.rootKey } }),
    'not-certified',
  ],
  ['a file signed by another installation', (_, other) => other, 'other-root'],
  ['a kind that is not signed', (file) => ({ ...file, kind: 'anything' }), 'no-signed-file'],
  ['a file without certificate', ({ certificate: _, ...file }) => file, 'no-signed-file'],
  ['something else', () => [], 'no-signed-file'],
]
for (const [name, forge, verdict] of attacks) {
  test(`${name} is ${verdict}`, () => {
    const keys = ring()
    const [file, other] = [
      signFile(keys, 'audit-head', payload),
      signFile(ring(), 'audit-head', { seq: '1' }),
    ]
    expect(checkSignedFile(JSON.stringify(forge(file, other)), keys.rootFingerprint).kind).toBe(verdict)
  })
}

test('text that is no JSON is no signed file', () => {
  expect(checkSignedFile('{"format":').kind).toBe('no-signed-file')
})
