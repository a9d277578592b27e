import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openContact } from '../../src/directory/contact.ts'
import type { Source, SourceItem, SourceRecord } from '../../src/directory/source.ts'
import { Fault } from '../../src/std/fault.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openListSource } from '../support/list-source.ts'
import { customer } from '../support/small-index.ts'
import { directoryIn } from './directory-under-test.ts'

const freshDatabase = freshDatabases()

function told(number: string, fields: Parameters<typeof customer>[0] = {}, more: Partial<SourceRecord> = {}) {
  return {
    record: customer({ customerNumber: number, lastName: 'Berg', ...fields }),
    earlierNumbers: [],
    ...more,
  }
}

test('a load counts as a whole, and the same load again changes nothing', async () => {
  const directory = await directoryIn(await freshDatabase())
  const customers = [told('K1', { emails: ['a@example.org'] }), told('K2', { isProtected: true })]
  const list = openListSource({
    customers,
    facts: [{ kind: 'barcode', value: 'B-1', owner: 'K1', from: '2026-01-02' }],
  })
  expect(await directory.load(list.source)).toMatchObject({
    kind: 'done',
    added: 2,
    changed: 0,
    gone: 0,
    facts: 1,
    customers: 2,
    seq: 1n,
  })
  expect(await directory.load(list.source, { mode: 'full' })).toMatchObject({
    added: 0,
    changed: 0,
    gone: 0,
    facts: 0,
    customers: 2,
  })
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select customer_id as id, sealed from schleuse.directory_contact order by customer_id`.execute(
    directory.database,
  )
  expect(rows.map(({ id, sealed }) => openContact(sealed, id, directory.keys).customerNumber)).toEqual([
    'K1',
    'K2',
  ])
  expect(() => openContact(rows[0]?.sealed ?? Buffer.alloc(0), rows[1]?.id ?? '', directory.keys)).toThrow(
    'SCH_DIRECTORY_SEALED',
  )
})

/** What stands in the tables of an organisation, by the sealed numbers: nothing else tells who a row is. */
async function known({ database, keys }: Awaited<ReturnType<typeof directoryIn>>) {
  const { rows } = await sql<{ id: string; sealed: Buffer; facts: bigint; contested: boolean; city: string }>`
    select c.id, o.sealed, c.kinds & 256 <> 0 as contested,
           (select count(*) from schleuse.directory_fact f where f.organisation_id = c.organisation_id and f.customer_id = c.id) as facts
    from schleuse.directory_customer c
    join schleuse.directory_contact o on o.organisation_id = c.organisation_id and o.customer_id = c.id
    where c.organisation_id = ${keys.organisationId}`.execute(database)
  return rows
    .map(({ id, sealed, facts, contested }) => {
      const { customerNumber, city = '', earlierNumbers } = openContact(sealed, id, keys)
      return [
        customerNumber,
        ...(city === '' ? [] : [city]),
        ...earlierNumbers.map((number) => `was ${number}`),
        ...(facts === 0n ? [] : [`${facts} facts`]),
        ...(contested ? ['contested'] : []),
      ].join(' ')
    })
    .sort()
}

type Step = readonly [
  customers: readonly SourceRecord[],
  outcome: Record<string, unknown>,
  then: readonly string[],
]
const many = Array.from({ length: 5 }, (_, i) => told(`M${i}`))
const others = many.map(({ record }) => record.customerNumber)

/** Each step is a full load of the same source; five more customers are in each, so that none is a drop. */
const histories: readonly (readonly [name: string, steps: readonly Step[]])[] = [
  [
    'who is left out of a full load is gone, and comes back under his lasting id only',
    [
      [[told('K1', {}, { lastingId: 'u1' }), told('K2')], { added: 7 }, ['K1', 'K2']],
      [[], { gone: 2 }, []],
      [
        [told('K1', { city: 'Bonn' }, { lastingId: 'u1' }), told('K2', { city: 'Köln' })],
        { added: 2, contested: 1, conflicts: [{ conflict: 'number-of-one-gone' }] },
        ['K1 Bonn', 'K2 Köln contested'],
      ],
    ],
  ],
  [
    'a new number keeps the customer and his old number; nobody else gets it',
    [
      [[told('K1', {}, { lastingId: 'u1' })], { added: 6 }, ['K1']],
      [[told('K2', {}, { lastingId: 'u1' })], { added: 0, changed: 1, gone: 0 }, ['K2']],
      [
        [told('K2', {}, { lastingId: 'u1' }), told('K1', { city: 'Bonn' }, { lastingId: 'u2' })],
        { added: 1, contested: 1, conflicts: [{ conflict: 'earlier-number-of-another' }] },
        ['K1 Bonn contested', 'K2'],
      ],
      [
        [told('K2', {}, { lastingId: 'u1' }), told('K3', { city: 'Bonn' }, { lastingId: 'u2' })],
        { added: 0, changed: 1, contested: 0 },
        ['K2', 'K3 Bonn'],
      ],
    ],
  ],
  [
    'without a lasting id the earlier number tells who it is',
    [
      [[told('K1')], { added: 6 }, ['K1']],
      [[told('K2', {}, { earlierNumbers: ['K1'] })], { added: 0, changed: 1, gone: 0 }, ['K2 was K1']],
    ],
  ],
  [
    'a contested row stays the same customer from load to load',
    [
      [[told('K1', {}, { lastingId: 'u1' })], { added: 6 }, ['K1']],
      [[told('K2', {}, { lastingId: 'u1' })], { changed: 1 }, ['K2']],
      [[told('K2', {}, { lastingId: 'u1' }), told('K1')], { added: 1 }, ['K1 contested', 'K2']],
      [
        [told('K2', {}, { lastingId: 'u1' }), told('K1')],
        { added: 0, changed: 0, gone: 0, contested: 1 },
        ['K1 contested', 'K2'],
      ],
      [
        [told('K2', {}, { lastingId: 'u1' }), told('K1', { city: 'Bonn' })],
        { added: 0, changed: 1, contested: 1 },
        ['K1 Bonn contested', 'K2'],
      ],
    ],
  ],
  [
    'two records that become one: the number of the other is told once he is gone',
    [
      [[told('K1'), told('K2')], { added: 7 }, ['K1', 'K2']],
      [
        [told('K1', {}, { earlierNumbers: ['K2'] })],
        { gone: 1, changed: 1, conflicts: [{ conflict: 'earlier-number-of-another' }] },
        ['K1'],
      ],
      [
        [told('K1', { city: 'Bonn' }, { earlierNumbers: ['K2'] })],
        { changed: 1, conflicts: [] },
        ['K1 Bonn was K2'],
      ],
    ],
  ],
  [
    'a number written otherwise is the same number',
    [
      [[told('K-100 01')], { added: 6 }, ['K-100 01']],
      [[told('k10001')], { added: 0, changed: 1 }, ['k10001']],
    ],
  ],
]

for (const [name, steps] of histories) {
  test(name, async () => {
    const directory = await directoryIn(await freshDatabase())
    for (const [customers, outcome, then] of steps) {
      const { source } = openListSource({ customers: [...many, ...customers], facts: [] })
      expect(await directory.load(source)).toMatchObject({ kind: 'done', ...outcome })
      expect(await known(directory)).toEqual([...then, ...others].sort())
    }
  })
}

test('a load that renumbers a customer and gives his number to another one takes only the first', async () => {
  const directory = await directoryIn(await freshDatabase())
  const load = (customers: readonly SourceRecord[]) =>
    directory.load(openListSource({ customers: [...many, ...customers], facts: [] }).source)
  await load([told('K1', {}, { lastingId: 'u1' })])
  const swapped = [told('K2', {}, { lastingId: 'u1' }), told('K1', { city: 'Bonn' }, { lastingId: 'u2' })]
  expect(await load(swapped)).toMatchObject({ contested: 1, conflicts: [{ conflict: 'number-of-another' }] })
  expect(await known(directory)).toEqual(['K1 Bonn contested', 'K2', ...others])
})

test('an incremental load changes only what it names; the last word on a number counts', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: [...many, told('K1')], facts: [] }).source)
  const items: readonly SourceItem[] = [
    { kind: 'customer', customer: told('K2', { city: 'Bonn' }) },
    { kind: 'gone', customerNumber: 'K1' },
    { kind: 'customer', customer: told('K2', { city: 'Köln' }) },
    { kind: 'customer', customer: told('K3') },
    { kind: 'gone', customerNumber: 'K3' },
    { kind: 'gone', customerNumber: 'nobody' },
  ]
  expect(await directory.load(sourceOf({ kind: 'incremental', items }), { mode: 'as-it-can' })).toMatchObject(
    {
      kind: 'done',
      loadKind: 'incremental',
      added: 1,
      gone: 1,
    },
  )
  expect(await known(directory)).toEqual(['K2 Köln', ...others].sort())
  // K3 came and went in between: his number was given, and is not given again.
  const again: readonly SourceItem[] = [{ kind: 'customer', customer: told('K3', { city: 'Bonn' }) }]
  expect(
    await directory.load(sourceOf({ kind: 'incremental', items: again }), { mode: 'as-it-can' }),
  ).toMatchObject({ contested: 1, conflicts: [{ conflict: 'number-of-one-gone' }] })
})

test('facts load like customers, after them, and belong to whoever has or had the number', async () => {
  const directory = await directoryIn(await freshDatabase())
  const customers = [...many, told('K1', {}, { lastingId: 'u1' })]
  const fact = { kind: 'barcode', value: 'B-1', owner: 'M0' }
  const of = (owner: string) => ({ kind: 'invoice', value: 'R 1', owner })
  await directory.load(openListSource({ customers, facts: [fact, of('K1')] }).source)
  const renamed = [...many, told('K2', {}, { lastingId: 'u1' })]
  // The fact still names the old number: it is his.
  expect(
    await directory.load(openListSource({ customers: renamed, facts: [fact, of('K1')] }).source),
  ).toMatchObject({
    facts: 0,
  })
  expect(await known(directory)).toContain('K2 1 facts')
  expect(
    await directory.load(openListSource({ customers: renamed, facts: [fact, of('M1')] }).source),
  ).toMatchObject({
    facts: 2,
  })
  expect(await known(directory)).toEqual(['K2', 'M0 1 facts', 'M1 1 facts', 'M2', 'M3', 'M4'])
  const orphan = directory.load(openListSource({ customers: renamed, facts: [fact, of('K99')] }).source)
  await expect(orphan).rejects.toThrow('SCH_DIRECTORY_OWNER_UNKNOWN')
  expect(await known(directory)).toContain('M1 1 facts')
})

const refused: readonly (readonly [name: string, items: readonly SourceItem[], codes: readonly string[]])[] =
  [
    [
      'a number twice',
      [
        { kind: 'customer', customer: told('K1'), at: { file: 'a.csv', line: 2 } },
        { kind: 'customer', customer: told('k-1'), at: { file: 'a.csv', line: 3 } },
      ],
      ['SCH_DIRECTORY_ROW_TWICE 3'],
    ],
    [
      'numbers that are none, all with their places',
      [
        { kind: 'customer', customer: told('-'), at: { file: 'a.csv', line: 2 } },
        { kind: 'gone', customerNumber: '' },
        { kind: 'fact', fact: { kind: '', value: 'x', owner: 'M0' } },
        { kind: 'fact', fact: { kind: 'barcode', value: '--', owner: 'M0' } },
      ],
      [
        'SCH_DIRECTORY_NO_NUMBER 2',
        'SCH_DIRECTORY_NO_NUMBER 7',
        'SCH_DIRECTORY_NO_FACT 8',
        'SCH_DIRECTORY_NO_FACT 9',
      ],
    ],
    [
      'an earlier number that another row has now',
      [
        { kind: 'customer', customer: told('K1', {}, { earlierNumbers: ['K2'] }) },
        { kind: 'customer', customer: told('K2') },
      ],
      ['SCH_DIRECTORY_EARLIER_IS_CURRENT 6'],
    ],
  ]

for (const [name, items, codes] of refused) {
  test(`refused as a whole, with nothing changed: ${name}`, async () => {
    const directory = await directoryIn(await freshDatabase())
    const before = many.map((one): SourceItem => ({ kind: 'customer', customer: one }))
    await directory.load(sourceOf({ kind: 'full', items: before }))
    const load = directory.load(sourceOf({ kind: 'full', items: [...before, ...items] }))
    const problems = await load.catch((error) => (error instanceof Fault ? error.problems : []))
    expect(problems).toHaveLength(codes.length)
    expect(JSON.stringify(problems)).not.toMatch(/K1|K2|M0|barcode/)
    expect('kind' in problems ? [] : problems.map(({ code, at }) => `${code} ${at?.line}`)).toEqual(codes)
    expect(await known(directory)).toEqual(others)
    const left = await sql<{ rows: bigint }>`select count(*) as rows from schleuse.directory_staged`.execute(
      directory.database,
    )
    expect(left.rows[0]?.rows).toBe(0n)
  })
}

test('a source that breaks off in the middle has changed nothing, and is not up to date', async () => {
  const directory = await directoryIn(await freshDatabase())
  await directory.load(openListSource({ customers: many, facts: [] }).source)
  const broken: Source = {
    load: async () => ({
      kind: 'full',
      items: (async function* () {
        yield { kind: 'customer', customer: told('K1') } satisfies SourceItem
        throw new Error('connection lost')
      })(),
    }),
    close: async () => {},
  }
  await expect(directory.load(broken)).rejects.toThrow('connection lost')
  expect(await known(directory)).toEqual(others)
  const { rows } = await sql<{ failure: string; behind: boolean }>`
    select failure, attempted_at > succeeded_at as behind from schleuse.directory_source`.execute(
    directory.database,
  )
  expect(rows).toEqual([{ failure: 'SCH_INTERNAL', behind: true }])
})

test('two loads at once: the second is refused with a sentence, and the first goes on', async () => {
  const directory = await directoryIn(await freshDatabase())
  let goOn = () => {}
  const waits = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let begun = () => {}
  const isReading = new Promise<void>((resolve) => {
    begun = resolve
  })
  const slow: Source = {
    load: async () => ({
      kind: 'full',
      items: (async function* () {
        begun()
        await waits
        yield { kind: 'customer', customer: told('K1') } satisfies SourceItem
      })(),
    }),
    close: async () => {},
  }
  const first = directory.load(slow)
  await isReading
  const { source } = openListSource({ customers: many, facts: [] })
  await expect(directory.load(source, { name: 'other' })).rejects.toThrow('SCH_DIRECTORY_LOADING')
  const neighbour = await directory.other('Land')
  expect(await neighbour.load(source)).toMatchObject({ kind: 'done', added: 5 })
  goOn()
  expect(await first).toMatchObject({ kind: 'done', added: 1 })
})

test('organisations share nothing: the same numbers are other customers under other hashes', async () => {
  const directory = await directoryIn(await freshDatabase())
  const neighbour = await directory.other('Land')
  const list = openListSource({ customers: [...many, told('K1', { city: 'Bonn' })], facts: [] })
  await directory.load(list.source)
  await neighbour.load(
    openListSource({ customers: [...many, told('K1', { city: 'Köln' })], facts: [] }).source,
  )
  expect(await known(directory)).toEqual(['K1 Bonn', ...others])
  expect(await known(neighbour)).toEqual(['K1 Köln', ...others])
  const shared = await sql`
    select number_hash from schleuse.directory_customer group by number_hash having count(*) > 1`.execute(
    directory.database,
  )
  expect(shared.rows).toEqual([])
  await neighbour.load(openListSource({ customers: many, facts: [] }).source)
  expect(await known(directory)).toEqual(['K1 Bonn', ...others])
  expect(await known(neighbour)).toEqual(others)
})

test('nothing of a customer stands in clear in any table', async () => {
  const directory = await directoryIn(await freshDatabase())
  const clear = told(
    'KUNDE778812',
    {
      firstName: 'Zlatorog',
      lastName: 'Wunderlich',
      company: 'Quitte GmbH',
      emails: ['zlatorog@example.org'],
      phones: ['030 5559876'],
      street: 'Pflaumenweg 4711',
      postcode: '98765',
      city: 'Nirgendheim',
      ibans: ['DE02120300000000202051'],
      birthDate: '1987-06-05',
      household: 'HAUS99',
    },
    { earlierNumbers: ['FRUEHER1'], lastingId: 'LASTING-ID-7' },
  )
  await directory.load(
    openListSource({
      customers: [clear, ...many],
      facts: [{ kind: 'barcode', value: 'STRICHCODE-1', owner: 'KUNDE778812' }],
    }).source,
  )
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'schleuse' and (table_name like 'directory%' or table_name like 'audit%')`.execute(
    directory.database,
  )
  expect(tables.rows.length).toBeGreaterThan(10)
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ text: string }>`
      select string_agg(t::text, ' ') as text from ${sql.table(`schleuse.${name}`)} t`.execute(
      directory.database,
    )
    const text = rows[0]?.text ?? ''
    const hex = (word: string) => Buffer.from(word).toString('hex')
    // Each has a letter that no hash as hexadecimal digits has.
    for (const word of [
      'KUNDE7',
      'latorog',
      'underlich',
      'uitte',
      '030 555',
      'flaumenweg',
      'irgendheim',
      'DE0212',
      '1987-06-05',
      'HAUS99',
      'FRUEHER',
      'LASTING',
      'STRICHCODE',
    ]) {
      expect(text.includes(word), `${name}: ${word}`).toBe(false)
      expect(text.includes(hex(word)), `${name}: ${word} as bytes`).toBe(false)
    }
  }
})

function sourceOf(load: {
  readonly kind: 'full' | 'incremental'
  readonly items: readonly SourceItem[]
}): Source {
  return {
    load: async () => ({
      kind: load.kind,
      items: (async function* () {
        yield* load.items
      })(),
    }),
    close: async () => {},
  }
}
