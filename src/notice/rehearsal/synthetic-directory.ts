/** The customers of a rehearsal as a directory has them: whatever a mail shows is looked up in it. */
import type { CustomerRecord, OwnedFact } from '../../exposure/fact.ts'
import type { IdentifierIndex } from '../../exposure/identifier-index.ts'
import { buildCompactIndex } from '../../exposure/kernel/compact-index.ts'
import { noChange } from '../interference/run.ts'
import { isRecord } from '../record.ts'
import type { RenderContext, RenderValue } from '../renderer.ts'
import { recipientType } from '../schema/recipient-field.ts'
import type { NoticeSchema, RecordType, ValueKind } from '../schema/schema.ts'
import { type Worlds, wholeView } from '../synthesis/world.ts'

export interface SyntheticDirectory {
  readonly index: IdentifierIndex
  /** By customer number. */
  readonly customerOf: ReadonlyMap<string, number>
}

/** @param key 32 bytes; the index lives no longer than the rehearsal */
export function openSyntheticDirectory(
  schema: NoticeSchema,
  worlds: Worlds,
  key: Uint8Array,
): SyntheticDirectory {
  const type = recipientType(schema)
  const world = worlds.world(noChange)
  const customerOf = new Map<string, number>()
  const records: CustomerRecord[] = []
  const ownedFacts: OwnedFact[] = []
  for (let customer = 0; customer < worlds.customers; customer++) {
    const record = world.recordOf(customer, wholeView)
    if (record === undefined || type === undefined) continue
    const made = customerRecord(record, type, customer)
    customerOf.set(made.customerNumber, customer)
    records.push(made)
    for (const value of ownNumbers(record, type, schema))
      ownedFacts.push({ kind: 'owned-number', value, owner: made.customerNumber })
  }
  return { index: buildCompactIndex({ records, ownedFacts }, key), customerOf }
}

/** A schema without numbers of customers names them by their place in the rehearsal. */
function customerRecord(record: RenderContext, type: RecordType, customer: number): CustomerRecord {
  const all = (kind: ValueKind) =>
    [...type.fields].flatMap(([name, field]) =>
      field.kind === 'value' && field.value === kind && !field.leaves
        ? [textOf(record[name])].filter(Boolean)
        : [],
    )
  const first = (kind: ValueKind) => all(kind)[0]
  const optional = <K extends string>(key: K, value: string | undefined) =>
    value === undefined ? {} : ({ [key]: value } as Record<K, string>)
  return {
    customerNumber: first('customer-number') ?? `rehearsed ${customer}`,
    emails: all('email'),
    phones: all('phone'),
    ibans: all('iban'),
    isProtected: false,
    ...optional('firstName', first('given-name')),
    ...optional('lastName', first('surname')),
    ...optional('street', first('street')),
    ...optional('postcode', first('postcode')),
    ...optional('city', first('city')),
    ...optional('birthDate', first('birth-date')),
  }
}

function textOf(value: RenderValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** Numbers of his loans, invoices ...: everything below him that stays with him. */
function ownNumbers(record: RenderContext, type: RecordType, schema: NoticeSchema): readonly string[] {
  const found: string[] = []
  for (const [name, field] of type.fields) {
    const value = record[name]
    if (field.kind === 'value') {
      if (field.value === 'owned-number' && !field.leaves) found.push(textOf(value))
      continue
    }
    const next = schema.types.get(field.type)
    if (field.leaves || next === undefined || next.owner !== 'recipient' || next === type) continue
    const below = Array.isArray(value) ? value : [value]
    for (const one of below)
      if (isRecord(one)) found.push(...ownNumbers(one, withoutWayBack(next, type), schema))
  }
  return found.filter((text) => text !== '')
}

/** A loan names its customer again: that way leads round and round. */
function withoutWayBack(type: RecordType, from: RecordType): RecordType {
  return {
    ...type,
    fields: new Map(
      [...type.fields].filter(([, field]) => field.kind === 'value' || field.type !== from.name),
    ),
  }
}
