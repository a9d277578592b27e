import { expect, test } from 'vitest'
import { customer } from '../../test/support/customer.ts'
import { disclosed } from '../../test/support/judged-message.ts'
import { noAllowances } from './allowance.ts'
import type { IdentifierIndex } from './identifier-index.ts'
import { buildReferenceIndex } from './reference-index.ts'
import { openSurvey } from './survey.ts'
import type { Passage } from './view.ts'

const nobody = { kind: 'nobody' } as const
const index = buildReferenceIndex({
  records: [
    customer('K1000001', { firstName: 'Piotr', lastName: 'Nowak', street: 'Hafenweg 3' }),
    customer('K1000002', { emails: ['b@example.org'] }),
  ],
})

function passage(text: string, fields: Partial<Passage> = {}): Passage {
  return { place: 'text/plain', part: 0, text, ...fields }
}

test('an empty message is clear', () => {
  expect(openSurvey(index, noAllowances).judge(nobody)).toEqual({
    kind: 'clear',
    isStaff: false,
    unchecked: [],
  })
})

test('what is added after a judgement counts in the next one', () => {
  const survey = openSurvey(index, noAllowances)
  survey.add(passage('Piotr Nowak'))
  expect(survey.judge(nobody).kind).toBe('clear')
  survey.unread({ place: 'attachment#1:zip', reason: 'encrypted' })
  expect(survey.judge(nobody).kind).toBe('undecided')
  survey.add(passage('Hafenweg 3'))
  expect(survey.judge(nobody).kind).toBe('exposes')
})

test('a text read in running text and in a row is read for each', () => {
  const survey = openSurvey(index, noAllowances)
  const text = '12\tK1000001'
  survey.add(passage(text))
  survey.add(passage(text, { part: 1, place: 'attachment#1:csv', row: 1, labels: ['Nr', 'Kundennummer'] }))
  expect(disclosed(survey.judge(nobody))).toEqual([
    'K1000001 identifier customer-number @text/plain,attachment#1:csv',
  ])
})

test('a short text repeated is read once', () => {
  let lookups = 0
  const counting: IdentifierIndex = {
    ...index,
    owners: (key) => {
      lookups += 1
      return index.owners(key)
    },
  }
  const survey = openSurvey(counting, noAllowances)
  survey.add(passage('K1000001 b@example.org'))
  const once = lookups
  for (let row = 0; row < 50; row++) survey.add(passage('K1000001 b@example.org'))
  expect(once).toBeGreaterThan(0)
  expect(lookups).toBe(once)
})

test('many different texts between two equal ones change nothing', () => {
  const survey = openSurvey(index, noAllowances)
  for (let i = 0; i < 1000; i++) survey.add(passage(`Zeile ${i}`, { row: i }))
  survey.add(passage('Piotr Nowak\tHafenweg 3', { row: 1000 }))
  for (let i = 1001; i < 2000; i++) survey.add(passage(`Zeile ${i}`, { row: i }))
  expect(disclosed(survey.judge(nobody))).toEqual(['K1000001 corroborated name,address @text/plain'])
})

test('a list of many customers names each of them', () => {
  const many = Array.from({ length: 3000 }, (_, i) =>
    customer(`K${2_000_000 + i}`, {
      firstName: 'Piotr',
      lastName: 'Nowak',
      postcode: '12345',
      city: 'Altdorf',
    }),
  )
  const big = buildReferenceIndex({ records: many })
  const survey = openSurvey(big, noAllowances)
  for (const [row, { customerNumber }] of many.entries()) {
    survey.add(passage(`${customerNumber}\tPiotr\tNowak\t12345\tAltdorf`, { row, part: 1 }))
  }
  const found = disclosed(survey.judge(nobody))
  expect(found).toHaveLength(3000)
  expect(new Set(found.map((one) => one.slice(9)))).toEqual(
    new Set(['identifier customer-number,name,address @text/plain']),
  )
})
