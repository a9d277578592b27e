/** Opens the sources of the directory: those in the settings, and lists that a command names. */
import { csvSource } from '../adapters/csv/source.ts'
import type { Settings } from '../config/settings.ts'
import type { Source } from '../directory/source.ts'
import { type OutsideParts, openLdapSource, openSqlSource } from './outside-source.ts'

export type SourceSettings = Settings['directory']['sources'][number]

/** @limit rows of a list that is given by hand; one in the settings has its own */
export const rowsOfListMax = 12_000_000

/** @throws SCH_SECRET_*, SCH_SOURCE_* for settings that can never work; no server is asked yet */
export function openSource(
  settings: SourceSettings,
  ignoredColumns: (file: string, names: readonly string[]) => void,
  parts: OutsideParts,
): Source {
  switch (settings.kind) {
    case 'csv':
      return csvSource({
        customersPath: settings.customers,
        ...(settings.facts === undefined ? {} : { factsPath: settings.facts }),
        rowsMax: settings.rowsMax,
        kind: 'full',
        ignoredColumns,
      })
    case 'sql':
      return openSqlSource(settings, parts)
    case 'ldap':
      return openLdapSource(settings, parts)
  }
}

/** What the tables are told of a source in the settings. */
export function sourceWanted(settings: SourceSettings) {
  return {
    name: settings.name,
    kind: settings.kind,
    staleAfterSeconds: Math.round(settings.staleAfterMs / 1000),
  }
}
