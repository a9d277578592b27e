import fc from 'fast-check'
import { expect, test } from 'vitest'
import { candidatesIn, customer, keysIn, smallIndex } from '../../../test/support/small-index.ts'
import { birthDate, birthDateKey } from './birth-date.ts'

const key = 'birth-date:1980-02-01'
const index = smallIndex([customer({ birthDate: '1980-02-01' }), customer({ birthDate: '1975-01-31' })])

const found: readonly (readonly [name: string, text: string, key: string])[] = [
  ['ISO', '1980-02-01', key],
  ['ISO with a time', '1980-02-01T00:00:00Z', key],
  ['German, short', '1.2.1980', key],
  ['German, padded', '01.02.1980', key],
  ['German, with spaces', '1. 2. 1980', key],
  ['German, month in words', '1. Februar 1980', key],
  ['German, month abbreviated', '1. Feb. 1980', key],
  ['Austrian January', '31. Jänner 1975', 'birth-date:1975-01-31'],
  ['English, month first', 'February 1, 1980', key],
  ['English, ordinal', 'Feb 1st, 1980', key],
  ['English, day first', '1 Feb 1980', key],
  ['with slashes, day first', '01/02/1980', key],
  ['with hyphens', '01-02-1980', key],
  ['broken over a line', '1. Februar\n1980', key],
  ['with a no-break space', '1.\u00a0Februar\u00a01980', key],
  ['with a soft hyphen', '1. Feb\u00adruar 1980', key],
  ['decomposed', '31. Ja\u0308nner 1975', 'birth-date:1975-01-31'],
  ['in Arabic-Indic digits', '٠١.٠٢.١٩٨٠', key],
  ['two digits of the year, labelled', 'geboren am 01.02.80', key],
  ['two digits of the year, abbreviated label', 'geb. 1.2.80', key],
  ['labelled, month first', 'DOB: 02/01/1980', key],
  ['labelled, compact', 'Geburtsdatum: 19800201', key],
  ['labelled, compact and German', 'birth_date=01021980', key],
]
for (const [name, text, expected] of found) {
  test(`a birthday is found: ${name}`, () => expect(keysIn(birthDate, index, text)).toEqual([expected]))
}

const notFound: readonly (readonly [name: string, text: string])[] = [
  ['another day', '2.2.1980'],
  ['two digits of the year without label', 'am 01.02.80'],
  ['month first without label', '02/01/1980'],
  ['compact without label', '19800201'],
  ['inside a longer number', '1.2.19805'],
  ['inside a version', '7.1.2.1980'],
  ['a month that is misspelled', '1. Febrar 1980'],
  ['broken over two paragraphs', '1. Februar\n\n1980'],
]
for (const [name, text] of notFound) {
  test(`no birthday is found: ${name}`, () => expect(keysIn(birthDate, index, text)).toEqual([]))
}

const noDates = ['30.2.1980', '1980-13-01', '0.1.1980', '1.1.1066', '29.2.1900', 'gestern', '']
for (const written of noDates) {
  test(`a directory's date without a day in the calendar has no key: "${written}"`, () => {
    expect(birthDateKey(written)).toBeUndefined()
  })
}

test('a heading labels the dates below it', () => {
  expect(keysIn(birthDate, index, { text: 'x\t1.2.80', row: 0, labels: ['Datum', 'Geburtsdatum'] })).toEqual([
    key,
  ])
  expect(candidatesIn(birthDate, index, 'am 1.2.1980')).toEqual([
    { key, start: 3, end: 11, isLabelled: false },
  ])
})

test('every day has the same key in German and ISO', () => {
  const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const german = `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`
      const one = smallIndex([customer({ birthDate: iso })])
      expect(birthDateKey(german)).toBe(`birth-date:${iso}`)
      expect(keysIn(birthDate, one, `am ${german} und`)).toEqual([`birth-date:${iso}`])
    }),
  )
})
