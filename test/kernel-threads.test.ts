import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, test } from 'vitest'
import { factKeysOf } from '../src/exposure/customer-facts.ts'
import { buildCompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { customer } from './support/customer.ts'
import { indexKey } from './support/index-key.ts'
import type { IndexQuestion } from './support/index-reader.ts'

const records = Array.from({ length: 300 }, (_, i) =>
  customer(`K${1_000_000 + i}`, {
    firstName: 'Anna',
    lastName: `Berg${i % 40}`,
    city: 'Altdorf',
    postcode: '12345',
  }),
)
const index = buildCompactIndex({ records }, indexKey())
const asked = [...new Set(records.flatMap((record) => factKeysOf(record)))]
const shared = new Uint8Array(new SharedArrayBuffer(index.bytes.length))
shared.set(index.bytes)

const readers = [1, 2].map(() => new Worker(new URL('./support/index-reader.ts', import.meta.url)))
afterAll(() => Promise.all(readers.map((reader) => reader.terminate())))

async function answerOf(reader: Worker, question: IndexQuestion): Promise<unknown> {
  reader.postMessage(question)
  const [answer] = await once(reader, 'message')
  return answer
}

test('several threads read one index in the same memory', async () => {
  const question = { bytes: shared, key: indexKey(), asked }
  const answers = await Promise.all(readers.map((reader) => answerOf(reader, question)))
  const expected = asked.map((one) => [...index.owners(one)])
  expect(answers).toEqual([expected, expected])
})

test('a thread with another key is refused', async () => {
  const [reader] = readers
  expect(reader && (await answerOf(reader, { bytes: shared, key: indexKey(2), asked }))).toBe('other-key')
})
