import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { readPlain, unflow } from './plain.ts'

function read(text: string): string {
  const desk = recordingDesk()
  readPlain(text, desk)
  return desk.texts.join('')
}

test('a text is read as it stands', () => {
  expect(read('Anna\tBeispiel\r\n  | K1 | Bonn |')).toBe('Anna\tBeispiel\r\n  | K1 | Bonn |')
})

test('quoted lines are read once more without their marks', () => {
  expect(read('Am 1.2. schrieb Ben:\r\n> > IBAN DE02 1203\r\n> > 0000 0000\r\nja\r\n>Ulm')).toContain(
    'IBAN DE02 1203\n0000 0000\n\nUlm',
  )
})

test('links in a text are read', () => {
  expect(read('Siehe https://example.org/?n=M%C3%BCller')).toContain('n=Müller')
})

const flowed: readonly [string, string, boolean, string][] = [
  ['soft line ends', 'Anna \r\nBeispiel\r\nBonn', false, 'Anna Beispiel\nBonn'],
  ['soft line ends in words', 'K100 \r\n0001', true, 'K1000001'],
  ['a space that was put in front', ' >a\n  b', false, '>a\n b'],
  ['quoted lines', '> Anna \n> Beispiel\n>> Bonn', false, '> Anna Beispiel\n>> Bonn'],
  ['a change of depth', '> Anna \nBen', false, '> Anna \nBen'],
  ['the line before a signature', 'a \n-- \nAnna', false, 'a \n-- \nAnna'],
]

for (const [name, text, delSp, expected] of flowed) {
  test(`a flowed text is put together again: ${name}`, () => {
    expect(unflow(text, delSp)).toBe(expected)
  })
}

for (const [name, text] of [
  ['one line', 'Anna Beispiel '.repeat(700_000)],
  ['marks', '>'.repeat(3_000_000)],
  ['marks with spaces', `${'> '.repeat(1_000_000)}`],
  ['short quoted lines', '> a\n'.repeat(1_000_000)],
  ['soft lines', 'a \n'.repeat(1_000_000)],
] as const) {
  test(`a hostile text is read to its end without growing: ${name}`, () => {
    expect(read(`${text}K1000001`)).toContain('K1000001')
    expect(unflow(text, true).length).toBeLessThanOrEqual(text.length + 1)
  })
}

test('a text is read whatever it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, delSp) => {
      expect(read(`a${text}`)).toContain(`a${text}`.trim())
      unflow(text, delSp)
    }),
  )
})
