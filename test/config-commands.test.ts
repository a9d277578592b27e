import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { readSettings } from '../src/config/read-settings.ts'
import { settingRows } from './house/settings-page.ts'
import { environmentOf, openWorkplace, type Workplace } from './support/run-check.ts'

const schleuse = fileURLToPath(new URL('../bin/schleuse', import.meta.url))
const example = fileURLToPath(new URL('../examples/schleuse.yaml', import.meta.url))

let place: Workplace

beforeEach(() => {
  place = openWorkplace()
  chmodSync(place.folder, 0o711)
  onTestFinished(() => place.remove())
})

function run(words: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, ...words], {
    cwd: place.folder,
    encoding: 'utf8',
    env: environmentOf({ DATABASE_URL: '', ...environment }),
  })
  return { status, stdout, stderr, facts: factsIn(stdout) }
}

function factsIn(stdout: string): readonly Record<string, unknown>[] {
  return stdout.startsWith('{')
    ? stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
}

function write(name: string, text: string, mode = 0o600): string {
  const file = join(place.folder, name)
  writeFileSync(file, text, { mode })
  return file
}

test('the example is a whole settings file: every section, every kind of source and of witness', () => {
  const { settings, origins } = readSettings(example, {})
  expect(settings.directory.sources.map(({ kind }) => kind)).toEqual(['sql', 'ldap', 'csv'])
  const sections = new Set(settingRows().map(({ key }) => key.split('.')[0]))
  const set = origins.filter(({ origin }) => origin.kind === 'file').map(({ key }) => key.split('.')[0])
  expect([...sections].filter((section) => !set.includes(section))).toEqual([])
})

test('config check tells every problem of the file and ends with 2', () => {
  write('schleuse.yaml', 'serve: { listen: x }\nretention:\n  adit: 1y\n')
  const { status, stdout, stderr } = run(['config', 'check', '--config', 'schleuse.yaml'])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(/schleuse\.yaml, Zeile 1, Spalte 18: „serve\.listen“/)
  expect(stderr).toMatch(/schleuse\.yaml, Zeile 3, Spalte 3: .*„adit“.*„audit“/)
})

test('config check looks at everything the file refers to, and never tells a secret', () => {
  write('password', 'hunter2', 0o644)
  write('key.pem', '-----BEGIN PRIVATE KEY-----\nhunter2', 0o644)
  write('chain.pem', 'hunter2')
  write(
    'schleuse.yaml',
    [
      'database: { url: { environment: NOT_SET } }',
      'serve: { tls: { certificate: chain.pem, key: key.pem } }',
      'directory:',
      '  sources:',
      '    - { name: a, organisation: A, kind: csv, customers: a.csv }',
      '    - { name: b, organisation: A, kind: ldap, url: ldapi://%2Frun%2Fa, base: dc=a, bind: { dn: cn=a, password: { file: password } } }',
    ].join('\n'),
  )
  const refused = run(['config', 'check', '--config', 'schleuse.yaml'])
  expect(refused.status).toBe(2)
  for (const told of [
    /Zeile 1, .*„environment: NOT_SET“ gibt es nicht/,
    /Zeile 2, .*„serve\.tls\.certificate“ enthält nicht, was sie soll/,
    /Zeile 2, .*„serve\.tls\.key“ kann jedes Konto lesen/,
    /Zeile 5, .*a\.csv/,
    /Zeile 6, .*kann jedes Konto lesen; es wird nicht benutzt/,
  ]) {
    expect(refused.stderr).toMatch(told)
  }
  expect(refused.stderr).not.toContain('hunter2')

  for (const name of ['password', 'key.pem']) chmodSync(join(place.folder, name), 0o600)
  write('chain.pem', '-----BEGIN CERTIFICATE-----\n')
  write('a.csv', 'kundennummer\n')
  const fine = run(['config', 'check', '--config', 'schleuse.yaml', '--json'], { NOT_SET: 'hunter2' })
  expect(fine).toMatchObject({ status: 0, facts: [{ kind: 'config-fine' }] })
})

test('config check finds what makes a source impossible before any server is asked', () => {
  write('url', 'mariadb://a:hunter2@db.example.org/library?sslmode=disable')
  write('right-url', 'mariadb://a:hunter2@db.example.org/library')
  write(
    'schleuse.yaml',
    [
      'directory:',
      '  sources:',
      '    - { name: a, organisation: A, kind: sql, connection: { file: url }, customers: SELECT 1 }',
      '    - { name: b, organisation: A, kind: sql, connection: { file: right-url }, customers: SELECT 1, live: SELECT 1 }',
      '    - { name: c, organisation: A, kind: ldap, url: "ldap://127.0.0.1", base: dc=a, filter: (a=b }',
    ].join('\n'),
  )
  const { status, stderr } = run(['config', 'check', '--config', 'schleuse.yaml'])
  expect(status).toBe(2)
  expect(stderr).toMatch(/Zeile 3, .*Serveradresse/)
  expect(stderr).toMatch(/Zeile 4, .*„live“.*„address“/)
  expect(stderr).toMatch(/Zeile 5, .*LDAP-Filter/)
  expect(stderr).not.toContain('hunter2')
})

test('config show names the origin of each value, and of secrets only whether they can be read', () => {
  write('url', 'postgres://schleuse:hunter2@db.example.org/schleuse')
  write(
    'schleuse.yaml',
    'state: { folder: here }\ndatabase: { url: { file: url } }\nretention: { audit: 5y }\n',
  )
  const shown = run(['config', 'show', '--config', 'schleuse.yaml', '--state', 'there', '--json'], {
    DATABASE_OWNER_URL: 'postgres://owner:hunter2@db.example.org/schleuse',
  })
  const of = (key: string) => shown.facts.find((fact) => fact.key === key)
  expect(shown.status).toBe(0)
  expect(of('state.folder')).toMatchObject({
    value: join(place.folder, 'there'),
    origin: 'option',
    place: '--state',
  })
  expect(of('database.url')).toMatchObject({
    reference: `file: ${join(place.folder, 'url')}`,
    access: 'readable',
    origin: 'file',
    place: `${join(place.folder, 'schleuse.yaml')}:2`,
  })
  expect(of('database.owner_url')).toMatchObject({ origin: 'environment', place: 'DATABASE_OWNER_URL' })
  expect(of('retention.audit')).toMatchObject({ value: '5y', origin: 'file' })
  expect(of('serve.listen')).toMatchObject({ value: '127.0.0.1:8080', origin: 'default' })
  expect(shown.stdout + shown.stderr).not.toContain('hunter2')

  const words = run(['config', 'show', '--config', 'schleuse.yaml']).stdout
  expect(words).toMatch(/^retention\.audit: 5y {3}\[Datei .*schleuse\.yaml:3\]$/m)
  expect(words).toMatch(/^serve\.listen: 127\.0\.0\.1:8080 {3}\[voreingestellt\]$/m)
  expect(words).not.toContain('hunter2')
})

test('a query over several lines is one line of the list', () => {
  copyFileSync(example, join(place.folder, 'schleuse.yaml'))
  const lines = run(['config', 'show', '--config', 'schleuse.yaml']).stdout.trimEnd().split('\n')
  expect(lines.filter((line) => !/^[\w.[\]]+: .*\]$/.test(line))).toEqual([])
  expect(lines.length).toBeGreaterThan(50)
})

test('every command about state reads the settings: the folder of the state is the file’s', () => {
  write('schleuse.yaml', 'state: { folder: mine }\n')
  const added = run(['keys', 'list', '--config', 'schleuse.yaml', '--json'])
  expect(added.status).toBe(0)
  expect(existsSync(join(place.folder, 'mine', 'keys'))).toBe(true)
  const named = run(['keys', 'list', '--json'], { SCHLEUSE_CONFIG: 'schleuse.yaml' })
  expect(named.facts[0]).toEqual(added.facts[0])
})

test('with wrong settings no command begins', () => {
  write('schleuse.yaml', 'state: { folder: mine, folders: [] }\n')
  const { status, stderr } = run(['keys', 'list', '--config', 'schleuse.yaml'])
  expect(status).toBe(2)
  expect(stderr).toMatch(/Die Einstellung „folders“ gibt es hier nicht/)
  expect(existsSync(join(place.folder, 'mine'))).toBe(false)
  expect(readFileSync(join(place.folder, 'schleuse.yaml'), 'utf8')).toContain('folders')
})
