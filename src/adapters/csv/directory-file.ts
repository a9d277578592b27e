/** The customer list and the facts list as tables of separated values. */
import {
  type CustomerRecord,
  comparableNumber,
  type DirectoryFile,
  type FileReading,
  type FileRemark,
  type OwnedFact,
} from '../../check/directory-file.ts'
import { isIbanValid, parseDate, parseYesNo, splitCell } from './cell.ts'
import type { TableShape } from './header.ts'
import { readTable, type TableRow } from './table.ts'

const customerShape = {
  names: {
    customer_number: ['customer_number', 'kundennummer', 'ausweisnummer'],
    title: ['title', 'titel'],
    first_name: ['first_name', 'vorname'],
    last_name: ['last_name', 'nachname'],
    company: ['company', 'firma'],
    email: ['email', 'e-mail'],
    phone: ['phone', 'telefon'],
    mobile: ['mobile', 'mobil', 'handy'],
    street: ['street', 'strasse', 'straße'],
    postcode: ['postcode', 'plz'],
    city: ['city', 'ort'],
    birth_date: ['birth_date', 'geburtsdatum'],
    iban: ['iban'],
    household: ['household', 'haushalt'],
    protected: ['protected', 'auskunftssperre'],
  },
  required: ['customer_number'],
} as const satisfies TableShape<string>
type CustomerField = keyof typeof customerShape.names
type FactField = keyof typeof factShape.names

const factShape = {
  names: {
    kind: ['kind', 'art'],
    value: ['value', 'wert'],
    owner: ['owner', 'kunde', 'kundennummer', 'ausweisnummer', 'customer_number'],
    from: ['from', 'von'],
    to: ['to', 'bis'],
  },
  required: ['kind', 'value', 'owner'],
} as const satisfies TableShape<string>

/** @limit lines named in a remark; the count says how many there are in all */
const remarkLinesMax = 5

/** Semicolons and line breaks part phones and IBANs; e-mails cannot hold a blank or a comma, so these part them too. */
const betweenValues = /[;\r\n]+/
const betweenEmails = /[;,\s]+/

export function csvDirectoryFile(): DirectoryFile {
  return { customers: readCustomers, facts: readFacts }
}

function* readCustomers(reading: FileReading): Generator<CustomerRecord> {
  const lineOfNumber = new Map<string, number>()
  const ibans = lineRemark('iban-checksum', reading)
  const emails = lineRemark('email-form', reading)
  for (const row of readTable<CustomerField>(customerShape, tableReading(reading))) {
    const customer = readCustomer(row)
    const number = comparableNumber(customer.customerNumber)
    if (number === '') {
      const code = customer.customerNumber === '' ? 'SCH_CELL_EMPTY' : 'SCH_CELL_NO_NUMBER'
      row.wrong(code, 'customer_number')
      continue
    }
    const firstLine = lineOfNumber.get(number)
    if (firstLine !== undefined) {
      row.wrong('SCH_NUMBER_TWICE', 'customer_number', { firstLine: String(firstLine) })
      continue
    }
    lineOfNumber.set(number, row.line)
    if (customer.ibans.some((iban) => !isIbanValid(iban))) ibans.add(row.line)
    if (customer.emails.some((email) => !isEmailLike(email))) emails.add(row.line)
    yield customer
  }
  ibans.tell()
  emails.tell()
}

function readCustomer(row: TableRow<CustomerField>): CustomerRecord {
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

function* readFacts(reading: FileReading, owners: ReadonlyMap<string, string>): Generator<OwnedFact> {
  for (const row of readTable<FactField>(factShape, tableReading(reading))) {
    const kind = row.cell('kind')
    const value = row.cell('value')
    const owner = owners.get(comparableNumber(row.cell('owner')))
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
    if (kind !== '' && value !== '' && owner !== undefined) yield { kind, value, owner, ...span }
  }
}

function isDate(date: string | undefined): date is string {
  return date !== undefined && date !== 'none'
}

/** Whether a mail can carry it as an address; the engine looks for nothing else. */
function isEmailLike(email: string): boolean {
  return /^[^@<>]+@[^@<>]+$/.test(email)
}

function tableReading(reading: FileReading) {
  return {
    path: reading.path,
    readFile: reading.readFile,
    rowsMax: reading.rowsMax,
    ignoredColumns: (names: readonly string[]) =>
      reading.remark({
        kind: 'columns-ignored',
        file: reading.path,
        listed: names,
        count: names.length,
      }),
  }
}

/** Counts the lines with one weakness and tells it once. */
function lineRemark(kind: FileRemark['kind'], { path, remark }: FileReading) {
  const listed: number[] = []
  let count = 0
  return {
    add: (line: number) => {
      count += 1
      if (listed.length < remarkLinesMax) listed.push(line)
    },
    tell: () => {
      if (count > 0) remark({ kind, file: path, listed, count })
    },
  }
}
