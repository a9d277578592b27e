import { expect, test } from 'vitest'
import { firstPassageChars, passageChars } from './limits.ts'
import { openPassageText } from './passage-text.ts'

function recordPassages() {
  const passages: string[] = []
  return { passages, text: openPassageText((passage) => passages.push(passage)) }
}

test('what was said is handed out at a cut, and what spans the cut stands together after it', () => {
  const { passages, text } = recordPassages()
  text.add('Sehr geehrte Frau ')
  text.cut()
  expect(passages).toEqual(['Sehr geehrte Frau '])
  text.add('Beispiel')
  text.flush()
  expect(passages.at(-1)).toBe('Sehr geehrte Frau Beispiel')
})

test('a cut after which nothing was said hands out nothing', () => {
  const { passages, text } = recordPassages()
  text.add('Wort')
  text.cut()
  text.cut()
  text.flush()
  text.flush()
  expect(passages).toEqual(['Wort'])
})

test('what follows a flush is another text', () => {
  const { passages, text } = recordPassages()
  text.add('eins')
  text.cut()
  text.flush()
  text.add('zwei')
  text.flush()
  expect(passages).toEqual(['eins', 'zwei'])
})

test('the first passages of a long text are short, and no later one grows beyond the size of a passage', () => {
  const { passages, text } = recordPassages()
  for (let count = 0; count < 400; count++) text.add('Wort '.repeat(1_000))
  text.flush()
  const lengths = passages.map((passage) => passage.length)
  expect(lengths[0]).toBeLessThanOrEqual(firstPassageChars)
  expect(Math.max(...lengths.slice(0, -1))).toBeLessThanOrEqual(passageChars)
  expect(lengths.length).toBeLessThan(20)
})
