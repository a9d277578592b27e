/** Customers out of a directory server: page by page, only what has changed, or who has an address. */
import { AndFilter, EqualityFilter, type Filter, FilterParser, GreaterThanEqualsFilter } from 'ldapts'
import type { Source, SourceLoad, SourceRecord, SourceWish } from '../../directory/source.ts'
import { fault } from '../../std/fault.ts'
import { type Deadline, deadlineOf } from '../row/called-off.ts'
import { isFullDue, readCursor, writeCursor } from '../row/source-cursor.ts'
import type { AttributeWords } from './entry-row.ts'
import { generalizedTimeEarlier } from './generalized-time.ts'
import { type LdapConnection, ldapServerOf, openLdapConnection } from './ldap-connection.ts'
import { ldapFault } from './ldap-fault.ts'
import { changedAttribute, searched } from './ldap-search.ts'

export interface LdapSourceSettings {
  readonly name: string
  readonly url: string
  readonly startTls: boolean
  readonly ca?: string
  readonly bind?: { readonly dn: string; readonly password: string }
  readonly base: string
  /** Which entries are customers. @source RFC 4515 */
  readonly filter: string
  readonly attributes: AttributeWords & { readonly customer_number: string; readonly email: string }
  /** Missing: every load reads everything. */
  readonly incremental?: { readonly overlapMs: number; readonly fullEveryMs: number } | undefined
  readonly isAskedLive: boolean
  readonly pageEntries: number
  readonly timeoutMs: number
  readonly liveTimeoutMs: number
  readonly rowsMax: number
}

/** @limit customers with one address: more is an attribute that is no address */
const answersMax = 1000

/** @throws SCH_SOURCE_LDAP_ADDRESS, SCH_SOURCE_FILTER for settings that can never work */
export function ldapSource(settings: LdapSourceSettings, now: () => Date): Source {
  const { name, incremental, rowsMax, attributes } = settings
  const server = ldapServerOf(settings.url, name)
  const customers = filterOf(settings)
  const closing = new AbortController()
  const open = async (deadline: Deadline, timeoutMs: number): Promise<LdapConnection> => {
    try {
      deadline.signal.throwIfAborted()
      return await openLdapConnection({
        ...settings,
        source: name,
        server,
        timeoutMs,
        signal: deadline.signal,
      })
    } catch (error) {
      throw deadline.reason() ?? ldapFault(error, name)
    }
  }
  const load = async ({ since, signal }: SourceWish): Promise<SourceLoad> => {
    const startedAt = now()
    const deadline = deadlineOf(name, settings.timeoutMs, [signal, closing.signal])
    const last = incremental === undefined ? undefined : readCursor(since)
    const plan = planOf(last, incremental, startedAt)
    const reach = reachFrom(plan.reached)
    const filter = plan.since === undefined ? customers : changedFilter(customers, plan.since)
    const search = { filter, rowsMax, place: `${name}/customers`, reached: reach.add }
    const items = searched(await open(deadline, settings.timeoutMs), settings, search, deadline)
    const { kind, fullAt } = plan
    if (incremental === undefined) return { kind, items }
    return {
      kind,
      items,
      get cursor() {
        return writeCursor({ since: reach.latest(), fullAt })
      },
    }
  }
  const ask = async (address: string, signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    const deadline = deadlineOf(name, settings.liveTimeoutMs, [signal, closing.signal])
    const connection = await open(deadline, settings.liveTimeoutMs)
    // The value goes to the server as it is: there is no text of a filter in which it could mean something else.
    const filter = new AndFilter({
      filters: [customers, new EqualityFilter({ attribute: attributes.email, value: address })],
    })
    const search = { filter, rowsMax: answersMax, place: `${name}/live`, reached: () => {} }
    const answers: SourceRecord[] = []
    for await (const item of searched(connection, settings, search, deadline)) {
      if (item.kind === 'customer') answers.push(item.customer)
    }
    return answers
  }
  return {
    load,
    ...(settings.isAskedLive ? { ask } : {}),
    async close() {
      closing.abort()
    },
  }
}

function filterOf({ filter, name }: LdapSourceSettings): Filter {
  try {
    return FilterParser.parseString(filter)
  } catch {
    throw fault('SCH_SOURCE_FILTER', { at: { file: name } })
  }
}

interface LoadPlan {
  readonly kind: 'full' | 'incremental'
  /** From when on changes are read; missing: everything is. */
  readonly since?: string
  /** The last change that was seen before. */
  readonly reached?: string
  readonly fullAt: Date
}

function planOf(
  last: ReturnType<typeof readCursor>,
  incremental: LdapSourceSettings['incremental'],
  now: Date,
): LoadPlan {
  const full = { kind: 'full', fullAt: now } as const
  if (incremental === undefined || last === undefined || isFullDue(last, now, incremental.fullEveryMs))
    return full
  const reached = last.since[changedAttribute]
  // Servers that copy from each other have a change only after a while, under the time of the first one.
  const since = reached === undefined ? undefined : generalizedTimeEarlier(reached, incremental.overlapMs)
  if (reached === undefined || since === undefined) return full
  return { kind: 'incremental', since, reached, fullAt: last.fullAt }
}

/** The latest time of change that was seen; such times are as long as each other, so they compare as texts. */
function reachFrom(start: string | undefined) {
  let latest = start
  return {
    add(changed: string) {
      if (latest === undefined || changed > latest) latest = changed
    },
    latest: (): Readonly<Record<string, string>> =>
      latest === undefined ? {} : { [changedAttribute]: latest },
  }
}

function changedFilter(customers: Filter, since: string): Filter {
  const changed = new GreaterThanEqualsFilter({ attribute: changedAttribute, value: since })
  return new AndFilter({ filters: [customers, changed] })
}
