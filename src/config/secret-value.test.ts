import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { readConnection, readSecret } from './secret-value.ts'

let path: string

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-secret-'))
  path = join(folder, 'secret')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

const contents: readonly [string, string, string][] = [
  ['as it is', 'a b', 'a b'],
  ['without the line break an editor leaves', 'a b\n', 'a b'],
  ['without the line break of Windows', 'a b\r\n', 'a b'],
  ['with blanks, which may be meant', ' a ', ' a '],
  ['with a line break in the middle', 'a\nb\n', 'a\nb'],
  ['without a byte order mark', '\ufeffa', 'a'],
]

for (const [name, written, secret] of contents) {
  test(`a secret is read ${name}`, () => {
    writeFileSync(path, written, { mode: 0o600 })
    expect(readSecret({ kind: 'file', path }, {})).toBe(secret)
  })
}

test('a secret that everybody can read is not used; one of a group is', () => {
  writeFileSync(path, 'a')
  for (const [mode, isUsed] of [
    [0o600, true],
    [0o640, true],
    [0o644, false],
    [0o602, false],
    [0o601, false],
  ] as const) {
    chmodSync(path, mode)
    const reading = () => readSecret({ kind: 'file', path }, {})
    if (isUsed) expect(reading()).toBe('a')
    else expect(reading).toThrow('SCH_SECRET_EXPOSED')
  }
})

test('a secret that is missing, empty, too large or a folder is a fault', () => {
  expect(() => readSecret({ kind: 'file', path }, {})).toThrow('SCH_SECRET_MISSING')
  expect(() => readSecret({ kind: 'environment', name: 'A' }, {})).toThrow('SCH_SECRET_MISSING')
  expect(() => readSecret({ kind: 'environment', name: 'A' }, { A: '' })).toThrow('SCH_SECRET_EMPTY')
  writeFileSync(path, '\n', { mode: 0o600 })
  expect(() => readSecret({ kind: 'file', path }, {})).toThrow('SCH_SECRET_EMPTY')
  writeFileSync(path, 'a'.repeat(64_001))
  expect(() => readSecret({ kind: 'file', path }, {})).toThrow('SCH_SECRET_UNREADABLE')
  expect(() => readSecret({ kind: 'file', path: '/' }, {})).toThrow('SCH_SECRET_UNREADABLE')
})

test('a connection in clear is itself, another is its secret', () => {
  expect(readConnection({ kind: 'clear', url: 'postgres://a@b/c' }, {})).toBe('postgres://a@b/c')
  expect(readConnection({ kind: 'environment', name: 'A' }, { A: 'postgres://a:b@c/d' })).toBe(
    'postgres://a:b@c/d',
  )
})
