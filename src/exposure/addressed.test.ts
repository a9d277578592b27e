import { describe, expect, test } from 'vitest'
import { customer } from '../../test/support/customer.ts'
import { judgedOneByOne } from '../../test/support/judged-cases.ts'
import { disclosed, judged } from '../../test/support/judged-message.ts'
import { smallDirectory } from '../../test/support/small-directory.ts'
import { allowancesOf } from './allowance.ts'
import { buildReferenceIndex } from './reference-index.ts'

describe('addressed', () => {
  judgedOneByOne([
    [
      'full name in the salutation',
      ['Sehr geehrter Herr Piotr Wiśniewski,\n\nIhr Buch'],
      ['K1000004 addressed name @part0'],
    ],
    ['surname alone', ['Sehr geehrter Herr Wiśniewski,\n\nIhr Buch'], ['K1000004 addressed name @part0']],
    [
      'position given from outside',
      [{ text: 'Piotr Wiśniewski', position: 'addressee' }],
      ['K1000004 addressed name @part0'],
    ],
    ['the viewer’s own name', ['Sehr geehrte Frau Berg,'], []],
    ['the name of someone in the household', ['Lieber Jonas Berg,'], []],
    ['a name that no customer has', ['Sehr geehrte Frau Niemandsland,'], []],
    [
      'several fit',
      ['Sehr geehrte Frau Öztürk,\n\nIhr Buch'],
      ['K1000003 addressed name @part0 ?2', 'K1000006 addressed name @part0 ?2'],
    ],
    [
      'a weak fact in another part narrows',
      ['Sehr geehrte Frau Öztürk,\n\nIhr Buch', 'Hafenstraße 12a'],
      ['K1000003 addressed name @part0'],
    ],
    [
      'a weak fact in the same part narrows and is told',
      ['Sehr geehrte Frau Öztürk,\n\nAbholung 30.11.1975'],
      ['K1000003 addressed name,birth-date @part0'],
    ],
    [
      'an identifier narrows, and its rule is told',
      ['Sehr geehrte Frau Öztürk,\n\nIhr Buch', 'Ausweis K1000006'],
      ['K1000006 identifier customer-number,name @part0,part1'],
    ],
    [
      'two corroborated facts narrow',
      ['Sehr geehrte Frau Öztürk,\n\nIhr Buch', 'Hafenstraße 12a, 23456 Neustadt'],
      ['K1000003 corroborated name,address @part0,part1'],
    ],
    [
      'a name and an unconcerned stranger’s number',
      ['Sehr geehrter Herr Wiśniewski,\n\nK1000003'],
      ['K1000003 identifier customer-number @part0', 'K1000004 addressed name @part0'],
    ],
  ])

  test('of more than twenty who fit, the twenty with the lowest numbers are named', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      customer(`N${String(130 - i)}x`, { lastName: 'Albers' }),
    )
    const big = buildReferenceIndex({ records: many })
    const found = disclosed(
      judged({ index: big, passages: ['Sehr geehrte Frau Albers,'], to: 'x@example.org' }),
    )
    expect(found).toHaveLength(20)
    expect(found[0]).toBe('N101x addressed name @part0 ?30')
    expect(found[19]).toBe('N120x addressed name @part0 ?30')
  })

  test('a name in an addressee position that is a phrase exposes nobody', () => {
    const raw = { phrases: ['Herr Wiśniewski'] }
    expect(
      disclosed(
        judged({
          index: smallDirectory,
          passages: ['Sehr geehrter Herr Wiśniewski,'],
          to: 'anna@example.org',
          allowances: allowancesOf(raw),
        }),
      ),
    ).toEqual([])
  })
})

describe('a name read in more than one way', () => {
  const record = (n: number, firstName: string, lastName: string) =>
    customer(`K200000${n}`, { firstName, lastName, emails: [`k${n}@example.org`] })
  const anna = record(1, 'Anna', 'Nowak')
  const lena = record(2, 'Lena', 'Nowak')
  const annaLena = record(3, 'Anna Lena', 'Nowak')
  const maria = record(4, 'Maria', 'Garcia Lopez')
  const company = customer('K2000005', { company: 'Praxis Anna Nowak GmbH', emails: ['k5@example.org'] })
  const stranger = 'k9@example.org'
  const cases: readonly [string, string, string, readonly string[]][] = [
    [
      'nobody is called exactly so: whoever is called by a part of it',
      'Liebe Anna Lena Nowak,',
      stranger,
      ['K2000001 addressed name @part0 ?2', 'K2000002 addressed name @part0 ?2'],
    ],
    ['if one of these is the viewer, it is his name', 'Liebe Anna Lena Nowak,', 'k2@example.org', []],
    [
      'a surname of two words',
      'Sehr geehrte Frau Garcia Lopez,',
      stranger,
      ['K2000004 addressed name @part0'],
    ],
  ]
  for (const [name, text, to, expected] of cases) {
    test(name, () => {
      const index = buildReferenceIndex({ records: [anna, lena, maria, company] })
      expect(disclosed(judged({ index, passages: [text], to }))).toEqual(expected)
    })
  }

  const own: readonly (readonly [string, string, readonly string[], to?: string])[] = [
    ['both given names of the viewer', 'Hallo Frank Wolfgang,', []],
    ['words of his name in another order', 'Lieber Wolfgang Frank,', []],
    ['his own surname that is a form of address', 'Name: HERR SIMON', [], 'simon@example.org'],
    ['a form of address and a word that is not his', 'Name: HERR SIMON', ['K2000014 addressed name @part0']],
    ['a word that is not his', 'Lieber Wolfgang Franke,', ['K2000012 addressed name @part0']],
    ['one given name of his with a surname', 'Liebe Frau Frank,', ['K2000011 addressed name @part0']],
  ]
  for (const [name, text, expected, to = 'own@example.org'] of own) {
    test(`a name that is made of ${name}`, () => {
      const index = buildReferenceIndex({
        records: [
          customer('K2000010', {
            firstName: 'Frank Wolfgang',
            lastName: 'Wolf',
            emails: ['own@example.org'],
          }),
          customer('K2000011', { firstName: 'Wolfgang', lastName: 'Frank' }),
          customer('K2000012', { firstName: 'Wolfgang', lastName: 'Franke' }),
          customer('K2000013', { firstName: 'Simon', lastName: 'Herr', emails: ['simon@example.org'] }),
          customer('K2000014', { firstName: 'Anna', lastName: 'Simon' }),
        ],
      })
      expect(disclosed(judged({ index, passages: [text], to }))).toEqual(expected)
    })
  }

  test('of a couple each is named, also if the viewer is one of them', () => {
    const index = buildReferenceIndex({ records: [anna, lena] })
    expect(
      disclosed(judged({ index, passages: ['Liebe Anna und Lena Nowak,'], to: 'k1@example.org' })),
    ).toEqual(['K2000002 addressed name @part0'])
  })

  test('a name whose given name is a particle elsewhere is its bearer’s, not its neighbour’s', () => {
    const index = buildReferenceIndex({
      records: [record(7, 'Văn-Minh', 'Đỗ'), record(8, 'Vân', 'Đỗ')],
    })
    const passages = [{ text: 'Văn-Minh Đỗ', position: 'addressee' as const }]
    expect(disclosed(judged({ index, passages, to: 'k7@example.org' }))).toEqual([])
    expect(disclosed(judged({ index, passages, to: stranger }))).toEqual(['K2000007 addressed name @part0'])
  })

  test('a company that is called by a person is no name of that person', () => {
    const index = buildReferenceIndex({ records: [anna, company] })
    const passages = [{ text: 'Praxis Anna Nowak GmbH', position: 'addressee' as const }]
    expect(disclosed(judged({ index, passages, to: 'k5@example.org' }))).toEqual([])
    expect(disclosed(judged({ index, passages, to: 'k1@example.org' }))).toEqual([
      'K2000005 addressed name @part0',
    ])
  })

  test('whoever is called exactly so is meant, also if the viewer is called by a part of it', () => {
    const index = buildReferenceIndex({ records: [anna, lena, annaLena] })
    for (const to of [stranger, 'k2@example.org']) {
      expect(disclosed(judged({ index, passages: ['Liebe Anna Lena Nowak,'], to }))).toEqual([
        'K2000003 addressed name @part0',
      ])
    }
  })
})
