/** A customer list, a facts list or both as a source. It tells everything each time, and cannot be asked live. */
import type { Source, SourceItem, SourceLoad, SourceWish } from '../../directory/source.ts'
import {
  type CustomerField,
  type FactField,
  factShape,
  type HistoryField,
  sourceShape,
} from '../row/column-words.ts'
import { readFact, readKnownCustomer } from '../row/customer-row.ts'
import { type ListFile, openListFile } from './file-text.ts'
import { readTable } from './table.ts'

export interface CsvSourceWish {
  readonly customersPath?: string
  readonly factsPath?: string
  readonly rowsMax: number
  /** `incremental`: the rows are what is new or different; whoever is not among them stays. */
  readonly kind: 'full' | 'incremental'
  /** Somebody hands the list over: what it says is so now, whenever it was written. */
  readonly isHandedOver?: true
  /** Columns that nobody reads, so that a name written wrongly is noticed. */
  readonly ignoredColumns: (file: string, names: readonly string[]) => void
}

export function csvSource(wish: CsvSourceWish): Source {
  const files: ListFile[] = []
  const open = (path: string) => {
    const file = openListFile(path)
    files.push(file)
    return file
  }
  const close = () => {
    for (const file of files.splice(0)) file.close()
  }
  return {
    async load({ since, signal }) {
      signal.throwIfAborted()
      const { customersPath, factsPath } = wish
      const customers = customersPath === undefined ? undefined : open(customersPath)
      const facts = factsPath === undefined ? undefined : open(factsPath)
      return loadOf(wish, { customers, facts, since, signal, close })
    },
    async close() {
      close()
    },
  }
}

interface Opened {
  readonly customers: ListFile | undefined
  readonly facts: ListFile | undefined
  readonly since: string | undefined
  readonly signal: SourceWish['signal']
  readonly close: () => void
}

function loadOf(wish: CsvSourceWish, opened: Opened): SourceLoad {
  const lists = [opened.customers, opened.facts].filter((file) => file !== undefined)
  const cursor = lists.map((file) => `${file.modifiedAt.getTime()}:${file.sizeBytes}`).join(' ')
  // The older of the two says how old the whole is.
  const asOf = new Date(Math.min(...lists.map((file) => file.modifiedAt.getTime())))
  // Files that nobody has touched since tell nothing new.
  const isSame = wish.kind === 'full' && cursor === opened.since
  return {
    kind: isSame ? 'incremental' : wish.kind,
    cursor,
    ...(wish.isHandedOver ? {} : { asOf }),
    items: isSame
      ? itemsOf(wish, { ...opened, customers: undefined, facts: undefined })
      : itemsOf(wish, opened),
  }
}

async function* itemsOf(wish: CsvSourceWish, opened: Opened): AsyncGenerator<SourceItem> {
  const { customers, facts, signal, close } = opened
  try {
    if (customers !== undefined) yield* called(customersIn(wish, customers), signal)
    if (facts !== undefined) yield* called(factsIn(wish, facts), signal)
  } finally {
    close()
  }
}

async function* called(
  items: Iterable<SourceItem>,
  signal: SourceWish['signal'],
): AsyncGenerator<SourceItem> {
  for (const item of items) {
    signal.throwIfAborted()
    yield item
  }
}

function* customersIn(wish: CsvSourceWish, list: ListFile): Generator<SourceItem> {
  const file = wish.customersPath ?? ''
  for (const row of readTable<CustomerField | HistoryField>(sourceShape, reading(wish, file, list))) {
    const customer = readKnownCustomer(row)
    if (customer !== undefined) yield { kind: 'customer', customer, at: { file, line: row.line } }
  }
}

function* factsIn(wish: CsvSourceWish, list: ListFile): Generator<SourceItem> {
  const file = wish.factsPath ?? ''
  for (const row of readTable<FactField>(factShape, reading(wish, file, list))) {
    const fact = readFact(row, (written) => written)
    if (fact !== undefined) yield { kind: 'fact', fact, at: { file, line: row.line } }
  }
}

function reading(wish: CsvSourceWish, path: string, list: ListFile) {
  return {
    path,
    text: () => list.text(),
    rowsMax: wish.rowsMax,
    ignoredColumns: (names: readonly string[]) => wish.ignoredColumns(path, names),
  }
}
