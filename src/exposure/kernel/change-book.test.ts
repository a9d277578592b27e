import { describe, expect, test } from 'vitest'
import { customer } from '../../../test/support/customer.ts'
import { indexKey } from '../../../test/support/index-key.ts'
import { disclosed, judged } from '../../../test/support/judged-message.ts'
import { noAllowances } from '../allowance.ts'
import { openSurvey } from '../survey.ts'
import { viewerOf } from '../viewer.ts'
import { openChangeBook } from './change-book.ts'
import { buildCompactIndex } from './compact-index.ts'
import { openGenerations } from './generations.ts'

const key = indexKey()
const anna = customer('K1000001', {
  firstName: 'Anna',
  lastName: 'Berg',
  emails: ['anna@example.org'],
  household: 'H1',
})
const jonas = customer('K1000002', { firstName: 'Jonas', lastName: 'Berg', emails: ['jonas@example.org'] })

function book() {
  const ownedFacts = [{ kind: 'barcode', value: 'BC-778812', owner: 'K1000001' }]
  return openChangeBook(buildCompactIndex({ records: [anna, jonas], ownedFacts }, key), key)
}

test('without changes the index is as it was', () => {
  const index = book().commit()
  expect([index.size, index.owners('surname:berg'), index.owners('owned-fact:bc778812')]).toEqual([
    2,
    [0, 1],
    [0],
  ])
})

test('a customer who has changed is found by what he has now, and by nothing that he had', () => {
  const changes = book()
  changes.put({ ...anna, emails: ['neu@example.org'], lastName: 'Thal' })
  const index = changes.commit()
  expect(index.owners('email:anna@example.org')).toEqual([])
  expect(index.owners('email:neu@example.org')).toEqual([2])
  expect([index.owners('surname:berg'), index.owners('surname:thal')]).toEqual([[1], [2]])
  expect(index.record(2).customerNumber).toBe('K1000001')
})

test('owned facts stay with a customer however often he changes', () => {
  const changes = book()
  for (const lastName of ['Thal', 'See', 'Ufer']) changes.put({ ...anna, lastName })
  changes.addOwnedFact({ kind: 'barcode', value: 'BC-1', owner: 'K1000001' })
  changes.put(anna)
  const index = changes.commit()
  expect([index.owners('owned-fact:bc778812'), index.owners('owned-fact:bc1')]).toEqual([[5], [5]])
  expect(index.owners('full-name:anna|ufer')).toEqual([])
})

test('a customer who is removed is found by nothing, and neither is what was his when he comes again', () => {
  const changes = book()
  expect(changes.remove('k 1000001')).toBe(true)
  expect(changes.remove('K1000001')).toBe(false)
  expect(changes.commit().owners('owned-fact:bc778812')).toEqual([])
  changes.put(anna)
  const index = changes.commit()
  expect(index.owners('customer-number:k1000001')).toEqual([2])
  expect(index.owners('owned-fact:bc778812')).toEqual([])
})

test('somebody who moves in belongs to the household', () => {
  const changes = book()
  changes.put({ ...jonas, household: 'H1' })
  const to = 'jonas@example.org'
  expect(disclosed(judged({ index: changes.commit(), passages: ['K1000001'], to }))).toEqual([])
  expect(disclosed(judged({ index: book().commit(), passages: ['K1000001'], to }))).toHaveLength(1)
})

test('an owned fact of nobody the directory knows is somebody’s', () => {
  const changes = book()
  changes.addOwnedFact({ kind: 'barcode', value: 'BC-2', owner: 'K9' })
  changes.addOwnedFact({ kind: 'barcode', value: 'BC-3', owner: 'K9' })
  const index = changes.commit()
  expect([index.owners('owned-fact:bc2'), index.owners('owned-fact:bc3')]).toEqual([[2], [2]])
  expect(index.record(2)).toEqual({ customerNumber: 'K9', isProtected: false })
})

test('numbers that have become many count no more alone, and do again when they have gone', () => {
  const changes = openChangeBook(buildCompactIndex({ records: [customer('12345')] }, key), key)
  expect(changes.commit().isStrongAlone('customer-number:99999')).toBe(true)
  for (let i = 0; i < 20; i++) changes.put(customer(String(20_000 + i)))
  expect(changes.commit().isStrongAlone('customer-number:99999')).toBe(false)
  for (let i = 0; i < 20; i++) changes.remove(String(20_000 + i))
  expect(changes.commit().isStrongAlone('customer-number:99999')).toBe(true)
})

test('a book under another key than its index is refused', () => {
  expect(() => openChangeBook(buildCompactIndex({ records: [anna] }, key), indexKey(2))).toThrow(RangeError)
})

test('changes are counted', () => {
  const changes = book()
  changes.put(anna)
  changes.remove('K1000002')
  changes.remove('K1000002')
  expect(changes.changes).toBe(2)
})

describe('a message that is being judged', () => {
  test('sees the state in which it began, whatever is committed meanwhile', () => {
    const changes = book()
    const generations = openGenerations(changes.commit())
    const { index } = generations.current()
    const survey = openSurvey(index, noAllowances)
    survey.add({ place: 'body', part: 0, text: 'Anna Berg, K1000001' })
    changes.put({ ...anna, emails: ['neu@example.org'] })
    const next = generations.succeed(changes.commit())
    expect(survey.judge(viewerOf('anna@example.org', index, noAllowances)).kind).toBe('clear')
    expect(generations.current()).toBe(next)
    expect(next.number).toBe(2)
    expect(viewerOf('anna@example.org', next.index, noAllowances).kind).toBe('nobody')
    expect(viewerOf('neu@example.org', next.index, noAllowances).kind).toBe('customers')
  })
})
