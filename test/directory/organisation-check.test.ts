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
  expect(JSON.stringify(redacted.facts)).not.toMatch(/L-\d{6}|@/)
})

test('a customer who was erased, one who changed and an allowance that ended count so at once', {
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
