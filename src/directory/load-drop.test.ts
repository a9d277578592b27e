import { expect, test } from 'vitest'
import type { FigureKind } from './fact-figure.ts'
import { dropsOf, type LoadFigures } from './load-drop.ts'

const none: Readonly<Record<FigureKind, number>> = {
  name: 0,
  email: 0,
  phone: 0,
  iban: 0,
  address: 0,
  'birth-date': 0,
  household: 0,
  protected: 0,
  contested: 0,
}

function figures(
  customers: number,
  kinds: Partial<Record<FigureKind, number>> = {},
  more: Partial<LoadFigures> = {},
): LoadFigures {
  return { customers, kinds: { ...none, ...kinds }, facts: {}, largestHousehold: 0, ...more }
}

const cases: readonly (readonly [
  name: string,
  before: LoadFigures,
  after: LoadFigures,
  asks: readonly string[],
])[] = [
  ['the first load', figures(0), figures(1000), []],
  ['39 % fewer customers', figures(100), figures(61), []],
  ['40 % fewer customers', figures(100), figures(60), ['customers']],
  ['a source that is empty all of a sudden', figures(3), figures(0), ['customers']],
  ['addresses that are all gone', figures(100, { email: 90 }), figures(100), ['email']],
  ['a kind that was rare', figures(100, { iban: 9 }), figures(100), []],
  [
    'protection that is gone from two of three',
    figures(100, { protected: 3 }),
    figures(100, { protected: 1 }),
    ['protected'],
  ],
  [
    'protection that is gone from one of three',
    figures(100, { protected: 3 }),
    figures(100, { protected: 2 }),
    [],
  ],
  [
    'facts of one kind',
    figures(9, {}, { facts: { loan: 50, bill: 5 } }),
    figures(9, {}, { facts: { loan: 20 } }),
    ['fact:loan'],
  ],
  ['fewer numbers in dispute', figures(100, { contested: 50 }), figures(100), []],
  [
    'a column that makes everybody one household',
    figures(100),
    figures(100, {}, { largestHousehold: 31 }),
    ['household'],
  ],
  [
    'a large household that was one before',
    figures(100, {}, { largestHousehold: 40 }),
    figures(100, {}, { largestHousehold: 40 }),
    [],
  ],
]

for (const [name, before, after, asks] of cases) {
  test(`${asks.length > 0 ? 'asked' : 'not asked'} about: ${name}`, () => {
    expect(dropsOf(before, after).map(({ what }) => what)).toEqual(asks)
  })
}
