import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Fault } from '../../std/fault.ts'
import { readNoticeSchema } from './read.ts'

const shipped = readFileSync(new URL('./shipped/library.yaml', import.meta.url), 'utf8')

test('the schema of a library that is shipped is read, with every notice', () => {
  const schema = readNoticeSchema(shipped, 'library.yaml')
  expect(schema.notices.size).toBe(18)
  expect(schema.notices.get('overdue_2')?.scope).toEqual({
    from: 'customer.loans',
    as: 'loans',
    where: [
      { path: 'due', test: { kind: 'before-today' } },
      { path: 'renewals', test: { kind: 'above', value: 0 } },
    ],
    groupBy: { kind: 'recipient' },
    orderBy: [{ path: 'due', direction: 'descending' }],
  })
  expect(schema.types.get('hold')?.fields.get('queue_position')).toEqual({
    kind: 'value',
    value: 'count',
    leaves: true,
    optional: false,
  })
  expect(schema.roots.get('count')?.owner).toBe('recipient')
  expect(schema.roots.get('today')?.owner).toBe('public')
})

const small = `recipient: customer
types:
  customer:
    owner: recipient
    fields: { number: customer-number, email: email, loans: { many: loan } }
  loan: { owner: recipient, fields: { due: date } }
roots: { customer: { one: customer }, loans: { many: loan } }
notices:
  overdue: { to: customer.email, languages: [de], scope: { from: customer.loans, where: [{ path: due, before: today }] } }
`

/** What is written in place of what → code and line of what is told. */
const wrong: readonly (readonly [name: string, from: string, to: string, code: string, line: number])[] = [
  ['a kind mistyped', 'email: email', 'email: emaill', 'SCH_SCHEMA_KEY_UNKNOWN_NEAR', 5],
  ['a kind nobody knows', 'email: email', 'email: zzzzzzzz', 'SCH_SCHEMA_KEY_UNKNOWN', 5],
  ['a type that is not there', 'many: loan }', 'many: laon }', 'SCH_SCHEMA_TYPE_UNKNOWN', 5],
  [
    'a field that is two things',
    'loans: { many: loan }',
    'loans: { many: loan, one: loan }',
    'SCH_SCHEMA_FIELD',
    5,
  ],
  ['a path that leads nowhere', 'to: customer.email', 'to: customer.mail', 'SCH_SCHEMA_PATH', 9],
  ['an address that is none', 'to: customer.email', 'to: customer.number', 'SCH_SCHEMA_TO', 9],
  ['rows that are no list', 'from: customer.loans', 'from: customer.email', 'SCH_SCHEMA_NO_ROWS', 9],
  ['a condition without a test', '{ path: due, before: today }', '{ path: due }', 'SCH_SCHEMA_CONDITION', 9],
  ['a day that is none', 'before: today', 'before: yesterday', 'SCH_SCHEMA_KEY_UNKNOWN', 9],
  ['a recipient that is many', 'recipient: customer', 'recipient: loans', 'SCH_SCHEMA_RECIPIENT', 1],
  ['a name of a template language', 'email: email', 'size: email', 'SCH_SCHEMA_NAME', 5],
  ['a key mistyped', 'languages:', 'langauges:', 'SCH_SCHEMA_KEY_UNKNOWN_NEAR', 9],
  ['no notices', 'notices:', 'allowances: []\nx:', 'SCH_SCHEMA_KEY_UNKNOWN', 9],
  ['quotes that stay open', 'to: customer.email', 'to: "customer.email', 'SCH_SCHEMA_SYNTAX', 10],
  [
    'one key twice',
    'recipient: customer\n',
    'recipient: customer\nrecipient: customer\n',
    'SCH_SCHEMA_SYNTAX',
    2,
  ],
  ['a list where a map belongs', 'types:\n  customer:', 'types: []\nx:\n  customer:', 'SCH_SCHEMA_NO_MAP', 2],
  [
    'public words that lead to a person',
    'loan: { owner: recipient, fields: { due: date } }',
    'loan: { owner: public, fields: { due: date, customer: { one: customer } } }',
    'SCH_SCHEMA_LEAVES',
    6,
  ],
  [
    'an allowance for a field that is not there',
    'notices:',
    'allowances:\n  - { notice: overdue, path: customer.loans, fields: [dew], owner: o, reason: r, expires: 2027-01-31 }\nnotices:',
    'SCH_SCHEMA_PATH',
    9,
  ],
  [
    'an allowance until a day that is none',
    'notices:',
    'allowances:\n  - { notice: overdue, path: customer.loans, fields: [due], owner: o, reason: r, expires: soon }\nnotices:',
    'SCH_SCHEMA_DAY',
    9,
  ],
]

for (const [name, from, to, code, line] of wrong)
  test(`${name} is told with its place`, () => {
    expect(small).toContain(from)
    const read = () => readNoticeSchema(small.replace(from, to), 'schema.yaml')
    const told = (() => {
      try {
        read()
        return []
      } catch (error) {
        return error instanceof Fault
          ? error.problems.map((one) => [one.code, one.at?.line])
          : [String(error)]
      }
    })()
    expect(told).toContainEqual([code, line])
  })
