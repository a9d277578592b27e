import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { environmentOf, openWorkplace, schleuse, type Workplace } from './support/run-check.ts'

/** Each call starts a process and most a database; a loaded machine needs its time. */
vi.setConfig({ testTimeout: 240_000 })

let place: Workplace
beforeEach(() => {
  place = openWorkplace()
  chmodSync(place.folder, 0o711)
  onTestFinished(() => place.remove())
})

function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, ...words, '--json'], {
    cwd: place.folder,
    encoding: 'utf8',
    env: environmentOf({ SCHLEUSE_STATE: join(place.folder, 'state'), DATABASE_URL: '' }),
  })
  const facts: Record<string, unknown>[] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { status, facts, stderr }
}

test('an organisation is added, its trail recorded, verified and checked offline', () => {
  const added = run('organisation', 'add', 'Stadt Beispielhausen', '--role', 'controller')
  expect(added).toMatchObject({ status: 0, facts: [{ kind: 'organisation-added', role: 'controller' }] })
  expect(run('organisation', 'list').facts).toMatchObject([{ name: 'Stadt Beispielhausen' }])

  const checkpoint = run('audit', 'checkpoint', '--out', 'head.json')
  expect(checkpoint.facts).toEqual([{ kind: 'checkpoint', file: 'head.json', entries: '1' }])
  expect(checkpoint.stderr).toMatch(/Fingerabdruck der Wurzel.*[0-9a-f]{64}/)
  expect(run('audit', 'verify', '--checkpoint', 'head.json')).toMatchObject({
    status: 0,
    facts: [
      { kind: 'trail-whole', entries: '1', checkpoints: '1', inside: '0' },
      { kind: 'trail-witnessed', entries: '1' },
    ],
  })
  expect(run('audit', 'verify').facts).toMatchObject([{ kind: 'trail-whole' }, { kind: 'trail-unwitnessed' }])

  const [root] = run('keys', 'list').facts
  expect(run('verify', 'head.json', '--root', String(root?.fingerprint))).toMatchObject({
    status: 0,
    facts: [{ kind: 'file-genuine', document: 'audit-head' }],
  })
  writeFileSync(
    join(place.folder, 'head.json'),
    readFileSync(join(place.folder, 'head.json'), 'utf8').replace('"1"', '"2"'),
  )
  expect(run('verify', 'head.json')).toMatchObject({ status: 1, facts: [{ kind: 'file-changed' }] })
  expect(run('audit', 'verify', '--checkpoint', 'head.json').status).toBe(2)
})

test('heads are signed and handed to a folder, which then is a witness of what is cut off', () => {
  run('organisation', 'add', 'Stadt', '--role', 'controller')
  expect(run('audit', 'sign').facts).toEqual([
    { kind: 'head-signed', organisation: 'Stadt', entries: '1' },
    { kind: 'witness-none' },
  ])
  mkdirSync(join(place.folder, 'witness'))
  expect(run('audit', 'sign', '--witness', 'witness').facts).toMatchObject([
    { kind: 'head-unmoved' },
    { kind: 'witness-kept', heads: 1 },
    { kind: 'witness-same-device' },
  ])
  const [file = ''] = readdirSync(join(place.folder, 'witness'), {
    recursive: true,
    encoding: 'utf8',
  }).filter((one) => one.endsWith('.json'))
  expect(run('audit', 'verify', '--checkpoint', join('witness', file)).facts).toMatchObject([
    { kind: 'trail-whole', checkpoints: '1', inside: '1' },
    { kind: 'trail-witnessed', entries: '1' },
  ])
  writeFileSync(join(place.folder, 'witness', 'planted.json'), '{}')
  expect(run('audit', 'verify', '--checkpoint', 'witness')).toMatchObject({
    status: 1,
    facts: [{ kind: 'witness-file-bad', why: 'no-signed-file' }, { kind: 'trail-broken' }, {}],
  })
  expect(run('audit', 'witnesses').facts).toMatchObject([{ kind: 'witness', waiting: 0, why: 'none' }])
  const failing = run('audit', 'sign', '--witness', 'missing')
  expect(failing).toMatchObject({ status: 1 })
  expect(failing.facts).toContainEqual(expect.objectContaining({ kind: 'witness-failed', why: 'unwritable' }))
})

test('witnesses of the settings are handed heads and asked without being named', () => {
  mkdirSync(join(place.folder, 'elsewhere'))
  const yaml = 'audit:\n  witnesses:\n    - { kind: file, name: elsewhere, path: elsewhere }\n'
  writeFileSync(join(place.folder, 'schleuse.yaml'), yaml, { mode: 0o600 })
  const given = ['--config', 'schleuse.yaml']
  run('organisation', 'add', 'Stadt', '--role', 'controller', ...given)
  expect(run('audit', 'sign', ...given).facts).toContainEqual(
    expect.objectContaining({ kind: 'witness-kept', witness: 'elsewhere', heads: 1 }),
  )
  expect(run('audit', 'verify', ...given).facts).toMatchObject([
    { kind: 'trail-whole', checkpoints: '1' },
    { kind: 'trail-witnessed' },
  ])
  rmSync(join(place.folder, 'elsewhere'), { recursive: true })
  expect(run('audit', 'verify', ...given).status).toBe(2)
})

test('a trail is exported, and verified by anybody who knows the root', () => {
  run('organisation', 'add', 'Stadt', '--role', 'controller')
  mkdirSync(join(place.folder, 'witness'))
  run('audit', 'sign', '--witness', 'witness')
  expect(run('audit', 'seal').facts).toEqual([{ kind: 'segment-none' }])
  const [out] = run('audit', 'export', '--out', 'trail.ndjson').facts
  expect(out).toMatchObject({ kind: 'trail-exported', entries: '1' })
  const root = String(out?.root)
  expect(run('verify', 'trail.ndjson', '--root', root, '--checkpoint', 'witness')).toMatchObject({
    status: 0,
    facts: [{ kind: 'trail-file-whole', first: '1', last: '1', heads: 1, checkpoints: 1 }],
  })
  expect(run('verify', 'trail.ndjson').facts).toMatchObject([{ kind: 'trail-file-whole-root-open' }])
  expect(run('verify', 'trail.ndjson', '--root', root.replace(/./g, '0'))).toMatchObject({
    status: 1,
    facts: [{ kind: 'trail-file-fault', damage: 'other-root' }, { kind: 'trail-file-broken' }],
  })
  expect(run('audit', 'export', '--out', 'trail.ndjson').status).toBe(2)
})

test('a checkpoint never overwrites a file', () => {
  run('organisation', 'add', 'Werk', '--role', 'processor')
  writeFileSync(join(place.folder, 'there.json'), 'mine')
  const refused = run('audit', 'checkpoint', '--out', 'there.json')
  expect(refused.status).toBe(2)
  expect(refused.stderr).toMatch(/there\.json: Diese Datei gibt es schon/)
  expect(readFileSync(join(place.folder, 'there.json'), 'utf8')).toBe('mine')
})

test('which of two organisations is meant must be said', () => {
  run('organisation', 'add', 'Eins', '--role', 'controller')
  run('organisation', 'add', 'Zwei', '--role', 'processor')
  expect(run('audit', 'verify')).toMatchObject({ status: 2, facts: [] })
  expect(run('audit', 'verify', '--organisation', 'zwei').status).toBe(0)
  expect(run('audit', 'verify', '--organisation', 'drei').stderr).toMatch(/gibt es nicht/)
  expect(run('organisation', 'add', 'EINS', '--role', 'controller').stderr).toMatch(/gibt es schon/)
})

test('keys are listed, rotated and revoked; a wrong id or purpose is refused', () => {
  const before = run('keys', 'list').facts.filter(({ purpose }) => purpose === 'matching')
  expect(before).toMatchObject([{ state: 'current' }])
  expect(run('keys', 'rotate', 'matching').facts).toMatchObject([
    { kind: 'key-made', purpose: 'matching' },
    { kind: 'key-matching-next' },
  ])
  expect(run('keys', 'revoke', String(before[0]?.id)).status).toBe(0)
  const after = run('keys', 'list').facts.filter(({ purpose }) => purpose === 'matching')
  expect(after.map(({ state }) => state).sort()).toEqual(['current', 'revoked'])
  expect(run('keys', 'revoke', 'nonsense').status).toBe(2)
  expect(run('keys', 'rotate', 'root').status).toBe(2)
})

test('a lost key is named, nothing else works without it, and a new one can be made', () => {
  run('keys', 'list')
  const folder = join(place.folder, 'state', 'keys')
  rmSync(join(folder, readdirSync(folder).find((file) => file.startsWith('backup')) ?? ''))
  const listed = run('keys', 'list')
  expect(listed.status).toBe(1)
  expect(listed.facts.at(-1)).toEqual({ kind: 'key-missing', purpose: 'backup' })
  expect(run('keys', 'rotate', 'backup').status).toBe(0)
  expect(run('keys', 'list').status).toBe(0)
})

test('judging mails and checking a signed file start no database and make no keys', () => {
  place.write({
    'mail.eml': 'To: anna@example.org\r\n\r\nHallo\r\n',
    'kunden.csv': 'kundennummer,e-mail\n1000001,anna@example.org\n',
  })
  expect(run('check', 'mail.eml', '--directory', 'kunden.csv').status).toBe(0)
  expect(run('verify', 'mail.eml').status).toBe(1)
  expect(run('verify', 'missing.json').stderr).toMatch(/missing\.json: Diese Datei gibt es nicht/)
  expect(existsSync(join(place.folder, 'state'))).toBe(false)
})

test('a database that cannot be reached is a sentence and status 4', () => {
  const { status, stderr } = spawnSync(process.execPath, [schleuse, 'organisation', 'list'], {
    cwd: place.folder,
    encoding: 'utf8',
    env: environmentOf({ DATABASE_URL: 'postgres://schleuse_app@127.0.0.1:1/schleuse' }),
  })
  expect(status).toBe(4)
  expect(stderr).toMatch(/Datenbank ist nicht zu erreichen/)
  expect(stderr).not.toMatch(/ at |127\.0\.0\.1/)
})
