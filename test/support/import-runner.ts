/** A process that imports a list again and again until it is killed, and says each time that one counts. */
import { csvSource } from '../../src/adapters/csv/source.ts'
import { earlierKeys } from '../../src/directory/directory-keys.ts'
import { loadSource } from '../../src/directory/load.ts'
import { sourceMade } from '../../src/directory/source-row.ts'
import { openKeyRing } from '../../src/sealing/key-ring.ts'
import { connect, type DatabaseTarget } from '../../src/store/connection.ts'

export interface ImportOrder {
  readonly target: DatabaseTarget
  readonly keyFolder: string
  readonly matchingId: string
  readonly organisationId: string
  /** Imported in turn. */
  readonly paths: readonly string[]
}

const order = JSON.parse(process.argv[2] ?? '{}') as ImportOrder
const database = connect(order.target, () => {})
const keys = earlierKeys(openKeyRing(order.keyFolder, new Date()), order.organisationId, order.matchingId)
const parts = { database, keys, actor: 'program', now: () => new Date() } as const
const { signal } = new AbortController()
process.stdout.write('begun\n')
for (let round = 0; ; round++) {
  const customersPath = order.paths[round % order.paths.length] ?? ''
  const source = await sourceMade(database, keys, { name: 'list', kind: 'csv' }, new Date())
  const from = csvSource({ customersPath, rowsMax: 100_000, kind: 'full', ignoredColumns: () => {} })
  const outcome = await loadSource(from, { source, mode: 'full', signal, progress: () => {} }, parts)
  await from.close()
  process.stdout.write(`${customersPath} ${outcome.kind}\n`)
}
