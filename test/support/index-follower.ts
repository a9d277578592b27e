/** A process that follows the live index of an organisation and says each state it sees, for tests and measurements. */
import { earlierKeys } from '../../src/directory/directory-keys.ts'
import { openLiveIndex } from '../../src/directory/live-index.ts'
import type { FactKey } from '../../src/exposure/fact.ts'
import { openKeyRing } from '../../src/sealing/key-ring.ts'
import { connect, type DatabaseTarget } from '../../src/store/connection.ts'

export interface FollowerOrder {
  readonly target: DatabaseTarget
  readonly keyFolder: string
  readonly matchingId: string
  readonly organisationId: string
  readonly folder: string
  /** How many have it is told whenever that changes. */
  readonly key: string
}

/** One line each: milliseconds since 1970, how many owners the key has; -1 while nothing may be judged. */
const order = JSON.parse(process.argv[2] ?? '{}') as FollowerOrder
const database = connect(order.target, () => {})
const keys = earlierKeys(openKeyRing(order.keyFolder, new Date()), order.organisationId, order.matchingId)
const live = openLiveIndex({
  database,
  keys,
  folder: order.folder,
  now: () => new Date(),
  onFault: (error) => process.stderr.write(`${error}\n`),
})
let said: number | undefined
const watching = setInterval(() => {
  const state = live.current()
  const owners = state.kind === 'ready' ? state.index.owners(order.key as FactKey).length : -1
  if (owners === said) return
  said = owners
  process.stdout.write(`${Date.now()} ${owners}\n`)
}, 5)
process.stdin.resume()
await new Promise((resolve) => process.stdin.once('end', resolve))
clearInterval(watching)
await live.close()
await database.destroy()
