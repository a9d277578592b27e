import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type CustomerRecord, comparableNumber, type FileRemark } from '../../check/directory-file.ts'
import { readWholeFile } from '../../check/whole-file.ts'
import { Fault } from '../../std/fault.ts'
import { csvDirectoryFile } from './directory-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'schleuse-csv-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function fileOf(content: string | Uint8Array): string {
  files += 1
  const path = join(folder, `${files}.csv`)
  writeFileSync(path, content)
  return path
}

function readCustomers(content: string | Uint8Array, rowsMax = 1000) {
  const remarks: FileRemark[] = []
  const remark = (one: FileRemark) => remarks.push(one)
  const reading = { path: fileOf(content), readFile: readWholeFile, rowsMax, remark }
  return { customers: [...csvDirectoryFile().customers(reading)], remarks }
}

function problemsOf(read: () => unknown) {
  try {
    read()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('the file was read without a fault')
}

const bare = { emails: [], phones: [], ibans: [], isProtected: false }
const anna = { ...bare, customerNumber: 'K1', firstName: 'Anna', lastName: 'Müller' }
const latin1 = (text: string) => Buffer.from(text, 'latin1')

const readable: readonly [string, string | Uint8Array, readonly CustomerRecord[]][] = [
  ['commas', 'kundennummer,vorname,nachname\nK1,Anna,Müller\n', [anna]],
  ['semicolons', 'kundennummer;vorname;nachname\nK1;Anna;Müller\n', [anna]],
  ['tabs', 'kundennummer\tvorname\tnachname\nK1\tAnna\tMüller\n', [anna]],
  ['a separator declared by Excel', 'sep=|\r\nkundennummer|vorname|nachname\r\nK1|Anna|Müller', [anna]],
  ['a byte order mark', '\uFEFFKundennummer;Vorname;Nachname\r\nK1;Anna;Müller\r\n', [anna]],
  ['windows-1252', latin1('kundennummer;vorname;nachname\nK1;Anna;M\xfcller\n'), [anna]],
  [
    'a byte order mark before windows-1252',
    latin1('\xef\xbb\xbfkundennummer;vorname;nachname\nK1;Anna;M\xfcller\n'),
    [anna],
  ],
  ['lone carriage returns', 'kundennummer;vorname;nachname\rK1;Anna;Müller\r', [anna]],
  ['no line break at the end', 'kundennummer;vorname;nachname\nK1;Anna;Müller', [anna]],
  [
    'quoted cells with blanks around',
    '"Kundennummer" ; "VORNAME";"Nachname"\n"K1" ;"Anna"; "Müller"\n',
    [anna],
  ],
  ['English names', 'Customer Number,First-Name,LAST_NAME\nK1,Anna,Müller\n', [anna]],
  ['empty rows', '\n;;\nkundennummer;vorname;nachname\n\nK1;Anna;Müller\n;;\n', [anna]],
  ['blanks around values', 'kundennummer;vorname;nachname\n K1 ; Anna; Müller \n', [anna]],
  [
    'only the number',
    'ausweisnummer\nK1\nK2\n',
    [
      { ...bare, customerNumber: 'K1' },
      { ...bare, customerNumber: 'K2' },
    ],
  ],
  [
    'a quoted line break and a doubled quote',
    'kundennummer;firma\nK1;"Nord""wind\r\nGmbH"\nK2;Blau\n',
    [
      { ...bare, customerNumber: 'K1', company: 'Nord"wind\r\nGmbH' },
      { ...bare, customerNumber: 'K2', company: 'Blau' },
    ],
  ],
  [
    'every spelling of the street',
    'kundennummer;Straße;PLZ;Ort\nK1;Am Markt 1;01067;Dresden\n',
    [{ ...bare, customerNumber: 'K1', street: 'Am Markt 1', postcode: '01067', city: 'Dresden' }],
  ],
  [
    'a column name in capitals',
    'kundennummer;STRASSE\nK1;Am Markt 1\n',
    [{ ...bare, customerNumber: 'K1', street: 'Am Markt 1' }],
  ],
  [
    'several e-mails and phones',
    'kundennummer,e-mail,telefon,handy\nK1,a@example.org; b@example.org c@example.org,030 1;030 2,0171 3\n',
    [
      {
        ...bare,
        customerNumber: 'K1',
        emails: ['a@example.org', 'b@example.org', 'c@example.org'],
        phones: ['030 1', '030 2', '0171 3'],
      },
    ],
  ],
  [
    'dates of both forms and of zeros',
    'kundennummer;geburtsdatum\nK1;1980-02-29\nK2;1.3.1981\nK3;0000-00-00\n',
    [
      { ...bare, customerNumber: 'K1', birthDate: '1980-02-29' },
      { ...bare, customerNumber: 'K2', birthDate: '1981-03-01' },
      { ...bare, customerNumber: 'K3' },
    ],
  ],
  [
    'households and protection',
    'kundennummer;haushalt;auskunftssperre\nK1;H1;Ja\nK2;H1;0\n',
    [
      { ...bare, customerNumber: 'K1', household: 'H1', isProtected: true },
      { ...bare, customerNumber: 'K2', household: 'H1' },
    ],
  ],
]

for (const [name, content, customers] of readable) {
  test(`a customer list is read with ${name}`, () => {
    expect(readCustomers(content).customers).toEqual(customers)
  })
}

/** Stands in every row that is wrong: no problem may repeat it. */
const secret = 'Geheim'

const unreadable: readonly [string, string | Uint8Array, readonly [string, number?, number?][]][] = [
  ['is empty', '', [['SCH_TABLE_EMPTY']]],
  ['has only blanks', '\n  \n', [['SCH_TABLE_EMPTY']]],
  ['has only a header', 'kundennummer;name\n', [['SCH_TABLE_NO_ROWS']]],
  ['is UTF-16', Buffer.from('\uFEFFkundennummer\nK1\n', 'utf16le'), [['SCH_TABLE_UTF16', 1]]],
  ['has a NUL byte', 'kundennummer\r\nK1\r\nK\0\n', [['SCH_TABLE_NUL', 3]]],
  ['has no number column', `name;ort\n${secret};Ulm\n`, [['SCH_TABLE_COLUMN_MISSING', 1, 1]]],
  ['has no header', `K1;${secret};Ulm\nK2;Berta;Ulm\n`, [['SCH_TABLE_COLUMN_MISSING', 1, 1]]],
  [
    'has the number column twice',
    'kundennummer;ort;ausweisnummer\nK1;Ulm;K1\n',
    [['SCH_TABLE_COLUMN_TWICE', 1, 3]],
  ],
  ['has a row that is too short', `kundennummer;nachname;ort\nK1;${secret}\n`, [['SCH_TABLE_CELL_COUNT', 2]]],
  ['has a row that is too long', `kundennummer;ort\n\nK1;${secret};Ulm\n`, [['SCH_TABLE_CELL_COUNT', 3]]],
  [
    'has a quote that is never closed',
    `kundennummer;firma\nK1;"Blau"\nK2;"${secret}\nK3;Rot\n`,
    [['SCH_TABLE_QUOTE_OPEN', 3, 2]],
  ],
  [
    'has a quote closed too early',
    `kundennummer;firma\nK1;"a\nb"\nK2;"${secret}" GmbH\n`,
    [['SCH_TABLE_QUOTE_STRAY', 4, 2]],
  ],
  [
    'has a quote inside a bare cell',
    `kundennummer;firma\nK1;${secret} "Blau; Rot"\n`,
    [['SCH_TABLE_QUOTE_STRAY', 2, 2]],
  ],
  ['has an empty number', `kundennummer;nachname\n ;${secret}\n`, [['SCH_CELL_EMPTY', 2, 1]]],
  [
    'has a number twice',
    `nachname;kundennummer\nA;${secret}-1\nB;x\nC;${secret} 1\n`,
    [['SCH_NUMBER_TWICE', 4, 2]],
  ],
  [
    'has a birth date that is no day',
    'kundennummer;geburtsdatum\nK1;30.02.1980\n',
    [['SCH_CELL_NO_DATE', 2, 2]],
  ],
  [
    'has a birth date of two digits',
    'kundennummer;geburtsdatum\nK1;01.02.80\n',
    [['SCH_CELL_NO_DATE', 2, 2]],
  ],
  [
    'has an answer that is none',
    `kundennummer;auskunftssperre\nK1;${secret}\n`,
    [['SCH_CELL_NO_ANSWER', 2, 2]],
  ],
  [
    'has several problems',
    `kundennummer;geburtsdatum;protected\nK1;${secret};${secret}\nK2;x\n;;no\nK3;"`,
    [
      ['SCH_CELL_NO_DATE', 2, 2],
      ['SCH_CELL_NO_ANSWER', 2, 3],
      ['SCH_TABLE_CELL_COUNT', 3],
      ['SCH_CELL_EMPTY', 4, 1],
      ['SCH_TABLE_QUOTE_OPEN', 5, 2],
    ],
  ],
]

for (const [name, content, problems] of unreadable) {
  test(`a customer list that ${name} is refused with its place and without its values`, () => {
    const fault = problemsOf(() => readCustomers(content))
    const found = fault.problems.map(({ code, at }) => [code, at?.line, at?.column])
    expect(found).toEqual(problems.map(([code, line, column]) => [code, line, column]))
    expect(JSON.stringify([fault.problems, fault.message])).not.toContain(secret)
  })
}

const days: readonly [string, boolean][] = [
  ['29.02.2000', true],
  ['29.02.2004', true],
  ['29.02.1900', false],
  ['29.02.2001', false],
  ['2001-04-31', false],
  ['2001-12-31', true],
  ['2001-13-01', false],
  ['00.01.2001', false],
  ['1.2.99', false],
]

for (const [day, isReal] of days) {
  test(`${day} is ${isReal ? 'a' : 'no'} date`, () => {
    const read = () => readCustomers(`kundennummer;geburtsdatum\nK1;${day}\n`).customers.length
    if (isReal) expect(read()).toBe(1)
    else expect(problemsOf(read).problems[0]).toMatchObject({ code: 'SCH_CELL_NO_DATE' })
  })
}

test('a customer list that is not there is refused', () => {
  const reading = { path: join(folder, 'none.csv'), readFile: readWholeFile, rowsMax: 10, remark: () => {} }
  const fault = problemsOf(() => [...csvDirectoryFile().customers(reading)])
  expect(fault.problems[0]).toMatchObject({ code: 'SCH_FILE_MISSING', at: { file: reading.path } })
})

test('a folder in place of a customer list is refused', () => {
  const fault = problemsOf(() => [
    ...csvDirectoryFile().customers({ path: folder, readFile: readWholeFile, rowsMax: 10, remark: () => {} }),
  ])
  expect(fault.problems[0]).toMatchObject({ code: 'SCH_FILE_UNREADABLE', params: { reason: 'EISDIR' } })
})

test('more rows than fit the memory are refused with how many there are', () => {
  const fault = problemsOf(() => readCustomers('kundennummer\nK1\nK2\nK3\nK4\n', 3))
  expect(fault.problems).toMatchObject([{ code: 'SCH_TABLE_ROWS_TOO_MANY', params: { rows: 4, max: 3 } }])
})

test('twenty problems are listed and the rest is counted', () => {
  const rows = Array.from({ length: 25 }, (_, index) => `K${index};x`).join('\n')
  const fault = problemsOf(() => readCustomers(`kundennummer;geburtsdatum\n${rows}\n`))
  expect([fault.problems.length, fault.furtherProblems]).toEqual([20, 5])
})

test('rows that are cut by the slices of a large file are whole', () => {
  const row = (index: number) => `K${index};"Straße ""${'ä'.repeat(index % 97)}""\r\n${index}"\r\n`
  const rows = Array.from({ length: 20_000 }, (_, index) => row(index)).join('')
  const { customers } = readCustomers(`kundennummer;street\r\n${rows}`, 100_000)
  expect(customers.length).toBe(20_000)
  const wrong = customers.filter(
    ({ street }, index) => street !== `Straße "${'ä'.repeat(index % 97)}"\r\n${index}`,
  )
  expect(wrong).toEqual([])
})

test('columns nobody reads are told once', () => {
  const { remarks } = readCustomers('kundennummer;Bemerkung;;Filiale\nK1;x;y;z\nK2;x;y;z\n')
  expect(remarks).toMatchObject([{ kind: 'columns-ignored', listed: ['Bemerkung', '', 'Filiale'], count: 3 }])
})

test('an IBAN with wrong check digits and an e-mail that is none are told with their lines', () => {
  const { remarks, customers } = readCustomers(
    'kundennummer;iban;email\nK1;DE02 1203 0000 0000 2020 51;a@example.org\nK2;DE03120300000000202051;keine\n',
  )
  expect(customers.length).toBe(2)
  expect(remarks).toMatchObject([
    { kind: 'iban-checksum', listed: [3], count: 1 },
    { kind: 'email-form', listed: [3], count: 1 },
  ])
})

function readFacts(content: string) {
  const owners = new Map([[comparableNumber('K1'), 'k-1']])
  const reading = { path: fileOf(content), readFile: readWholeFile, rowsMax: 10, remark: () => {} }
  return [...csvDirectoryFile().facts(reading, owners)]
}

test('facts name their owner as the customer list does, and keep their span', () => {
  expect(
    readFacts('kind,value,owner,from,to\nbarcode,30001,K 1,2026-01-01,31.1.2026\nbarcode,30002,k1,,\n'),
  ).toEqual([
    { kind: 'barcode', value: '30001', owner: 'k-1', from: '2026-01-01', to: '2026-01-31' },
    { kind: 'barcode', value: '30002', owner: 'k-1' },
  ])
})

const wrongFacts: readonly [string, string, string, number, number][] = [
  ['an owner nobody knows', `kind,value,owner\nbarcode,1,${secret}\n`, 'SCH_OWNER_UNKNOWN', 2, 3],
  ['no owner', 'kind,value,owner\nbarcode,1,\n', 'SCH_CELL_EMPTY', 2, 3],
  ['no value', 'kind,value,owner\nbarcode,,K1\n', 'SCH_CELL_EMPTY', 2, 2],
  ['no kind', 'kind,value,owner\n,1,K1\n', 'SCH_CELL_EMPTY', 2, 1],
  ['a date that is none', `kind,value,owner,from\nbarcode,1,K1,${secret}\n`, 'SCH_CELL_NO_DATE', 2, 4],
  [
    'a span that ends before it begins',
    'kind,value,owner,from,to\nb,1,K1,2026-02-01,2026-01-01\n',
    'SCH_SPAN_BACKWARDS',
    2,
    5,
  ],
]

for (const [name, content, code, line, column] of wrongFacts) {
  test(`a fact with ${name} is refused with its place and without its value`, () => {
    const fault = problemsOf(() => readFacts(content))
    expect(fault.problems).toMatchObject([{ code, at: { line, column } }])
    expect(JSON.stringify(fault.problems)).not.toContain(secret)
  })
}
