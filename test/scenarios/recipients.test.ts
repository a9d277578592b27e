/** Who reads a mail, and what he may see: envelopes, shared mailboxes, households, protection, staff, nobody. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type HeaderField, mail, textPart } from '../mail-builder/mime.ts'
import { type CheckLine, runCheck } from '../support/check-command.ts'
import { type Customer, directoryCsv } from '../support/customer-list.ts'

const customers: readonly Customer[] = [
  {
    number: 'R1000001',
    firstName: 'Nora',
    lastName: 'Albers',
    email: 'Nora@Example.org',
    street: 'Am Teich 1',
    household: 'A',
  },
  {
    number: 'R1000002',
    firstName: 'Ole',
    lastName: 'Albers',
    email: 'ole@example.org',
    street: 'Am Teich 1',
    household: 'A',
  },
  {
    number: 'R1000003',
    firstName: 'Pia',
    lastName: 'Albers',
    email: 'pia@example.org',
    household: 'A',
    isProtected: true,
  },
  { number: 'R1000004', firstName: 'Quirin', lastName: 'Bode', email: 'beide@bücher.example' },
  { number: 'R1000005', firstName: 'Rosa', lastName: 'Cordes', email: 'beide@bücher.example' },
  {
    number: 'R1000006',
    firstName: 'Silas',
    lastName: 'Dorn',
    email: 'silas@example.org; s.dorn@example.org',
    household: '',
  },
  { number: 'R1000007', firstName: 'Tara', lastName: 'Ebel', email: 'tara@amt.example' },
]

const allow = `domains: [amt.example]
addresses: [kollege@example.org]
lists: [alle@amt.example]
`

type Expected = readonly [
  recipient: string | null,
  viewer: readonly string[],
  dataSubjects: readonly string[],
  staff?: true,
]

interface Row {
  readonly name: string
  readonly headers: readonly HeaderField[]
  readonly text: string
  readonly expected: readonly Expected[]
}

const rows: readonly Row[] = [
  {
    name: 'addresses compare in any case',
    headers: [['To', 'NORA@EXAMPLE.ORG']],
    text: 'R1000001',
    expected: [['nora@example.org', ['R1000001'], []]],
  },
  {
    name: 'a household shares its data',
    headers: [['To', 'nora@example.org']],
    text: 'R1000002, ole@example.org',
    expected: [['nora@example.org', ['R1000001'], []]],
  },
  {
    name: 'a protected member is covered by no household',
    headers: [['To', 'nora@example.org']],
    text: 'R1000003',
    expected: [['nora@example.org', ['R1000001'], ['R1000003']]],
  },
  {
    name: 'a protected member does not see the household either',
    headers: [['To', 'pia@example.org']],
    text: 'R1000002',
    expected: [['pia@example.org', ['R1000003'], ['R1000002']]],
  },
  {
    name: 'two customers behind one address, in letters',
    headers: [['To', 'beide@bücher.example']],
    text: 'R1000004 R1000005',
    expected: [['beide@bücher.example', ['R1000004', 'R1000005'], []]],
  },
  {
    name: 'two customers behind one address, in Punycode',
    headers: [['To', 'beide@xn--bcher-kva.example']],
    text: 'R1000004 R1000001',
    expected: [['beide@xn--bcher-kva.example', ['R1000004', 'R1000005'], ['R1000001']]],
  },
  {
    name: 'a second address of a customer',
    headers: [['To', 's.dorn@example.org']],
    text: 'R1000006 silas@example.org',
    expected: [['s.dorn@example.org', ['R1000006'], []]],
  },
  {
    name: 'an empty household is none',
    headers: [['To', 'silas@example.org']],
    text: 'R1000007',
    expected: [['silas@example.org', ['R1000006'], ['R1000007']]],
  },
  {
    name: 'every address of To, Cc and Bcc, in groups too',
    headers: [
      ['To', 'Alle: nora@example.org, silas@example.org;'],
      ['Cc', 'kollege@example.org'],
      ['Bcc', 'niemand@example.net'],
    ],
    text: 'Guten Tag',
    expected: [
      ['nora@example.org', ['R1000001'], ['R1000006']],
      ['silas@example.org', ['R1000006'], ['R1000001']],
      ['kollege@example.org', [], [], true],
      ['niemand@example.net', [], ['R1000001', 'R1000006']],
    ],
  },
  {
    name: 'the envelope header comes first',
    headers: [
      ['To', 'liste@example.net'],
      ['Delivered-To', 'ole@example.org'],
      ['X-Original-To', 'silas@example.org'],
    ],
    text: 'R1000006',
    expected: [['silas@example.org', ['R1000006'], ['R1000002']]],
  },
  {
    name: 'an address of staff',
    headers: [['To', 'chef@amt.example']],
    text: 'R1000001',
    expected: [['chef@amt.example', [], [], true]],
  },
  {
    name: 'a list of the organisation reaches customers',
    headers: [['To', 'alle@amt.example']],
    text: 'R1000001',
    expected: [['alle@amt.example', [], ['R1000001']]],
  },
  {
    name: 'nobody gets the data of a customer',
    headers: [['To', 'fremd@example.net']],
    text: 'R1000001',
    expected: [['fremd@example.net', [], ['R1000001']]],
  },
  {
    name: 'nobody gets a mail without data',
    headers: [['To', 'fremd@example.net']],
    text: 'Hallo',
    expected: [['fremd@example.net', [], []]],
  },
]

const folder = mkdtempSync(join(tmpdir(), 'schleuse-recipients-'))
let lines: readonly CheckLine[] = []
const fileOf = (i: number): string => join(folder, `${String(i).padStart(2, '0')}.eml`)

beforeAll(async () => {
  for (const [i, { headers, text }] of rows.entries())
    writeFileSync(
      fileOf(i),
      mail([['From', 'amt@amt.example'], ['Subject', 'x'], ...headers], textPart(text)),
    )
  writeFileSync(join(folder, 'none.eml'), mail([['From', 'amt@amt.example']], textPart('R1000001')))
  writeFileSync(join(folder, 'kunden.csv'), directoryCsv(customers))
  writeFileSync(join(folder, 'allow.yaml'), allow)
  const run = await runCheck([
    folder,
    '--directory',
    join(folder, 'kunden.csv'),
    '--allow',
    join(folder, 'allow.yaml'),
  ])
  lines = run.lines
})

afterAll(() => rmSync(folder, { recursive: true }))

for (const [i, { name, expected }] of rows.entries())
  test(name, () => {
    const answers = lines
      .filter(({ file }) => file === fileOf(i))
      .map((line): Expected => {
        const subjects = line.disclosures.map(({ dataSubject }) => dataSubject)
        const recipient = line.recipient?.toLowerCase() ?? null
        return line.staff ? [recipient, line.viewer, subjects, true] : [recipient, line.viewer, subjects]
      })
    expect(answers).toEqual(expected)
  })

test('a message for nobody is undecided', () => {
  expect(lines.filter(({ file }) => file.endsWith('none.eml'))).toMatchObject([
    { recipient: null, viewer: [], verdict: 'undecided' },
  ])
})

test('recipients given from outside replace those of the mail', async () => {
  const run = await runCheck([
    fileOf(0),
    '--directory',
    join(folder, 'kunden.csv'),
    '--to',
    'ole@example.org',
    '--to',
    'silas@example.org',
  ])
  expect(run.lines.map(({ recipient, verdict }) => [recipient, verdict])).toEqual([
    ['ole@example.org', 'clear'],
    ['silas@example.org', 'exposes'],
  ])
  expect(run.exitCode).toBe(1)
})
