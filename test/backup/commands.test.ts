import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { keyPurposes } from '../../src/sealing/key.ts'
import { environmentOf, openWorkplace, schleuse, type Workplace } from '../support/run-check.ts'

// Many starts of a real server and a real program, on a machine that may be doing other things.
vi.setConfig({ testTimeout: 300_000 })

let place: Workplace
beforeEach(() => {
  place = openWorkplace()
  chmodSync(place.folder, 0o711)
  onTestFinished(() => place.remove())
})

type Fact = Readonly<Record<string, unknown>>

function run(state: string, ...words: readonly string[]) {
  const ended: SpawnSyncReturns<string> = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
    cwd: place.folder,
    encoding: 'utf8',
    env: environmentOf({ SCHLEUSE_STATE: join(place.folder, state), DATABASE_URL: '' }),
  })
  const facts: Fact[] = ended.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { status: ended.status, facts, stderr: ended.stderr }
}

function keysTo(state: string): void {
  mkdirSync(join(place.folder, state), { mode: 0o711 })
  cpSync(join(place.folder, 'first', 'keys'), join(place.folder, state, 'keys'), { recursive: true })
}

function bytesOf(file: string): Buffer {
  return readFileSync(join(place.folder, file))
}

test('what was saved is restored elsewhere, both trails say so, and the way back is closed', () => {
  run('first', 'organisation', 'add', 'Stadt', '--role', 'controller')
  run('first', 'organisation', 'add', 'Werk', '--role', 'processor')
  const made = run('first', 'backup', 'create', '--out', 'a.backup')
  expect(made).toMatchObject({
    status: 0,
    facts: [
      { kind: 'backup-created', file: 'a.backup' },
      ...keyPurposes.map((purpose) => ({ kind: 'backup-without-key', purpose })),
    ],
  })
  expect(statSync(join(place.folder, 'a.backup')).mode & 0o777).toBe(0o600)
  expect(run('first', 'audit', 'verify', '--organisation', 'Werk').facts).toMatchObject([
    { kind: 'trail-whole', entries: '2' },
    { kind: 'trail-unwitnessed' },
  ])
  const proven = run('first', 'backup', 'verify', 'a.backup')
  expect(proven.status).toBe(0)
  expect(proven.facts[0]).toMatchObject({ kind: 'backup-whole', rows: made.facts[0]?.rows })
  expect(proven.facts.slice(1).map(({ presence }) => presence)).toEqual(keyPurposes.map(() => 'here'))

  keysTo('second')
  // Also into a place that has been started, whose queue has rules that name our tables.
  expect(run('second', 'organisation', 'list').facts).toEqual([])
  const restored = run('second', 'backup', 'restore', 'a.backup')
  expect(restored.status).toBe(0)
  expect(restored.facts[0]).toMatchObject({ kind: 'backup-restored', id: made.facts[0]?.id })
  expect(restored.facts.slice(-2)).toEqual([
    { kind: 'restored-trail-whole', organisation: 'Stadt', entries: '2' },
    { kind: 'restored-trail-whole', organisation: 'Werk', entries: '2' },
  ])
  expect(run('second', 'organisation', 'list').facts).toEqual(run('first', 'organisation', 'list').facts)
  expect(run('second', 'backup', 'restore', 'a.backup').stderr).toMatch(/gibt es schon Daten/)
  expect(readdirSync(place.folder).filter((file) => file.includes('unfinished'))).toEqual([])
})

test('a backup never overwrites a file, and what a killed call left behind is taken up', () => {
  run('first', 'organisation', 'add', 'Stadt', '--role', 'controller')
  writeFileSync(join(place.folder, 'there'), 'mine')
  expect(run('first', 'backup', 'create', '--out', 'there')).toMatchObject({ status: 2, facts: [] })
  expect(bytesOf('there').toString()).toBe('mine')
  writeFileSync(join(place.folder, 'a.backup.unfinished'), 'x'.repeat(100_000))
  expect(run('first', 'backup', 'create', '--out', 'a.backup').status).toBe(0)
  expect(run('first', 'backup', 'verify', 'a.backup').status).toBe(0)
  expect(existsSync(join(place.folder, 'a.backup.unfinished'))).toBe(false)
})

test('a folder that is not there is named, and nothing is left behind', () => {
  const refused = run('first', 'backup', 'create', '--out', join('missing', 'a.backup'))
  expect(refused.status).toBe(4)
  expect(refused.stderr).toMatch(/ENOENT/)
})

test('without its key a backup is checked from outside, not opened, and no key is made', () => {
  run('first', 'organisation', 'add', 'Stadt', '--role', 'controller')
  run('first', 'backup', 'create', '--out', 'a.backup')
  const root = run('first', 'keys', 'list').facts[0]?.fingerprint
  expect(run('none', 'backup', 'verify', 'a.backup')).toMatchObject({
    status: 1,
    facts: [{ kind: 'backup-sealed' }],
  })
  expect(run('none', 'backup', 'restore', 'a.backup').stderr).toMatch(/im Ordner der Schlüssel fehlt er/)
  expect(existsSync(join(place.folder, 'none'))).toBe(false)
  expect(run('none', 'verify', 'a.backup', '--root', String(root))).toMatchObject({
    status: 0,
    facts: [{ kind: 'file-genuine', document: 'backup' }],
  })
  expect(run('none', 'verify', 'a.backup', '--root', 'ab'.repeat(32)).facts).toMatchObject([
    { kind: 'file-other-root' },
  ])
})

test('an earlier key opens its backups after a rotation; a revoked one does not', () => {
  run('first', 'organisation', 'add', 'Stadt', '--role', 'controller')
  const before = run('first', 'backup', 'create', '--out', 'a.backup').facts[0]
  run('first', 'keys', 'rotate', 'backup')
  const after = run('first', 'backup', 'create', '--out', 'b.backup').facts[0]
  expect(after?.key).not.toBe(before?.key)
  for (const file of ['a.backup', 'b.backup']) expect(run('first', 'backup', 'verify', file).status).toBe(0)
  run('first', 'keys', 'revoke', String(before?.key))
  expect(run('first', 'backup', 'verify', 'a.backup').facts).toMatchObject([{ kind: 'backup-sealed' }])
  expect(run('first', 'backup', 'verify', 'b.backup').status).toBe(0)
})

test('keys that are absent where a backup is restored are named', () => {
  run('first', 'organisation', 'add', 'Stadt', '--role', 'controller')
  run('first', 'backup', 'create', '--out', 'a.backup')
  keysTo('second')
  const folder = join(place.folder, 'second', 'keys')
  const [quarantine = ''] = readdirSync(folder).filter((file) => file.startsWith('quarantine'))
  rmSync(join(folder, quarantine))
  const restored = run('second', 'backup', 'restore', 'a.backup')
  expect(restored.status).toBe(1)
  expect(restored.facts.filter(({ presence }) => presence === 'absent')).toMatchObject([
    { purpose: 'quarantine' },
  ])
})

test('a damaged backup is found with its key and without, and nothing is restored from it', () => {
  run('first', 'organisation', 'add', 'Stadt', '--role', 'controller')
  run('first', 'backup', 'create', '--out', 'a.backup')
  const bytes = bytesOf('a.backup')
  bytes.writeUInt8(bytes.readUInt8(300) ^ 1, 300)
  writeFileSync(join(place.folder, 'broken'), bytes)
  expect(run('first', 'backup', 'verify', 'broken')).toMatchObject({
    status: 1,
    facts: [{ kind: 'backup-damaged', damage: 'changed' }],
  })
  expect(run('none', 'verify', 'broken').facts).toEqual([{ kind: 'file-changed', file: 'broken' }])
  keysTo('second')
  const refused = run('second', 'backup', 'restore', 'broken')
  expect(refused.stderr).toMatch(/verändert, vertauscht oder abgeschnitten/)
  expect(existsSync(join(place.folder, 'second', 'postgresql'))).toBe(false)
  writeFileSync(join(place.folder, 'broken'), 'no backup at all')
  expect(run('first', 'backup', 'verify', 'broken')).toMatchObject({ status: 2, facts: [] })
})
