/** `check --organisation`: what the organisation's sources have filled judges as a file with the same content does. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { parse } from 'yaml'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { projectRoot } from '../house/source-file.ts'
import { type FreshDatabase, freshDatabases } from '../store/fresh-database.ts'
import { openStatePlace, type StatePlace } from '../support/run-state.ts'

const example = join(projectRoot, 'examples', 'library-incident')
const [mails, customers, loans, allow] = ['outgoing', 'customers.csv', 'loans.csv', 'allow.yaml'].map(
  (name) => join(example, name),
) as [string, string, string, string]
const name = 'Stadtbibliothek'

const fresh = freshDatabases()
let database: FreshDatabase
let state: StatePlace
beforeEach(async () => {
  database = await fresh()
  state = openStatePlace(database.target('app'))
  // The owner's connection is for upgrades of the schema; this one is new.
  await upgradeSchema(database.as('owner'))
  expect(state.run(['organisation', 'add', name, '--role', 'controller']).status).toBe(0)
})

const organisation = ['check', mails, '--organisation', name]

function fill(): void {
  expect(state.run(['directory', 'import', customers, '--facts', loans]).status).toBe(0)
  const kinds = {
    domains: 'domain',
    addresses: 'address',
    lists: 'list',
    phrases: 'phrase',
    numbers: 'number',
    files: 'file',
  }
  const allowed: Record<string, readonly string[] | undefined> = parse(readFileSync(allow, 'utf8'))
  for (const [list, kind] of Object.entries(kinds))
    for (const value of allowed[list] ?? []) {
      const words = [
        'directory',
        'allow',
        'add',
        kind,
        value,
        '--reason',
        'gehört uns',
        '--until',
        '2027-06-30',
      ]
      expect(state.run(words)).toMatchObject({ status: 0 })
    }
}

test('the same mails get the same lines, and what was shown is told to the trail', {
  timeout: 120_000,
}, async () => {
  fill()
  const byFile = state.run(['check', mails, '--directory', customers, '--facts', loans, '--allow', allow])
  const byOrganisation = state.run(organisation)
  expect(byFile.facts.length).toBeGreaterThan(8)
  expect(byOrganisation.facts).toEqual(byFile.facts)
  expect(byOrganisation.status).toBe(byFile.status)
  const shown = new Set(JSON.stringify(byFile.facts).match(/L-\d{6}/g))
  const { rows } = await sql<{ body: string }>`
    select body from schleuse.audit_entry where kind = 'directory-revealed'`.execute(database.as('owner'))
  const told = rows.reduce((sum, { body }) => sum + Number(JSON.parse(body).customers), 0)
  expect(told).toBe(shown.size)

  const redacted = state.run([...organisation, '--redact'])
  expect(redacted.status).toBe(byFile.status)
  expect(JSON.stringify(redacted.facts) + redacted.stderr).not.toMatch(/L-\d{6}|@/)
})

/** Runs that answer something about customers → what the trail has of them, in order. */
const recorded: readonly [string, readonly string[], readonly (readonly [string, object])[]][] = [
  [
    'with pseudonyms',
    ['1.eml', '2.eml', '--redact'],
    [
      ['directory-check-begun', { naming: 'pseudonyms' }],
      ['directory-checked', { naming: 'pseudonyms', mails: 2 }],
    ],
  ],
  [
    'with numbers',
    ['1.eml'],
    [
      ['directory-check-begun', { naming: 'numbers' }],
      ['directory-revealed', { customers: 1 }],
      ['directory-checked', { naming: 'numbers', mails: 1 }],
    ],
  ],
  [
    'without a single mail',
    ['empty.mbox'],
    [
      ['directory-check-begun', { naming: 'numbers' }],
      ['directory-checked', { naming: 'numbers', mails: 0 }],
    ],
  ],
]

for (const [what, words, entries] of recorded)
  test(`a run ${what} is told to the trail: whoever tries mails of his own finds out who is a customer`, () => {
    expect(state.run(['directory', 'import', customers]).status).toBe(0)
    const mail = (text: string) =>
      `From: a@sender.example\nTo: stranger@example.net\nSubject: x\nMessage-ID: <1@sender.example>\n\n${text}\n`
    state.place.write({ '1.eml': mail('L-204872'), '2.eml': mail('nichts'), 'empty.mbox': '' })
    state.run(['check', ...words, '--organisation', name])
    return expect(trail()).resolves.toEqual(entries)
  })

async function trail(): Promise<readonly (readonly [string, unknown])[]> {
  const { rows } = await sql<{ kind: string; body: string }>`select kind, body from schleuse.audit_entry
    where kind like 'directory-check%' or kind = 'directory-revealed' order by seq`.execute(
    database.as('owner'),
  )
  return rows.map(({ kind, body }) => [kind, JSON.parse(body)])
}

test('a customer who was erased and one who changed count so at once', {
  timeout: 120_000,
}, () => {
  fill()
  const mail = join(mails, '04-repaired-by-hand-name-and-number.eml')
  const one = ['check', mail, '--organisation', name]
  expect(state.run(one).facts[0]).toMatchObject({
    verdict: 'exposes',
    disclosures: [{ dataSubject: 'L-204872' }],
  })
  state.place.write({ 'new.csv': 'customer_number,email\nL-204833,other@example.net\n' })
  expect(state.run(['directory', 'push', join(state.place.folder, 'new.csv')]).status).toBe(0)
  expect(state.run(one).facts[0]).toMatchObject({ viewer: [] })
  expect(state.run(['directory', 'erase', 'L-204872']).status).toBe(0)
  expect(JSON.stringify(state.run(one).facts)).not.toContain('L-204872')
})

test('an allowance counts from when it is made until it is ended', { timeout: 120_000 }, () => {
  expect(state.run(['directory', 'import', customers]).status).toBe(0)
  const mail = join(mails, '04-repaired-by-hand-name-and-number.eml')
  const verdict = () => state.run(['check', mail, '--organisation', name]).facts[0]?.verdict
  expect(verdict()).toBe('exposes')
  // Whoever reads at this domain belongs to the house.
  const allowed = ['directory', 'allow', 'add', 'domain', 'example.net', '--reason', 'eigene Domäne']
  expect(state.run([...allowed, '--until', '2027-06-30']).status).toBe(0)
  expect(verdict()).not.toBe('exposes')
  const [entry] = state.run(['directory', 'allow', 'list']).facts
  expect(state.run(['directory', 'allow', 'end', String(entry?.id)]).status).toBe(0)
  expect(verdict()).toBe('exposes')
})

/** What cannot be judged → exit and a word of the sentence. Nothing is printed as judged. */
const refused: readonly [string, readonly string[], number, RegExp][] = [
  ['an organisation without a directory', organisation, 4, /directory status/],
  ['an organisation nobody knows', ['check', mails, '--organisation', 'Niemand'], 2, /organisation list/],
  ['a file beside it', [...organisation, '--directory', customers], 2, /--directory/],
  ['facts beside it', [...organisation, '--facts', loans], 2, /--facts/],
  ['neither', ['check', mails], 2, /--directory/],
  [
    'a state without an organisation',
    ['check', mails, '--directory', customers, '--state', '/nowhere'],
    2,
    /--state/,
  ],
]

for (const [what, words, status, sentence] of refused)
  test(`${what} is refused with a sentence`, () => {
    const run = state.run(words)
    expect(run.stderr).toMatch(sentence)
    expect(run).toMatchObject({ status, facts: [] })
  })
