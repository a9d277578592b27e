/** What every source of customers must do, whatever stands behind it: run over all adapters and over the fake. */
import { expect, onTestFinished, test } from 'vitest'
import type {
  CustomerRecord,
  OwnedFact,
  Source,
  SourceItem,
  SourceLoad,
  SourceRecord,
} from '../../src/directory/source.ts'
import { customer } from '../support/small-index.ts'

/** What the outside system holds. */
export interface SourceWorld {
  readonly customers: readonly SourceRecord[]
  readonly facts: readonly OwnedFact[]
}

export interface SourceUnderTest {
  readonly source: Source
  /** Brings the outside system to another state; what was taken out is gone from it. */
  change(world: SourceWorld): Promise<void>
  /** Takes the outside system away, as a server that is down; missing where there is nothing that could be. */
  readonly takeAway?: () => Promise<void>
  close(): Promise<void>
}

/** What this source can tell at all; what it cannot is not asked of it. */
export interface SourceGifts {
  readonly tellsChanges: boolean
  /** Incremental loads say who is gone. */
  readonly tellsGone: boolean
  readonly hasFacts: boolean
  readonly hasEarlierNumbers: boolean
  readonly hasLastingIds: boolean
  readonly canBeAsked: boolean
}

const anna: SourceRecord = {
  record: customer({
    customerNumber: 'K1000001',
    title: 'Dr.',
    firstName: 'Anna-Lena',
    lastName: 'Größler',
    emails: ['anna@example.org', 'familie@example.org'],
    phones: ['030 5550001', '+49 151 23450001'],
    street: 'Straße des 17. Juni 5 b',
    postcode: '01234',
    city: 'Köln',
    birthDate: '1980-02-01',
    ibans: ['DE89370400440532013000'],
    household: 'H1',
  }),
  earlierNumbers: ['K0900001', 'K0800001'],
  lastingId: 'uid-1',
}
const company: SourceRecord = {
  record: customer({
    customerNumber: '0012',
    company: 'Käfer & Söhne; "GmbH"',
    emails: ['familie@example.org'],
  }),
  earlierNumbers: [],
  lastingId: 'uid-2',
}
const hidden: SourceRecord = {
  record: customer({ customerNumber: 'K1000003', lastName: 'Öztürk', isProtected: true }),
  earlierNumbers: [],
  lastingId: 'uid-3',
}
const loan: OwnedFact = {
  kind: 'barcode',
  value: 'BC-778812-X',
  owner: 'K1000001',
  from: '2026-01-02',
  to: '2026-02-03',
}
const invoice: OwnedFact = { kind: 'invoice', value: 'R 2026/0001', owner: '0012' }

const world: SourceWorld = { customers: [anna, company, hidden], facts: [loan, invoice] }

/** @param open makes an outside system of its own for each test, holding this world, and a source over it */
export function sourceContract(
  name: string,
  gifts: SourceGifts,
  open: (world: SourceWorld) => Promise<SourceUnderTest>,
): void {
  const opened = async (start: SourceWorld): Promise<SourceUnderTest> => {
    const under = await open(start)
    onTestFinished(() => under.close())
    return under
  }

  test(`${name}: a full load gives every customer with every field as it is there`, async () => {
    const { source } = await opened(world)
    const { kind, items } = await loaded(source)
    expect(kind).toBe('full')
    expect(customersIn(items, gifts)).toEqual(world.customers.map((one) => asTold(one, gifts)))
    expect(items.every((item) => item.kind !== 'gone' && item.kind !== 'fact-gone')).toBe(true)
  })

  test(`${name}: facts come behind the customers who own them`, async () => {
    const { source } = await opened(world)
    const { items } = await loaded(source)
    const facts = items.flatMap((item) => (item.kind === 'fact' ? [item.fact] : []))
    expect(facts).toEqual(gifts.hasFacts ? world.facts : [])
    for (const fact of facts) {
      const owner = items.findIndex(
        (item) => item.kind === 'customer' && item.customer.record.customerNumber === fact.owner,
      )
      const own = items.findIndex((item) => item.kind === 'fact' && item.fact === fact)
      expect(owner).toBeLessThan(own)
    }
  })

  test(`${name}: a place names a file or a source and a row, never a value`, async () => {
    const { source } = await opened(world)
    const { items } = await loaded(source)
    for (const { at } of items) {
      if (at !== undefined)
        expect(`${at.file} ${at.line}`).not.toMatch(/K100000|anna|familie|Größler|778812/i)
    }
  })

  test(`${name}: the second load tells what has changed, or everything`, async () => {
    const { source, change } = await opened(world)
    const first = await loaded(source)
    const moved = { ...anna, record: { ...anna.record, city: 'Bonn' } }
    await change({ customers: [moved, company], facts: [invoice] })
    const second = await loaded(source, first.cursor)
    if (!gifts.tellsChanges) {
      expect(second.kind).toBe('full')
      expect(customersIn(second.items, gifts)).toEqual([moved, company].map((one) => asTold(one, gifts)))
      return
    }
    expect(first.cursor).toBeDefined()
    expect(second.kind).toBe('incremental')
    // A source may tell more than has changed; it must not leave out anything that has.
    expect(customersIn(second.items, gifts)).toContainEqual(asTold(moved, gifts))
    if (!gifts.tellsGone) return
    const gone = second.items.flatMap((item) => (item.kind === 'gone' ? [item.customerNumber] : []))
    expect(gone).toEqual(['K1000003'])
  })

  test(`${name}: an empty system gives an empty load or a fault, and does not hang`, async () => {
    const { source } = await opened({ customers: [], facts: [] })
    const items = await loaded(source).then(
      (load) => load.items,
      () => [],
    )
    expect(items).toEqual([])
  })

  test(`${name}: a reader that stops early leaves a source that loads again`, async () => {
    const { source } = await opened(world)
    const load = await source.load({ signal: new AbortController().signal })
    for await (const item of load.items) {
      expect(item.kind).toBe('customer')
      break
    }
    expect((await loaded(source)).items.length).toBeGreaterThanOrEqual(3)
  })

  test(`${name}: a load that is called off ends with a fault, not as if it were complete`, async () => {
    const { source } = await opened(world)
    const off = new AbortController()
    off.abort()
    await expect(
      (async () => {
        const load = await source.load({ signal: off.signal })
        return all(load)
      })(),
    ).rejects.toThrow()
  })

  test(`${name}: it may be closed twice`, async () => {
    const { source } = await opened(world)
    await source.close()
    await source.close()
  })

  askContract(name, gifts, opened)
}

function askContract(
  name: string,
  gifts: SourceGifts,
  opened: (world: SourceWorld) => Promise<SourceUnderTest>,
): void {
  if (!gifts.canBeAsked) {
    test(`${name}: cannot be asked live, and says so by having no question`, async () => {
      const { source } = await opened(world)
      expect(source.ask).toBeUndefined()
    })
    return
  }

  const ask = (source: Source, address: string, signal = new AbortController().signal) => {
    if (source.ask === undefined) throw new Error(`${name} cannot be asked`)
    return source.ask(address, signal)
  }

  test(`${name}: asked for an address, it names everybody who has it`, async () => {
    const { source } = await opened(world)
    const numbers = async (address: string) =>
      (await ask(source, address)).map(({ record }) => record.customerNumber).sort()
    expect(await numbers('anna@example.org')).toEqual(['K1000001'])
    expect(await numbers('familie@example.org')).toEqual(['0012', 'K1000001'])
    expect(await numbers('nobody@example.org')).toEqual([])
    // What is no plain address is a question like any other, not a part of the query.
    for (const odd of ["x' or '1'='1@example.org", '*@example.org', '%@example.org', 'a)(uid=*@example.org'])
      expect(await numbers(odd)).toEqual([])
  })

  test(`${name}: the answer to a question is the whole customer, as a load gives him`, async () => {
    const { source } = await opened(world)
    const answers = await ask(source, 'anna@example.org')
    expect(answers.map((one) => asTold(one, gifts))).toEqual([asTold(anna, gifts)])
  })

  test(`${name}: a question that is called off is a fault, not the answer "nobody"`, async () => {
    const { source } = await opened(world)
    const off = new AbortController()
    off.abort()
    await expect(ask(source, 'anna@example.org', off.signal)).rejects.toThrow()
  })

  test(`${name}: a system that is away is a fault, not an empty load and not "nobody"`, async () => {
    const { source, takeAway } = await opened(world)
    if (takeAway === undefined) return
    await takeAway()
    await expect(loaded(source)).rejects.toThrow()
    await expect(ask(source, 'anna@example.org')).rejects.toThrow()
  })
}

async function loaded(source: Source, since?: string) {
  const signal = new AbortController().signal
  const load = await source.load(since === undefined ? { signal } : { since, signal })
  const items = await all(load)
  return { kind: load.kind, cursor: load.cursor, items }
}

async function all(load: SourceLoad): Promise<readonly SourceItem[]> {
  const items: SourceItem[] = []
  for await (const item of load.items) items.push(item)
  return items
}

function customersIn(items: readonly SourceItem[], gifts: SourceGifts): readonly SourceRecord[] {
  const customers = items.flatMap((item) => (item.kind === 'customer' ? [asTold(item.customer, gifts)] : []))
  const order = world.customers.map(({ record }) => record.customerNumber)
  const place = ({ record }: { readonly record: CustomerRecord }) => order.indexOf(record.customerNumber)
  return customers.sort((a, b) => place(a) - place(b))
}

/** A customer as this source can tell of him, with lists in one order. */
function asTold({ record, earlierNumbers, lastingId }: SourceRecord, gifts: SourceGifts): SourceRecord {
  return {
    record: { ...record, emails: record.emails.toSorted(), phones: record.phones.toSorted() },
    earlierNumbers: gifts.hasEarlierNumbers ? earlierNumbers.toSorted() : [],
    ...(gifts.hasLastingIds && lastingId !== undefined ? { lastingId } : {}),
  }
}
