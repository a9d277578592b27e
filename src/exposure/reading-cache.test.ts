import { expect, test } from 'vitest'
import type { Reading } from './reading.ts'
import { openReadingCache } from './reading-cache.ts'
import type { Passage } from './view.ts'

type ReadText = Pick<Passage, 'text' | 'labels' | 'row' | 'position'>

/** How often two texts, one after the other, are read. */
function readsOf(first: ReadText, second: ReadText): number {
  const cache = openReadingCache()
  let reads = 0
  const read = (): Reading => {
    reads += 1
    return { facts: [], names: [] }
  }
  cache.get(first, read)
  cache.get(second, read)
  return reads
}

const long = 'x'.repeat(2000)
const cases: readonly [string, ReadText, ReadText, 1 | 2][] = [
  ['the same text', { text: 'a' }, { text: 'a' }, 1],
  ['the same cells in two rows', { text: 'a', row: 1 }, { text: 'a', row: 2 }, 1],
  ['another text', { text: 'a' }, { text: 'b' }, 2],
  ['a row and running text', { text: 'a', row: 1 }, { text: 'a' }, 2],
  ['an addressee and running text', { text: 'a', position: 'addressee' }, { text: 'a' }, 2],
  ['other labels', { text: 'a', row: 1, labels: ['Nr'] }, { text: 'a', row: 1, labels: ['No'] }, 2],
  ['labels and none', { text: 'a', row: 1, labels: [] }, { text: 'a', row: 1 }, 2],
  [
    'a text that continues a label',
    { text: '3;abcd', row: 1, labels: ['x'] },
    { text: 'd', row: 1, labels: ['x3;abc'] },
    2,
  ],
  [
    'labels cut elsewhere',
    { text: 'c', row: 1, labels: ['a', 'b1;c'] },
    { text: 'c', row: 1, labels: ['a1;b', 'c'] },
    2,
  ],
  ['a long text is not remembered', { text: long }, { text: long }, 2],
  [
    'long labels are not remembered',
    { text: 'a', row: 1, labels: [long] },
    { text: 'a', row: 1, labels: [long] },
    2,
  ],
]
for (const [name, first, second, expected] of cases) {
  test(`${expected === 1 ? 'read once' : 'read twice'}: ${name}`, () => {
    expect(readsOf(first, second)).toBe(expected)
  })
}

test('a text that was pushed out by many others is read again, a recent one is not', () => {
  const cache = openReadingCache()
  const read: string[] = []
  const get = (text: string) =>
    cache.get({ text }, () => {
      read.push(text)
      return { facts: [], names: [] }
    })
  get('first')
  for (let i = 0; i < 300; i++) get(`other ${i}`)
  get('other 299')
  get('first')
  expect(read).toHaveLength(302)
  expect(read.at(-1)).toBe('first')
})
