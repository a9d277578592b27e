/** One row as a customer or as a fact. */
import type { CustomerRecord, OwnedFact } from '../../exposure/fact.ts'
import type { FaultCode } from '../../std/fault.ts'
import { parseDate, parseYesNo, splitCell } from './cell.ts'
import type { CustomerField, FactField, HistoryField } from './column-words.ts'

export interface Row<Field extends string> {
  /** Trimmed; empty where the column is missing. */
  cell(field: Field): string
  /** Notes that a cell is wrong. Its value is nowhere in the note. */
  wrong(code: FaultCode, field: Field, params?: Readonly<Record<string, string | number>>): void
}

/** Semicolons and line breaks part phones and IBANs; e-mails cannot hold a blank or a comma, so these part them too. */
const betweenValues = /[;\r\n]+/
const betweenEmails = /[;,\s]+/

export function readCustomer(row: Row<CustomerField>): CustomerRecord {
  const birthDate = parseDate(row.cell('birth_date'))
  if (birthDate === undefined) row.wrong('SCH_CELL_NO_DATE', 'birth_date')
  const isProtected = parseYesNo(row.cell('protected'))
  if (isProtected === undefined) row.wrong('SCH_CELL_NO_ANSWER', 'protected')
  const text = <Key extends keyof CustomerRecord>(key: Key, field: CustomerField) => {
    const cell = row.cell(field)
    return cell === '' ? {} : { [key]: cell }
  }
  return {
    customerNumber: row.cell('customer_number'),
    ...text('title', 'title'),
    ...text('firstName', 'first_name'),
    ...text('lastName', 'last_name'),
    ...text('company', 'company'),
    emails: splitCell(row.cell('email'), betweenEmails),
    phones: [...splitCell(row.cell('phone'), betweenValues), ...splitCell(row.cell('mobile'), betweenValues)],
    ...text('street', 'street'),
    ...text('postcode', 'postcode'),
    ...text('city', 'city'),
    ...(birthDate === undefined || birthDate === 'none' ? {} : { birthDate }),
    ibans: splitCell(row.cell('iban'), betweenValues),
    ...text('household', 'household'),
    // An answer that cannot be read ends the run; until then the customer counts as protected.
    isProtected: isProtected ?? true,
  }
}

/** A customer as a source knows him. */
export interface KnownCustomer {
  readonly record: CustomerRecord
  readonly earlierNumbers: readonly string[]
  readonly lastingId?: string
}

/** @returns undefined if the row is wrong and says so */
export function readKnownCustomer(row: Row<CustomerField | HistoryField>): KnownCustomer | undefined {
  if (row.cell('customer_number') === '') {
    row.wrong('SCH_CELL_EMPTY', 'customer_number')
    return undefined
  }
  const lastingId = row.cell('lasting_id')
  return {
    record: readCustomer(row),
    earlierNumbers: splitCell(row.cell('earlier_numbers'), betweenEmails),
    ...(lastingId === '' ? {} : { lastingId }),
  }
}

/**
 * @param ownerOf the owner's number as the customer list writes it; undefined if the list does not have him
 * @returns undefined if the row is wrong and says so
 */
export function readFact(
  row: Row<FactField>,
  ownerOf: (written: string) => string | undefined,
): OwnedFact | undefined {
  const kind = row.cell('kind')
  const value = row.cell('value')
  const owner = ownerOf(row.cell('owner'))
  const from = parseDate(row.cell('from'))
  const to = parseDate(row.cell('to'))
  if (kind === '') row.wrong('SCH_CELL_EMPTY', 'kind')
  if (value === '') row.wrong('SCH_CELL_EMPTY', 'value')
  if (row.cell('owner') === '') row.wrong('SCH_CELL_EMPTY', 'owner')
  else if (owner === undefined) row.wrong('SCH_OWNER_UNKNOWN', 'owner')
  if (from === undefined) row.wrong('SCH_CELL_NO_DATE', 'from')
  if (to === undefined) row.wrong('SCH_CELL_NO_DATE', 'to')
  const span = { ...(isDate(from) ? { from } : {}), ...(isDate(to) ? { to } : {}) }
  if (isDate(from) && isDate(to) && to < from) row.wrong('SCH_SPAN_BACKWARDS', 'to')
  return kind !== '' && value !== '' && owner !== undefined && owner !== ''
    ? { kind, value, owner, ...span }
    : undefined
}

function isDate(date: string | undefined): date is string {
  return date !== undefined && date !== 'none'
}
