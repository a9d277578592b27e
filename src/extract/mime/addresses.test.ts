import { expect, test } from 'vitest'
import { distinctAddresses, readAddresses } from './addresses.ts'

const cases: readonly [name: string, header: string, addresses: readonly (readonly [string, string])[]][] = [
  ['a bare address', 'anna@example.org', [['anna@example.org', '']]],
  ['a display name', 'Anna Müller <anna@example.org>', [['anna@example.org', 'Anna Müller']]],
  ['a quoted name with a comma', '"Müller, Anna" <anna@example.org>', [['anna@example.org', 'Müller, Anna']]],
  [
    'an encoded name with a comma',
    '=?utf-8?Q?M=C3=BCller=2C_Anna?= <anna@example.org>',
    [['anna@example.org', 'Müller, Anna']],
  ],
  [
    'several',
    'a@example.org, B <b@example.org>',
    [
      ['a@example.org', ''],
      ['b@example.org', 'B'],
    ],
  ],
  [
    'semicolons',
    'a@example.org; b@example.org',
    [
      ['a@example.org', ''],
      ['b@example.org', ''],
    ],
  ],
  [
    'a group',
    'Kunden: a@example.org, B <b@example.org>;',
    [
      ['a@example.org', ''],
      ['b@example.org', 'B'],
    ],
  ],
  ['an empty group', 'undisclosed-recipients:;', []],
  ['a comment as name', 'anna@example.org (Anna Müller)', [['anna@example.org', 'Anna Müller']]],
  ['comments inside an address', 'anna(x)@(y)example.org', [['anna@example.org', 'y']]],
  ['a quoted local part', '"anna müller"@example.org', [['"anna müller"@example.org', '']]],
  ['an at sign in a quoted local part', '"a@b"@example.org', [['"a@b"@example.org', '']]],
  ['a route', '<@relay.example.com,@b.example.com:anna@example.org>', [['anna@example.org', '']]],
  ['no space before the bracket', 'Anna<anna@example.org>', [['anna@example.org', 'Anna']]],
  [
    'a bracket that is not closed',
    'Anna <anna@example.org, b@example.org',
    [
      ['anna@example.org', 'Anna'],
      ['b@example.org', ''],
    ],
  ],
  ['a name without brackets', 'Anna Müller anna@example.org', [['anna@example.org', 'Anna Müller']]],
  ['white space around the at sign', 'anna @ example.org', [['anna@example.org', '']]],
  [
    'an address as its own name',
    '"anna@example.org" <anna@example.org>',
    [['anna@example.org', 'anna@example.org']],
  ],
  ['an internationalised address', 'jörg@bücherei.example', [['jörg@bücherei.example', '']]],
  ['a quote that is not closed', '"Anna <anna@example.org>', [['anna@example.org', 'Anna']]],
  ['a mailbox inside an encoded word', '=?utf-8?Q?Anna_<anna@example.org>?=', [['anna@example.org', 'Anna']]],
  ['single quotes', "'anna@example.org'", [['anna@example.org', '']]],
  [
    'two addresses with nothing between',
    'a@example.org b@example.org',
    [
      ['a@example.org', ''],
      ['b@example.org', ''],
    ],
  ],
  ['nothing', ' , ;', []],
  ['an empty path', '<>', []],
]

for (const [name, header, addresses] of cases) {
  test(`addresses: ${name}`, () => {
    expect(readAddresses(header).map((found) => [found.address, found.name])).toEqual(addresses)
  })
}

test('one address in two spellings is one recipient', () => {
  expect(distinctAddresses(['A@Bücherei.example', 'a@xn--bcherei-n2a.example', 'b@example.org'])).toEqual([
    'A@Bücherei.example',
    'b@example.org',
  ])
})
