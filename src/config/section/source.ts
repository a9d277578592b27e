/** `directory.sources`: where customers come from. */
import { z } from 'zod'
import { isLocalHost, url } from '../value/address.ts'
import { duration } from '../value/duration.ts'
import { path, type SettingsPlace } from '../value/path.ts'
import { connection, secret } from '../value/secret.ts'
import { size } from '../value/size.ts'
import { choice, name, text, wholeNumber, yesNo } from '../value/word.ts'
import type { Conflict } from '../value/written.ts'

/** @limit a query is a page of text; a longer one is a file in the wrong place */
const queryCharsMax = 20_000
const nameCharsMax = 200

/** What every kind of source has. */
function common() {
  return {
    name: name(),
    /** Name of the organisation whose customers these are. */
    organisation: text(nameCharsMax),
    every: duration('1m', '7d').prefault('15m'),
    stale_after: duration('5m', '90d').prefault('26h'),
    rows_max: wholeNumber(1, 50_000_000).prefault('12000000'),
  }
}

/** The same, under the names that carry units. */
interface Common {
  readonly every: number
  readonly stale_after: number
  readonly rows_max: number
}

function withUnits<Section extends Common>(section: Section) {
  const { every: everyMs, stale_after: staleAfterMs, rows_max: rowsMax, ...rest } = section
  return { ...rest, everyMs, staleAfterMs, rowsMax }
}

export function csvSource(place: SettingsPlace) {
  return z
    .strictObject({
      kind: z.literal('csv'),
      ...common(),
      customers: path(place, 'anything'),
      facts: path(place, 'anything').optional(),
    })
    .transform(withUnits)
}

export function sqlSource(place: SettingsPlace) {
  const query = () => text(queryCharsMax)
  return z
    .strictObject({
      kind: z.literal('sql'),
      ...common(),
      connection: connection(place, 'postgres', 'postgresql', 'mysql', 'mariadb'),
      tls: z
        .strictObject({
          verify: choice('full', 'none').prefault('full'),
          ca: path(place, 'certificate').optional(),
        })
        .optional(),
      customers: query(),
      facts: query().optional(),
      incremental: z
        .strictObject({
          customers: query(),
          cursor_column: text(nameCharsMax),
          overlap: duration('0s', '1d').prefault('5m'),
          deleted: query().optional(),
          facts: query().optional(),
          facts_deleted: query().optional(),
          full_every: duration('1h', '90d').prefault('1d'),
        })
        .transform(
          ({ cursor_column: cursorColumn, overlap, facts_deleted: factsDeleted, full_every, ...rest }) => ({
            ...rest,
            cursorColumn,
            overlapMs: overlap,
            ...(factsDeleted === undefined ? {} : { factsDeleted }),
            fullEveryMs: full_every,
          }),
        )
        .optional(),
      live: query().optional(),
      timeout: duration('1s', '6h').prefault('30m'),
      live_timeout: duration('1s', '30s').prefault('3s'),
      bytes_max: size('1MB', '100GB').prefault('8GB'),
    })
    .transform((section) => {
      const { timeout: timeoutMs, live_timeout, bytes_max: bytesMax, ...rest } = withUnits(section)
      return { ...rest, timeoutMs, liveTimeoutMs: live_timeout, bytesMax }
    })
}

export function ldapSource(place: SettingsPlace) {
  return z
    .strictObject({
      kind: z.literal('ldap'),
      ...common(),
      url: url('ldap', 'ldaps', 'ldapi'),
      tls: z
        .strictObject({ start: yesNo().prefault('no'), ca: path(place, 'certificate').optional() })
        .prefault({}),
      bind: z.strictObject({ dn: text(nameCharsMax * 5), password: secret(place) }).optional(),
      base: text(nameCharsMax * 5),
      filter: text(queryCharsMax).prefault('(objectClass=inetOrgPerson)'),
      attributes: attributes().prefault({}),
      page_size: wholeNumber(1, 5000).prefault('500'),
      incremental: z
        .strictObject({
          overlap: duration('0s', '1d').prefault('10m'),
          full_every: duration('1h', '90d').prefault('1d'),
        })
        .transform(({ overlap: overlapMs, full_every: fullEveryMs }) => ({ overlapMs, fullEveryMs }))
        .optional(),
      live: yesNo().prefault('yes'),
      timeout: duration('1s', '6h').prefault('30m'),
      live_timeout: duration('1s', '30s').prefault('3s'),
    })
    .superRefine(({ url: address, tls: { start } }, context) => {
      const { protocol, hostname } = new URL(address)
      const isClear = protocol === 'ldap:' && !start && !isLocalHost(hostname)
      const code = isClear
        ? 'SCH_CONFIG_WITHOUT_TLS'
        : start && protocol !== 'ldap:'
          ? 'SCH_CONFIG_TLS_TWICE'
          : undefined
      if (code === undefined) return
      const params: Conflict = { code }
      context.addIssue({ code: 'custom', path: isClear ? ['url'] : ['tls', 'start'], params: { ...params } })
    })
    .transform((section) => {
      const { page_size: pageEntries, timeout, live_timeout, live: isAskedLive, ...rest } = withUnits(section)
      return { ...rest, pageEntries, isAskedLive, timeoutMs: timeout, liveTimeoutMs: live_timeout }
    })
}

/**
 * Field of a customer → the attribute that holds it.
 *
 * @source RFC 2798 (inetOrgPerson), RFC 4519 (person, organizationalPerson), RFC 4524 section 2.16 (mail), RFC 4530
 *   (entryUUID)
 */
function attributes() {
  const attribute = () => text(nameCharsMax)
  return z.strictObject({
    customer_number: attribute().prefault('employeeNumber'),
    title: attribute().prefault('title'),
    first_name: attribute().prefault('givenName'),
    last_name: attribute().prefault('sn'),
    company: attribute().prefault('o'),
    email: attribute().prefault('mail'),
    phone: attribute().prefault('telephoneNumber'),
    mobile: attribute().prefault('mobile'),
    street: attribute().prefault('street'),
    postcode: attribute().prefault('postalCode'),
    city: attribute().prefault('l'),
    birth_date: attribute().optional(),
    iban: attribute().optional(),
    household: attribute().optional(),
    protected: attribute().optional(),
    earlier_numbers: attribute().optional(),
    lasting_id: attribute().prefault('entryUUID'),
  })
}
