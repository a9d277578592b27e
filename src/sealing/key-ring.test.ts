import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Fault } from '../std/fault.ts'
import { keyPurposes } from './key.ts'
import { openKeyRing } from './key-ring.ts'

const first = new Date('2026-01-01T00:00:00Z')
const later = new Date('2026-06-01T00:00:00Z')

function keyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'keys')
}

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'no fault'
  } catch (error) {
    return error instanceof Fault ? error.problems[0].code : String(error)
  }
}

function fileOf(folder: string, purpose: string): string {
  return join(folder, readdirSync(folder).find((file) => file.startsWith(purpose)) ?? '')
}

test('the first run makes one key per purpose that nobody else can read, and says so once', () => {
  const folder = keyFolder()
  const ring = openKeyRing(folder, first)
  expect(ring.isNew).toBe(true)
  expect(ring.list().map(({ purpose, isCurrent }) => [purpose, isCurrent])).toHaveLength(keyPurposes.length)
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  const again = openKeyRing(folder, later)
  expect(again.isNew).toBe(false)
  expect(again.rootFingerprint).toBe(ring.rootFingerprint)
})

test('after a rotation new work uses the new key, and what the old one sealed still opens', () => {
  const folder = keyFolder()
  const ring = openKeyRing(folder, first)
  const old = ring.secret('quarantine')
  const rotated = ring.rotate('quarantine', later)
  expect(ring.secret('quarantine').id).toBe(rotated.id)
  expect(ring.secretById(old.id)).toEqual(old.bytes)
  expect(openKeyRing(folder, later).secret('quarantine').id).toBe(rotated.id)
})

test('a revoked key seals and opens nothing any more, and the purpose is not silently left without one', () => {
  const folder = keyFolder()
  const ring = openKeyRing(folder, first)
  const old = ring.secret('matching')
  ring.rotate('matching', later)
  ring.revoke(old.id, later)
  expect(codeOf(() => ring.secretById(old.id))).toBe('SCH_KEY_UNKNOWN')
  ring.revoke(ring.secret('matching').id, later)
  expect(codeOf(() => ring.secret('matching'))).toBe('SCH_KEY_MISSING')
  expect(codeOf(() => openKeyRing(folder, later))).toBe('SCH_KEY_MISSING')
})

test('a purpose that has lost its key can be given a new one, and is usable again', () => {
  const folder = keyFolder()
  openKeyRing(folder, first)
  rmSync(fileOf(folder, 'backup'))
  expect(codeOf(() => openKeyRing(folder, later))).toBe('SCH_KEY_MISSING')
  const repairing = openKeyRing(folder, later, ['root'])
  expect(codeOf(() => repairing.secret('backup'))).toBe('SCH_KEY_MISSING')
  const made = repairing.rotate('backup', later)
  expect(openKeyRing(folder, later).secret('backup').id).toBe(made.id)
})

test('no two purposes share a key', () => {
  const ring = openKeyRing(keyFolder(), first)
  const purposes = ['matching', 'quarantine', 'directory', 'backup'] as const
  expect(new Set(purposes.map((purpose) => ring.secret(purpose).bytes.toString('hex'))).size).toBe(4)
})

test('a key file that others can read is refused', () => {
  const folder = keyFolder()
  openKeyRing(folder, first)
  chmodSync(fileOf(folder, 'matching'), 0o640)
  expect(codeOf(() => openKeyRing(folder, later))).toBe('SCH_KEY_EXPOSED')
})

for (const [name, damage] of [
  ['cut short', (text: string) => text.slice(0, 40)],
  ['of another id', (text: string) => text.replace(/"id": "./, '"id": "x')],
  ['with another secret', (text: string) => text.replace(/"secret": "..../, '"secret": "AAAA')],
  ['that is no key at all', () => '[]'],
] as const) {
  test(`a key file ${name} is refused`, () => {
    const folder = keyFolder()
    openKeyRing(folder, first)
    const file = fileOf(folder, 'matching')
    writeFileSync(file, damage(readFileSync(file, 'utf8')))
    expect(codeOf(() => openKeyRing(folder, later))).toBe('SCH_KEY_DAMAGED')
  })
}

test('a key made after the clock was set back is the current one all the same', () => {
  const folder = keyFolder()
  const ring = openKeyRing(folder, later)
  const made = ring.rotate('matching', first)
  const again = ring.rotate('matching', first)
  for (const one of [ring, openKeyRing(folder, first)]) {
    expect(one.secret('matching').id).toBe(again.id)
    expect(one.list().find(({ id }) => id === made.id)?.isCurrent).toBe(false)
  }
})
