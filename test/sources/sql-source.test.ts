import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { type SqlSourceSettings, sqlSource } from '../../src/adapters/sql/source.ts'
import type { Source, SourceItem } from '../../src/directory/source.ts'
import { Fault } from '../../src/std/fault.ts'
import { heapBytes } from '../support/heap.ts'
import { customer } from '../support/small-index.ts'
import { mariadbSystems, nothing, type OpenSqlSystem, postgresSystems, type SqlSystem } from './sql-system.ts'

interface Server {
  readonly name: string
  readonly open: OpenSqlSystem
  /** A hundred thousand customers that stand in no table. */
  readonly many: string
  readonly slow: string
  /** What it says of a column it does not have. */
  readonly unknownColumn: string
}

const manyColumns = "'Beispiel-Nachname' AS last_name, 'Beispielhausen am Rande der Stadt' AS city"
const servers: readonly Server[] = [
  {
    name: 'PostgreSQL',
    open: postgresSystems(),
    many: `SELECT n::text AS customer_number, 'person' || n || '@example.org' AS email, ${manyColumns} FROM generate_series(1, 100000) n`,
    slow: "SELECT '1' AS customer_number FROM pg_sleep(20)",
    unknownColumn: '42703',
  },
  {
    name: 'MariaDB',
    open: mariadbSystems(),
    many: `SELECT seq AS customer_number, concat('person', seq, '@example.org') AS email, ${manyColumns} FROM seq_1_to_100000`,
    slow: "SELECT '1' AS customer_number FROM (SELECT sleep(20)) slept",
    unknownColumn: '1054',
  },
]

const person = (customerNumber: string, more: Parameters<typeof customer>[0] = {}) => ({
  record: customer({ customerNumber, ...more }),
  earlierNumbers: [],
})

/** A source over one system, with settings changed for the case. */
function sourceOf(system: SqlSystem, changed: Partial<SqlSourceSettings> = {}, now = () => new Date()) {
  const source = sqlSource({ ...system.settings, ...changed }, now)
  return closedAfter(source, system)
}

/** A source with these queries only, without incremental ones. */
function plainSource(system: SqlSystem, changed: Partial<SqlSourceSettings>) {
  const { incremental: _, ...settings } = system.settings
  return closedAfter(
    sqlSource({ ...settings, ...changed }, () => new Date()),
    system,
  )
}

function closedAfter(source: Source, system: SqlSystem) {
  onTestFinished(async () => {
    await source.close()
    await system.close()
  })
  return source
}

async function itemsOf(source: ReturnType<typeof sqlSource>, since?: string) {
  const signal = new AbortController().signal
  const load = await source.load(since === undefined ? { signal } : { since, signal })
  const items: SourceItem[] = []
  for await (const item of load.items) items.push(item)
  return { kind: load.kind, cursor: load.cursor, items }
}

const numbersIn = (items: readonly SourceItem[]) =>
  items.flatMap((item) => (item.kind === 'customer' ? [item.customer.record.customerNumber] : []))

/** `CODE file:line field`, of every problem. */
async function problemsOf(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    expect(error.cause).toBeUndefined()
    return error.problems.map(({ code, at, params }) =>
      [
        code,
        `${at?.file ?? ''}${at?.line === undefined ? '' : `:${at.line}`}`,
        params?.field ?? params?.reason ?? '',
      ]
        .join(' ')
        .trim(),
    )
  }
  return []
}

for (const { name, open, many, slow, unknownColumn } of servers) {
  /** [what is wrong, settings that are so, what is told] */
  const wrong: readonly [string, (system: SqlSystem) => Partial<SqlSourceSettings>, RegExp][] = [
    [
      'an account the server does not know',
      ({ wrongConnection }) => ({ connection: wrongConnection }),
      /^SCH_SOURCE_REFUSED library (?:28000|1045)$/,
    ],
    [
      'a column that does not exist',
      () => ({ customers: 'SELECT numbr AS customer_number FROM borrowers' }),
      new RegExp(`^SCH_SOURCE_QUERY library/customers ${unknownColumn}$`),
    ],
    [
      'no valid SQL',
      () => ({ customers: 'SELEKT 1' }),
      /^SCH_SOURCE_QUERY library\/customers (?:42601|1064)$/,
    ],
    [
      'two statements',
      () => ({ customers: "SELECT '1' AS customer_number; DELETE FROM borrowers" }),
      /^SCH_SOURCE_QUERY library\/customers (?:42601|1064)$/,
    ],
    [
      'a statement that writes',
      () => ({ customers: 'DELETE FROM borrowers' }),
      /^SCH_SOURCE_QUERY library\/customers (?:42601|1142|1792)$/,
    ],
    ['a query that is slow', () => ({ customers: slow, timeoutMs: 300 }), /^SCH_SOURCE_SLOW library /],
    [
      'no column for the number',
      () => ({ customers: "SELECT 'a' AS last_name" }),
      /^SCH_SOURCE_COLUMN_MISSING library\/customers$/,
    ],
    [
      'a column nobody knows',
      () => ({ customers: "SELECT '1' AS customer_number, 'a' AS lastnaem" }),
      /^SCH_SOURCE_COLUMN_UNKNOWN library\/customers$/,
    ],
    [
      'a column under two names',
      () => ({ customers: "SELECT '1' AS customer_number, '2' AS kundennummer" }),
      /^SCH_SOURCE_COLUMN_TWICE library\/customers customer_number$/,
    ],
    [
      'more rows than it may have',
      () => ({ customers: many, rowsMax: 5000 }),
      /^SCH_SOURCE_ROWS_MANY library\/customers$/,
    ],
    [
      'more bytes than it may have',
      () => ({ customers: many, bytesMax: 1_000_000 }),
      /^SCH_SOURCE_BYTES_MANY library\/customers$/,
    ],
  ]
  for (const [what, settings, told] of wrong) {
    test(`${name}: with ${what} the load fails whole and says so`, async () => {
      const system = await open({ customers: [person('1')], facts: [] })
      const source = sourceOf(system, {
        incremental: undefined,
        ...settings(system),
      } as Partial<SqlSourceSettings>)
      const problems = await problemsOf(itemsOf(source))
      expect(problems).toHaveLength(1)
      expect(problems[0]).toMatch(told)
      expect(await itemsOf(sqlSource(system.settings, () => new Date()))).toMatchObject({ kind: 'full' })
    })
  }

  test(`${name}: no rows are an empty load, not a fault: whoever reads decides what that means`, async () => {
    const source = sourceOf(await open(nothing))
    expect(await itemsOf(source)).toMatchObject({ kind: 'full', items: [] })
  })

  test(`${name}: letters of every kind come as they are, and what is NULL is not there`, async () => {
    const lastName = 'Łukasiewicz-Ångström 𝔐 🎉 "\\\'; --'
    const world = { customers: [person('Ä-1', { lastName }), person('2')], facts: [] }
    const { items } = await itemsOf(sourceOf(await open(world)))
    const records = items.flatMap((item) => (item.kind === 'customer' ? [item.customer.record] : []))
    expect(records).toEqual(world.customers.map(({ record }) => record))
  })

  test(`${name}: what is wrong in rows is told after the last, with query, row and field and no value`, async () => {
    const customers = [
      "SELECT '1' AS customer_number, 'gestern' AS birth_date, 'no' AS protected",
      "SELECT '' AS customer_number, '2001-02-03' AS birth_date, 'no' AS protected",
      "SELECT '3' AS customer_number, '' AS birth_date, 'vielleicht' AS protected",
    ].join(' UNION ALL ')
    const facts = "SELECT 'loan' AS kind, '' AS value, '1' AS owner"
    const source = plainSource(await open(nothing), { customers, facts })
    const problems = await problemsOf(itemsOf(source))
    expect([...problems].sort()).toEqual([
      'SCH_CELL_EMPTY library/customers:2 customer_number',
      'SCH_CELL_EMPTY library/facts:1 value',
      'SCH_CELL_NO_ANSWER library/customers:3 protected',
      'SCH_CELL_NO_DATE library/customers:1 birth_date',
    ])
  })

  test(`${name}: a hundred thousand customers need no more memory than ten thousand`, async () => {
    const source = plainSource(await open(nothing), { customers: many })
    const load = await source.load({ signal: new AbortController().signal })
    let count = 0
    let early = 0
    for await (const item of load.items) {
      if (item.kind === 'customer') count += 1
      if (count === 10_000) {
        // A reader that is slow must not make the driver gather rows.
        await wait(300)
        early = heapBytes()
      }
      if (count === 90_000) expect(heapBytes() - early).toBeLessThan(5_000_000)
    }
    expect(count).toBe(100_000)
  })

  test(`${name}: a server that goes away in the middle is a fault, never a short load`, async () => {
    const system = await open(nothing)
    const source = plainSource(system, { customers: many })
    const load = await source.load({ signal: new AbortController().signal })
    let count = 0
    const reading = (async () => {
      for await (const _ of load.items) {
        count += 1
        if (count === 5000) await system.cutSessions()
      }
    })()
    expect(await problemsOf(reading)).toEqual([expect.stringMatching(/^SCH_SOURCE_AWAY library/)])
    expect(count).toBeLessThan(100_000)
  })

  test(`${name}: a load that is called off or closed in the middle is a fault`, async () => {
    const system = await open(nothing)
    for (const stop of ['call off', 'close'] as const) {
      const off = new AbortController()
      const source = plainSource(system, { customers: many })
      const load = await source.load({ signal: off.signal })
      let count = 0
      const reading = (async () => {
        for await (const _ of load.items) {
          count += 1
          if (count !== 5000) continue
          if (stop === 'call off') off.abort()
          else await source.close()
        }
      })()
      expect(await problemsOf(reading)).toEqual(['SCH_SOURCE_CALLED_OFF library'])
    }
  })

  test(`${name}: customers and facts are of one moment, whatever changes between them`, async () => {
    const system = await open({
      customers: [person('1')],
      facts: [{ kind: 'loan', value: 'B1', owner: '1' }],
    })
    const source = sourceOf(system)
    const load = await source.load({ signal: new AbortController().signal })
    const kinds: string[] = []
    for await (const item of load.items) {
      if (item.kind === 'customer') await system.run('DELETE FROM loans')
      kinds.push(item.kind)
    }
    expect(kinds).toEqual(['customer', 'fact'])
  })

  test(`${name}: an incremental load reads from the last change, a little overlapping, and all when that is due`, async () => {
    const before = { customers: [person('1'), person('2')], facts: [] }
    const system = await open(before)
    let now = new Date('2026-01-01T00:00:00Z')
    const incremental = { ...system.settings.incremental, overlapMs: 0 }
    const source = sourceOf(system, { incremental } as Partial<SqlSourceSettings>, () => now)
    const first = await itemsOf(source)
    // Seconds are the grain of going back: what was changed in the last one read is read once more.
    await wait(1100)
    await system.change({ customers: [person('1'), person('3')], facts: [] })
    const second = await itemsOf(source, first.cursor)
    expect(second.kind).toBe('incremental')
    expect(numbersIn(second.items)).toContain('3')
    expect(second.items.filter(({ kind }) => kind === 'gone')).toMatchObject([{ customerNumber: '2' }])
    const third = await itemsOf(source, second.cursor)
    expect(numbersIn(third.items)).toEqual(['3'])
    now = new Date('2026-01-02T00:00:00Z')
    expect(await itemsOf(source, third.cursor)).toMatchObject({ kind: 'full' })
    expect(await itemsOf(source, 'no cursor of ours')).toMatchObject({ kind: 'full' })
  })

  test(`${name}: an address that is asked for is a value and never a part of the query`, async () => {
    const world = { customers: [person('1', { emails: ["o'neil\\@example.org"] })], facts: [] }
    const source = sourceOf(await open(world))
    const numbers = async (address: string) =>
      (await source.ask?.(address, new AbortController().signal))?.map(({ record }) => record.customerNumber)
    expect(await numbers("o'neil\\@example.org")).toEqual(['1'])
    for (const address of [
      "' OR '1'='1",
      "\\' OR 1=1 -- ",
      "'; DROP TABLE borrowers; -- ",
      ':address',
      '$1',
      '?',
      '%',
      '🎉',
    ])
      expect(await numbers(address)).toEqual([])
    expect(numbersIn((await itemsOf(source)).items)).toEqual(['1'])
  })

  test(`${name}: a question that is slow, or answered by half the town, is a fault and not "nobody"`, async () => {
    const system = await open(nothing)
    const asked = (live: string, liveTimeoutMs: number) => {
      const source = sqlSource({ ...system.settings, live, liveTimeoutMs }, () => new Date())
      return problemsOf(source.ask?.('a@example.org', new AbortController().signal) ?? Promise.resolve())
    }
    expect(await asked(`${slow} WHERE '1' <> :address`, 300)).toEqual([
      expect.stringMatching(/^SCH_SOURCE_SLOW library/),
    ])
    expect(await asked(`${many} WHERE '1' <> :address`, 30_000)).toEqual([
      'SCH_SOURCE_ROWS_MANY library/live',
    ])
    await system.close()
  })
}

test('PostgreSQL: lists are several values, truth is yes or no, and times come without a zone of ours', async () => {
  const system = await servers[0]?.open(nothing)
  if (system === undefined) throw new Error('there is a PostgreSQL')
  const customers = `SELECT 9007199254740993 AS customer_number, ARRAY['a@example.org', NULL, 'b@example.org'] AS email,
    ARRAY['030 1', '030 2']::varchar[] AS phone, TRUE AS protected, '1980-02-01 23:30:00'::timestamp AS birth_date`
  const { items } = await itemsOf(plainSource(system, { customers }))
  expect(items).toMatchObject([
    {
      customer: {
        record: {
          customerNumber: '9007199254740993',
          emails: ['a@example.org', 'b@example.org'],
          phones: ['030 1', '030 2'],
          isProtected: true,
          birthDate: '1980-02-01',
        },
      },
    },
  ])
  // An instant is another day elsewhere: it is refused until the query says which day is meant.
  const instant = "SELECT '1' AS customer_number, '1980-02-01 23:30:00+00'::timestamptz AS birth_date"
  expect(await problemsOf(itemsOf(plainSource(system, { customers: instant })))).toEqual([
    'SCH_CELL_NO_DATE library/customers:1 birth_date',
  ])
})

test('MariaDB: dates of zeros are none, bits and bytes are read, long numbers keep their digits', async () => {
  const system = await servers[1]?.open(nothing)
  if (system === undefined) throw new Error('there is a MariaDB')
  await system.run("SET SESSION sql_mode = ''")
  await system.run(
    'CREATE TABLE odd (number bigint unsigned, born date, hidden bit(1), city varbinary(40), street varchar(40) CHARACTER SET latin1)',
  )
  await system.run("INSERT INTO odd VALUES (9007199254740993, '0000-00-00', b'1', 'Köln', 'Größe')")
  const customers =
    'SELECT number AS customer_number, born AS birth_date, hidden AS protected, city, street FROM odd'
  const { items } = await itemsOf(plainSource(system, { customers }))
  expect(items).toMatchObject([
    {
      customer: {
        record: { customerNumber: '9007199254740993', isProtected: true, city: 'Köln', street: 'Größe' },
      },
    },
  ])
  expect(JSON.stringify(items)).not.toContain('birthDate')
})
