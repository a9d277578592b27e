import { describe, expect, test } from 'vitest'
import { customer } from '../../test/support/customer.ts'
import { noAllowances } from './allowance.ts'
import { inspect } from './inspect.ts'
import { buildReferenceIndex } from './reference-index.ts'
import type { Viewer } from './verdict.ts'
import type { Sha256, Unchecked, View } from './view.ts'

const index = buildReferenceIndex({ records: [customer('K1000001'), customer('K1000002')] })
const digest = 'a'.repeat(64) as Sha256
const unread: Unchecked = { place: 'attachment#1:zip', reason: 'encrypted' }
const viewer: Viewer = { kind: 'customers', handles: [0], isStaff: false }
const staff: Viewer = { kind: 'staff' }

function view(text: string, fields: Partial<View> = {}): View {
  return { passages: [{ place: 'text/plain', part: 0, text }], unchecked: [], digest, ...fields }
}

const own = 'Ihre Nummer K1000001'
const foreign = 'Ihre Nummer K1000002'
const verdicts: readonly [string, View, Viewer, 'clear' | 'exposes' | 'undecided'][] = [
  ['the viewer’s own data', view(own), viewer, 'clear'],
  ['someone else’s data', view(foreign), viewer, 'exposes'],
  ['an unread part', view(own, { unchecked: [unread] }), viewer, 'undecided'],
  ['someone else’s data beside an unread part', view(foreign, { unchecked: [unread] }), viewer, 'exposes'],
  ['bytes that were not read to their end', view(own, { digest: null }), viewer, 'undecided'],
  ['someone else’s data in such bytes', view(foreign, { digest: null }), viewer, 'exposes'],
  ['staff, someone else’s data', view(foreign), staff, 'clear'],
  ['staff, an unread part', view(foreign, { unchecked: [unread] }), staff, 'clear'],
  ['staff, bytes that nobody can compare on delivery', view(own, { digest: null }), staff, 'undecided'],
  ['nobody, nobody’s data', view('Guten Tag'), { kind: 'nobody' }, 'clear'],
  ['nobody, a customer’s data', view(own), { kind: 'nobody' }, 'exposes'],
]
for (const [name, one, who, expected] of verdicts) {
  test(`${expected}: ${name}`, () => expect(inspect(one, who, index, noAllowances).kind).toBe(expected))
}

describe('a clear verdict', () => {
  test('hands over the very view that was judged', () => {
    const one = view(own)
    const verdict = inspect(one, viewer, index, noAllowances)
    expect(verdict).toEqual({ kind: 'clear', view: one, isStaff: false, unchecked: [] })
    expect(verdict.kind === 'clear' && verdict.view).toBe(one)
  })

  test('for staff tells what was not read', () => {
    const verdict = inspect(view(own, { unchecked: [unread] }), staff, index, noAllowances)
    expect(verdict).toMatchObject({ kind: 'clear', isStaff: true, unchecked: [unread] })
  })
})

test('an undecided verdict names what was not read, also if only the end is missing', () => {
  expect(inspect(view(own, { digest: null }), viewer, index, noAllowances)).toEqual({
    kind: 'undecided',
    unchecked: [{ place: 'message', reason: 'broken' }],
  })
  expect(inspect(view(own, { digest: null, unchecked: [unread] }), viewer, index, noAllowances)).toEqual({
    kind: 'undecided',
    unchecked: [unread],
  })
})

test('a viewer who is not of this index throws', () => {
  const stranger: Viewer = { kind: 'customers', handles: [2], isStaff: false }
  expect(() => inspect(view(own), stranger, index, noAllowances)).toThrow(RangeError)
  const colleague: Viewer = { kind: 'customers', handles: [-1], isStaff: true }
  expect(() => inspect(view(own), colleague, index, noAllowances)).toThrow(RangeError)
})

test('a fault inside the index is not swallowed', () => {
  const broken = {
    ...index,
    owners: () => {
      throw new Error('index is gone')
    },
  }
  expect(() => inspect(view(foreign), viewer, broken, noAllowances)).toThrow('index is gone')
})
