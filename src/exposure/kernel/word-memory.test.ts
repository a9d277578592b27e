import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rememberWords } from './word-memory.ts'

test('a remembered answer is the answer', () => {
  const answer = (word: string) => word.length % 8
  const asked = fc.array(fc.string({ maxLength: 40 }), { size: 'max', maxLength: 400 })
  fc.assert(
    fc.property(asked, (words) => {
      const remembered = rememberWords(answer)
      for (const word of [...words, ...words, '']) expect(remembered(word)).toBe(answer(word))
    }),
    { numRuns: 20 },
  )
})

test('more words than there is room for are answered all the same', () => {
  let questions = 0
  const remembered = rememberWords((word) => {
    questions += 1
    return word.charCodeAt(word.length - 1) & 7
  })
  const words = Array.from({ length: 20_000 }, (_, i) => `wort${i}`)
  for (const word of [...words, ...words]) expect(remembered(word)).toBe(word.charCodeAt(word.length - 1) & 7)
  expect(questions).toBeGreaterThan(words.length)
})

test('a word that comes again is not asked about again', () => {
  let questions = 0
  const remembered = rememberWords(() => {
    questions += 1
    return 1
  })
  const before = questions
  expect([remembered('berg'), remembered('berg'), remembered('berg')]).toEqual([1, 1, 1])
  expect(questions - before).toBe(1)
})
