import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, type JsonValue } from './canonical-json.ts'

const cases: readonly [string, JsonValue, string][] = [
  ['names are sorted, white space is none', { b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
  ['names are sorted by code units, not by letters', { é: 1, z: 2, A: 3 }, '{"A":3,"z":2,"é":1}'],
  ['texts keep their letters', 'Müller "x"\n', '"Müller \\"x\\"\\n"'],
  ['minus zero is zero', -0, '0'],
]
for (const [name, value, text] of cases) test(name, () => expect(canonicalJson(value)).toBe(text))

const refused: readonly [string, JsonValue][] = [
  ['a fraction', 0.5],
  ['a number past 2^53', 2 ** 53],
  ['a lone surrogate', '\ud800'],
  ['a lone surrogate in a name', { '\udfff': 1 }],
]
for (const [name, value] of refused)
  test(`${name} is not signed`, () => expect(() => canonicalJson(value)).toThrow(RangeError))

test('the spelling means the value and does not depend on the order it was made in', () => {
  const value = fc.letrec<{ any: JsonValue }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.maxSafeInteger(),
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('any')),
      fc.dictionary(fc.string({ unit: 'grapheme' }), tie('any')),
    ),
  })).any
  fc.assert(
    fc.property(value, (one) => {
      const text = canonicalJson(one)
      const again: JsonValue = JSON.parse(text)
      expect(canonicalJson(again)).toBe(text)
      expect(again).toEqual(JSON.parse(JSON.stringify(one)))
    }),
  )
})
