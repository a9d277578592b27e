import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type SourceWorld, sourceContract } from '../../../test/contracts/source.contract.ts'
import type { Source, SourceItem } from '../../directory/source.ts'
import { Fault } from '../../std/fault.ts'
import { csvSource } from './source.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'schleuse-csv-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const columns =
  'customer_number;title;first_name;last_name;company;email;phone;street;postcode;city;birth_date;iban;household;protected;earlier_numbers;lasting_id'

function written(world: SourceWorld, paths: { readonly customers: string; readonly facts: string }): void {
  const cell = (value: string | undefined) => `"${(value ?? '').replaceAll('"', '""')}"`
  const rows = world.customers.map(({ record: one, earlierNumbers, lastingId }) =>
    [
      one.customerNumber,
      one.title,
      one.firstName,
      one.lastName,
      one.company,
      one.emails.join(';'),
      one.phones.join(';'),
      one.street,
      one.postcode,
      one.city,
      one.birthDate,
      one.ibans.join(';'),
      one.household,
      one.isProtected ? 'ja' : 'nein',
      earlierNumbers.join(';'),
      lastingId,
    ]
      .map(cell)
      .join(';'),
  )
  const facts = world.facts.map((one) =>
    [one.kind, one.value, one.owner, one.from, one.to].map(cell).join(';'),
  )
  writeFileSync(paths.customers, [columns, ...rows, ''].join('\n'))
  writeFileSync(paths.facts, ['kind;value;owner;from;to', ...facts, ''].join('\n'))
}

let generation = 0

function openList(world: SourceWorld, kind: 'full' | 'incremental' = 'full') {
  const place = folder()
  const paths = { customers: join(place, 'customers.csv'), facts: join(place, 'facts.csv') }
  const change = async (next: SourceWorld) => {
    written(next, paths)
    // Two states within one tick of the file system's clock, so that a test need not wait for it.
    const at = new Date(1_700_000_000_000 + 1000 * ++generation)
    for (const path of [paths.customers, paths.facts]) utimesSync(path, at, at)
  }
  void change(world)
  const source = csvSource({
    customersPath: paths.customers,
    factsPath: paths.facts,
    rowsMax: 1_000,
    kind,
    ignoredColumns: () => {},
  })
  return { source, paths, change, close: async () => source.close() }
}

sourceContract(
  'a customer list',
  {
    tellsChanges: false,
    tellsGone: false,
    hasFacts: true,
    hasEarlierNumbers: true,
    hasLastingIds: true,
    canBeAsked: false,
  },
  async (world) => openList(world),
)

async function itemsOf(source: Source, since?: string): Promise<readonly SourceItem[]> {
  const { signal } = new AbortController()
  const { items } = await source.load(since === undefined ? { signal } : { signal, since })
  const all: SourceItem[] = []
  for await (const item of items) all.push(item)
  return all
}

function sourceOver(path: string): Source {
  return csvSource({ customersPath: path, rowsMax: 100, kind: 'full', ignoredColumns: () => {} })
}

function listOf(content: string | Uint8Array): string {
  const path = join(folder(), 'list.csv')
  writeFileSync(path, content)
  return path
}

test('files that nobody has touched since the last load tell nothing and say so', async () => {
  const { source, paths } = openList({ customers: [], facts: [] })
  writeFileSync(paths.customers, 'kundennummer\nK1\n')
  writeFileSync(paths.facts, 'kind,value,owner\nbarcode,B1,K1\n')
  const { signal } = new AbortController()
  const first = await source.load({ signal })
  expect(first).toMatchObject({ kind: 'full', asOf: statSync(paths.customers).mtime })
  const again = await source.load({ signal, since: first.cursor ?? '' })
  expect(again.kind).toBe('incremental')
  expect(await itemsOf(source, first.cursor)).toEqual([])
  const past = new Date(2020, 1, 1)
  utimesSync(paths.customers, past, past)
  expect(await source.load({ signal, since: first.cursor ?? '' })).toMatchObject({ kind: 'full', asOf: past })
  await source.close()
})

const texts: readonly (readonly [
  name: string,
  content: string | Uint8Array,
  lastName: string | undefined,
])[] = [
  ['UTF-8', 'kundennummer,nachname\nK1,Müller\n', 'Müller'],
  ['UTF-8 with a mark', '\ufeffkundennummer,nachname\nK1,Müller\n', 'Müller'],
  ['windows-1252', Buffer.from('kundennummer,nachname\nK1,M\u00fcller\n', 'latin1'), 'Müller'],
  ['a letter over the border of two pieces', `kundennummer,nachname\n${borderRow()}`, 'ü'.repeat(1000)],
]

/** The first piece ends inside an umlaut. */
function borderRow(): string {
  const head = 'kundennummer,nachname\n'
  const filler = `${'A1,b\n'.repeat(Math.floor(((1 << 20) - head.length - 500) / 5))}`
  return `${filler}K1,${'ü'.repeat(1000)}\n`
}

for (const [name, content, lastName] of texts) {
  test(`read piece by piece: ${name}`, async () => {
    const source = csvSource({
      customersPath: listOf(content),
      rowsMax: 1_000_000,
      kind: 'full',
      ignoredColumns: () => {},
    })
    const items = await itemsOf(source)
    const last = items.at(-1)
    expect(last?.kind === 'customer' ? last.customer.record.lastName : undefined).toBe(lastName)
  })
}

const refused: readonly (readonly [
  name: string,
  content: string | Uint8Array,
  problems: readonly string[],
])[] = [
  ['UTF-16', Buffer.from('\ufeffkundennummer\n', 'utf16le'), ['SCH_TABLE_UTF16 1']],
  ['a NUL byte', 'kundennummer\nK1\nK\0\n', ['SCH_TABLE_NUL 3']],
  [
    'every wrong row with its line',
    'kundennummer,geburtsdatum,protected\n,,ja\nK1,31.2.2001,\nK2,,vielleicht\n',
    ['SCH_CELL_EMPTY 2', 'SCH_CELL_NO_DATE 3', 'SCH_CELL_NO_ANSWER 4'],
  ],
  ['no customer at all', 'kundennummer\n', ['SCH_TABLE_NO_ROWS undefined']],
]

for (const [name, content, expected] of refused) {
  test(`refused: ${name}`, async () => {
    const thrown = await itemsOf(sourceOver(listOf(content))).catch((error) => error)
    const problems = thrown instanceof Fault ? thrown.problems : []
    expect(problems.map(({ code, at }) => `${code} ${at?.line}`)).toEqual(expected)
  })
}

test('a list that is written while it is read is no load', async () => {
  const path = listOf('kundennummer\nK1\nK2\n')
  const { items } = await sourceOver(path).load({ signal: new AbortController().signal })
  await expect(
    (async () => {
      for await (const _ of items) writeFileSync(path, 'kundennummer\nK1\nK2\nK3\nK4\n')
    })(),
  ).rejects.toThrow('SCH_TABLE_CHANGED')
})

test('a missing file, a folder and a device are faults with their name', async () => {
  for (const [path, code] of [
    [join(folder(), 'none.csv'), 'SCH_FILE_MISSING'],
    [folder(), 'SCH_FILE_UNREADABLE'],
    ['/dev/null', 'SCH_FILE_UNREADABLE'],
  ] as const) {
    await expect(itemsOf(sourceOver(path))).rejects.toThrow(code)
  }
})
