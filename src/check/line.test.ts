import { expect, test } from 'vitest'
import type { Delivery } from './delivery.ts'
import { lineOf } from './line.ts'
import { plainNaming, pseudonymNaming } from './pseudonym.ts'

const mail = { label: 'in/0001.eml', fileNumber: 1 }
const anna = {
  mail,
  recipient: 'Anna@example.org',
  viewer: { kind: 'customers', customerNumbers: ['K1000001'] },
  unchecked: [],
} as const

const exposing: Delivery = {
  kind: 'exposes',
  ...anna,
  disclosures: [
    { dataSubject: 'K2', kinds: ['name'], places: ['text/plain'], rule: 'addressed', candidates: 2 },
    {
      dataSubject: 'K10',
      kinds: ['customer-number', 'name'],
      places: ['attachment#2:pdf'],
      rule: 'identifier',
    },
  ],
  unchecked: [{ place: 'attachment#3:zip', reason: 'encrypted' }],
}

const lines: readonly [string, Delivery, string][] = [
  [
    'what is clear',
    { kind: 'clear', ...anna },
    '{"file":"in/0001.eml","recipient":"Anna@example.org","viewer":["K1000001"],"verdict":"clear","disclosures":[],"unchecked":[]}',
  ],
  [
    'what goes to staff',
    { kind: 'clear', ...anna, viewer: { kind: 'staff', customerNumbers: [] } },
    '{"file":"in/0001.eml","recipient":"Anna@example.org","viewer":[],"verdict":"clear","staff":true,"disclosures":[],"unchecked":[]}',
  ],
  [
    'whose data is shown, sorted by data subject',
    exposing,
    '{"file":"in/0001.eml","recipient":"Anna@example.org","viewer":["K1000001"],"verdict":"exposes","disclosures":[{"dataSubject":"K10","kinds":["customer-number","name"],"places":["attachment#2:pdf"],"rule":"identifier"},{"dataSubject":"K2","kinds":["name"],"places":["text/plain"],"rule":"addressed","candidates":2}],"unchecked":[{"place":"attachment#3:zip","reason":"encrypted"}]}',
  ],
  [
    'what nobody could be found for',
    { kind: 'unaddressed', mail: { ...mail, messageNumber: 3 }, unchecked: [] },
    '{"file":"in/0001.eml#3","recipient":null,"viewer":[],"verdict":"undecided","disclosures":[],"unchecked":[{"place":"header:To","reason":"broken"}]}',
  ],
  [
    'what could not be read',
    { kind: 'unaddressed', mail, unchecked: [{ place: 'message/rfc822', reason: 'memory' }] },
    '{"file":"in/0001.eml","recipient":null,"viewer":[],"verdict":"undecided","disclosures":[],"unchecked":[{"place":"message/rfc822","reason":"memory"}]}',
  ],
]

for (const [name, delivery, line] of lines) {
  test(`a line of JSON says ${name}`, () => {
    expect(lineOf(delivery, plainNaming)).toBe(line)
  })
}

test('with pseudonyms a line holds no file, recipient or customer, and the same one has the same pseudonym', () => {
  const naming = pseudonymNaming(Buffer.alloc(32, 7))
  const line = lineOf(exposing, naming)
  expect(line).not.toMatch(/0001|example|K1000001|K10|K2/)
  const read = JSON.parse(line)
  expect(read.file).toBe('file-1')
  expect(read.recipient).toBe(naming.recipient('anna@EXAMPLE.org'))
  expect(read.viewer).toEqual([naming.customer('K1000001')])
  expect(naming.customer('K1')).not.toBe(naming.customer('K2'))
  expect(naming.mail({ ...mail, messageNumber: 4 })).toBe('file-1#4')
})

test('another run has other pseudonyms', () => {
  const [one, other] = [1, 2].map((byte) => pseudonymNaming(Buffer.alloc(32, byte)).customer('K1'))
  expect(one).toMatch(/^customer-[a-z2-9]{12}$/)
  expect(one).not.toBe(other)
})
