/** Sources that are servers of somebody else: settings with their secrets and certificates read. */
import { readFileSync } from 'node:fs'
import { ldapSource } from '../adapters/ldap/source.ts'
import { sqlSource } from '../adapters/sql/source.ts'
import { readConnection, readSecret } from '../config/secret-value.ts'
import type { Settings } from '../config/settings.ts'
import type { Source } from '../directory/source.ts'
import { fault } from '../std/fault.ts'

type SourceSettings = Settings['directory']['sources'][number]

export interface OutsideParts {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
}

/** @throws SCH_SECRET_*, SCH_FILE_UNREADABLE, SCH_SOURCE_ADDRESS, SCH_SOURCE_PARAMETER; nothing is asked yet */
export function openSqlSource(
  settings: Extract<SourceSettings, { kind: 'sql' }>,
  { environment, now }: OutsideParts,
): Source {
  const { tls, incremental, ...rest } = settings
  return sqlSource(
    {
      ...rest,
      connection: readConnection(settings.connection, environment),
      ...(tls === undefined ? {} : { tls: { verify: tls.verify, ...authorityOf(tls.ca) } }),
      ...(incremental === undefined ? {} : { incremental }),
    },
    now,
  )
}

/** @throws SCH_SECRET_*, SCH_FILE_UNREADABLE, SCH_SOURCE_LDAP_ADDRESS, SCH_SOURCE_FILTER; nothing is asked yet */
export function openLdapSource(
  settings: Extract<SourceSettings, { kind: 'ldap' }>,
  { environment, now }: OutsideParts,
): Source {
  const { tls, bind, ...rest } = settings
  return ldapSource(
    {
      ...rest,
      startTls: tls.start,
      ...authorityOf(tls.ca),
      ...(bind === undefined
        ? {}
        : { bind: { dn: bind.dn, password: readSecret(bind.password, environment) } }),
    },
    now,
  )
}

function authorityOf(path: string | undefined): { readonly ca?: string } {
  if (path === undefined) return {}
  try {
    return { ca: readFileSync(path, 'utf8') }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw fault('SCH_FILE_UNREADABLE', { at: { file: path }, params: { reason }, cause: error })
  }
}
