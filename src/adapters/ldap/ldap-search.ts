/** One search over a directory server, entry by entry. */
import type { Filter } from 'ldapts'
import type { SourceItem } from '../../directory/source.ts'
import { fault } from '../../std/fault.ts'
import type { Deadline } from '../row/called-off.ts'
import { readKnownCustomer } from '../row/customer-row.ts'
import { problemList } from '../row/problem-list.ts'
import { type AttributeWords, entryRow } from './entry-row.ts'
import type { LdapConnection } from './ldap-connection.ts'
import { ldapFault } from './ldap-fault.ts'

/** @source RFC 4512 section 3.4.4 */
export const changedAttribute = 'modifyTimestamp'

export interface SearchPlace {
  readonly name: string
  readonly base: string
  readonly attributes: AttributeWords
  readonly pageEntries: number
}

export interface Search {
  readonly filter: Filter
  readonly rowsMax: number
  readonly place: string
  /** Told the time of change of each entry. */
  readonly reached: (changed: string) => void
}

/**
 * Every entry of a search, page by page; the connection ends with it.
 *
 * @throws Fault SCH_SOURCE_*; after the last entry with what is wrong in any
 * @source RFC 2696 (pages)
 */
export async function* searched(
  { client, close }: LdapConnection,
  settings: SearchPlace,
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
