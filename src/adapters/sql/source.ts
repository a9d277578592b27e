/** Customers out of a PostgreSQL or MariaDB, by the queries of the operator. */
import type { Source, SourceLoad, SourceRecord, SourceWish } from '../../directory/source.ts'
import { type Deadline, deadlineOf } from '../row/called-off.ts'
import { readCursor, writeCursor } from '../row/source-cursor.ts'
import { openMariadbSnapshot } from './mariadb-snapshot.ts'
import { openPostgresSnapshot } from './postgres-snapshot.ts'
import { isOnThisMachine, serverAddressOf } from './server-address.ts'
import type { OpenSnapshot, SqlSnapshot, TlsWish } from './snapshot.ts'
import { sqlFault } from './sql-fault.ts'
import { guarded, itemsOf, liveItems, openReading, planOf, type SqlLimits } from './sql-items.ts'
import { type SqlQueryTexts, sqlQueries } from './sql-queries.ts'

export interface SqlSourceSettings extends SqlQueryTexts, SqlLimits {
  readonly name: string
  /** `postgres://...` or `mariadb://...`, with its password; never printed. */
  readonly connection: string
  readonly tls?: { readonly verify: 'full' | 'none'; readonly ca?: string }
  readonly timeoutMs: number
  readonly liveTimeoutMs: number
}

/** @limit customers with one address: more is a query that does not ask for the address */
const answersMax = 1000

/** @throws SCH_SOURCE_ADDRESS, SCH_SOURCE_PARAMETER for settings that can never work */
export function sqlSource(settings: SqlSourceSettings, now: () => Date): Source {
  const { name } = settings
  const address = serverAddressOf(settings.connection, name)
  const queries = sqlQueries(settings, { source: name, dialect: address.dialect })
  const tls: TlsWish = settings.tls ?? { verify: isOnThisMachine(address) ? 'off' : 'full' }
  const openSnapshot: OpenSnapshot =
    address.dialect === 'postgresql' ? openPostgresSnapshot : openMariadbSnapshot
  const closing = new AbortController()

  const open = async (deadline: Deadline, timeoutMs: number): Promise<SqlSnapshot> => {
    try {
      deadline.signal.throwIfAborted()
      return await openSnapshot({ address, tls, timeoutMs, signal: deadline.signal })
    } catch (error) {
      throw deadline.reason() ?? sqlFault(error, { source: name })
    }
  }
  const load = async ({ since, signal }: SourceWish): Promise<SourceLoad> => {
    const startedAt = now()
    const deadline = deadlineOf(name, settings.timeoutMs, [signal, closing.signal])
    const plan = planOf(readCursor(since), settings, startedAt)
    const reading = openReading(await open(deadline, settings.timeoutMs), name, settings)
    const items = guarded(itemsOf(plan, queries, reading), reading, deadline)
    const kind = plan.kind
    if (settings.incremental === undefined) return { kind, items }
    const fullAt = plan.kind === 'full' ? startedAt : plan.fullAt
    return {
      kind,
      items,
      get cursor() {
        return writeCursor({ since: Object.fromEntries(reading.reached), fullAt })
      },
    }
  }
  const ask = async (asked: string, signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    const { live } = queries
    if (live === undefined) throw new TypeError('the source has no question')
    const deadline = deadlineOf(name, settings.liveTimeoutMs, [signal, closing.signal])
    const limits = { ...settings, rowsMax: answersMax }
    const reading = openReading(await open(deadline, settings.liveTimeoutMs), name, limits)
    const answers: SourceRecord[] = []
    for await (const item of guarded(liveItems(live, asked, reading), reading, deadline)) {
      if (item.kind === 'customer') answers.push(item.customer)
    }
    return answers
  }
  return {
    load,
    ...(queries.live === undefined ? {} : { ask }),
    async close() {
      closing.abort()
    },
  }
}
