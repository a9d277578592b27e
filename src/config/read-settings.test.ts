import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { Fault } from '../std/fault.ts'
import { readSettings } from './read-settings.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schleuse-config-'))
  file = join(folder, 'schleuse.yaml')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
})

function read(text: string | Uint8Array, environment: Record<string, string> = {}) {
  writeFileSync(file, text, { mode: 0o600 })
  return readSettings(file, environment)
}

/** `CODE line:column`, in the order they are told. */
function problemsOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return error.problems.map(({ code, at }) => `${code} ${at?.line ?? '-'}:${at?.column ?? '-'}`)
  }
  return []
}

const source = (more: string) =>
  `directory:\n  sources:\n    - name: a\n      organisation: Stadt\n      kind: csv\n      customers: a.csv\n${more}`

/** [what is wrong, text of the file, what is told] */
const refused: readonly [string, string, readonly string[]][] = [
  ['an unknown section near a known one', 'databse: {}', ['SCH_CONFIG_KEY_UNKNOWN_NEAR 1:1']],
  ['an unknown section near none', 'state: {}\nquux: 1', ['SCH_CONFIG_KEY_UNKNOWN 2:1']],
  ['an unknown setting of a section', 'state:\n  foldr: /a', ['SCH_CONFIG_KEY_UNKNOWN_NEAR 2:3']],
  ['an unknown setting of a list entry', source('      evry: 1h'), ['SCH_CONFIG_KEY_UNKNOWN_NEAR 7:7']],
  ['a key of the prototype', '__proto__: { a: b }', ['SCH_CONFIG_KEY_UNKNOWN 1:1']],
  ['a key that every object has', 'state: { constructor: x }', ['SCH_CONFIG_KEY_UNKNOWN 1:10']],
  ['a doubled section', 'state: {}\nstate: {}', ['SCH_CONFIG_KEY_TWICE 2:1']],
  ['a doubled setting', 'state:\n  folder: /a\n  folder: /b', ['SCH_CONFIG_KEY_TWICE 3:3']],
  ['a value where entries belong', 'state: /var/lib/schleuse', ['SCH_CONFIG_ENTRIES 1:8']],
  ['a list where entries belong', 'state: [a]', ['SCH_CONFIG_ENTRIES 1:8']],
  ['a whole file of one word', 'hello', ['SCH_CONFIG_ENTRIES 1:1']],
  ['a value where a list belongs', 'directory: { sources: a.csv }', ['SCH_CONFIG_LIST 1:23']],
  ['entries where a list belongs', 'directory:\n  sources:\n    name: a', ['SCH_CONFIG_LIST 3:5']],
  ['entries where a value belongs', 'state: { folder: { a: b } }', ['SCH_CONFIG_PATH 1:10']],
  ['an empty value', 'state:\n  folder:', ['SCH_CONFIG_PATH 2:10']],
  ['a home folder in a shell’s spelling', 'state: { folder: ~/a }', ['SCH_CONFIG_PATH 1:18']],
  ['a missing setting', 'serve: { tls: { key: a.pem } }', ['SCH_CONFIG_MISSING 1:10']],
  ['an entry without its kind', 'directory:\n  sources:\n    - name: a', ['SCH_CONFIG_CHOICE 3:7']],
  ['an entry of unknown kind', 'directory:\n  sources:\n    - kind: sqll', ['SCH_CONFIG_CHOICE 3:13']],
  ['a duration without unit', source('      every: 15'), ['SCH_CONFIG_DURATION 7:14']],
  ['a duration with two units', source('      every: 1h30m'), ['SCH_CONFIG_DURATION 7:14']],
  ['a negative duration', source('      every: -15m'), ['SCH_CONFIG_DURATION 7:14']],
  ['a duration that is too short', source('      every: 59s'), ['SCH_CONFIG_DURATION 7:14']],
  ['a duration that is too long', source('      every: 8d'), ['SCH_CONFIG_DURATION 7:14']],
  ['a number with a separator', source('      rows_max: 1.000'), ['SCH_CONFIG_NUMBER 7:17']],
  ['a number of zero', source('      rows_max: 0'), ['SCH_CONFIG_NUMBER 7:17']],
  [
    'a time to be stale before the next sync',
    source('      every: 1h\n      stale_after: 30m'),
    ['SCH_CONFIG_SHORTER 8:20'],
  ],
  ['a port without an address', 'serve: { listen: 8080 }', ['SCH_CONFIG_LISTEN 1:18']],
  ['a port that does not exist', 'serve: { listen: "127.0.0.1:65536" }', ['SCH_CONFIG_LISTEN 1:18']],
  ['an address that does not exist', 'serve: { listen: "127.0.0.256:80" }', ['SCH_CONFIG_LISTEN 1:18']],
  [
    'an address for everybody without TLS',
    'serve: { listen: "0.0.0.0:80" }',
    ['SCH_CONFIG_WITHOUT_TLS 1:18'],
  ],
  ['a network that does not exist', 'serve: { trusted_proxies: [10.0.0.0/33] }', ['SCH_CONFIG_NETWORK 1:28']],
  ['an address with a password', 'serve: { public_url: "https://a:b@example.org" }', ['SCH_CONFIG_URL 1:22']],
  ['an address of another kind', 'serve: { public_url: "file:///etc" }', ['SCH_CONFIG_URL 1:22']],
  [
    'a password in clear',
    'database: { url: "postgres://a:b@db.example.org/x" }',
    ['SCH_CONFIG_SECRET_CLEAR 1:18'],
  ],
  [
    'a password in a parameter',
    'database: { url: "postgres:///x?password=b" }',
    ['SCH_CONFIG_SECRET_CLEAR 1:18'],
  ],
  ['an address of another database', 'database: { url: "mysql://a@b/x" }', ['SCH_CONFIG_CONNECTION 1:18']],
  [
    'a reference to a secret of two kinds',
    'database: { url: { file: a, environment: B } }',
    ['SCH_CONFIG_CONNECTION 1:13'],
  ],
  ['an owner of no database', 'database: { owner_url: "postgres://a@b/x" }', ['SCH_CONFIG_NEEDS 1:24']],
  ['a reference within the file', 'state: &a { folder: /a }\nretention: *a', ['SCH_CONFIG_REFERENCE 1:11']],
  ['a type', 'state: { folder: !!binary YQ== }', ['SCH_CONFIG_REFERENCE 1:27']],
  ['a type nobody knows', 'state: !folder { folder: /a }', ['SCH_CONFIG_REFERENCE 1:8']],
  ['two documents', 'state: {}\n---\nstate: {}', ['SCH_CONFIG_SYNTAX 2:1']],
  ['a quote that stays open', 'state: { folder: "a }', ['SCH_CONFIG_SYNTAX 1:22']],
  ['a tab as indentation', 'state:\n\tfolder: a', ['SCH_CONFIG_SYNTAX 2:1']],
  ['a key that is a list', '? [a, b]\n: c', ['SCH_CONFIG_SYNTAX 1:1']],
]

for (const [name, text, told] of refused) {
  test(`a settings file with ${name} is refused`, () => {
    expect(problemsOf(() => read(text))).toEqual(told)
  })
}

test('every problem of a file is told at once, in the order of the file', () => {
  const text = 'stat: {}\nserve:\n  listen: x\n  tls: { key: 1.pem }\nretention:\n  audit: 1s\n  mails: 1d'
  expect(problemsOf(() => read(text))).toEqual([
    'SCH_CONFIG_KEY_UNKNOWN_NEAR 1:1',
    'SCH_CONFIG_LISTEN 3:11',
    'SCH_CONFIG_MISSING 4:3',
    'SCH_CONFIG_DURATION 6:10',
    'SCH_CONFIG_KEY_UNKNOWN 7:3',
  ])
})

test('of very many problems the first are listed and the rest is counted', () => {
  const text = Array.from({ length: 300 }, (_, at) => `wrong${at}: 1`).join('\n')
  expect(() => read(text)).toThrow(expect.objectContaining({ furtherProblems: 250 }))
})

test('no problem repeats what is written', () => {
  const text =
    'database: { url: "postgres://a:hunter2@b/x" }\nserve: { listen: hunter2, public_url: hunter2 }'
  try {
    read(text)
  } catch (error) {
    expect(JSON.stringify(error)).not.toContain('hunter2')
    expect(JSON.stringify(error instanceof Fault && error.problems)).not.toContain('hunter2')
    return
  }
  throw new Error('it was not refused')
})

/** Form of the bytes that are no settings file. */
const encodings: readonly [string, Uint8Array, string][] = [
  ['UTF-16 with a mark', Buffer.from('\ufeffstate: {}', 'utf16le'), 'SCH_CONFIG_ENCODING'],
  ['UTF-16 without a mark', Buffer.from('state: {}', 'utf16le'), 'SCH_CONFIG_ENCODING'],
  ['Latin-1', Buffer.from('# Müller', 'latin1'), 'SCH_CONFIG_ENCODING'],
  ['more than a megabyte', Buffer.alloc(1_000_001, '# '), 'SCH_FILE_TOO_LARGE'],
  ['ten thousand brackets', Buffer.from(`state: ${'['.repeat(10_000)}`), 'SCH_CONFIG_DEPTH'],
  ['thirteen levels', Buffer.from(`state: ${'['.repeat(13)}${']'.repeat(13)}`), 'SCH_CONFIG_DEPTH'],
]

for (const [name, bytes, code] of encodings) {
  test(`a settings file of ${name} is refused`, () => {
    expect(problemsOf(() => read(bytes))[0]).toMatch(new RegExp(`^${code} `))
  })
}

test('a byte order mark of UTF-8 belongs to no setting', () => {
  expect(read('\ufeffstate: { folder: /a }').settings.state.folder).toBe('/a')
})

test('a settings file that everybody can change is refused, one of a group is not', () => {
  writeFileSync(file, 'state: {}')
  chmodSync(file, 0o666)
  expect(problemsOf(() => readSettings(file, {}))).toEqual(['SCH_CONFIG_OPEN_TO_WRITE -:-'])
  chmodSync(file, 0o664)
  expect(problemsOf(() => readSettings(file, {}))).toEqual([])
})

test('a settings file that is named and missing is refused, and so is a folder', () => {
  expect(problemsOf(() => readSettings(file, {}))).toEqual(['SCH_FILE_MISSING -:-'])
  expect(problemsOf(() => readSettings(undefined, { SCHLEUSE_CONFIG: file }))).toEqual([
    'SCH_FILE_MISSING -:-',
  ])
  expect(problemsOf(() => readSettings(folder, {}))).toEqual(['SCH_FILE_UNREADABLE -:-'])
})

test('an empty file, empty sections and remarks leave every default', () => {
  const defaults = read('').settings
  expect(defaults.serve).toEqual({
    listen: { kind: 'port', host: '127.0.0.1', port: 8080 },
    monitors: [],
    trustedProxies: [],
  })
  expect(defaults.directory).toEqual({ sources: [] })
  expect(read('# nothing\nserve:\ndirectory:\n  sources:\n').settings).toEqual(defaults)
})

test('values are read in their units, paths begin at the folder of the file', () => {
  const { settings } = read(source('      every: 90s\n      stale_after: 2d\n      rows_max: 00050\n'))
  expect(settings.directory.sources).toEqual([
    {
      kind: 'csv',
      name: 'a',
      organisation: 'Stadt',
      customers: join(folder, 'a.csv'),
      everyMs: 90_000,
      staleAfterMs: 172_800_000,
      rowsMax: 50,
    },
  ])
})

test('an option stands above the environment, and the environment above the file', () => {
  const text = 'state: { folder: in-file }\ndatabase: { url: "postgres://a@b/x" }'
  const environment = { SCHLEUSE_STATE: '/in-environment', DATABASE_URL: 'postgres://c:d@e/x' }
  expect(read(text).settings.state.folder).toBe(join(folder, 'in-file'))
  const { settings, origins } = read(text, environment)
  expect(settings.state.folder).toBe('/in-environment')
  expect(settings.database.url).toEqual({ kind: 'environment', name: 'DATABASE_URL' })
  expect(origins.find(({ key }) => key === 'database.url')?.origin).toEqual({
    kind: 'environment',
    name: 'DATABASE_URL',
  })
  expect(readSettings(file, environment, { state: '/in-option' }).settings.state.folder).toBe('/in-option')
  expect(read(text, { SCHLEUSE_STATE: '', DATABASE_URL: '' }).settings).toEqual(read(text).settings)
})

test('a wrong value of the environment is told under the name of its variable', () => {
  try {
    read('', { DATABASE_OWNER_URL: 'postgres://a@b/x' })
  } catch (error) {
    expect(error instanceof Fault && error.problems).toEqual([
      { code: 'SCH_CONFIG_NEEDS', params: { key: 'DATABASE_OWNER_URL', needed: 'database.url' } },
    ])
    return
  }
  throw new Error('it was not refused')
})
