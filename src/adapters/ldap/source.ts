/** Customers out of a directory server: page by page, only what has changed, or who has an address. */
import { AndFilter, EqualityFilter, type Filter, FilterParser, GreaterThanEqualsFilter } from 'ldapts'
import type { Source, SourceItem, SourceLoad, SourceRecord, SourceWish } from '../../directory/source.ts'
import { fault } from '../../std/fault.ts'
import { type Deadline, deadlineOf } from '../row/called-off.ts'
import { readKnownCustomer } from '../row/customer-row.ts'
import { problemList } from '../row/problem-list.ts'
import { isFullDue, readCursor, writeCursor } from '../row/source-cursor.ts'
import { type AttributeWords, entryRow } from './entry-row.ts'
import { generalizedTimeEarlier } from './generalized-time.ts'
import { type LdapConnection, ldapServerOf, openLdapConnection } from './ldap-connection.ts'
import { ldapFault } from './ldap-fault.ts'

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

/** @source RFC 4512 section 3.4.4 */
const changedAttribute = 'modifyTimestamp'

interface Search {
  readonly filter: Filter
  readonly rowsMax: number
  readonly place: string
  /** Told the time of change of each entry. */
  readonly reached: (changed: string) => void
}

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
    const changedSince = sinceOf(last, incremental, startedAt)
    let reached = changedSince === undefined ? '' : (last?.since[changedAttribute] ?? '')
    const search: Search = {
      filter: changedSince === undefined ? customers : changedFilter(customers, changedSince),
      rowsMax,
      place: `${name}/customers`,
      reached: (changed) => {
        if (changed > reached) reached = changed
      },
    }
    const items = searched(await open(deadline, settings.timeoutMs), settings, search, deadline)
    const kind = changedSince === undefined ? 'full' : 'incremental'
    if (incremental === undefined) return { kind, items }
    const fullAt = kind === 'full' ? startedAt : (last?.fullAt ?? startedAt)
    return {
      kind,
      items,
      get cursor() {
        return writeCursor({ since: reached === '' ? {} : { [changedAttribute]: reached }, fullAt })
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

/** From when on changes are read; undefined: everything is read. */
function sinceOf(
  last: ReturnType<typeof readCursor>,
  incremental: LdapSourceSettings['incremental'],
  now: Date,
): string | undefined {
  if (incremental === undefined || isFullDue(last, now, incremental.fullEveryMs)) return undefined
  const reached = last?.since[changedAttribute]
  // Servers that copy from each other have a change only after a while, under the time of the first one.
  return reached === undefined ? undefined : generalizedTimeEarlier(reached, incremental.overlapMs)
}

function changedFilter(customers: Filter, since: string): Filter {
  const changed = new GreaterThanEqualsFilter({ attribute: changedAttribute, value: since })
  return new AndFilter({ filters: [customers, changed] })
}

/**
 * Every entry of a search, page by page; the connection ends with it.
 *
 * @throws Fault SCH_SOURCE_*; after the last entry with what is wrong in any
 * @source RFC 2696 (pages)
 */
async function* searched(
  { client, close }: LdapConnection,
  settings: LdapSourceSettings,
  { filter, rowsMax, place, reached }: Search,
  deadline: Deadline,
): AsyncGenerator<SourceItem> {
  const { attributes, base, pageEntries, name } = settings
  const problems = problemList()
  let ordinal = 0
  try {
    const named = Object.values(attributes).filter((attribute) => attribute !== undefined)
    const wanted = [...new Set([...named, changedAttribute])]
    const pages = client.searchPaginated(base, {
      scope: 'sub',
      filter,
      attributes: wanted,
      paged: { pageSize: pageEntries },
    })
    for await (const { searchEntries, searchReferences } of pages) {
      // What lies on another server was not read: a part of the customers would be missing.
      if (searchReferences.length > 0) throw fault('SCH_SOURCE_ELSEWHERE', { at: { file: name } })
      for (const entry of searchEntries) {
        ordinal += 1
        if (ordinal > rowsMax)
          throw fault('SCH_SOURCE_ROWS_MANY', { at: { file: place }, params: { max: rowsMax } })
        const stopped = deadline.reason()
        if (stopped !== undefined) throw stopped
        const changed = entry[changedAttribute]
        if (typeof changed === 'string') reached(changed)
        const customer = readKnownCustomer(entryRow(entry, attributes, { place, ordinal, problems }))
        if (customer !== undefined) yield { kind: 'customer', customer, at: { file: place, line: ordinal } }
      }
    }
  } catch (error) {
    throw deadline.reason() ?? ldapFault(error, place)
  } finally {
    close()
  }
  problems.throwIfAny()
}
