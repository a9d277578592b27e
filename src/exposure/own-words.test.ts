import { expect, test } from 'vitest'
import { allowancesOf } from './allowance.ts'
import { foldText } from './fold.ts'
import { isInside, phraseRanges } from './own-words.ts'

const { phrases } = allowancesOf({
  phrases: [
    'Stadtbücherei Altdorf',
    'Altdorf Nord',
    'Tel. +49 30 1234567',
    'Frau Meier',
    'Frau Meier, Zimmer 4',
  ],
})

const cases: readonly [string, string, string, boolean][] = [
  ['the phrase itself', 'Ihre Stadtbücherei Altdorf grüßt', 'Stadtbücherei Altdorf', true],
  ['other case, other spelling', 'STADTBUECHEREI  ALTDORF', 'ALTDORF', true],
  ['over a line break', 'Stadtbücherei\nAltdorf', 'Altdorf', true],
  ['a value that begins before it', 'Berg Stadtbücherei Altdorf', 'Berg Stadtbücherei', false],
  ['a value that ends behind it', 'Stadtbücherei Altdorf Berg', 'Altdorf Berg', false],
  ['a value beside it', 'Stadtbücherei Altdorf, Anna Berg', 'Anna Berg', false],
  ['half of the phrase', 'die Stadtbücherei in Altdorf', 'Altdorf', false],
  ['a longer word', 'Stadtbücherei Altdorfer', 'Altdorfer', false],
  ['signs around the value', 'Tel. +49 30 1234567', '+49 30 1234567', true],
  ['the longer of two phrases', 'Frau Meier, Zimmer 4', 'Zimmer 4', true],
  [
    'a value across two phrases side by side',
    'Frau Meier Stadtbücherei Altdorf',
    'Meier Stadtbücherei',
    false,
  ],
  ['a phrase that begins within another', 'Stadtbücherei Altdorf Nord', 'Nord', true],
]
for (const [name, raw, value, expected] of cases) {
  test(`own words: ${name}`, () => {
    const text = foldText({ text: raw })
    const start = text.text.indexOf(value)
    expect(start).toBeGreaterThanOrEqual(0)
    expect(isInside(phraseRanges(text, phrases), { start, end: start + value.length })).toBe(expected)
  })
}
