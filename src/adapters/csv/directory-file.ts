/** The customer list and the facts list as tables of separated values. */
import {
  type CustomerRecord,
  comparableNumber,
  type DirectoryFile,
  type FileReading,
  type FileRemark,
  type OwnedFact,
} from '../../check/directory-file.ts'
import { isIbanValid } from '../row/cell.ts'
import {
  type CustomerField,
  customerColumns,
  type FactField,
  factShape,
  type TableShape,
} from '../row/column-words.ts'
import { readCustomer, readFact } from '../row/customer-row.ts'
import { decodeTable } from './encoding.ts'
import { readTable } from './table.ts'

const customerShape = {
  names: customerColumns,
  required: ['customer_number'],
} as const satisfies TableShape<CustomerField>

/** @limit the whole file is held once while it is read; ten million customers of 150 bytes stay below it */
const fileBytesMax = 2_000_000_000

/** @limit lines named in a remark; the count says how many there are in all */
const remarkLinesMax = 5

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

function* readFacts(reading: FileReading, owners: ReadonlyMap<string, string>): Generator<OwnedFact> {
  for (const row of readTable<FactField>(factShape, tableReading(reading))) {
    const fact = readFact(row, (written) => owners.get(comparableNumber(written)))
    if (fact !== undefined) yield fact
  }
}

/** Whether a mail can carry it as an address; the engine looks for nothing else. */
function isEmailLike(email: string): boolean {
  return /^[^@<>]+@[^@<>]+$/.test(email)
}

function tableReading(reading: FileReading) {
  return {
    path: reading.path,
    text: () => decodeTable(reading.readFile(reading.path, fileBytesMax), reading.path),
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
