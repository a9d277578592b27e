/**
 * A second opinion that shares nothing with the engine: both sides are stripped to letters and digits, and a fact is in
 * a text if its letters are. It knows only facts in plain form and rules on identifiers and corroboration.
 */
import type { CustomerRecord } from '../../src/exposure/fact.ts'
import { type PlainKind, plainForm, plainKinds } from './generated-mail.ts'

const strongKinds: ReadonlySet<PlainKind> = new Set(['customer-number', 'email', 'phone', 'iban'])

export interface OracleQuestion {
  readonly records: readonly CustomerRecord[]
  /** Text of each part. */
  readonly parts: readonly string[]
  readonly to: string
}

/** `K1000000 identifier`, sorted. */
export function oracleDisclosures({ records, parts, to }: OracleQuestion): readonly string[] {
  const viewers = records.filter((record) => record.emails.includes(to))
  const own = (one: CustomerRecord) => viewers.some((viewer) => viewer === one || shareHousehold(viewer, one))
  const ownValues = new Set(
    records.filter(own).flatMap((one) => plainKinds.map((kind) => plainValue(one, kind))),
  )
  const texts = parts.map(lettersAndDigits)
  return records
    .flatMap((record) => {
      const shown = texts.map((text) =>
        plainKinds.filter((kind) => {
          const value = plainValue(record, kind)
          return value !== '' && !ownValues.has(value) && text.includes(value)
        }),
      )
      if (shown.some((kinds) => kinds.some((kind) => strongKinds.has(kind)))) {
        return [`${record.customerNumber} identifier`]
      }
      return shown.some((kinds) => kinds.length > 1) ? [`${record.customerNumber} corroborated`] : []
    })
    .sort()
}

export function shareHousehold(a: CustomerRecord, b: CustomerRecord): boolean {
  return a.household !== undefined && a.household === b.household && !a.isProtected && !b.isProtected
}

function plainValue(record: CustomerRecord, kind: PlainKind): string {
  return lettersAndDigits(plainForm(record, kind) ?? '')
}

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}
