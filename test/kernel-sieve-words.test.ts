/** Words as the sieve takes them apart, sixty-four units at a time, and names of which one half tells where the other is looked for. */
import { expect, test } from 'vitest'
import { diceOf } from '../bench/accuracy/dice.ts'
import { noAllowances } from '../src/exposure/allowance.ts'
import { particles } from '../src/exposure/identifier/name-word.ts'
import { buildCompactIndex } from '../src/exposure/kernel/compact-index.ts'
import { sieveCodes } from '../src/exposure/kernel/sieve-code.ts'
import { readPassage } from '../src/exposure/reading.ts'
import { indexKey } from './support/index-key.ts'
import { differenceOf } from './support/sieve-difference.ts'
import { quietText } from './support/sieve-world.ts'
import { customer } from './support/small-index.ts'

const CASE = 0x20
const CODE_CAPITAL = 0x4000

test('a letter of Latin-1 and its capital are the same letter, but for its case', () => {
  const codes = sieveCodes()
  for (let capital = 0xc0; capital <= 0xde; capital++) {
    const [upper = 0, lower = 0] = [codes[capital], codes[capital | CASE]]
    if (capital === 0xd7) continue
    expect(upper & ~CODE_CAPITAL).toBe(lower)
    expect(upper & CODE_CAPITAL).toBe(CODE_CAPITAL)
  }
  expect((codes[0xdf] ?? 0) & CODE_CAPITAL).toBe(0)
})

test('every sign of ASCII that ends a word is a gap, and every other one is not understood', () => {
  const codes = sieveCodes()
  for (let unit = 0; unit < 0x80; unit++) {
    if (/[0-9a-z]/i.test(String.fromCharCode(unit))) continue
    const isSign = (unit >= 0x20 && unit < 0x7f) || (unit >= 9 && unit <= 13)
    expect((codes[unit] ?? 0) >= 0x8000).toBe(isSign)
  }
})

test('half of a character of two units is never understood', () => {
  expect(sieveCodes().subarray(0xd800, 0xe000)).toEqual(new Uint16Array(0x800))
})

/** Letters of Latin-1 at the places where a word of 16, of 32 bytes and a long one end. */
const odd = ['ßöé', 'Äneas', 'Øçñœ', 'Þórr', 'Æsir', 'Çelik', 'Müssig', 'ÿx', 'Straßburger']
const lengths = [2, 14, 15, 16, 17, 30, 31, 32, 33, 40, 99, 100]
const names = [...odd, ...lengths.map((length) => 'Abcäöüßdefgh'.repeat(9).slice(0, length))]
const latin = buildCompactIndex(
  {
    records: names.map((lastName, i) =>
      customer({ customerNumber: `99${1_000 + i}`, firstName: 'Zoë', lastName }),
    ),
  },
  indexKey(),
)

test('names of odd letters and lengths are read wherever in a text they stand', () => {
  const dice = diceOf(4)
  const quiet = quietText(900, dice)
  for (const [i, name] of names.entries()) {
    for (const start of [
      0,
      1,
      15,
      16,
      17,
      47,
      63,
      64,
      65,
      2_000 + 7 * i,
      2_030,
      2_047,
      2_048,
      2_049,
      4_090,
    ]) {
      for (const written of [name, name.toUpperCase(), name.normalize('NFD')]) {
        const text = `${quiet.slice(0, start)} Zoë ${written} ${quiet.slice(start, 5_000)}`
        expect(differenceOf({ text }, latin)).toBeUndefined()
      }
    }
    const keys = readPassage({ text: `${quiet} Zoë ${name} ${quiet}` }, latin, noAllowances).facts
    // Longer words are compared by nobody.
    expect(keys.length, name).toBe(1)
  }
})

const given = [
  'Anna',
  'La Toya',
  'El-Hadj',
  "D'Andre",
  'Anna-Lena',
  'Mac',
  'Ben',
  'Ana Maria',
  'Abd al-Karim',
  'O',
]
const family = [
  'Berg',
  'von der Heide',
  'Des',
  "O'Neill",
  'van den Berghe',
  'Mau-Eller',
  'de la Cruz',
  'Und',
  'Lê',
  'Al-Masri',
  'Zu Guttenberg',
  'St. Clair',
]
const people = buildCompactIndex(
  {
    records: given.flatMap((firstName, g) =>
      family.map((lastName, f) => customer({ customerNumber: `77${g}0${f}`, firstName, lastName })),
    ),
  },
  indexKey(),
)

test('of names of several words no half is passed over, whatever stands between', () => {
  const dice = diceOf(9)
  const small = [...particles.words]
  const gaps = [
    ' ',
    ' ',
    ' ',
    ' ',
    ', ',
    '. ',
    '\n',
    '-',
    "'",
    ' - ',
    '-\n',
    ': ',
    ' (',
    '\n\n',
    '\t',
    '.',
    ' & ',
  ]
  const others = [
    'Dr.',
    'Frau',
    'Herr',
    'K.',
    'geb.',
    'Name:',
    'Vorname',
    'Stadt',
    'ist',
    'und',
    'Regal',
    'x',
    'Prof.',
  ]
  let found = 0
  for (let i = 0; i < 4_000; i++) {
    let text = quietText(dice.below(40), dice)
    for (let words = 2 + dice.below(9); words > 0; words--) {
      const roll = dice.next()
      const word =
        roll < 0.3
          ? dice.pick(given)
          : roll < 0.6
            ? dice.pick(family)
            : roll < 0.8
              ? dice.pick(small)
              : dice.pick(others)
      const cased = dice.next()
      text +=
        cased < 0.6 ? word : cased < 0.8 ? word.toLowerCase() : word.slice(0, 1).toUpperCase() + word.slice(1)
      text += dice.chance(0.1) ? `s${dice.pick(gaps)}` : dice.pick(gaps)
    }
    text += quietText(dice.below(60), dice)
    expect(differenceOf({ text }, people)).toBeUndefined()
    found += readPassage({ text }, people, noAllowances).facts.length
  }
  expect(found).toBeGreaterThan(2_000)
})
