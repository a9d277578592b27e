import { describe, expect, test } from 'vitest'
import { judgedOneByOne } from '../../test/support/judged-cases.ts'
import { disclosed, judged, type WrittenPassage } from '../../test/support/judged-message.ts'
import { smallDirectory } from '../../test/support/small-directory.ts'
import { allowancesOf } from './allowance.ts'

describe('identifier', () => {
  judgedOneByOne([
    ['customer number', ['Vorgang K1000003'], ['K1000003 identifier customer-number @part0']],
    ['e-mail', ['an meral@example.org'], ['K1000003 identifier email @part0']],
    ['phone', ['Tel. 030 5550003'], ['K1000003 identifier phone @part0']],
    ['IBAN', ['DE02 1203 0000 0000 2020 51'], ['K1000003 identifier iban @part0']],
    ['owned fact', ['Exemplar BC-778812-X'], ['K1000003 identifier owned-fact @part0']],
    [
      'all customers who have the value',
      ['shared@example.org'],
      ['K1000004 identifier email @part0', 'K1000005 identifier email @part0'],
    ],
    ['a number too dense to count alone', ['Es sind 70003 Medien'], []],
    ['a dense number behind a label', ['Kundennummer: 70003'], ['70003 identifier customer-number @part0']],
    [
      'a dense number under a column heading',
      [{ text: 'Buch\t70003\t2', row: 1, labels: ['Titel', 'Kundennummer', 'Anzahl'] }],
      ['70003 identifier customer-number @part0'],
    ],
    [
      'further facts in the same part are told',
      ['Meral Öztürk, K1000003', 'Meral Öztürk'],
      ['K1000003 identifier customer-number,name @part0'],
    ],
    [
      'places in order of appearance, each once',
      ['K1000003', 'K1000003 meral@example.org', 'K1000003'],
      ['K1000003 identifier customer-number,email @part0,part1,part2'],
    ],
    [
      'several data subjects, sorted',
      ['K1000004 und K1000003'],
      ['K1000003 identifier customer-number @part0', 'K1000004 identifier customer-number @part0'],
    ],
  ])
})

describe('corroborated', () => {
  judgedOneByOne([
    [
      'full name and street',
      ['Meral Öztürk wohnt Hafenstraße 12a'],
      ['K1000003 corroborated name,address @part0'],
    ],
    ['full name and place', ['Meral Öztürk, 23456 Neustadt'], ['K1000003 corroborated name,address @part0']],
    [
      'full name and birth date',
      ['Piotr Wiśniewski, geb. 17.05.1990'],
      ['K1000004 corroborated name,birth-date @part0'],
    ],
    ['street and place', ['Hafenstr. 12 a, 23456 Neustadt'], ['K1000003 corroborated address @part0']],
    [
      'birth date and place',
      ['30.11.1975, 23456 Neustadt'],
      ['K1000003 corroborated address,birth-date @part0'],
    ],
    [
      'full name and a number too weak alone',
      ['Rosa Kurz hat 70100'],
      ['70100 corroborated customer-number,name @part0'],
    ],
    ['name alone', ['Ein Buch von Piotr Wiśniewski'], []],
    ['street alone', ['Treffpunkt Hafenstraße 14'], []],
    ['place alone', ['23456 Neustadt'], []],
    ['birth date alone', ['am 17.05.1990'], []],
    ['given name and place', ['Piotr aus 23456 Neustadt'], []],
    ['surname and place', ['Wiśniewski aus 23456 Neustadt'], []],
    ['name and city without postcode', ['Piotr Wiśniewski aus Neustadt'], []],
    ['two facts of two records', ['Piotr Wiśniewski, Hafenstraße 12a'], []],
    ['two facts in two parts', ['Piotr Wiśniewski', 'Hafenstraße 14'], []],
    ['the same fact twice', ['Piotr Wiśniewski, Wiśniewski, Piotr'], []],
    ['two spellings of one number, which is customer number and barcode', ['Es sind 70100'], []],
    ['a street that a name only reaches into', ['Marx, Anna und Karl-Marx-Straße 5'], []],
    ['a street that contains its customer’s name', ['Karl-Marx-Straße 5'], []],
    [
      'two passages of one part',
      [
        { text: 'Piotr Wiśniewski', part: 0 },
        { text: 'Hafenstraße 14', part: 0, place: 'part0' },
      ],
      ['K1000004 corroborated name,address @part0'],
    ],
  ])
})

describe('rows', () => {
  const row = (part: number, n: number, text: string): WrittenPassage => ({
    text,
    row: n,
    part,
    place: `part${part}`,
  })
  judgedOneByOne([
    [
      'facts of one row support each other',
      [row(0, 1, 'Piotr Wiśniewski\tHafenstraße 14')],
      ['K1000004 corroborated name,address @part0'],
    ],
    ['facts of two rows do not', [row(0, 1, 'Piotr Wiśniewski\t1'), row(0, 2, 'Hafenstraße 14\t2')], []],
    [
      'running text supports a row',
      [{ text: 'Liste für Piotr Wiśniewski', part: 0 }, row(0, 1, 'Hafenstraße 14\t1')],
      ['K1000004 corroborated name,address @part0'],
    ],
    [
      'running text behind the table supports a row',
      [row(0, 1, 'Hafenstraße 14\t1'), { text: 'Liste für Piotr Wiśniewski', part: 0, place: 'part0' }],
      ['K1000004 corroborated name,address @part0'],
    ],
    [
      'running text of another part does not',
      [{ text: 'Liste für Piotr Wiśniewski', part: 1 }, row(0, 1, 'Hafenstraße 14\t1')],
      [],
    ],
    [
      'a row in two passages is one row',
      [row(0, 1, 'Piotr Wiśniewski'), row(0, 1, 'Hafenstraße 14')],
      ['K1000004 corroborated name,address @part0'],
    ],
    [
      'facts of a disclosed customer in another row are not told',
      [row(0, 1, 'K1000003\tx'), row(0, 2, 'Meral Öztürk\ty')],
      ['K1000003 identifier customer-number @part0'],
    ],
    [
      'the viewer’s row beside a stranger’s',
      [
        row(0, 1, 'Anna Berg\tLindenweg 4\tK1000001'),
        row(0, 2, 'Piotr Wiśniewski\tHafenstraße 14\tK1000004'),
      ],
      ['K1000004 identifier customer-number,name,address @part0'],
    ],
  ])
})

describe('whose own it is', () => {
  const everything =
    'Anna Berg, K1000001, anna@example.org, 0151 23450001, Lindenweg 4, 12345 Altdorf, 01.02.1980'
  judgedOneByOne([
    ['all of the viewer’s own facts', [everything], []],
    ['facts of his household', ['Jonas Berg, K1000002, jonas@example.org, Lindenweg 4'], []],
    [
      'the household’s facts for a stranger',
      ['K1000001, K1000002'],
      ['K1000001 identifier customer-number @part0', 'K1000002 identifier customer-number @part0'],
      'piotr@example.org',
    ],
    ['a protected member is not covered', ['lena@example.org'], ['K1000005 identifier email @part0']],
    [
      'a protected viewer is not covered by the household',
      ['K1000001'],
      ['K1000001 identifier customer-number @part0'],
      'lena@example.org',
    ],
    [
      'the viewer’s name that another customer has as well, with that one’s number',
      ['Meral Öztürk K1000003'],
      ['K1000003 identifier customer-number @part0'],
      'meral6@example.org',
    ],
    [
      'the viewer’s name that another customer has as well, with that one’s street',
      ['Meral Öztürk, Hafenstraße 12a'],
      [],
      'meral6@example.org',
    ],
    [
      'two customers share the address: both are viewers',
      ['K1000004 K1000005 shared@example.org'],
      [],
      'shared@example.org',
    ],
    [
      'nobody: any customer’s data',
      [everything],
      [
        'K1000001 identifier customer-number,name,email,phone,address,birth-date @part0',
        'K1000002 corroborated address @part0',
      ],
      'unknown@example.org',
    ],
    ['nobody: a clean text', ['Die Bücherei ist geschlossen.'], [], 'unknown@example.org'],
  ])
})

describe('hard negatives', () => {
  judgedOneByOne([
    ['author and title', ['Piotr Wiśniewski: Die Hafenstraße. Roman, 1990'], []],
    [
      'signature of staff who has a customer’s name',
      ['Sehr geehrte Frau Berg,\n\nIhr Buch liegt bereit.\n\nMit freundlichen Grüßen\nMeral Öztürk'],
      [],
    ],
    ['amounts and dates that look like dense numbers', ['70.003 Besucher, 70,10 EUR, 7.0.2019'], []],
    ['a number that begins like a customer’s', ['K10000031 K100000'], []],
    ['the viewer’s place, where others live too', ['Anna Berg, Lindenweg 4, 12345 Altdorf'], []],
  ])
})

describe('allowances', () => {
  const allow = (raw: Parameters<typeof allowancesOf>[0], passages: readonly WrittenPassage[], to: string) =>
    judged({ index: smallDirectory, passages, to, allowances: allowancesOf(raw) })

  test('a phrase exposes nobody, the same words elsewhere do', () => {
    const raw = { phrases: ['Leitung: Piotr Wiśniewski, Hafenstraße 14'] }
    const own = 'Leitung: PIOTR WISNIEWSKI,\nHafenstrasse 14'
    expect(disclosed(allow({}, [own], 'anna@example.org'))).toHaveLength(1)
    expect(disclosed(allow(raw, [own], 'anna@example.org'))).toEqual([])
    expect(disclosed(allow(raw, ['Piotr Wiśniewski, Hafenstraße 14'], 'anna@example.org'))).toHaveLength(1)
  })

  const numbers: readonly [string, string, string][] = [
    ['phone', '+49 30 5550003', 'Tel. (030) 555-0003'],
    ['IBAN', 'de02120300000000202051', 'DE02 1203 0000 0000 2020 51'],
    ['customer number', 'k 1000003', 'K1000003'],
    ['owned fact', 'BC778812X', 'BC-778812-X'],
  ]
  for (const [name, allowed, written] of numbers) {
    test(`an allowed number exposes nobody: ${name}`, () => {
      expect(disclosed(allow({}, [written], 'anna@example.org'))).toHaveLength(1)
      expect(disclosed(allow({ numbers: [allowed] }, [written], 'anna@example.org'))).toEqual([])
    })
  }

  test('staff see everything, and are told what was not read', () => {
    const unchecked = [{ place: 'attachment#1:zip', reason: 'encrypted' }] as const
    const allowances = allowancesOf({ domains: ['library.example'], addresses: ['meral@example.org'] })
    for (const to of ['desk@library.example', 'meral@example.org']) {
      expect(judged({ index: smallDirectory, passages: ['K1000004'], to, unchecked, allowances })).toEqual({
        kind: 'clear',
        isStaff: true,
        unchecked,
      })
    }
  })

  test('a list at a staff domain reaches customers', () => {
    const raw = { domains: ['library.example'], lists: ['readers@library.example'] }
    expect(disclosed(allow(raw, ['K1000004'], 'readers@library.example'))).toHaveLength(1)
  })
})
