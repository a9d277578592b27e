import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openAsker } from '../../src/directory/ask.ts'
import { openLiveIndex } from '../../src/directory/live-index.ts'
import type { Source, SourceRecord } from '../../src/directory/source.ts'
import { sourceMade } from '../../src/directory/source-row.ts'
import { fault } from '../../src/std/fault.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { type DirectoryUnderTest, directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()

function told(number: string, email: string): SourceRecord {
  return { record: customer({ customerNumber: number, emails: [email] }), earlierNumbers: [] }
}
const crowd = Array.from({ length: 5 }, (_, i) => told(`M${i}`, `m${i}@example.org`))

async function askerOver(
  directory: DirectoryUnderTest,
  asks: Readonly<Record<string, Source['ask']>>,
  now = () => new Date(),
) {
  const sources = []
  for (const [name, ask] of Object.entries(asks)) {
    const row = await sourceMade(directory.database, directory.keys, { name, kind: 'sql' }, new Date())
    const { load, close } = openListSource({ customers: [], facts: [] }).source
    sources.push({ row, source: ask === undefined ? { load, close } : { load, close, ask } })
  }
  return openAsker({ ...directory, now, sources, deadlineMs: 300 })
}

test('somebody who became a customer a minute ago is asked for once, and counts in the index', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: crowd, facts: [] }).source)
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-ask-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const live = openLiveIndex({ ...directory, folder, onFault: () => {} })
  onTestFinished(() => live.close())
  let questions = 0
  const asker = await askerOver(directory, {
    list: async (address) => {
      questions += 1
      return address === 'neu@example.org'
        ? [told('K1', 'neu@example.org'), told('K2', 'neu@example.org')]
        : []
    },
  })
  const answers = await Promise.all([asker.ask('neu@example.org'), asker.ask('<Neu@Example.ORG>')])
  expect(answers[0]).toMatchObject({ kind: 'known', customers: 2 })
  expect(questions).toBe(1)
  const seq = answers[0]?.kind === 'known' ? answers[0].seq : 0n
  for (;;) {
    await live.look()
    const state = live.current()
    if (state.kind !== 'ready' || state.seq < seq) continue
    expect(state.index.owners('email:neu@example.org')).toHaveLength(2)
    break
  }
  const { rows } = await sql<{ body: string }>`
    select body from schleuse.audit_entry where kind = 'directory-loaded' order by seq desc limit 1`.execute(
    directory.database,
  )
  expect(JSON.parse(rows[0]?.body ?? '')).toMatchObject({ origin: 'ask', added: 2 })
  expect(rows[0]?.body).not.toMatch(/neu|K1/)
})

test('the answer "nobody" is remembered for a minute, and not longer', async () => {
  const directory = await directoryIn(await freshDatabase())
  let questions = 0
  let nowMs = Date.now()
  const asker = await askerOver(
    directory,
    {
      list: async () => {
        questions += 1
        return []
      },
    },
    () => new Date(nowMs),
  )
  for (const _ of [1, 2, 3]) expect(await asker.ask('fremd@example.org')).toEqual({ kind: 'unknown' })
  expect(questions).toBe(1)
  nowMs += 60_001
  await asker.ask('fremd@example.org')
  expect(questions).toBe(2)
  expect(await asker.ask('no address')).toEqual({ kind: 'unknown' })
  expect(questions).toBe(2)
})

const silences: readonly (readonly [name: string, ask: NonNullable<Source['ask']>, code: string])[] = [
  [
    'fails',
    async () => {
      throw fault('SCH_SOURCE_AWAY', { at: { file: 'list' }, params: { reason: 'ECONNREFUSED' } })
    },
    'SCH_SOURCE_AWAY',
  ],
  [
    'does not answer, and does not heed that it is called off',
    () => new Promise(() => {}),
    'SCH_SOURCE_SLOW',
  ],
]

for (const [name, ask, code] of silences) {
  test(`a source that ${name} is not the answer "nobody", and is asked again`, async () => {
    const directory = await directoryIn(await freshDatabase())
    let questions = 0
    const counted: NonNullable<Source['ask']> = (address, signal) => {
      questions += 1
      return ask(address, signal)
    }
    const asker = await askerOver(directory, { list: counted, other: async () => [], third: undefined })
    expect(await asker.ask('a@example.org')).toEqual({ kind: 'silent', sources: [{ name: 'list', code }] })
    await asker.ask('a@example.org')
    expect(questions).toBe(2)
  })
}

const neighbours: readonly (readonly [string, NonNullable<Source['ask']>])[] = [
  [
    'fails',
    async () => {
      throw new Error('down')
    },
  ],
  ['hangs until the deadline', () => new Promise(() => {})],
]

for (const [how, down] of neighbours)
  test(`one source that answers is enough to know somebody, though another one ${how}`, async () => {
    const directory = await directoryIn(await freshDatabase())
    const asker = await askerOver(directory, { down, up: async () => [told('K1', 'a@example.org')] })
    expect(await asker.ask('a@example.org')).toMatchObject({ kind: 'known', customers: 1 })
  })

test('lists cannot be asked, and that is said', async () => {
  const directory = await directoryIn(await freshDatabase())
  const asker = await askerOver(directory, { list: undefined })
  expect(await asker.ask('a@example.org')).toEqual({ kind: 'nobody-to-ask' })
})

test('an answer counts also while a load is being read, and is not undone by it', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: crowd, facts: [] }).source, { name: 'list' })
  const asker = await askerOver(directory, { list: async () => [told('K1', 'neu@example.org')] })
  const slow: Source = {
    load: async () => ({
      kind: 'full',
      items: (async function* () {
        for (const one of crowd) yield { kind: 'customer', customer: one } as const
        // The list was written before this customer came.
        expect(await asker.ask('neu@example.org')).toMatchObject({ kind: 'known' })
      })(),
    }),
    close: async () => {},
  }
  expect(await directory.load(slow, { name: 'list' })).toMatchObject({ kind: 'done', gone: 0, customers: 6 })
})
