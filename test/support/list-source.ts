/** A source over a list in memory: keeps the contract of every source, so that tests of the room can rely on it. */
import type { Source, SourceItem, SourceRecord } from '../../src/directory/source.ts'
import type { SourceUnderTest, SourceWorld } from '../contracts/source.contract.ts'

export interface ListSource extends SourceUnderTest {
  readonly source: Source & Required<Pick<Source, 'ask'>>
}

/** Its cursor is the number of the state that was loaded; it remembers every state. */
export function openListSource(start: SourceWorld): ListSource {
  const states: SourceWorld[] = [start]
  let isAway = false
  const now = (): SourceWorld => states.at(-1) ?? start
  const refuse = (signal: AbortSignal) => {
    signal.throwIfAborted()
    if (isAway) throw new Error('the list is away')
  }
  return {
    source: {
      async load({ since, signal }) {
        refuse(signal)
        const before = since === undefined ? undefined : states[Number(since)]
        return {
          kind: before === undefined ? 'full' : 'incremental',
          cursor: String(states.length - 1),
          items: given(before === undefined ? everything(now()) : difference(before, now()), signal),
        }
      },
      async ask(address, signal) {
        refuse(signal)
        return now().customers.filter(({ record }) => record.emails.includes(address))
      },
      close: async () => {},
    },
    change: async (world) => void states.push(world),
    takeAway: async () => {
      isAway = true
    },
    close: async () => {},
  }
}

async function* given(items: readonly SourceItem[], signal: AbortSignal): AsyncGenerator<SourceItem> {
  for (const item of items) {
    signal.throwIfAborted()
    yield item
  }
}

function everything({ customers, facts }: SourceWorld): readonly SourceItem[] {
  return [
    ...customers.map((customer): SourceItem => ({ kind: 'customer', customer })),
    ...facts.map((fact): SourceItem => ({ kind: 'fact', fact })),
  ]
}

function difference(before: SourceWorld, after: SourceWorld): readonly SourceItem[] {
  const numbers = new Set(after.customers.map(numberOf))
  const factNames = new Set(after.facts.map(({ kind, value }) => `${kind} ${value}`))
  const isNew = (one: unknown, others: readonly unknown[]) =>
    !others.some((other) => JSON.stringify(other) === JSON.stringify(one))
  return [
    ...before.customers
      .map(numberOf)
      .filter((number) => !numbers.has(number))
      .map((customerNumber): SourceItem => ({ kind: 'gone', customerNumber })),
    ...before.facts
      .filter(({ kind, value }) => !factNames.has(`${kind} ${value}`))
      .map(({ kind, value }): SourceItem => ({ kind: 'fact-gone', factKind: kind, value })),
    ...after.customers
      .filter((one) => isNew(one, before.customers))
      .map((customer): SourceItem => ({ kind: 'customer', customer })),
    ...after.facts
      .filter((one) => isNew(one, before.facts))
      .map((fact): SourceItem => ({ kind: 'fact', fact })),
  ]
}

function numberOf({ record }: SourceRecord): string {
  return record.customerNumber
}
