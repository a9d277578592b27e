import { expect, test } from 'vitest'
import { LimitBroken } from './desk.ts'
import { reasonOf } from './reading.ts'

const thrown: readonly [name: string, make: () => unknown, reason: string][] = [
  ['a broken limit', () => new LimitBroken('ratio'), 'ratio'],
  ['no memory for bytes', () => new RangeError('Array buffer allocation failed'), 'memory'],
  ['no memory in the system', () => new Error('Failed to allocate memory'), 'memory'],
  ['a text longer than any can be', () => caught(() => 'x'.repeat(2 ** 29).repeat(4)), 'too-large'],
  ['a recursion without end', () => caught(endless), 'too-deep'],
  ['any other error', () => new TypeError('x is not a function'), 'broken'],
  ['something that is no error', () => 'x', 'broken'],
]

function endless(): number {
  return endless() + 1
}

function caught(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

for (const [name, make, reason] of thrown) {
  test(`what was thrown becomes a reason: ${name}`, () => expect(reasonOf(make())).toBe(reason))
}
