import { spawnSync } from 'node:child_process'
import { chmodSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { holder } from '../store/state-folder.ts'
import { environmentOf, openWorkplace, schleuse, type Workplace } from '../support/run-check.ts'

let place: Workplace
beforeEach(async () => {
  place = openWorkplace()
  chmodSync(place.folder, 0o711)
  onTestFinished(() => place.remove())
  // The commands adopt its server rather than start one each.
  const held = await holder(join(place.folder, 'state'))
  onTestFinished(async () => void (await held.stop()))
})

function run(words: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [schleuse, ...words], {
    cwd: place.folder,
    encoding: 'utf8',
    input,
    env: environmentOf({ SCHLEUSE_STATE: join(place.folder, 'state'), DATABASE_URL: '' }),
  })
  return { status, stdout, stderr }
}

function json(words: readonly string[], input = '') {
  const { status, stdout, stderr } = run([...words, '--json'], input)
  const facts: Record<string, unknown>[] = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { status, facts, stderr }
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => `K${100 + i},k${i}@example.org`).join('\n')

test('a list is imported, asked about, accepted, pushed to, and a customer is erased', () => {
  json(['organisation', 'add', 'Stadt Beispielhausen', '--role', 'controller'])
  place.write({ 'kunden.csv': `kundennummer,e-mail,farbe\n${rows(10).replaceAll('\n', ',rot\n')},rot\n` })
  expect(json(['directory', 'status'])).toMatchObject({ status: 1, facts: [{ kind: 'directory-empty' }] })
  const first = json(['directory', 'import', 'kunden.csv'])
  expect(first).toMatchObject({ status: 0, facts: [{ kind: 'directory-loaded', added: 10, customers: 10 }] })
  // Whenever the list was written: somebody has just handed it over.
  const old = new Date(Date.now() - 86_400_000)
  utimesSync(join(place.folder, 'kunden.csv'), old, old)
  json(['directory', 'import', 'kunden.csv'])
  const told = json(['directory', 'status'])
  expect(told).toMatchObject({
    status: 0,
    facts: [{ kind: 'directory-source-unlimited' }, { kind: 'directory-index-none' }],
  })
  expect(Number(told.facts[0]?.lagSeconds)).toBeLessThan(3_600)
  expect(run(['directory', 'status']).stdout).toMatch(
    /Alter der Angaben: \d+ (?:Sekunden?|Minuten); eine Grenze ist nicht gesetzt/,
  )
  expect(first.stderr).toMatch(/kunden\.csv: 1 Spalte nicht bekannt und nicht gelesen: farbe/)

  place.write({ 'kunden.csv': `kundennummer,e-mail\n${rows(6)}\n` })
  const asked = json(['directory', 'import', 'kunden.csv'])
  expect(asked).toMatchObject({
    status: 1,
    facts: [
      { kind: 'directory-drop-fewer', what: 'customers', before: 10, after: 6 },
      { kind: 'directory-drop-fewer', what: 'email', before: 10, after: 6 },
      { kind: 'directory-waiting', source: 'csv' },
    ],
  })
  expect(json(['directory', 'status'])).toMatchObject({
    status: 1,
    facts: [
      { customers: 10, freshness: 'unlimited' },
      { kind: 'directory-waiting' },
      { kind: 'directory-index-none' },
    ],
  })
  const load = String(asked.facts.at(-1)?.load)
  expect(json(['directory', 'import', '--accept-drop', load])).toMatchObject({
    status: 0,
    facts: [{ gone: 4 }],
  })
  expect(json(['directory', 'import', '--accept-drop', load]).status).toBe(2)

  place.write({ 'neu.csv': 'kundennummer,e-mail\nK500,neu@example.org\n' })
  expect(json(['directory', 'push', 'neu.csv'])).toMatchObject({
    status: 0,
    facts: [{ added: 1, customers: 7 }],
  })
  expect(json(['directory', 'push', 'neu.csv', '--source', 'niemand']).status).toBe(2)

  expect(json(['directory', 'erase', '-'], 'K500\n')).toMatchObject({ status: 0 })
  const again = run(['directory', 'push', 'neu.csv'])
  expect(again.status).toBe(1)
  expect(again.stdout).toMatch(/neu\.csv, Zeile 2: diese Nummer hatte ein Kunde, der nicht mehr da ist/)
  expect(again.stdout + again.stderr).not.toMatch(/K500|neu@/)
  expect(json(['directory', 'readmit', 'K500']).status).toBe(0)
  expect(json(['directory', 'push', 'neu.csv'])).toMatchObject({ status: 0, facts: [{ added: 1 }] })
  expect(json(['directory', 'erase', 'K999']).stderr).toMatch(/nicht bekannt/)
})

test('a list with wrong rows is refused with every place and no value, and changes nothing', () => {
  json(['organisation', 'add', 'Stadt', '--role', 'controller'])
  place.write({
    'gut.csv': 'kundennummer\nK1\n',
    'schlecht.csv': 'kundennummer,geburtsdatum\nK2,gestern\n,2001-02-03\nK4,1999-01-01\n',
    'doppelt.csv': 'kundennummer\nK7\nk-7\n',
  })
  json(['directory', 'import', 'gut.csv'])
  const wrong = run(['directory', 'import', 'schlecht.csv'])
  expect(wrong.status).toBe(2)
  expect(wrong.stderr).toMatch(/schlecht\.csv, Zeile 2, Spalte 2/)
  expect(wrong.stderr).toMatch(/schlecht\.csv, Zeile 3, Spalte 1/)
  expect(wrong.stderr).not.toMatch(/gestern|K2|K4/)
  expect(run(['directory', 'import', 'doppelt.csv']).stderr).toMatch(/Zeile 3: .*schon in Zeile 2/)
  expect(json(['directory', 'status']).facts).toMatchObject([
    { customers: 1 },
    { kind: 'directory-source-failed', code: 'SCH_DIRECTORY_ROW_TWICE' },
    { kind: 'directory-index-none' },
  ])
})

test('sources in the settings are read when they are due, and are stale by the age of their list', () => {
  json(['organisation', 'add', 'Stadt', '--role', 'controller'])
  place.write({
    'kunden.csv': `kundennummer,e-mail\n${rows(3)}\n`,
    'ausleihen.csv': 'art,wert,kunde\nbarcode,B-1,K101\n',
    'schleuse.yaml': [
      'directory:',
      '  sources:',
      '    - name: bibliothek',
      '      kind: csv',
      '      organisation: Stadt',
      '      customers: kunden.csv',
      '      facts: ausleihen.csv',
      '      every: 10m',
      '      stale_after: 1h',
      '',
    ].join('\n'),
  })
  chmodSync(join(place.folder, 'schleuse.yaml'), 0o644)
  const sync = ['directory', 'sync', '--config', 'schleuse.yaml']
  expect(json(sync)).toMatchObject({
    status: 0,
    facts: [{ kind: 'directory-loaded', source: 'bibliothek', loadKind: 'full', added: 3, facts: 1 }],
  })
  expect(json(sync)).toMatchObject({ status: 0, facts: [{ kind: 'directory-not-due' }] })
  expect(json([...sync, '--force'])).toMatchObject({
    status: 0,
    facts: [{ loadKind: 'incremental', added: 0 }],
  })
  expect(json(['directory', 'status'])).toMatchObject({
    status: 0,
    facts: [{ freshness: 'fresh', facts: 1 }, { kind: 'directory-index-none' }],
  })
  const old = new Date(Date.now() - 7_200_000)
  utimesSync(join(place.folder, 'kunden.csv'), old, old)
  expect(json([...sync, '--force']).status).toBe(0)
  expect(json(['directory', 'status'])).toMatchObject({ status: 1, facts: [{ freshness: 'stale' }, {}] })
  const ahead = new Date(Date.now() + 3_600_000)
  for (const list of ['kunden.csv', 'ausleihen.csv']) utimesSync(join(place.folder, list), ahead, ahead)
  expect(json([...sync, '--force']).status).toBe(0)
  expect(json(['directory', 'status'])).toMatchObject({ status: 1, facts: [{ freshness: 'ahead' }, {}] })
  place.write({ 'kunden.csv': 'kundennummer,geburtsdatum\nK2,gestern\n,2001-02-03\n' })
  const wrong = run([...sync, '--force'])
  expect(wrong.status).toBe(1)
  expect(wrong.stderr).toMatch(/kunden\.csv, Zeile 2, Spalte 2/)
  expect(wrong.stderr).toMatch(/kunden\.csv, Zeile 3, Spalte 1/)
  expect(wrong.stderr).not.toMatch(/gestern|K2/)
  expect(json(['directory', 'sync'])).toMatchObject({ facts: [{ kind: 'directory-no-sources' }] })
})

const wrongUse: readonly (readonly [name: string, words: readonly string[]])[] = [
  ['full and incremental at once', ['import', 'a.csv', '--full', '--incremental']],
  ['accepting beside a list', ['import', 'a.csv', '--accept-drop', 'x']],
  ['neither a list nor a source', ['import']],
  ['a list that is not there', ['import', 'none.csv']],
]

test('wrong use is status 2', () => {
  json(['organisation', 'add', 'Stadt', '--role', 'controller'])
  for (const [name, words] of wrongUse) expect(run(['directory', ...words]).status, name).toBe(2)
})

test('a customer is explained without his values, and a household is declared and ended', () => {
  json(['organisation', 'add', 'Stadt', '--role', 'controller'])
  place.write({ 'kunden.csv': `kundennummer,e-mail\n${rows(3)}\n` })
  json(['directory', 'import', 'kunden.csv'])
  const explained = json(['directory', 'explain', 'k1@example.org'])
  expect(explained).toMatchObject({
    status: 0,
    facts: [{ kind: 'directory-customer', index: 'in', kinds: 'email' }],
  })
  expect(JSON.stringify(explained)).not.toMatch(/K101|k1@/)
  expect(json(['directory', 'explain', '-', '--reveal'], 'K102').facts).toMatchObject([
    { kind: 'directory-customer' },
    { kind: 'directory-contact', customerNumber: 'K102', emails: 'k2@example.org' },
  ])
  expect(json(['directory', 'explain', 'nobody@example.org']).status).toBe(2)
  expect(json(['directory', 'status']).facts.at(-1)).toMatchObject({
    kind: 'directory-index',
    generation: '1',
    behind: 0,
  })
  const allow = ['directory', 'allow']
  const until = `${new Date().getUTCFullYear() + 1}-06-30`
  const added = json([...allow, 'add', 'household', 'K100', 'K101', '--reason', 'Ehepaar', '--until', until])
  expect(added).toMatchObject({ status: 0, facts: [{ kind: 'allowance-added', of: 'household' }] })
  expect(json([...allow, 'list']).facts).toMatchObject([{ of: 'household', standing: 'active' }])
  expect(json([...allow, 'end', String(added.facts[0]?.id)]).status).toBe(0)
  expect(json([...allow, 'list']).facts).toMatchObject([{ standing: 'ended' }])
  expect(json([...allow, 'add', 'domain', 'example.org', '--reason', 'x', '--until', 'morgen']).status).toBe(
    2,
  )
  expect(json([...allow, 'add', 'nonsense', 'x', '--reason', 'x', '--until', until]).status).toBe(2)
})
